-- A row is one published share of the accelerators of a region in one period, of one vendor or group of vendors.
--   observation_id: Key of the observation.
--   metric_id: Which share it is.
--   measure: What the share is taken of: units, value, compute, GPGPU units, or not said.
--   region_id: Region of the market.
--   firm_id: The vendor, if it is a firm.
--   chip_id: The chip, if the share is that of one.
--   vendor: The firm or chip, or the group that the definition names.
--   definition_id: Which vendors are counted.
--   period: Period of the share.
--   starts_on: First day of that period.
--   ends_on: Last day of that period.
--   share: Share, or the middle of the range where the source gives a range alone, in %.
--   share_low: Low end, in %.
--   share_high: High end, in %.
--   bound: Whether the source says at least, at most or about.
--   basis: What stands behind the value. {{bases}}
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred, normal or deprecated.
--   rank_reason: Why that rank.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is.
--   as_of: When the claimant said it.
--   source_id: Where it was read.
--   reliability: Grade of the page. {{grades}}
--   url: Address of the page.
--   note: What a reader must know.
create view market_share as
select
  observation_id,
  metric_id,
  case metric_id
    when 'chip-unit-share' then 'units'
    when 'chip-value-share' then 'value'
    when 'chip-compute-share' then 'compute'
    when 'gpgpu-unit-share' then 'GPGPU units'
    else 'not said'
  end as measure,
  region_id,
  firm_id,
  chip_id,
  case when firm_id is null and chip_id is null then definition else subject end as vendor,
  definition_id,
  period,
  starts_on,
  ends_on,
  central as share,
  value_low as share_low,
  value_high as share_high,
  bound,
  basis,
  observed,
  rank,
  rank_reason,
  claimant_id,
  claimant,
  as_of,
  source_id,
  reliability,
  url,
  note
from observations_named
where topic_id = 'share'
