-- A row is one observation in use, with an earlier row of another claimant that is the same statement, if there is one.
-- The same statement: cell and values agree, both pages go back to one original publisher, and the dates overlap.
-- Two rows of one claimant are the matter of a rule on rows.
with
used as not materialized (
  select
    o.observation_id,
    o.source_id,
    o.claimant_id,
    o.as_of,
    o.value,
    o.value_low,
    o.value_high,
    cell_key(o) as cell,
    coalesce(s.original_publisher, s.publisher) as original,
    hash(cell_key(o), o.value, o.value_low, o.value_high) as hash
  from observations o
  join sources s using (source_id)
  where o.rank <> 'deprecated'
),
perhaps as (
  select hash from used group by hash having count(distinct claimant_id) > 1
),
said as (
  select
    u.observation_id,
    u.source_id,
    u.claimant_id,
    u.original,
    period_start(u.as_of) as said_from,
    period_end(u.as_of) as said_to,
    row(u.cell, u.value, u.value_low, u.value_high)::varchar as statement
  from used u
  semi join perhaps using (hash)
),
repeated as (
  select
    b.observation_id,
    min(a.observation_id) as same_as,
    min_by(a.claimant_id, a.observation_id) as other_claimant_id
  from said b
  join said a
    on a.statement = b.statement and a.original = b.original and a.source_id <> b.source_id
      and a.claimant_id <> b.claimant_id and a.observation_id < b.observation_id
      and a.said_from <= b.said_to and b.said_from <= a.said_to
  group by b.observation_id
)
select
  'observations' as table_name,
  u.observation_id as key,
  u.claimant_id,
  u.original,
  r.same_as,
  r.other_claimant_id
from used u
left join repeated r using (observation_id)
