-- A row is one page under a preferred value of the current year or a later one, with the days since it was last read.
select
  'sources' as table_name,
  source_id as key,
  cast(any_value(accessed_on) as varchar) as read_on,
  date_diff('day', any_value(accessed_on), getvariable('today')) as days,
  max(period) as period
from observations
join sources using (source_id)
where rank = 'preferred' and year(period_end(period)) >= year(getvariable('today'))
group by source_id
