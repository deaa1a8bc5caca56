-- A row is one cell (metric, subject, period, definition) with rivals, at its preferred or else largest row.
--   unexplained_spread: largest over smallest value, null where the preferred row says why it was chosen.
with
figures as not materialized (
  select
    observation_id,
    central_value(o) as central,
    rank,
    coalesce(rank_reason, note) as words,
    cell_key(o) as cell,
    hash(cell_key(o)) as hash
  from observations o
  where rank <> 'deprecated' and central_value(o) > 0
),
perhaps as (select hash from figures group by hash having count(*) > 1),
rivals as (select observation_id, central, rank, words, cell::varchar as cell from figures semi join perhaps using (hash)),
cells as (
  select
    arg_max(observation_id, (rank = 'preferred', central)) as observation_id,
    count(*) as rivals,
    min(central) as smallest,
    max(central) as largest,
    bool_or(rank = 'preferred' and words is not null) as explained
  from rivals
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
