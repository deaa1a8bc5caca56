-- A row is one observation with the days between which it was its claimant’s latest word on its subject, period and
-- definition.
--   observation_id: Key of the observation.
--   known_on: Since when it is known: `known_on(o)`.
--   superseded_on: Since when a later word of the same claimant is known; empty while none is. Not after
--     known_on where the row was overtaken before it was known.
create view observation_vintages as
select
  o.observation_id,
  known_on(o) as known_on,
  min(known_on(o)) over (
    partition by cell_key(o), o.claimant_id
    order by date_diff('day', date '2000-01-01', period_end(o.as_of)) desc
    range between unbounded preceding and 1 preceding
  ) as superseded_on
from observations o
