-- A row is one chip in production with its preferred shipped value of what every estimate of compute needs.
select
  'chips' as table_name,
  c.chip_id as key,
  c.name,
  max(coalesce(o.value, o.value_high)) filter (o.metric_id in ('fp16-tflops', 'bf16-tflops')) as fp16,
  max(coalesce(o.value, o.value_high)) filter (o.metric_id = 'memory-capacity') as memory_capacity,
  max(coalesce(o.value, o.value_high)) filter (o.metric_id = 'memory-bandwidth') as memory_bandwidth
from chips c
left join observations o on o.chip_id = c.chip_id and o.definition_id = 'shipped' and o.rank = 'preferred'
where c.status = 'production'
group by c.chip_id, c.name
