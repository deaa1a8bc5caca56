-- A row is one claimant, metric, region and period for which a total and the figures of single vendors are on record.
-- One figure per vendor and group: the preferred one, else the latest; a vendor's chips are not added to it.
with
figures as (
  select
    observation_id,
    metric_id,
    claimant_id,
    region_id,
    period,
    definition_id,
    firm_id,
    value
  from observations
  join metrics using (metric_id)
  where definition_family = 'vendor-scope' and metrics.kind in ('flow', 'stock')
    and chip_id is null and value is not null and rank <> 'deprecated'
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
