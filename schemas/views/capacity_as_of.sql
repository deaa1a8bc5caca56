-- Table macro: how much wafer capacity was known of on a day? The columns of capacity, and `is_latest`: whether it was
-- then its claimant’s latest word. In place of `rank` and `note` stand
-- `rank_today` and `note_today`: which row is preferred was decided later, and notes say what became of it.
create macro capacity_as_of(as_of_date) as table
select
  c.* exclude (rank, note),
  c.rank as rank_today,
  c.note as note_today,
  known.is_latest
from capacity c
join observations_as_of(as_of_date) known using (observation_id)
