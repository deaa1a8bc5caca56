-- A row is one cell (metric, subject, period, definition) with rivals, at its preferred or else largest row.
--   unexplained_spread: largest over smallest value, null where the preferred row says why it was chosen.
with
rivals as (
  select
    observation_id,
    coalesce(value, (value_low + value_high) / 2) as central,
    rank,
    coalesce(rank_reason, note) as words,
    row(metric_id, firm_id, chip_id, fab_id, process_id, region_id, period, definition_id)::varchar as cell
  from observations
  where rank <> 'deprecated' and coalesce(value, (value_low + value_high) / 2) > 0
),
cells as (
  select
    arg_max(observation_id, (rank = 'preferred', central)) as observation_id,
    count(*) as rivals,
    min(central) as smallest,
    max(central) as largest,
    coalesce(bool_or(rank = 'preferred' and words is not null), false) as explained
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
order by key
