"""Which figures a page shows where there are more than anybody reads: a publication grows with pages, not with rows.

Those of countries, firms, chips and plants come before those of provinces and cities, those in use before withdrawn
ones, preferred ones before their rivals, new ones before old ones. What is left out is said, and is in the data.
"""

from collections.abc import Sequence
from heapq import nsmallest

from reports.query import Row
from reports.text.language import words
from reports.text.markdown import escape
from reports.text.numbers import number

LISTED = 400  # rows of a table
DRAWN = 150  # marks of a chart
# in a query that has observations as o, and regions as r
ORDER = """coalesce(r.kind in ('province', 'city'), false), o.rank = 'deprecated', o.rank <> 'preferred',
      o.as_of desc, o.observation_id"""
PLACE = f"""row_number() over (
    order by {ORDER}
  ) as place"""


def first_of(rows: Sequence[Row], most: int = LISTED) -> list[Row]:
    """Return the rows that are shown, `most` of them, in their order: those whose `place` is smallest."""
    if len(rows) <= most:
        return list(rows)
    last = nsmallest(most, (r["place"] for r in rows))[-1]
    return [r for r in rows if r["place"] <= last]


def left_out(shown: int, found: int) -> str:
    """Say how many of the figures that were found are shown; nothing where all are."""
    return words().fill("listed.some", shown=number(shown), found=number(found)) if shown < found else ""


def below_table(shown: int, found: int) -> str:
    """Return the same as a paragraph of Markdown that stands below a table."""
    said = left_out(shown, found)
    return f"\n{escape(said)}\n" if said else ""
