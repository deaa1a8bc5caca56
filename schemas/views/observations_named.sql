-- A row is one observation with the names of its metric, subject, definition, claimant and source.
--   observation_id: Key of the observation.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   topic_id: What the metric is about.
--   subject: What the value is about: chip, fab, process, firm or region, the most special one that the row names. To find
--     all rows about a firm use about_firm_ids: the subject of a row about a firm’s chip is the chip.
--   subject_zh: The same in Chinese, where it has a Chinese name.
--   about_firm_ids: Firms that the row is about: the firm itself, designer of the chip, operator of the plant, foundry of the
--     process. Filter with list_contains(about_firm_ids, 'smic'); a subsidiary has its own id.
--   firm_id: Firm that the value is about.
--   chip_id: Chip that the value is about.
--   fab_id: Plant that the value is about.
--   process_id: Process that the value is about.
--   region_id: Region that the value is about.
--   period: Period that the value is about.
--   starts_on: First day of that period.
--   ends_on: Last day of that period.
--   definition_id: Which meaning of the metric is used.
--   definition: Name of that definition.
--   value: Central or only value, in the unit.
--   value_low: Low end, in the unit.
--   value_high: High end, in the unit.
--   central: The value, or the middle of the range where the source gives a range alone; in the unit.
--   interval: What low and high mean.
--   bound: Whether the source says at least, at most or about.
--   unit: Unit of the values.
--   basis: What stands behind the value. {{bases}}
--   observed: Whether the basis speaks of what is or was.
--   derived: Whether this package computed it from other observations.
--   derivation: How it follows from them.
--   derived_from_ids: Those observations.
--   rank: preferred, normal or deprecated.
--   rank_reason: Why that rank.
--   use: What the estimate does with a figure that it can predict: condition (it learns from it), hold (kept back, to test the
--     estimate) or leave. Empty for all that it cannot predict.
--   use_reason: Why it is left or kept back.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is; of a derived value, whose figures it is computed from.
--   claimant_zh: The same in Chinese; empty for a derived value, and for who has no Chinese name.
--   source_id: Where it was read.
--   publisher: Who published the page that was read.
--   reliability: Grade of the page. {{grades}}
--   url: Address of the page.
--   first_said_on: When the number became public, if before as_of.
--   as_of: When the claimant said it.
--   note: What a reader must know.
create view observations_named as
with
parts as (
  select l.observation_id, string_agg(distinct a.name, ' and ' order by a.name) as claimants
  from observations_observations l
  join observations o on o.observation_id = l.derived_from_id
  join actors a on a.actor_id = o.claimant_id
  group by l.observation_id
)
select
  o.observation_id,
  o.metric_id,
  m.name as metric,
  m.topic_id,
  coalesce(c.name, f.name, p.name, i.name, r.name) as subject,
  case
    when o.chip_id is not null then c.name_zh
    when o.fab_id is not null then f.name_zh
    when o.process_id is not null then null
    when o.firm_id is not null then i.name_zh
    else r.name_zh
  end as subject_zh,
  list_sort(list_distinct([o.firm_id, c.designer_id, f.operator_id, p.foundry_id])) as about_firm_ids,
  o.firm_id,
  o.chip_id,
  o.fab_id,
  o.process_id,
  o.region_id,
  o.period,
  period_start(o.period) as starts_on,
  period_end(o.period) as ends_on,
  o.definition_id,
  d.name as definition,
  o.value,
  o.value_low,
  o.value_high,
  central_value(o) as central,
  o.interval,
  o.bound,
  o.unit,
  o.basis,
  b.observed,
  b.derived,
  o.derivation,
  o.derived_from_ids,
  o.rank,
  o.rank_reason,
  o.use,
  o.use_reason,
  o.claimant_id,
  case
    when b.derived then concat('our ', o.derivation, ' of ', parts.claimants, '’s figures') else a.name
  end as claimant,
  if(b.derived, null, a.name_zh) as claimant_zh,
  o.source_id,
  s.publisher,
  s.reliability,
  s.url,
  o.first_said_on,
  o.as_of,
  o.note
from observations o
join metrics m using (metric_id)
join bases b on b.basis_id = o.basis
join actors a on a.actor_id = o.claimant_id
join sources s using (source_id)
left join parts using (observation_id)
left join definitions d on d.definition_id = o.definition_id
left join chips c on c.chip_id = o.chip_id
left join fabs f on f.fab_id = o.fab_id
left join processes p on p.process_id = o.process_id
left join firms i on i.firm_id = o.firm_id
left join regions r on r.region_id = o.region_id
