-- The day since when a row of observations is known: `known_on(o)`. A day of declared precision is known for certain at its
-- end; what we hold was known when we recorded it.
create macro known_on(o) as (least(period_end(coalesce(o.first_said_on, o.as_of)), o.recorded_on))
