-- A row is one preferred observation with the latest word of the same claimant on the same cell, if that is later.
--   drift: how far the later word lies from the preferred one, as a share; null where the row says why it stays.
with
said as (
  select
    observation_id,
    central_value(o) as central,
    rank,
    rank_reason,
    period_start(as_of) as said_from,
    period_end(as_of) as said_to,
    row(claimant_id, cell_key(o))::varchar as cell
  from observations o
  where rank <> 'deprecated'
),
later as (
  select
    p.observation_id,
    arg_max(l.observation_id, l.said_to) as later_id,
    arg_max(l.central, l.said_to) as later_value
  from said p
  join said l on l.cell = p.cell and l.said_from > p.said_to and l.central is not null
  where p.rank = 'preferred'
  group by p.observation_id
)
select
  'observations' as table_name,
  p.observation_id as key,
  p.central as value,
  l.later_id,
  l.later_value,
  case when p.rank_reason is null
    then round(abs(l.later_value - p.central) / greatest(abs(p.central), abs(l.later_value)), 4) end as drift
from said p
left join later l using (observation_id)
where p.rank = 'preferred'
order by key
