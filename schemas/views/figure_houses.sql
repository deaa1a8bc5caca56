-- A row is one observation and one house whose figure it is. A person counts as the body for which he speaks, and what this
-- package computes is of every house from whose figures it is computed.
--   observation_id: Key of the observation.
--   house_id: Key of the house.
create view figure_houses as
with recursive
parts(observation_id, part_id) as (
  select observation_id, observation_id from observations
  union
  select p.observation_id, l.derived_from_id from parts p join observations_observations l on l.observation_id = p.part_id
)
select distinct p.observation_id, coalesce(a.speaks_for_id, a.actor_id) as house_id
from parts p
join observations o on o.observation_id = p.part_id
join actors a on a.actor_id = o.claimant_id
where p.part_id not in (select observation_id from observations_observations)
