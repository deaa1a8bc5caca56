-- Table macro: which market shares were known on a day? The columns of market_share, and `is_latest`: whether it was then
-- its claimant’s latest word. In place of `rank` and `note` stand
-- `rank_today` and `note_today`: which row is preferred was decided later, and notes say what became of it.
create macro market_share_as_of(as_of_date) as table
select
  s.* exclude (rank, rank_reason, note),
  s.rank as rank_today,
  s.note as note_today,
  known.is_latest
from market_share s
join observations_as_of(as_of_date) known using (observation_id)
