-- First day of a period written as 2025, 2025-H1, 2025-Q3, 2025-08, 2025-08-27 or from/to; null for null.
create macro period_start(period) as (
  case
    when regexp_full_match(split_part(period, '/', 1), '\d{4}')
      then make_date(cast(period[1:4] as integer), 1, 1)
    when regexp_full_match(split_part(period, '/', 1), '\d{4}-H[12]')
      then make_date(cast(period[1:4] as integer), 6 * cast(period[7:7] as integer) - 5, 1)
    when regexp_full_match(split_part(period, '/', 1), '\d{4}-Q[1-4]')
      then make_date(cast(period[1:4] as integer), 3 * cast(period[7:7] as integer) - 2, 1)
    when regexp_full_match(split_part(period, '/', 1), '\d{4}-\d{2}')
      then make_date(cast(period[1:4] as integer), cast(period[6:7] as integer), 1)
    -- try_cast: DuckDB before 1.2 evaluates this branch for rows without a period too
    else try_cast(split_part(period, '/', 1) as date)
  end
)
