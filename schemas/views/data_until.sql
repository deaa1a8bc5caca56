-- The last day on which an observation was recorded: `data_until()`. What is due is due by that day.
create macro data_until() as (select max(recorded_on) from observations)
