-- Table macro: each figure for the future that names a period, the figure that came later, and why it is not scored if it is
-- not. The views forecast_scores and forecasts_unscored share its rows out between them.
create macro forecasts_judged() as table
with
figures as (
  select
    cell_key(o) as cell,
    row(o.metric_id, o.firm_id, o.chip_id, o.fab_id, o.process_id, o.region_id, o.period) as question,
    observation_id, metric_id, metric, subject, about_firm_ids, firm_id, chip_id, fab_id, process_id, region_id, period,
    ends_on, definition_id, definition, central, value_low, value_high, bound, unit, basis, observed, rank, claimant_id,
    claimant, as_of, source_id, url
  from observations_named o
  where period is not null
),
counted as (
  select cell, question, observation_id, central, bound, rank, claimant_id, claimant, as_of
  from figures
  where observed and rank <> 'deprecated'
),
-- at most one figure of a cell is preferred
preferred as (
  select cell, observation_id, central, bound, claimant_id, claimant, as_of from counted where rank = 'preferred'
),
said as (
  select
    f.*,
    f.basis = 'target' or coalesce(list_contains(f.about_firm_ids, a.firm_id), false) as of_own_doing,
    f.cell in (select cell from counted) as is_counted,
    f.question in (select question from counted) as is_counted_somehow,
    p.observation_id is not null as is_settled,
    -- an outcome is said after the period is over, and after the forecast
    p.observation_id is not null and period_end(p.as_of) >= f.ends_on and period_end(p.as_of) > period_end(f.as_of) as came,
    p.observation_id as preferred_id,
    p.central as preferred_value,
    p.bound as preferred_bound,
    p.claimant_id as preferred_by_id,
    p.claimant as preferred_by
  from figures f
  join actors a on a.actor_id = f.claimant_id
  left join preferred p using (cell)
  where not f.observed
)
select
  observation_id as forecast_id,
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
  ends_on,
  definition_id,
  definition,
  as_of as said_on,
  basis,
  central as forecast,
  value_low as forecast_low,
  value_high as forecast_high,
  bound,
  case when came then preferred_id end as outcome_id,
  case when came then preferred_value end as outcome,
  case when came then preferred_by_id end as outcome_by_id,
  case when came then preferred_by end as outcome_by,
  unit,
  source_id,
  url,
  case
    when rank = 'deprecated' then 'deprecated'
    when of_own_doing then 'own-plan'
    when period_start(as_of) > ends_on then 'said-late'
    when metric_id in ('revenue-growth', 'trade-growth') then 'growth-rate'
    when bound in ('at-least', 'at-most') then 'bound'
    when ends_on > data_until() then 'not-due'
    when not is_counted_somehow then 'no-figure'
    when not is_counted then 'other-definition'
    when not is_settled then 'none-preferred'
    when not came then 'early-figure'
    when preferred_bound in ('at-least', 'at-most') then 'bound-of-figure'
    when central <= 0 or preferred_value <= 0 then 'not-positive'
  end as reason
from said
