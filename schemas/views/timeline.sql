-- A row is one dated thing: an event, a chip or fab reaching a stage, a claim made or falling due, a piece of evidence.
--   on_date: First day of the period in which it happened.
--   period: That period at its own precision.
--   kind: Kind of event, or chip-announced, chip-production, fab-construction, fab-production, claim-made, claim-due, outcome.
--   title: One line.
--   key: Key of the row that it comes from.
--   table_name: Table of that row.
create view timeline as
with
dated as (
  select happened_on as period, kind, title, event_id as key, 'events' as table_name from events
  union all
  select announced_on, 'chip-announced', name || ' announced', chip_id, 'chips' from chips
  union all
  select production_since, 'chip-production', name || ' in production', chip_id, 'chips' from chips
  union all
  select construction_on, 'fab-construction', name || ' under construction', fab_id, 'fabs' from fabs
  union all
  select production_on, 'fab-production', name || ' in production', fab_id, 'fabs' from fabs
  union all
  select said_on, 'claim-made', statement, target_id, 'targets' from targets
  union all
  select deadline, 'claim-due', statement, target_id, 'targets' from targets
  union all
  select happened_on, 'outcome', statement, outcome_id, 'outcomes' from outcomes
)
select period_start(period) as on_date, period, kind, title, key, table_name
from dated
where period is not null
order by on_date, kind, key
