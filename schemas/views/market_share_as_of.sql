-- Table macro: which market shares were known on a day? The columns of market_share, and `is_latest`: whether it was then
-- its claimant’s latest word. In place of `rank` stands `rank_today`, as which row is preferred was decided later.
create macro market_share_as_of(as_of_date) as table
select
  s.* exclude (rank, rank_reason),
  s.rank as rank_today,
  known.is_latest
from market_share s
join observations_as_of(as_of_date) known using (observation_id)
