-- A row is one family of definitions that a metric asks for, at its first definition, with the first number in it.
select
  'definitions' as table_name,
  min(d.definition_id) as key,
  d.family,
  min(o.observation_id) as first_observation
from definitions d
left join observations o using (definition_id)
where d.family in (select definition_family from metrics)
group by d.family
