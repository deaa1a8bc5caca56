-- A row is one cell (metric, subject, period, definition) with rivals, at its preferred or else largest row.
--   unexplained_spread: largest over smallest value, null where the preferred row says why it was chosen.
with
figures as (
  select o.cell, o.observation_id, central_value(o) as central, o.rank, coalesce(o.rank_reason, o.note) as words
  from rivals o
  where o.rank <> 'deprecated' and central_value(o) > 0
),
cells as (
  select
    arg_min(observation_id, (rank <> 'preferred', -central, observation_id)) as observation_id,
    count(*) as rivals,
    min(central) as smallest,
    max(central) as largest,
    bool_or(rank = 'preferred' and words is not null) as explained
  from figures
  group by cell
  having count(*) > 1
)
select
  'observations' as table_name,
  observation_id as key,
  rivals,
  smallest,
  largest,
  round(largest / smallest, 2) as spread,
  case when not explained then round(largest / smallest, 2) end as unexplained_spread
from cells
