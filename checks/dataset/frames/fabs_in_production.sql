-- A row is one plant in production with the first number on its capacity, installed or designed.
select
  'fabs' as table_name,
  f.fab_id as key,
  f.name,
  f.kind,
  min(o.observation_id) as capacity_observation
from fabs f
left join observations o
  on o.fab_id = f.fab_id and o.metric_id in ('fab-capacity', 'fab-design-capacity', 'wafer-capacity')
where f.status = 'production'
group by f.fab_id, f.name, f.kind
