-- The scale on which errors of figures are even: `error_scale(value, unit)`, the logarithm, or of a share in % the log-odds,
-- read as between 0.5 and 99.5 %. As the model has it (model/figure_likelihood.py); null for what is not above zero.
create macro error_scale(v, unit) as (
  case
    when unit = '%' then ln(greatest(least(v / 100, 0.995), 0.005) / (1 - greatest(least(v / 100, 0.995), 0.005)))
    -- DuckDB may look at the branch of rows that another takes
    else ln(case when v > 0 then v end)
  end
)
