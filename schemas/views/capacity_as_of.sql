-- Table macro: how much wafer capacity was known of on a day? The columns of capacity, and `is_latest`: whether it was
-- then its claimant’s latest word. In place of `rank` stands `rank_today`, as which row is preferred was decided later.
create macro capacity_as_of(as_of_date) as table
select
  c.* exclude (rank),
  c.rank as rank_today,
  known.is_latest
from capacity c
join observations_as_of(as_of_date) known using (observation_id)
