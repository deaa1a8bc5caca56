-- A row is one claim of dies or packages made in a year, against the most that its foundries' wafers and bank can hold.
--   possible: largest capacity for AI wafers of those foundries × 12 months × gross dies + largest bank of foreign dies.
with
claims as (
  select
    o.observation_id,
    o.firm_id,
    o.period,
    o.metric_id,
    coalesce(o.value, o.value_low) * case when o.metric_id = 'chip-production' then coalesce(c.compute_dies, 1) else 1 end
      as dies
  from observations o
  left join chips c using (chip_id)
  where o.metric_id in ('dies-produced', 'chip-production') and regexp_full_match(o.period, '\d{4}')
    and o.rank <> 'deprecated'
),
foundries as (
  select distinct c.designer_id as firm_id, f.firm_id as foundry_id
  from chips c
  join firms f on c.foundry_id in (f.firm_id, f.parent_id)
),
wafers as (
  select f.firm_id, o.period, max(coalesce(o.value_high, o.value)) as wafers_a_month
  from observations o
  join foundries f on f.foundry_id = o.firm_id
  where o.metric_id = 'wafer-capacity' and o.definition_id = 'ai-wafers' and o.rank <> 'deprecated'
  group by f.firm_id, o.period
),
gross as (
  select c.designer_id as firm_id, max(coalesce(o.value_high, o.value)) as gross_dies
  from observations o
  join chips c using (chip_id)
  where o.metric_id = 'gross-dies-per-wafer'
  group by c.designer_id
),
bank as (
  select firm_id, max(coalesce(value_high, value)) as bank
  from observations
  where metric_id = 'foreign-dies-received' and rank <> 'deprecated'
  group by firm_id
)
select
  'observations' as table_name,
  c.observation_id as key,
  c.firm_id,
  c.period,
  c.dies,
  w.wafers_a_month,
  g.gross_dies,
  coalesce(b.bank, 0) as bank,
  w.wafers_a_month * 12 * g.gross_dies + coalesce(b.bank, 0) as possible,
  round(c.dies / (w.wafers_a_month * 12 * g.gross_dies + coalesce(b.bank, 0)), 4) as dies_over_possible
from claims c
join wafers w using (firm_id, period)
join gross g using (firm_id)
left join bank b using (firm_id)
