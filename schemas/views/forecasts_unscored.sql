-- A row is one figure for the future that names a period and is not in forecast_scores, and why. A row has the first reason
-- that holds; those that time will not change come first.
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
--   ends_on: Last day of that period.
--   definition_id: Which meaning of the metric.
--   definition: Name of that meaning.
--   said_on: When it was said.
--   basis: forecast; or target, for the actor’s own plan.
--   forecast: The forecast. Unit: as in unit.
--   forecast_low: Low end, where a range was given.
--   forecast_high: High end, where a range was given.
--   bound: Whether the forecaster said at least, at most or about.
--   unit: Unit of both figures.
--   reason: Why it is not scored, as a code.
--   reason_text: The same in words.
--   outcome_id: Observation with the preferred figure that came later, if there is one of the same metric, subject, period
--     and definition.
--   outcome: That figure. Unit: as in unit.
--   outcome_by_id: Key of whose figure that is.
--   outcome_by: Whose figure that is.
--   bound_held: Of a forecast of at least or at most a value: whether the outcome lies on that side.
--   source_id: Page with the forecast.
--   url: Address of the page.
create view forecasts_unscored as
with
reasons(reason, reason_text) as (
  values
    ('deprecated', 'Withdrawn, or believed to be wrong.'),
    ('own-plan', 'What the claimant says of its own doing: a plan or guidance, not a forecast.'),
    ('said-late', 'Said after the period was over.'),
    ('growth-rate', 'A growth rate: rates from different bases do not compare.'),
    ('bound', 'At least or at most a value: it can hold or not, but has no error.'),
    ('not-due', 'The period was not over when the data were last recorded.'),
    ('no-figure', 'Nothing that was counted later is on record.'),
    ('other-definition', 'What was counted later is of another definition.'),
    ('none-preferred', 'Rivals of what was counted are on record, and none is preferred.'),
    ('early-figure', 'The preferred figure was said before the period was over, or no later than the forecast.'),
    ('bound-of-figure', 'The figure that came is at least or at most a value.'),
    ('not-positive', 'One of the two is zero or less, so that they have no ratio.')
)
select
  f.forecast_id,
  f.claimant_id,
  f.claimant,
  f.metric_id,
  f.metric,
  f.subject,
  f.about_firm_ids,
  f.firm_id,
  f.chip_id,
  f.fab_id,
  f.process_id,
  f.region_id,
  f.period,
  f.ends_on,
  f.definition_id,
  f.definition,
  f.said_on,
  f.basis,
  f.forecast,
  f.forecast_low,
  f.forecast_high,
  f.bound,
  f.unit,
  f.reason,
  r.reason_text,
  f.outcome_id,
  f.outcome,
  f.outcome_by_id,
  f.outcome_by,
  case f.bound when 'at-least' then f.outcome >= f.forecast when 'at-most' then f.outcome <= f.forecast end as bound_held,
  f.source_id,
  f.url
from forecasts_judged() f
join reasons r using (reason)
order by f.ends_on, f.metric_id, f.claimant_id, f.forecast_id
