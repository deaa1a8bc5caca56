-- A row is one preferred figure of a flow for a year whose halves or quarters the same claimant gives too.
--   parts_over_year: sum of the parts on record over the year, at most one.
--   all_parts_over_year: the same where every part of the year is on record, and so one.
with
flows as not materialized (
  select
    o.observation_id,
    o.period,
    o.value,
    o.claimant_id,
    series_key(o) as series,
    hash(o.claimant_id, series_key(o), o.period[:4]) as hash
  from observations o
  join metrics m using (metric_id)
  -- a flow that can be negative, such as profit, may have a part above the whole
  where m.kind = 'flow' and m.minimum >= 0 and o.value is not null and o.rank = 'preferred'
    and o.bound is null and is_observed(o.basis)
),
years as not materialized (select * from flows where regexp_full_match(period, '\d{4}')),
parts as (
  select
    claimant_id,
    series,
    period[:4] as year,
    period[6:6] as sort,
    sum(value) as parts_sum,
    count(*) as parts
  from flows
  semi join years using (hash)
  where regexp_full_match(period, '\d{4}-[HQ]\d')
  group by all
)
select
  'observations' as table_name,
  f.observation_id as key,
  f.period,
  f.value,
  p.parts,
  case p.sort when 'H' then 'halves' else 'quarters' end as sort,
  round(p.parts_sum, 6) as parts_sum,
  round(p.parts_sum / f.value, 4) as parts_over_year,
  case when p.parts = case p.sort when 'H' then 2 else 4 end then round(p.parts_sum / f.value, 4) end
    as all_parts_over_year
from years f
join parts p on p.claimant_id = f.claimant_id and p.series = f.series and p.year = f.period
where f.value > 0 or p.parts_sum > 0
