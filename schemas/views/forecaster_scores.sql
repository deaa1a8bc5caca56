-- A row is how one forecaster did at one lead time, or at all of them, over the forecasts that forecast_scores scores. The
-- model speaks on the days of its backtest, and so of one outcome more than once; houses of few. Outcomes differ between
-- forecasters: forecast_pairs compares like with like.
--   forecaster_id: Key of the house, or model.
--   forecaster: Its name.
--   lead_class: Time ahead, as in forecast_scores; all for all of them together.
--   forecasts: Forecasts scored.
--   outcomes: Figures that they are about.
--   mean_crps: Mean of the score; less is better. Unit: log ratio.
--   median_error: Median of the error, of either sign; 0.69 is double or half. Unit: log ratio.
--   bias: Median of the error with its sign; above 0 is too high. Unit: log ratio.
--   ranges: Forecasts that came with a range.
--   held: Ranges in which the outcome lies.
--   rank: Place by mean_crps among those of at least five forecasts, where there are several of them; empty for others.
create view forecaster_scores as
with
averages as (
  select
    forecaster_id,
    forecaster,
    coalesce(lead_class, 'all') as lead_class,
    count(*) as forecasts,
    count(distinct outcome_id) as outcomes,
    round(avg(crps), 3) as mean_crps,
    round(median(abs(log_error)), 3) as median_error,
    round(median(log_error), 3) as bias,
    count(in_range) as ranges,
    count(*) filter (in_range) as held
  from forecast_scores
  where skipped is null
  group by grouping sets ((forecaster_id, forecaster, lead_class), (forecaster_id, forecaster))
)
select
  *,
  case
    when forecasts >= 5 and count(*) over (partition by lead_class, forecasts >= 5) > 1
      then rank() over (partition by lead_class, forecasts >= 5 order by mean_crps)
  end as rank
from averages
order by lead_class, forecasts desc, forecaster_id
