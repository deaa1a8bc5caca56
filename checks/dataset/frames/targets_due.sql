-- A row is one target whose deadline has passed, with what became of it.
--   days_without_evidence: null where there is an outcome, or a number of its metric for its subject over the deadline's
--     period that is no forecast.
--   verdict: the latest rating; a target rated nowhere is only a fault once there are ratings.
with
due as (
  select
    target_id,
    claim_type,
    deadline,
    superseded_by,
    metric_id,
    definition_id,
    unmeasurable_reason,
    coalesce(chip_id, fab_id, process_id, firm_id, region_id) as subject,
    date_diff('day', period_end(deadline), getvariable('today')) as days_past,
    date_diff('day', period_end(coalesce(evidence_until, deadline)), getvariable('today')) as days_waited
  from targets
  where period_end(deadline) < getvariable('today')
),
numbers as (
  select
    observation_id,
    metric_id,
    period,
    definition_id,
    basis,
    unnest([chip_id, fab_id, process_id, firm_id, region_id]) as subject
  from observations
  semi join due using (metric_id)
  where rank <> 'deprecated'
),
settling as (
  select d.target_id, min(n.observation_id) as observation_id
  from due d
  join numbers n using (metric_id, subject)
  where is_observed(n.basis)
    and (d.definition_id is null or n.definition_id = d.definition_id)
    and (n.period is null or
      (period_start(n.period) <= period_end(d.deadline) and period_end(n.period) >= period_start(d.deadline)))
  group by d.target_id
),
observed as (
  select d.target_id, min(n.observation_id) as observation_id
  from due d
  join numbers n using (metric_id, subject)
  group by d.target_id
),
outcome as (
  select target_id, min(outcome_id) as outcome_id from outcomes group by target_id
),
rating as (
  select target_id, max(status) as status from verdicts group by target_id
)
select
  'targets' as table_name,
  d.target_id as key,
  d.deadline,
  d.days_past,
  d.metric_id,
  d.subject,
  -- a target that a later one replaced is followed up there
  case when coalesce(outcome.outcome_id, settling.observation_id, d.superseded_by) is null then d.days_waited end
    as days_without_evidence,
  case when d.claim_type in ('numeric', 'specification')
    then coalesce(observed.observation_id, outcome.outcome_id, d.unmeasurable_reason, 'none') end as measured_by,
  case when (select count(*) from verdicts) > 0 then coalesce(rating.status, 'none') end as verdict
from due d
left join settling using (target_id)
left join observed using (target_id)
left join outcome using (target_id)
left join rating using (target_id)
