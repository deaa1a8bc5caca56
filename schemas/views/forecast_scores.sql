-- A row is one forecast of a period that its author names, beside the preferred figure that another house counted later, with
-- its scores; or one that is not scored, and why. The forecasts of the model are those of `backtests`, said on the days of a
-- backtest. What somebody says of its own doing is kept here, but is no forecast, and has no score. Of a house that forecast
-- the same more than once, each forecast counts. To average, filter by `skipped is null`, or use forecaster_scores.
--   forecast_id: Observation that is the forecast; empty for the model.
--   forecaster_id: Key of the house whose forecast it is (of a person the body for which he speaks), or model.
--   forecaster: Whose forecast it is.
--   own_plan: Whether it is a plan, an aim or what a firm says of its own doing.
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
--   said_on: When it was said, or became public if earlier.
--   lead_years: Time from the end of said_on to the end of the period. Unit: years.
--   lead_class: The same in classes: under-half, half-to-one, one-to-two or over-two years.
--   forecast: The forecast; of the model its median. Unit: as in unit.
--   forecast_low: Low end, where a range was given; of the model the 5 % quantile. Unit: as in unit.
--   forecast_high: High end, where a range was given; of the model the 95 % quantile. Unit: as in unit.
--   bound: Whether the forecaster said at least, at most or about.
--   bound_held: Of a forecast of at least or at most a value: whether the outcome lies on that side.
--   outcome_id: Observation with the preferred figure that came after the period and after the forecast.
--   outcome: That figure. Unit: as in unit.
--   outcome_by_id: Key of whose figure that is.
--   outcome_by: Whose figure that is.
--   unit: Unit of both.
--   log_error: How far the forecast lies above the outcome on logarithms, of shares on log-odds: 0 is right, 0.69 is twice too
--     high. Given for own plans too. Unit: log ratio.
--   spread_from: What the score takes for the width of the forecast: draws (the model’s own), stated (a normal whose 90 % is
--     the range given) or usual (a normal with the error of forecasts and the bias of houses that the model allows for).
--   crps: Continuous ranked probability score on the same scale; less is better. Unit: log ratio.
--   in_range: Whether the outcome lies in the forecast’s own range; empty without a range.
--   skipped: Why it is not scored, as a code: the first reason that holds, those first that time will not change. Empty if
--     scored.
--   skipped_text: The same in words.
--   source_id: Page with the forecast.
--   url: Address of the page.
create view forecast_scores as
with
reasons(skipped, skipped_text) as (
  values
    ('deprecated', 'Withdrawn, or believed to be wrong.'),
    ('computed-here', 'Computed here from forecasts of others, which stand for themselves.'),
    ('own-plan', 'What the claimant says of its own doing: a plan or guidance, not a forecast.'),
    ('said-late', 'Said after the period was over.'),
    ('growth-rate', 'A growth rate: rates from different bases do not compare.'),
    ('bound', 'At least or at most a value: it can hold or not, but has no error.'),
    ('not-due', 'The period was not over when the data were last recorded.'),
    ('no-figure', 'Nothing that was counted later is on record.'),
    ('other-definition', 'What was counted later is of another definition.'),
    ('none-preferred', 'Rivals of what was counted are on record, and none is preferred.'),
    ('early-figure', 'The preferred figure was said before the period was over, or no later than the forecast.'),
    ('own-figure', 'The figure that came is the forecaster’s own, or computed from its own: nobody is judged by itself.'),
    ('bound-of-figure', 'The figure that came is at least or at most a value.'),
    ('not-positive', 'One of the two is zero or less, so that they have no ratio.')
),
-- what the model allows for where a house gives no range
allowed as (
  select sqrt(sum(central * central)) as spread
  from assumptions
  where input_id in ('witness-error-forecast', 'house-bias') and vintage is null
),
houses as (select observation_id, list(house_id) as house_ids from figure_houses group by observation_id),
figures as (
  select
    cell_key(o) as cell,
    row(o.metric_id, o.firm_id, o.chip_id, o.fab_id, o.process_id, o.region_id, o.period) as question,
    o.*,
    h.house_ids
  from observations_named o
  join houses h using (observation_id)
  where o.period is not null
),
counted as (select * from figures where observed and rank <> 'deprecated'),
forecasts as (
  select
    f.observation_id as forecast_id,
    a.actor_id as forecaster_id,
    a.name as forecaster,
    f.basis = 'target' or coalesce(list_contains(f.about_firm_ids, c.firm_id), false) as own_plan,
    f.rank = 'deprecated' as is_deprecated,
    coalesce(f.first_said_on, f.as_of) as said_on,
    f.central as forecast,
    f.value_low as forecast_low,
    f.value_high as forecast_high,
    f.bound,
    null as score_of_draws,
    f.source_id,
    f.url,
    f.observation_id
  from figures f
  join actors c on c.actor_id = f.claimant_id
  join actors a on a.actor_id = coalesce(c.speaks_for_id, c.actor_id)
  where not f.observed
  union all
  select
    null, 'model', 'This model', false, false, cast(as_of as varchar), p50, p05, p95, null, crps, null, null, observation_id
  from backtests
),
-- a forecast, what it is about, and the figure that came: at most one figure of a cell is preferred
paired as (
  select
    s.*,
    f.* exclude (observation_id, value, value_low, value_high, central, bound, source_id, url, as_of, first_said_on),
    f.cell in (select cell from counted) as is_counted,
    f.question in (select question from counted) as is_counted_somehow,
    p.observation_id is not null as is_settled,
    -- an outcome is said after the period is over, and after the forecast
    p.observation_id is not null and period_end(p.as_of) >= f.ends_on and period_end(p.as_of) > period_end(s.said_on) as came,
    list_contains(p.house_ids, s.forecaster_id) as by_itself,
    p.observation_id as preferred_id,
    p.central as preferred_value,
    p.bound as preferred_bound,
    p.claimant_id as preferred_by_id,
    p.claimant as preferred_by
  from forecasts s
  join figures f using (observation_id)
  left join counted p on p.cell = f.cell and p.rank = 'preferred'
),
judged as (
  select
    *,
    case
      when is_deprecated then 'deprecated'
      when forecast_id is not null and derived then 'computed-here'
      when own_plan then 'own-plan'
      when period_start(said_on) > ends_on then 'said-late'
      when metric_id in ('revenue-growth', 'trade-growth') then 'growth-rate'
      when bound in ('at-least', 'at-most') then 'bound'
      when ends_on > data_until() then 'not-due'
      when not is_counted_somehow then 'no-figure'
      when not is_counted then 'other-definition'
      when not is_settled then 'none-preferred'
      when not came then 'early-figure'
      when by_itself then 'own-figure'
      when preferred_bound in ('at-least', 'at-most') then 'bound-of-figure'
      when forecast <= 0 or preferred_value <= 0 then 'not-positive'
    end as skipped,
    came and not by_itself as is_judged,
    error_scale(forecast, unit) - error_scale(preferred_value, unit) as miss,
    case
      when score_of_draws is not null then 'draws' when forecast_low < forecast_high then 'stated' else 'usual'
    end as spread_from,
    date_diff('day', period_end(said_on), ends_on) / 365.25 as lead
  from paired
)
select
  forecast_id,
  forecaster_id,
  forecaster,
  own_plan,
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
  ends_on,
  definition_id,
  definition,
  said_on,
  round(lead, 2) as lead_years,
  case when lead < 0.5 then 'under-half' when lead < 1 then 'half-to-one' when lead < 2 then 'one-to-two' else 'over-two' end
    as lead_class,
  forecast,
  forecast_low,
  forecast_high,
  bound,
  case
    when is_judged and bound = 'at-least' then preferred_value >= forecast
    when is_judged and bound = 'at-most' then preferred_value <= forecast
  end as bound_held,
  case when came then preferred_id end as outcome_id,
  case when came then preferred_value end as outcome,
  case when came then preferred_by_id end as outcome_by_id,
  case when came then preferred_by end as outcome_by,
  unit,
  case
    when skipped is null or own_plan and is_judged and coalesce(bound, '') not in ('at-least', 'at-most')
      and coalesce(preferred_bound, '') not in ('at-least', 'at-most') then round(miss, 3)
  end as log_error,
  case when skipped is null then spread_from end as spread_from,
  case
    when skipped is not null then null
    when spread_from = 'draws' then score_of_draws
    when spread_from = 'stated' then round(
      normal_crps(miss, (error_scale(forecast_high, unit) - error_scale(forecast_low, unit)) / (2 * 1.6449)), 4)
    -- an error of a share moves its log-odds the more, the nearer the share is to all
    else round(normal_crps(miss, spread / case when unit = '%' then 1 - least(forecast / 100, 0.995) else 1 end), 4)
  end as crps,
  case when skipped is null then preferred_value between forecast_low and forecast_high end as in_range,
  skipped,
  skipped_text,
  source_id,
  url
from judged
cross join allowed
left join reasons using (skipped)
order by period, metric_id, forecaster_id, forecast_id, outcome_id, said_on
