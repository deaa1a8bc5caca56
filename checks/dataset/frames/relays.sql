-- A row is one observation in use, with an earlier row of another claimant that is the same statement, if there is one.
-- The same statement: cell and values agree, both pages go back to one original publisher, and the dates overlap.
-- Two rows of one claimant are the matter of a rule on rows.
with
said as (
  select
    o.cell,
    o.observation_id,
    o.source_id,
    o.claimant_id,
    o.value,
    o.value_low,
    o.value_high,
    coalesce(s.original_publisher, s.publisher) as original,
    o.said_from,
    o.said_to
  from rivals o
  join sources s using (source_id)
  where o.rank <> 'deprecated'
),
repeated as (
  select
    b.observation_id,
    min(a.observation_id) as same_as,
    min_by(a.claimant_id, a.observation_id) as other_claimant_id
  from said b
  join said a
    on a.cell = b.cell and a.value is not distinct from b.value and a.value_low is not distinct from b.value_low
      and a.value_high is not distinct from b.value_high and a.original = b.original and a.source_id <> b.source_id
      and a.claimant_id <> b.claimant_id and a.observation_id < b.observation_id
      and a.said_from <= b.said_to and b.said_from <= a.said_to
  group by b.observation_id
)
select
  'observations' as table_name,
  o.observation_id as key,
  o.claimant_id,
  coalesce(s.original_publisher, s.publisher) as original,
  r.same_as,
  r.other_claimant_id
from observations o
join sources s using (source_id)
left join repeated r using (observation_id)
where o.rank <> 'deprecated'
