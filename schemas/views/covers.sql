-- Whether a period and a calendar year have a day in common: `covers(period, 2025)` holds for 2025, 2025-Q3, 2025-08-27 and
-- for 2024/2025, which `period like '2025%'` loses; null for null. A part of the year counts, so do not add such rows up.
create macro covers(period, calendar_year) as (
  datepart('year', period_start(period)) <= calendar_year and datepart('year', period_end(period)) >= calendar_year
)
