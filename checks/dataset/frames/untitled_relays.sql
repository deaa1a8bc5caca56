-- A row is all pages that relay newsrooms and houses, at one that does not say which report of the house relayed most often.
--   titled: how many of them say which report they relay, in %.
with
houses as (
  select lower(name) as house from actors where kind in ('newsroom', 'analyst', 'research')
),
relayed as (
  select
    original_publisher as original,
    min(source_id) filter (original_title is null) as untitled_id,
    count(*) filter (original_title is null) as untitled,
    count(*) as relays
  from sources
  join houses on house = lower(original_publisher)
  group by original_publisher
)
select
  'sources' as table_name,
  arg_max(untitled_id, (untitled, original)) as key,
  array_to_string(list(original || ' (' || untitled || ')' order by untitled desc, original)[:3], ', ') as most,
  sum(untitled) as untitled,
  sum(relays) as relays,
  round(100 - 100 * sum(untitled) / sum(relays), 1) as titled
from relayed
having sum(untitled) > 0
