-- A row is one estimated self-sufficiency ratio of one year, in %, with its range; what counts is said in words. The table
-- estimates has the same as shares, 0 to 1.
--   year: Calendar year.
--   tier: T1 (training class) or all accelerators.
--   definition_id: What counts as domestic: d0 to d5; see the table definitions.
--   definition: Name of that definition.
--   rung: Step of the definition on the ladder, from 0.
--   metric: What is added up: units, dense FP16 compute, memory bandwidth or value.
--   ratio: What Chinese supply is divided by. sales: all accelerators sold in China in the year, foreign ones included; the
--     result is a share of the market. demand: what buyers wanted, at least what was sold.
--   low: Low end of the 90 % interval, the 5 % quantile. Unit: %.
--   median: Median. Unit: %.
--   high: High end of it, the 95 % quantile. Unit: %.
--   status: estimate (of a year that is over), nowcast (of the running year), projection (of a year to come), bound (no more
--     than the high end, of a definition on which nothing is counted) or not-estimable.
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
