-- A row is one published figure that the estimate can predict, with what it expected before and after it heard the
-- figures. Expectations are of the figure as its house would print it, error and bias of the house included, in the unit of the
-- figure.
--   observation_id: Key of the figure.
--   use: condition: the estimate learned from it. hold: it was kept back, to test the estimate.
--   house_id: Key of the body that speaks.
--   house: The body that speaks.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   subject: What it is about.
--   firm_id: Firm that it is about.
--   chip_id: Chip that it is about.
--   fab_id: Plant that it is about.
--   process_id: Process that it is about.
--   region_id: Region that it is about.
--   period: Period that it is about.
--   ends_on: Last day of that period.
--   definition_id: Which meaning of the metric.
--   definition: Name of that meaning.
--   stated: The figure, or the middle of the range where a range alone is given. Unit: as in unit.
--   bound: Whether the source says at least, at most or about.
--   unit: Unit of all values.
--   basis: What stands behind the figure. {{bases}}
--   before_low: Low end of what was expected before, the 5 % quantile. Unit: as in unit.
--   before: Median of what was expected before. Unit: as in unit.
--   before_high: High end of it, the 95 % quantile. Unit: as in unit.
--   after_low: Low end of what is expected after, the 5 % quantile. Unit: as in unit.
--   after: Median of what is expected after. Unit: as in unit.
--   after_high: High end of it, the 95 % quantile. Unit: as in unit.
--   inside: Whether the figure lies in the 90 % interval of what is expected after.
--   p_value: How far in the tail of what is expected after the figure lies, both sides taken; small is surprising. Unit: share.
--   as_of: When it was said.
--   source_id: Page on which it was read.
--   url: Address of that page.
create view witness_fit as
select
  w.observation_id,
  w.use,
  w.house_id,
  a.name as house,
  o.metric_id,
  o.metric,
  o.subject,
  o.firm_id,
  o.chip_id,
  o.fab_id,
  o.process_id,
  o.region_id,
  o.period,
  o.ends_on,
  o.definition_id,
  o.definition,
  o.central as stated,
  o.bound,
  o.unit,
  o.basis,
  w.prior_p05 as before_low,
  w.prior_p50 as before,
  w.prior_p95 as before_high,
  w.p05 as after_low,
  w.p50 as after,
  w.p95 as after_high,
  o.central between w.p05 and w.p95 as inside,
  w.p_value,
  o.as_of,
  o.source_id,
  o.url
from witnesses w
join observations_named o using (observation_id)
join actors a on a.actor_id = w.house_id
order by o.metric_id, o.period, o.subject, w.observation_id
