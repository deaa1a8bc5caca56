-- A row is one table of the last release with the rows it has lost since; the key is empty: a whole table.
--   lost_unsaid: rows lost where no line of the changelog since that release says that rows of `table` were removed.
select
  l.table_name,
  '' as key,
  l.rows as rows_then,
  coalesce(n.rows, 0) as rows_now,
  l.rows - coalesce(n.rows, 0) as lost,
  case when not exists (
    from changelog c where c.line ilike '%removed%' and contains(c.line, '`' || l.table_name || '`')
  ) then l.rows - coalesce(n.rows, 0) end as lost_unsaid
from rows_released l
left join rows_now n using (table_name)
