-- A row is one house’s own Chinese supply over its own demand for one period, both said on the same day; computed here.
--   region_id: Region of the market.
--   period: Period of both figures.
--   claimant_id: Key of whose figures these are.
--   claimant: Whose figures they are.
--   as_of: When they were said.
--   supply: Sales of Chinese-designed AI chips. Unit: USD bn.
--   demand: Money that buyers want to spend on AI chips. Unit: USD bn.
--   ratio: Supply over demand. Unit: %.
--   basis: Basis of the supply figure. {{bases}}
--   supply_id: Observation of the supply.
--   demand_id: Observation of the demand.
--   source_id: Page with the supply figure.
--   reliability: Grade of that page. {{grades}}
--   url: Address of that page.
create view supply_to_demand as
with
supply as (
  select observation_id, region_id, period, claimant_id, claimant, as_of, central, basis, source_id, reliability, url
  from observations_named
  where metric_id = 'ai-chip-supply-usd' and definition_id = 'd1' and rank <> 'deprecated'
    and firm_id is null and chip_id is null
),
demand as (
  select observation_id, region_id, period, claimant_id, as_of, central
  from observations_named
  where metric_id = 'ai-chip-demand-usd' and rank <> 'deprecated' and firm_id is null
)
select
  supply.region_id,
  supply.period,
  claimant_id,
  supply.claimant,
  supply.as_of,
  supply.central as supply,
  demand.central as demand,
  100 * supply.central / demand.central as ratio,
  supply.basis,
  supply.observation_id as supply_id,
  demand.observation_id as demand_id,
  supply.source_id,
  supply.reliability,
  supply.url
from supply
join demand using (region_id, period, claimant_id, as_of)
