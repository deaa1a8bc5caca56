-- A row is one forecast of a named house beside what was counted later: the log ratio, and whether its range held.
--   forecast_id: Observation that is the forecast.
--   claimant_id: Key of whose forecast.
--   claimant: Whose forecast.
--   metric_id: What was forecast.
--   metric: Name of the metric.
--   subject: What it is about.
--   period: Period of the forecast.
--   definition_id: Which meaning of the metric.
--   definition: Name of that meaning.
--   said_on: When it was said.
--   forecast: The forecast. Unit: as in unit.
--   forecast_low: Low end, where a range was given.
--   forecast_high: High end, where a range was given.
--   outcome_id: Observation that is the outcome.
--   outcome: The preferred later figure. Unit: as in unit.
--   outcome_by: Whose figure that is.
--   unit: Unit of both.
--   log_ratio: Natural logarithm of forecast over outcome: 0 is right, 0.69 is twice too high. Unit: log ratio.
--   in_range: Whether the outcome lies in the forecast's own range; empty without a range.
create view forecast_scores as
with
figures as (
  select
    cell_key(o) as cell, observation_id, metric_id, metric, subject, period, definition_id, definition, central, value_low,
    value_high, claimant_id, claimant, as_of, unit, observed, rank
  from observations_named o
  where central > 0 and rank <> 'deprecated'
)
select
  f.observation_id as forecast_id,
  f.claimant_id,
  f.claimant,
  f.metric_id,
  f.metric,
  f.subject,
  f.period,
  f.definition_id,
  f.definition,
  f.as_of as said_on,
  f.central as forecast,
  f.value_low as forecast_low,
  f.value_high as forecast_high,
  o.observation_id as outcome_id,
  o.central as outcome,
  o.claimant as outcome_by,
  f.unit,
  round(ln(f.central / o.central), 3) as log_ratio,
  o.central between f.value_low and f.value_high as in_range
from figures f
join figures o using (cell)
-- an outcome is said after the period is over; growth rates of different bases do not compare
where not f.observed and o.observed and o.rank = 'preferred' and f.period is not null
  and f.metric_id <> 'revenue-growth'
  and period_end(f.as_of) < period_end(o.as_of) and period_end(o.as_of) >= period_end(o.period)
order by f.period, f.metric, f.claimant, f.observation_id
