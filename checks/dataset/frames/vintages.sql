-- A row is one preferred observation with the latest word of the same claimant on the same cell, if that is later.
--   drift: how far the later word lies from the preferred one, as a share; null where the row says why it stays.
with
said as not materialized (
  select
    observation_id,
    central_value(o) as central,
    rank,
    rank_reason,
    as_of,
    row(claimant_id, cell_key(o)) as cell,
    hash(claimant_id, cell_key(o)) as hash
  from observations o
  where rank <> 'deprecated'
),
perhaps as (select hash from said group by hash having count(*) > 1),
again as (
  select
    observation_id,
    central,
    rank,
    period_start(as_of) as said_from,
    period_end(as_of) as said_to,
    cell::varchar as cell
  from said
  semi join perhaps using (hash)
),
later as (
  select
    p.observation_id,
    arg_max(l.observation_id, l.said_to) as later_id,
    arg_max(l.central, l.said_to) as later_value
  from again p
  join again l on l.cell = p.cell and l.said_from > p.said_to and l.central is not null
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
