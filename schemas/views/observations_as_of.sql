-- Table macro: what was known on a day? The observations, and whether each was then its claimant’s latest word. All
-- macros named `…_as_of` rest on it. Their `rank` is not of that day: which row is preferred was decided later.
create macro observations_as_of(as_of_date) as table
select o.*, coalesce(v.superseded_on > cast(as_of_date as date), true) as is_latest
from observations o
join observation_vintages v using (observation_id)
where v.known_on <= cast(as_of_date as date)
