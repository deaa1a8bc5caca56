-- A row is one estimated self-sufficiency ratio of one year, in %, with its range; what counts is said in words.
--   year: Calendar year.
--   tier: T1 (training class) or all accelerators.
--   definition_id: What counts as domestic: d0 to d5.
--   definition: That definition in words.
--   rung: Step of the definition on the ladder, from 0.
--   metric: What is added up: units, dense FP16 compute, memory bandwidth or value.
--   ratio: Over sales, or over demand.
--   low: 5 % quantile. Unit: %.
--   median: Median. Unit: %.
--   high: 95 % quantile. Unit: %.
--   status: estimate, nowcast, projection or not-estimable.
create view self_sufficiency as
select
  e.year,
  e.tier,
  e.definition_id,
  d.name as definition,
  d.rung,
  e.metric,
  e.ratio,
  round(100 * e.p05, 2) as low,
  round(100 * e.p50, 2) as median,
  round(100 * e.p95, 2) as high,
  e.status
from estimates e
join definitions d using (definition_id)
order by e.year, e.tier, e.definition_id, e.metric, e.ratio
