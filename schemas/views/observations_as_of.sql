-- Table macro: the observations that were known on a date, and whether each was then its claimant’s latest word.
create macro observations_as_of(as_of_date) as table
select
  o.*,
  period_end(o.as_of) = max(period_end(o.as_of)) over (
    partition by cell_key(o), o.claimant_id
  ) as is_latest
from observations o
-- A vintage of declared precision is known for certain at its end; what we hold was known when we recorded it.
where least(period_end(o.as_of), o.recorded_on) <= cast(as_of_date as date)
