-- A row is one row of a registry with one row of another table that refers to it; `used_by` is null if there is none.
with
-- the first observation with each set of keys: there are few of them in many rows
named as materialized (
  select metric_id, definition_id, claimant_id, firm_id, process_id, source_id, min(observation_id) as observation_id
  from observations
  group by all
),
uses as (
  select 'sources' as table_name, source_id as key, table_name || ' ' || key as used_by
  from source_uses
  where source_uses.table_name <> 'observations'
  union all
  select 'sources', source_id, 'observations ' || observation_id from named
  union all
  select 'metrics', metric_id, observation_id from named
  union all
  select 'metrics', metric_id, target_id from targets
  union all
  select 'metrics', coalesce(i.family_id, i.input_id), a.assumption_id from assumptions a join inputs i using (input_id)
  union all
  select 'definitions', definition_id, observation_id from named
  union all
  select 'definitions', definition_id, target_id from targets
  union all
  select 'definitions', definition_id, assumption_id from assumptions
  union all
  -- the ladder of the estimate stands whether or not anybody publishes a number for each rung
  select 'definitions', definition_id, 'the estimate' from definitions where rung is not null
  union all
  select 'topics', topic_id, metric_id from metrics
  union all
  select 'topics', topic_id, target_id from targets
  union all
  select 'inputs', input_id, assumption_id from assumptions
  union all
  select 'inputs', i.family_id, a.assumption_id from assumptions a join inputs i using (input_id)
  union all
  select 'actors', claimant_id, observation_id from named
  union all
  select 'actors', claimant_id, target_id from targets
  union all
  select 'actors', claimant_id, plan_id from plans
  union all
  select 'actors', actor_id, event_id from events
  union all
  -- every firm may speak: an actor that mirrors a firm is used by it
  select 'actors', actor_id, firm_id from actors
  union all
  select 'actors', speaks_for_id, actor_id from actors
  union all
  select 'firms', firm_id, observation_id from named
  union all
  select 'firms', firm_id, target_id from targets
  union all
  select 'firms', designer_id, chip_id from chips
  union all
  select 'firms', foundry_id, chip_id from chips
  union all
  select 'firms', firm_id, chip_id from chip_suppliers
  union all
  select 'firms', operator_id, fab_id from fabs
  union all
  select 'firms', beneficiary_id, fab_id from fabs
  union all
  select 'firms', foundry_id, process_id from processes
  union all
  select 'firms', firm_id, event_id from events_firms
  union all
  select 'firms', parent_id, firm_id from firms
  union all
  select 'firms', a.firm_id, o.observation_id from actors a join named o on o.claimant_id = a.actor_id
  union all
  select 'firms', a.firm_id, t.target_id from actors a join targets t on t.claimant_id = a.actor_id
  union all
  select 'processes', process_id, observation_id from named
  union all
  select 'processes', process_id, target_id from targets
  union all
  select 'processes', process_id, chip_id from chips
  union all
  select 'processes', process_id, fab_id from fabs
  union all
  select 'regions', region_id, min(observation_id) from observations group by all
  union all
  select 'regions', region_id, target_id from targets
  union all
  select 'regions', parent_id, region_id from regions
  union all
  select 'regions', lower(country), firm_id from firms
  union all
  select 'regions', r.region_id, f.fab_id from regions r join fabs f on f.city = r.name or f.province = r.name
  union all
  select 'regions', r.region_id, f.firm_id from regions r join firms f on f.hq_city = r.name
),
registered as (
  select 'topics' as table_name, topic_id as key, name from topics
  union all
  select 'inputs', input_id, name from inputs
  union all
  select 'sources', source_id, title from sources
  union all
  select 'metrics', metric_id, name from metrics
  union all
  select 'definitions', definition_id, name from definitions
  union all
  select 'actors', actor_id, name from actors
  union all
  select 'firms', firm_id, name from firms
  union all
  select 'processes', process_id, name from processes
  union all
  select 'regions', region_id, name from regions
),
first_use as (
  select table_name, key, min(used_by) as used_by from uses group by table_name, key
)
select table_name, key, r.name, u.used_by
from registered r
left join first_use u using (table_name, key)
