-- A row is one table, or one topic of its observations, with the newest page that its rows name: up to when was looked?
--   table_name: Table whose rows name the pages.
--   topic_id: Topic of the observations; empty for the table as a whole.
--   newest_on: First day of the newest date that a page shows; pages without a date do not count.
--   pages: Pages that the rows name. Unit: pages.
--   undated: How many of them show no date. Unit: pages.
create view horizon as
with
named as (
  select distinct table_name, null as topic_id, source_id from source_uses
  union all
  select distinct 'observations', topic_id, source_id from observations_named
)
select
  n.table_name,
  n.topic_id,
  max(period_start(s.published_on)) as newest_on,
  count(*) as pages,
  count(*) filter (s.published_on is null) as undated
from named n
join sources s using (source_id)
group by n.table_name, n.topic_id
order by n.table_name, n.topic_id nulls first
