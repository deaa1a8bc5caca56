-- A row is one table that should grow with the news, with the day of its newest entry; the key is empty: a whole table.
with
newest as (
  select 'observations' as table_name, max(recorded_on) as newest from observations
  union all
  select 'sources', max(accessed_on) from sources
  union all
  select 'events', max(period_end(happened_on)) from events where period_end(happened_on) <= getvariable('today')
  union all
  select 'outcomes', max(period_end(happened_on)) from outcomes where period_end(happened_on) <= getvariable('today')
)
select
  table_name,
  '' as key,
  cast(newest as varchar) as newest,
  date_diff('day', newest, getvariable('today')) as days
from newest
