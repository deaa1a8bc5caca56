-- A row is one scored forecast of a house beside what the model expected of the same figure, on the last day of its backtest
-- before the house spoke: the model knew no more than the house could.
--   forecast_id: Observation that is the forecast of the house.
--   forecaster_id: Key of the house.
--   forecaster: Its name.
--   metric_id: What was forecast.
--   metric: Name of the metric.
--   subject: What it is about.
--   firm_id: Firm that it is about.
--   chip_id: Chip that it is about.
--   fab_id: Plant that it is about.
--   process_id: Process that it is about.
--   region_id: Region that it is about.
--   period: Period of the forecast.
--   definition_id: Which meaning of the metric.
--   definition: Name of that meaning.
--   outcome_id: Observation that is the outcome.
--   outcome: The outcome. Unit: as in unit.
--   outcome_by_id: Key of whose figure that is.
--   outcome_by: Whose figure that is.
--   unit: Unit of all values.
--   said_on: When the house spoke.
--   forecast: Forecast of the house. Unit: as in unit.
--   log_error: Error of the house, as in forecast_scores. Unit: log ratio.
--   crps: Score of the house. Unit: log ratio.
--   model_said_on: Day of the backtest.
--   model_forecast: What the model expected: median. Unit: as in unit.
--   model_low: Low end of it, the 5 % quantile. Unit: as in unit.
--   model_high: High end of it, the 95 % quantile. Unit: as in unit.
--   model_log_error: Error of the model. Unit: log ratio.
--   model_crps: Score of the model. Unit: log ratio.
create view forecast_pairs as
select
  h.forecast_id,
  h.forecaster_id,
  h.forecaster,
  h.metric_id,
  h.metric,
  h.subject,
  h.firm_id,
  h.chip_id,
  h.fab_id,
  h.process_id,
  h.region_id,
  h.period,
  h.definition_id,
  h.definition,
  h.outcome_id,
  h.outcome,
  h.outcome_by_id,
  h.outcome_by,
  h.unit,
  h.said_on,
  h.forecast,
  h.log_error,
  h.crps,
  m.said_on as model_said_on,
  m.forecast as model_forecast,
  m.forecast_low as model_low,
  m.forecast_high as model_high,
  m.log_error as model_log_error,
  m.crps as model_crps
from forecast_scores h
join forecast_scores m using (outcome_id)
where h.skipped is null and m.skipped is null and h.forecaster_id <> 'model' and m.forecaster_id = 'model'
  and period_end(m.said_on) <= period_end(h.said_on)
qualify row_number() over (partition by h.forecast_id order by m.said_on desc) = 1
order by h.period, h.metric_id, h.forecaster_id, h.forecast_id
