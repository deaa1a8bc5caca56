-- A row is one published figure of wafer capacity in 12-inch wafer starts per month: of a firm, a region or a plant.
--   observation_id: Key of the observation.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   subject: What the value is about.
--   about_firm_ids: Firms that the row is about; see observations_named.
--   firm_id: Firm that the value is about.
--   chip_id: Chip that the value is about.
--   fab_id: Plant that the value is about.
--   process_id: Process that the value is about.
--   region_id: Region that the value is about.
--   period: Period that the value is about.
--   starts_on: First day of that period.
--   ends_on: Last day of that period.
--   definition_id: Which meaning of the metric is used; values of different definitions do not compete.
--   definition: Name of that definition.
--   central: The value, or the middle of the range where the source gives a range alone; in the unit.
--   value_low: Low end, in the unit.
--   value_high: High end, in the unit.
--   bound: Whether the source says at least, at most or about.
--   unit: Unit of the values.
--   basis: What stands behind the value. {{bases}}
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred, normal or deprecated.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is.
--   as_of: When the claimant said it.
--   source_id: Where it was read.
--   reliability: Grade of the page. {{grades}}
--   url: Address of the page.
--   note: What a reader must know.
create view capacity as
select
  observation_id,
  metric_id,
  metric,
  subject,
  about_firm_ids,
  firm_id,
  chip_id,
  fab_id,
  process_id,
  region_id,
  period,
  starts_on,
  ends_on,
  definition_id,
  definition,
  central,
  value_low,
  value_high,
  bound,
  unit,
  basis,
  observed,
  rank,
  claimant_id,
  claimant,
  as_of,
  source_id,
  reliability,
  url,
  note
from observations_named
where topic_id = 'capacity'
