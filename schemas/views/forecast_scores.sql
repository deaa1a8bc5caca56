-- A row is one forecast of a named house beside what was counted later: the log ratio, and whether its range held.
--   forecast_id: Observation that is the forecast.
--   claimant: Whose forecast.
--   metric: What was forecast.
--   subject: What it is about.
--   period: Period of the forecast.
--   definition: Which meaning of the metric.
--   said_on: When it was said.
--   forecast: The forecast. Unit: as in unit.
--   forecast_low: Low end, where a range was given.
--   forecast_high: High end, where a range was given.
--   outcome: The preferred later figure. Unit: as in unit.
--   outcome_by: Whose figure that is.
--   unit: Unit of both.
--   log_ratio: Natural logarithm of forecast over outcome: 0 is right, 0.69 is twice too high. Unit: log ratio.
--   in_range: Whether the outcome lies in the forecast's own range; empty without a range.
create view forecast_scores as
with
forecasts as (
  select
    observation_id, metric_id, metric, subject, firm_id, chip_id, fab_id, process_id, region_id, period, definition_id,
    definition, central, value_low, value_high, claimant, as_of, unit
  from observations_named
  where basis in ('forecast', 'target') and rank <> 'deprecated' and central > 0
),
outcomes_known as (
  select
    metric_id, firm_id, chip_id, fab_id, process_id, region_id, period, definition_id,
    central, claimant, as_of
  from observations_named
  where basis in ('official', 'reported', 'estimated') and rank = 'preferred' and central > 0
)
select
  f.observation_id as forecast_id,
  f.claimant,
  f.metric,
  f.subject,
  f.period,
  f.definition,
  f.as_of as said_on,
  f.central as forecast,
  f.value_low as forecast_low,
  f.value_high as forecast_high,
  o.central as outcome,
  o.claimant as outcome_by,
  f.unit,
  round(ln(f.central / o.central), 3) as log_ratio,
  o.central between f.value_low and f.value_high as in_range
from forecasts f
join outcomes_known o
  on o.metric_id = f.metric_id
  and o.period = f.period
  and o.firm_id is not distinct from f.firm_id
  and o.chip_id is not distinct from f.chip_id
  and o.fab_id is not distinct from f.fab_id
  and o.process_id is not distinct from f.process_id
  and o.region_id is not distinct from f.region_id
  and o.definition_id is not distinct from f.definition_id
-- an outcome is said after the period is over; growth rates of different bases do not compare
where f.period is not null and f.metric_id <> 'revenue-growth'
  and period_end(f.as_of) < period_end(o.as_of) and period_end(o.as_of) >= period_end(o.period)
order by f.period, f.metric, f.claimant, f.observation_id
