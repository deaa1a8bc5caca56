-- What makes observations rivals: metric, subject, period and definition as one value, to compare or to group by.
-- `cell_key(o)` takes a row of observations, or of a view that has these columns; missing cells are equal.
create macro cell_key(o) as (
  row(o.metric_id, o.firm_id, o.chip_id, o.fab_id, o.process_id, o.region_id, o.period, o.definition_id)
)
