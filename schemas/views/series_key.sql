-- What makes observations a series in time: as `cell_key(o)`, without the period.
create macro series_key(o) as (
  row(o.metric_id, o.firm_id, o.chip_id, o.fab_id, o.process_id, o.region_id, o.definition_id)
)
