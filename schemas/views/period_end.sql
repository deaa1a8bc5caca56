-- Last day of a period written as 2025, 2025-H1, 2025-Q3, 2025-08, 2025-08-27 or from/to; null for null.
create macro period_end(period) as (
  case
    when regexp_full_match(regexp_extract(period, '[^/]+$'), '\d{4}')
      then make_date(cast(regexp_extract(period, '[^/]+$')[1:4] as integer), 12, 31)
    when regexp_full_match(regexp_extract(period, '[^/]+$'), '\d{4}-H[12]')
      then last_day(make_date(
        cast(regexp_extract(period, '[^/]+$')[1:4] as integer), 6 * cast(regexp_extract(period, '[^/]+$')[7:7] as integer), 1))
    when regexp_full_match(regexp_extract(period, '[^/]+$'), '\d{4}-Q[1-4]')
      then last_day(make_date(
        cast(regexp_extract(period, '[^/]+$')[1:4] as integer), 3 * cast(regexp_extract(period, '[^/]+$')[7:7] as integer), 1))
    when regexp_full_match(regexp_extract(period, '[^/]+$'), '\d{4}-\d{2}')
      then last_day(make_date(
        cast(regexp_extract(period, '[^/]+$')[1:4] as integer), cast(regexp_extract(period, '[^/]+$')[6:7] as integer), 1))
    -- try_cast: DuckDB before 1.2 evaluates this branch for rows without a period too
    else try_cast(regexp_extract(period, '[^/]+$') as date)
  end
)
