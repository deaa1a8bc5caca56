-- The value of an observation, or the middle of its range where the source gives a range alone: `central_value(o)`.
create macro central_value(o) as (coalesce(o.value, (o.value_low + o.value_high) / 2))
