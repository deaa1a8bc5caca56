-- A row is one chip that exists (sampling, in production or discontinued) with the first number about it.
select
  'chips' as table_name,
  c.chip_id as key,
  c.name,
  c.status,
  min(o.observation_id) as first_observation
from chips c
left join observations o using (chip_id)
where c.status in ('sampling', 'production', 'discontinued')
group by c.chip_id, c.name, c.status
