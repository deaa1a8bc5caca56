-- A row is one observation in use, with an earlier row of another claimant that is the same statement, if there is one.
-- The same statement: cell and values agree, both pages go back to one original publisher, and the dates overlap.
-- Two rows of one claimant are the matter of a rule on rows.
with
said as (
  select
    o.observation_id,
    o.source_id,
    o.claimant_id,
    coalesce(s.original_publisher, s.publisher) as original,
    period_start(o.as_of) as said_from,
    period_end(o.as_of) as said_to,
    row(cell_key(o), o.value, o.value_low, o.value_high)::varchar as statement
  from observations o
  join sources s using (source_id)
  where o.rank <> 'deprecated'
)
select
  'observations' as table_name,
  b.observation_id as key,
  b.claimant_id,
  b.original,
  min(a.observation_id) as same_as,
  min_by(a.claimant_id, a.observation_id) as other_claimant_id
from said b
left join said a
  on a.statement = b.statement and a.original = b.original and a.source_id <> b.source_id and a.claimant_id <> b.claimant_id
    and a.observation_id < b.observation_id and a.said_from <= b.said_to and b.said_from <= a.said_to
group by b.observation_id, b.claimant_id, b.original
order by key
