-- A row is one claimant, metric, region and period for which a total and the figures of single vendors are on record.
-- One figure per vendor and group: the preferred one, else the latest; a vendor's chips are not added to it.
with
said as not materialized (
  select
    o.observation_id,
    o.metric_id,
    o.claimant_id,
    o.region_id,
    o.period,
    o.definition_id,
    o.firm_id,
    o.value,
    o.rank,
    o.as_of,
    hash(o.metric_id, o.claimant_id, o.region_id, o.period) as hash
  from observations o
  join metrics m using (metric_id)
  where m.definition_family = 'vendor-scope' and m.kind in ('flow', 'stock')
    and o.chip_id is null and o.value is not null and o.rank <> 'deprecated'
),
totals as (
  select hash from said where definition_id = 'all-vendors' or (definition_id = 'd1' and firm_id is null)
),
figures as (
  select *
  from said
  semi join totals using (hash)
  qualify row_number() over (
    partition by metric_id, claimant_id, region_id, period, definition_id, firm_id
    order by rank = 'preferred' desc, period_end(as_of) desc, observation_id
  ) = 1
),
sums as (
  select
    metric_id,
    claimant_id,
    region_id,
    period,
    max(observation_id) filter (definition_id = 'all-vendors') as total_id,
    max(observation_id) filter (definition_id = 'd1' and figures.firm_id is null) as domestic_id,
    max(value) filter (definition_id = 'all-vendors') as total,
    max(value) filter (definition_id = 'd1' and figures.firm_id is null) as domestic,
    sum(value) filter (definition_id = 'one-vendor') as vendors,
    sum(value) filter (definition_id = 'one-vendor' and country = 'CN') as domestic_vendors
  from figures
  left join firms using (firm_id)
  group by metric_id, claimant_id, region_id, period
)
select
  'observations' as table_name,
  coalesce(total_id, domestic_id) as key,
  metric_id,
  claimant_id,
  period,
  total,
  domestic,
  vendors,
  domestic_vendors,
  round(vendors / total, 4) as vendors_over_total,
  round(domestic_vendors / domestic, 4) as domestic_vendors_over_domestic
from sums
where vendors is not null and coalesce(total, domestic) is not null
