-- A row is one property of one chip: the figure that chip_specs shows, whose it is, and the rivals beside it. The figure is
-- the preferred one, as shipped before as planned. Where none is preferred it is the first of the others that are not
-- deprecated: as shipped before as planned, then by grade (A, B, C), observed before not, the latest, the first by key.
--   chip_id: Key of the chip.
--   chip: Name of the chip.
--   designer_id: Firm that designed it.
--   designer: Its name.
--   metric_id: Which property.
--   metric: Name of the property.
--   observation_id: Observation with the figure that is shown.
--   central: The figure, or the middle of the range where the source gives a range alone; in the unit.
--   value_low: Low end, in the unit.
--   value_high: High end, in the unit.
--   bound: Whether the source says at least, at most or about.
--   unit: Unit of the figures.
--   definition_id: planned or shipped.
--   definition: Name of that.
--   basis: What stands behind the figure. {{bases}}
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred: chosen among rivals, or the only good one. normal: nothing is preferred, this is the best on record.
--   reliability: Grade of the page with the figure. {{grades}}
--   claimant_id: Key of whose figure it is.
--   claimant: Whose figure it is.
--   as_of: When the claimant said it.
--   source_id: Where it was read.
--   url: Address of the page.
--   note: What a reader must know.
--   rivals: Other figures of the same property on record, planned ones too, not deprecated. Unit: figures.
--   rivals_low: Lowest of the rivals, in the unit.
--   rivals_high: Highest of the rivals, in the unit.
create view chip_specifications as
with
figures as (
  select
    o.chip_id,
    o.subject as chip,
    o.metric_id,
    o.metric,
    o.observation_id,
    o.central,
    o.value_low,
    o.value_high,
    o.bound,
    o.unit,
    o.definition_id,
    o.definition,
    o.basis,
    o.observed,
    o.rank,
    o.reliability,
    o.claimant_id,
    o.claimant,
    o.as_of,
    o.source_id,
    o.url,
    o.note,
    row_number() over (
      partition by o.chip_id, o.metric_id
      order by
        o.rank = 'preferred' desc,
        o.definition_id = 'shipped' desc nulls last,
        o.reliability,
        o.observed desc,
        period_end(o.as_of) desc,
        o.observation_id
    ) as place
  from observations_named o
  join metrics m using (metric_id)
  where m.kind = 'specification' and o.chip_id is not null and o.rank <> 'deprecated'
),
rivals as (
  select chip_id, metric_id, count(*) as rivals, min(central) as rivals_low, max(central) as rivals_high
  from figures
  where place > 1
  group by chip_id, metric_id
)
select
  f.chip_id,
  f.chip,
  c.designer_id,
  d.name as designer,
  f.metric_id,
  f.metric,
  f.observation_id,
  f.central,
  f.value_low,
  f.value_high,
  f.bound,
  f.unit,
  f.definition_id,
  f.definition,
  f.basis,
  f.observed,
  f.rank,
  f.reliability,
  f.claimant_id,
  f.claimant,
  f.as_of,
  f.source_id,
  f.url,
  f.note,
  coalesce(r.rivals, 0) as rivals,
  r.rivals_low,
  r.rivals_high
from figures f
join chips c using (chip_id)
join firms d on d.firm_id = c.designer_id
left join rivals r using (chip_id, metric_id)
where f.place = 1
order by f.chip_id, f.metric_id
