-- A row is one chip with its preferred value per property: as shipped where there is one, else as planned.
--   chip_id: Key of the chip.
--   name: Name.
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
--   planned: Metrics whose value is a plan, because no shipped value is preferred.
--   fp16_rivals: Other values of FP16 throughput that are on record and not deprecated. Unit: values.
--   memory_capacity_rivals: Other values of memory capacity on record. Unit: values.
--   memory_bandwidth_rivals: Other values of memory bandwidth on record. Unit: values.
create view chip_specs as
with
specifications as (
  select
    o.chip_id,
    o.metric_id,
    o.definition_id,
    o.rank,
    central_value(o) as central
  from observations o
  join metrics m using (metric_id)
  where m.kind = 'specification' and o.chip_id is not null and o.rank <> 'deprecated'
),
shown as (
  select chip_id, metric_id, definition_id, central
  from specifications
  where rank = 'preferred'
  qualify row_number() over (partition by chip_id, metric_id order by definition_id = 'shipped' desc) = 1
),
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
    list(metric_id order by metric_id) filter (definition_id = 'planned') as planned
  from shown
  group by chip_id
),
counted as (
  select
    chip_id,
    count(*) filter (metric_id = 'fp16-tflops') as fp16_values,
    count(*) filter (metric_id = 'memory-capacity') as memory_capacity_values,
    count(*) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_values
  from specifications
  group by chip_id
)
select
  c.chip_id,
  c.name,
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
  coalesce(n.fp16_values, 0) - (w.fp16_tflops is not null)::integer as fp16_rivals,
  coalesce(n.memory_capacity_values, 0) - (w.memory_capacity_gb is not null)::integer as memory_capacity_rivals,
  coalesce(n.memory_bandwidth_values, 0) - (w.memory_bandwidth_gb_s is not null)::integer as memory_bandwidth_rivals
from chips c
join firms d on d.firm_id = c.designer_id
left join firms f on f.firm_id = c.foundry_id
left join processes p on p.process_id = c.process_id
left join wide w on w.chip_id = c.chip_id
left join counted n on n.chip_id = c.chip_id
order by c.origin, d.name, c.name
