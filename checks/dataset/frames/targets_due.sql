-- A row is one target whose deadline has passed, with what became of it.
--   days_without_evidence: null where there is an outcome, or a number of its metric for its subject over the deadline's
--     period that is no forecast.
--   measured_by: a number of its metric for its subject, be it a forecast, or why there is none.
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
asked as (select distinct metric_id, subject from due),
numbers as (
  select o.observation_id, o.metric_id, a.subject, o.period, o.definition_id, is_observed(o.basis) as observed
  from observations o
  join asked a on a.metric_id = o.metric_id and a.subject in (o.chip_id, o.fab_id, o.process_id, o.firm_id, o.region_id)
  where o.rank <> 'deprecated'
),
evidence as (
  select
    d.target_id,
    min(n.observation_id) as number_id,
    min(n.observation_id) filter (
      n.observed
      and (d.definition_id is null or n.definition_id = d.definition_id)
      and (n.period is null or
        (period_start(n.period) <= period_end(d.deadline) and period_end(n.period) >= period_start(d.deadline)))
    ) as settling_id
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
  case when coalesce(outcome.outcome_id, evidence.settling_id, d.superseded_by) is null then d.days_waited end
    as days_without_evidence,
  case when d.claim_type in ('numeric', 'specification')
    then coalesce(evidence.number_id, outcome.outcome_id, d.unmeasurable_reason, 'none') end as measured_by,
  case when (select count(*) from verdicts) > 0 then coalesce(rating.status, 'none') end as verdict
from due d
left join evidence using (target_id)
left join outcome using (target_id)
left join rating using (target_id)
