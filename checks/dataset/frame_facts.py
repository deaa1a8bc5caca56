"""What frames may read besides the package: the variable `today`, the tables `rows_now`, `rows_released` and
`changelog`, and `rivals`: what observations say that are not alone in their `cell`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import duckdb

from checks.dataset.placed_rows import PlacedRows
from checks.last_release import Release
from schemas.locked import LARGE_SECONDS, SECONDS, limited
from schemas.vocabulary import CELL, VALUES

TYPES = {"table_name": "varchar", "rows": "bigint", "line": "varchar"}
_CELL = ", ".join(CELL)
# found by hashes: in a large table nearly all rows are alone in their cell
RIVALS = f"""
with
perhaps as (
  select hash from (select hash({_CELL}) as hash from observations) group by hash having count(*) > 1
),
days as (
  select as_of, period_start(as_of) as said_from, period_end(as_of) as said_to
  from (select distinct as_of from observations)
)
select
  observation_id, claimant_id, source_id, {", ".join(VALUES)}, rank, rank_reason, note, said_from, said_to,
  row({_CELL})::varchar as cell
from observations
join days using (as_of)
where hash({_CELL}) in (from perhaps)
"""  # nosec B608 # names are ours
MAKES_RIVALS = "the table rivals, which checks/dataset/frame_facts.py makes by the macros period_start and period_end,"
Columns = dict[str, Sequence[object]]


@contextmanager
def facts(rows: PlacedRows, con: duckdb.DuckDBPyConnection, today: date, release: Release) -> Iterator[None]:
    """Give frames what they may read besides the package, for as long as the checks run."""
    now = dict(rows.counts())
    told: dict[str, Columns] = {
        "rows_now": {"table_name": [*now], "rows": [*now.values()]},
        "rows_released": {"table_name": [*release.rows], "rows": [*release.rows.values()]},
        "changelog": {"line": [*release.changelog]},
    }
    con.execute("set variable today = cast(? as date)", [today])
    for name, columns in told.items():
        cells = (f"unnest(?::{TYPES[column]}[]) as {column}" for column in columns)
        con.execute(f"create or replace temp table {name} as select {', '.join(cells)}", [*columns.values()])
    with limited(con, MAKES_RIVALS, LARGE_SECONDS if rows.large.tables else SECONDS):  # macros run in it
        con.execute(f"create or replace temp table rivals as {RIVALS}")
    try:
        yield
    finally:
        for name in (*told, "rivals"):
            con.execute(f"drop table temp.{name}")
        con.execute("reset variable today")
