-- A row is one estimate, with the least gap between its quantiles and the most by which it exceeds a looser definition.
select
  'estimates' as table_name,
  concat_ws(' ', e.year, e.tier, e.definition_id, e.metric, e.ratio) as key,
  wider.definition_id as wider_id,
  least(e.p25 - e.p05, e.p50 - e.p25, e.p75 - e.p50, e.p95 - e.p75) as least_gap,
  greatest(e.p05 - wider.p05, e.p25 - wider.p25, e.p50 - wider.p50, e.p75 - wider.p75, e.p95 - wider.p95) as excess
from estimates e
left join estimates wider
  on wider.year = e.year and wider.tier = e.tier and wider.metric = e.metric and wider.ratio = e.ratio
    and wider.definition_id = 'd' || (ascii(e.definition_id[2:2]) - ascii('1'))
