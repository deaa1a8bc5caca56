-- A row is one firm, kind of plant and year for which both the firm's capacity and that of its plants are on record.
-- Only what the plants surely have counts: the preferred or else smallest figure of each plant in that year.
with
scopes (kind, definition_id) as (
  values ('logic', 'all-logic-wafers'), ('dram', 'dram-wafers'), ('nand', 'nand-wafers'),
    ('packaging', 'packaging-wafers')
),
plants as (
  select
    f.operator_id,
    f.kind,
    year(period_end(o.period)) as year,
    o.fab_id,
    coalesce(o.value, o.value_low) as wafers
  from observations o
  join fabs f using (fab_id)
  where o.metric_id = 'fab-capacity' and o.rank <> 'deprecated' and o.bound is distinct from 'at-most'
  qualify row_number() over (
    partition by o.fab_id, year(period_end(o.period)) order by o.rank = 'preferred' desc, coalesce(o.value, o.value_low)
  ) = 1
),
sums as (
  select operator_id, kind, year, sum(wafers) as plants_sum, count(*) as plants
  from plants
  group by operator_id, kind, year
),
firms_total as (
  select o.firm_id, s.kind, year(period_end(o.period)) as year, o.observation_id, coalesce(o.value_high, o.value) as total
  from observations o
  join scopes s using (definition_id)
  where o.metric_id = 'wafer-capacity' and o.rank <> 'deprecated' and o.bound is distinct from 'at-least'
  qualify row_number() over (
    partition by o.firm_id, s.kind, year(period_end(o.period)) order by coalesce(o.value_high, o.value) desc
  ) = 1
)
select
  'observations' as table_name,
  t.observation_id as key,
  t.firm_id,
  t.kind,
  t.year,
  s.plants,
  s.plants_sum,
  t.total,
  round(s.plants_sum / t.total, 3) as plants_over_total
from firms_total t
join sums s on s.operator_id = t.firm_id and s.kind = t.kind and s.year = t.year
