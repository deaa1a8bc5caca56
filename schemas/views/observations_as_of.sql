-- Table macro: what was known on a day? The observations, and whether each was then its claimant’s latest word. All
-- macros named `…_as_of` rest on it. Their `rank` is not of that day: which row is preferred was decided later.
create macro observations_as_of(as_of_date) as table
select
  o.*,
  period_end(o.as_of) = max(period_end(o.as_of)) over (
    partition by cell_key(o), o.claimant_id
  ) as is_latest
from observations o
where known_on(o) <= cast(as_of_date as date)
