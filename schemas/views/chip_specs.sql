-- A row is one chip with the best figure on record for each property: the preferred one, as shipped before as planned;
-- where none is preferred the best of the others. The view chip_specifications says how it is chosen, and whose it is.
--   chip_id: Key of the chip.
--   name: Name.
--   summary: What it is and why it matters, in one sentence.
--   designer_id: Firm that designed it.
--   designer: Its name.
--   origin: domestic (designed in mainland China) or foreign.
--   tier: Market tier T1, T2 or T3.
--   status: Where it stands.
--   form: What the numbers count: package, card or module.
--   process_id: Main process of the compute die.
--   process: Its name.
--   foundry_id: Firm that makes the compute die.
--   foundry: Its name.
--   compute_dies: Compute dies per package.
--   memory_type: Memory on the package or card.
--   announced_on: When it was first announced or reported.
--   production_since: When volume production or shipment began.
--   native_formats: Number formats that it executes natively.
--   native_fp8_since: When native FP8 was first on sale with it.
--   fp16_tflops: {fp16-tflops}
--   bf16_tflops: {bf16-tflops}
--   fp8_tflops: {fp8-tflops}
--   fp4_tflops: {fp4-tflops}
--   int8_tops: {int8-tops}
--   fp32_tflops: {fp32-tflops}
--   memory_capacity_gb: {memory-capacity}
--   memory_bandwidth_gb_s: {memory-bandwidth}
--   memory_stacks: {memory-stacks}
--   interconnect_gb_s: {interconnect-bandwidth}
--   board_power_w: {board-power}
--   die_area_mm2: {die-area}
--   transistors_bn: {transistors}
--   tpp: {tpp}
--   planned: Metrics whose figure is a plan, as none of the product as sold is preferred or, without any, on record.
--   unsettled: Metrics whose figure is the best on record, though none is preferred.
--   fp16_id: Observation with the figure of FP16 throughput.
--   fp16_basis: What stands behind the figure of FP16 throughput. {{bases}}
--   fp16_reliability: Grade of the page with the figure of FP16 throughput. {{grades}}
--   fp16_rank: preferred; or normal, where no figure of FP16 throughput is preferred.
--   fp16_rivals: Other figures of FP16 throughput on record that are not deprecated. Unit: figures.
--   fp8_id: Observation with the figure of FP8 throughput.
--   fp8_basis: What stands behind the figure of FP8 throughput. As in fp16_basis.
--   fp8_reliability: Grade of the page with the figure of FP8 throughput. As in fp16_reliability.
--   fp8_rank: preferred; or normal, where no figure of FP8 throughput is preferred.
--   fp8_rivals: Other figures of FP8 throughput on record that are not deprecated. Unit: figures.
--   memory_capacity_id: Observation with the figure of memory capacity.
--   memory_capacity_basis: What stands behind the figure of memory capacity. As in fp16_basis.
--   memory_capacity_reliability: Grade of the page with the figure of memory capacity. As in fp16_reliability.
--   memory_capacity_rank: preferred; or normal, where no figure of memory capacity is preferred.
--   memory_capacity_rivals: Other figures of memory capacity on record that are not deprecated. Unit: figures.
--   memory_bandwidth_id: Observation with the figure of memory bandwidth.
--   memory_bandwidth_basis: What stands behind the figure of memory bandwidth. As in fp16_basis.
--   memory_bandwidth_reliability: Grade of the page with the figure of memory bandwidth. As in fp16_reliability.
--   memory_bandwidth_rank: preferred; or normal, where no figure of memory bandwidth is preferred.
--   memory_bandwidth_rivals: Other figures of memory bandwidth on record that are not deprecated. Unit: figures.
--   board_power_id: Observation with the figure of board power.
--   board_power_basis: What stands behind the figure of board power. As in fp16_basis.
--   board_power_reliability: Grade of the page with the figure of board power. As in fp16_reliability.
--   board_power_rank: preferred; or normal, where no figure of board power is preferred.
--   board_power_rivals: Other figures of board power on record that are not deprecated. Unit: figures.
create view chip_specs as
with
wide as (
  select
    chip_id,
    max(central) filter (metric_id = 'fp16-tflops') as fp16_tflops,
    max(central) filter (metric_id = 'bf16-tflops') as bf16_tflops,
    max(central) filter (metric_id = 'fp8-tflops') as fp8_tflops,
    max(central) filter (metric_id = 'fp4-tflops') as fp4_tflops,
    max(central) filter (metric_id = 'int8-tops') as int8_tops,
    max(central) filter (metric_id = 'fp32-tflops') as fp32_tflops,
    max(central) filter (metric_id = 'memory-capacity') as memory_capacity_gb,
    max(central) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_gb_s,
    max(central) filter (metric_id = 'memory-stacks') as memory_stacks,
    max(central) filter (metric_id = 'interconnect-bandwidth') as interconnect_gb_s,
    max(central) filter (metric_id = 'board-power') as board_power_w,
    max(central) filter (metric_id = 'die-area') as die_area_mm2,
    max(central) filter (metric_id = 'transistors') as transistors_bn,
    max(central) filter (metric_id = 'tpp') as tpp,
    list(metric_id order by metric_id) filter (definition_id = 'planned') as planned,
    list(metric_id order by metric_id) filter (rank <> 'preferred') as unsettled,
    max(observation_id) filter (metric_id = 'fp16-tflops') as fp16_id,
    max(basis) filter (metric_id = 'fp16-tflops') as fp16_basis,
    max(reliability) filter (metric_id = 'fp16-tflops') as fp16_reliability,
    max(rank) filter (metric_id = 'fp16-tflops') as fp16_rank,
    max(rivals) filter (metric_id = 'fp16-tflops') as fp16_rivals,
    max(observation_id) filter (metric_id = 'fp8-tflops') as fp8_id,
    max(basis) filter (metric_id = 'fp8-tflops') as fp8_basis,
    max(reliability) filter (metric_id = 'fp8-tflops') as fp8_reliability,
    max(rank) filter (metric_id = 'fp8-tflops') as fp8_rank,
    max(rivals) filter (metric_id = 'fp8-tflops') as fp8_rivals,
    max(observation_id) filter (metric_id = 'memory-capacity') as memory_capacity_id,
    max(basis) filter (metric_id = 'memory-capacity') as memory_capacity_basis,
    max(reliability) filter (metric_id = 'memory-capacity') as memory_capacity_reliability,
    max(rank) filter (metric_id = 'memory-capacity') as memory_capacity_rank,
    max(rivals) filter (metric_id = 'memory-capacity') as memory_capacity_rivals,
    max(observation_id) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_id,
    max(basis) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_basis,
    max(reliability) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_reliability,
    max(rank) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_rank,
    max(rivals) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_rivals,
    max(observation_id) filter (metric_id = 'board-power') as board_power_id,
    max(basis) filter (metric_id = 'board-power') as board_power_basis,
    max(reliability) filter (metric_id = 'board-power') as board_power_reliability,
    max(rank) filter (metric_id = 'board-power') as board_power_rank,
    max(rivals) filter (metric_id = 'board-power') as board_power_rivals
  from chip_specifications
  group by chip_id
)
select
  c.chip_id,
  c.name,
  c.summary,
  c.designer_id,
  d.name as designer,
  c.origin,
  c.tier,
  c.status,
  c.form,
  c.process_id,
  p.name as process,
  c.foundry_id,
  f.name as foundry,
  c.compute_dies,
  c.memory_type,
  c.announced_on,
  c.production_since,
  c.native_formats,
  c.native_fp8_since,
  w.fp16_tflops,
  w.bf16_tflops,
  w.fp8_tflops,
  w.fp4_tflops,
  w.int8_tops,
  w.fp32_tflops,
  w.memory_capacity_gb,
  w.memory_bandwidth_gb_s,
  w.memory_stacks,
  w.interconnect_gb_s,
  w.board_power_w,
  w.die_area_mm2,
  w.transistors_bn,
  w.tpp,
  w.planned,
  w.unsettled,
  w.fp16_id,
  w.fp16_basis,
  w.fp16_reliability,
  w.fp16_rank,
  coalesce(w.fp16_rivals, 0) as fp16_rivals,
  w.fp8_id,
  w.fp8_basis,
  w.fp8_reliability,
  w.fp8_rank,
  coalesce(w.fp8_rivals, 0) as fp8_rivals,
  w.memory_capacity_id,
  w.memory_capacity_basis,
  w.memory_capacity_reliability,
  w.memory_capacity_rank,
  coalesce(w.memory_capacity_rivals, 0) as memory_capacity_rivals,
  w.memory_bandwidth_id,
  w.memory_bandwidth_basis,
  w.memory_bandwidth_reliability,
  w.memory_bandwidth_rank,
  coalesce(w.memory_bandwidth_rivals, 0) as memory_bandwidth_rivals,
  w.board_power_id,
  w.board_power_basis,
  w.board_power_reliability,
  w.board_power_rank,
  coalesce(w.board_power_rivals, 0) as board_power_rivals
from chips c
join firms d on d.firm_id = c.designer_id
left join firms f on f.firm_id = c.foundry_id
left join processes p on p.process_id = c.process_id
left join wide w on w.chip_id = c.chip_id
order by c.origin, d.name, c.name
