-- A row is one numeric target that is not yet due and of whose metric and subject no number is on record.
with
numbers as (
  select distinct metric_id, unnest([chip_id, fab_id, process_id, firm_id, region_id]) as subject from observations
)
select
  'targets' as table_name,
  t.target_id as key,
  t.metric_id,
  t.deadline,
  coalesce(t.chip_id, t.fab_id, t.process_id, t.firm_id, t.region_id) as subject,
  date_diff('day', getvariable('today'), period_end(t.deadline)) as days_left
from targets t
anti join numbers n
  on n.metric_id = t.metric_id
    and n.subject = coalesce(t.chip_id, t.fab_id, t.process_id, t.firm_id, t.region_id)
where t.claim_type in ('numeric', 'specification') and t.unmeasurable_reason is null
  and period_end(t.deadline) >= getvariable('today')
