-- A row is one target or event of the report with which the package started, with what it must rest on.
--   outcome: first piece of evidence about a target; null for events.
--   reliability: that of an event's source; null for targets.
select
  'targets' as table_name,
  t.target_id as key,
  min(o.outcome_id) as outcome,
  null as source_id,
  null as reliability
from targets t
left join outcomes o using (target_id)
where t.collection = 'founding-report'
group by t.target_id
union all
select 'events', e.event_id, null, s.source_id, s.reliability
from events e
join sources s using (source_id)
where e.collection = 'founding-report'
