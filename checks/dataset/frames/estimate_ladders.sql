-- A row is one ladder of estimates (year, tier, metric, ratio) with the number of its rungs d0 to d5.
select
  'estimates' as table_name,
  concat_ws(' ', year, tier, min(definition_id), metric, ratio) as key,
  year,
  metric,
  count(*) as rungs
from estimates
group by year, tier, metric, ratio
