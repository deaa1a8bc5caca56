-- A row is one use of one source by one row of a table; a source without a row here supports nothing.
--   source_id: Key of the source.
--   table_name: Table that uses it.
--   key: Key of the row that uses it.
create view source_uses as
select source_id, 'observations' as table_name, observation_id as key from observations
union all
select source_id, 'targets', target_id from targets
union all
select source_id, 'outcomes', outcome_id from outcomes
union all
select source_id, 'events', event_id from events
union all
select source_id, 'chip_suppliers', chip_id || ' ' || stage || ' ' || firm_id from chip_suppliers
union all
select source_id, 'firms', firm_id from firms_sources
union all
select source_id, 'processes', process_id from processes_sources
union all
select source_id, 'chips', chip_id from chips_sources
union all
select source_id, 'fabs', fab_id from fabs_sources
union all
select f.location_source_id, 'fabs', f.fab_id
from fabs f
left join fabs_sources x on x.fab_id = f.fab_id and x.source_id = f.location_source_id
where f.location_source_id is not null and x.fab_id is null
union all
select source_id, 'plans', plan_id from plans
union all
select source_id, 'assumptions', assumption_id from assumptions_sources
