-- A row is one preferred observation with the latest word of the same claimant on the same cell, if that is later.
--   drift: how far the later word lies from the preferred one, as a share; null where the row says why it stays.
with
again as (
  select
    o.cell,
    o.observation_id,
    o.claimant_id,
    central_value(o) as central,
    o.rank,
    o.said_from,
    o.said_to
  from rivals o
  where o.rank <> 'deprecated'
),
later as (
  select
    p.observation_id,
    arg_max(l.observation_id, l.said_to) as later_id,
    arg_max(l.central, l.said_to) as later_value
  from again p
  join again l using (cell, claimant_id)
  where p.rank = 'preferred' and l.said_from > p.said_to and l.central is not null
  group by p.observation_id
)
select
  'observations' as table_name,
  o.observation_id as key,
  central_value(o) as value,
  l.later_id,
  l.later_value,
  case when o.rank_reason is null
    then round(abs(l.later_value - central_value(o)) / greatest(abs(central_value(o)), abs(l.later_value)), 4)
  end as drift
from observations o
left join later l using (observation_id)
where o.rank = 'preferred'
