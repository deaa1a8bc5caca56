-- Table macro: what was known on a day, with names? The columns of observations_named, and `is_latest`: whether it was
-- then its claimant’s latest word. In place of `rank` and `note` stand
-- `rank_today` and `note_today`: which row is preferred was decided later, and notes say what became of it.
create macro observations_named_as_of(as_of_date) as table
select
  o.* exclude (rank, rank_reason, note),
  o.rank as rank_today,
  o.note as note_today,
  known.is_latest
from observations_named o
join observations_as_of(as_of_date) known using (observation_id)
