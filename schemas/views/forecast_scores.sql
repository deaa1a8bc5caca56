-- A row is one forecast of a named house beside what was counted later: the log ratio, and whether its range held. What a
-- claimant says of its own doing is no forecast; forecasts_unscored has all that is left out, and why. Of a house that
-- forecast the same more than once, each forecast counts.
--   forecast_id: Observation that is the forecast.
--   claimant_id: Key of whose forecast.
--   claimant: Whose forecast.
--   metric_id: What was forecast.
--   metric: Name of the metric.
--   subject: What it is about.
--   about_firm_ids: Firms that it is about; see observations_named.
--   firm_id: Firm that it is about.
--   chip_id: Chip that it is about.
--   fab_id: Plant that it is about.
--   process_id: Process that it is about.
--   region_id: Region that it is about.
--   period: Period of the forecast.
--   definition_id: Which meaning of the metric.
--   definition: Name of that meaning.
--   said_on: When it was said.
--   forecast: The forecast. Unit: as in unit.
--   forecast_low: Low end, where a range was given.
--   forecast_high: High end, where a range was given.
--   bound: about, where the forecaster said so; at least and at most have no error, and are in forecasts_unscored.
--   outcome_id: Observation that is the outcome.
--   outcome: The preferred later figure. Unit: as in unit.
--   outcome_by_id: Key of whose figure that is.
--   outcome_by: Whose figure that is.
--   judged_by_own_figure: Whether the outcome is the forecaster’s own later figure, which proves less.
--   unit: Unit of both.
--   log_ratio: Natural logarithm of forecast over outcome: 0 is right, 0.69 is twice too high. Unit: log ratio.
--   in_range: Whether the outcome lies in the forecast’s own range; empty without a range.
--   source_id: Page with the forecast.
--   url: Address of the page.
create view forecast_scores as
select
  forecast_id,
  claimant_id,
  claimant,
  metric_id,
  metric,
  subject,
  about_firm_ids,
  firm_id,
  chip_id,
  fab_id,
  process_id,
  region_id,
  period,
  definition_id,
  definition,
  said_on,
  forecast,
  forecast_low,
  forecast_high,
  bound,
  outcome_id,
  outcome,
  outcome_by_id,
  outcome_by,
  outcome_by_id = claimant_id as judged_by_own_figure,
  unit,
  -- a ratio of figures that are not positive would stop the query, and DuckDB may look at rows that are left out
  round(ln(case when forecast > 0 and outcome > 0 then forecast / outcome end), 3) as log_ratio,
  outcome between forecast_low and forecast_high as in_range,
  source_id,
  url
from forecasts_judged()
where reason is null
order by period, metric_id, claimant_id, forecast_id
