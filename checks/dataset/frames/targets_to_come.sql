-- A row is one numeric target that is not yet due and of whose metric and subject no number is on record.
with
to_come as (
  select
    target_id,
    metric_id,
    deadline,
    coalesce(chip_id, fab_id, process_id, firm_id, region_id) as subject,
    date_diff('day', getvariable('today'), period_end(deadline)) as days_left
  from targets
  where claim_type in ('numeric', 'specification') and unmeasurable_reason is null
    and period_end(deadline) >= getvariable('today')
),
asked as (select distinct metric_id, subject from to_come),
numbers as (
  select distinct o.metric_id, a.subject
  from observations o
  join asked a on a.metric_id = o.metric_id and a.subject in (o.chip_id, o.fab_id, o.process_id, o.firm_id, o.region_id)
)
select 'targets' as table_name, target_id as key, metric_id, deadline, subject, days_left
from to_come
anti join numbers using (metric_id, subject)
