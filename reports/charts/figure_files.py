"""The files that lie beside a chart's picture: its rows as CSV, and its query as a person would run it."""

import csv
import io
import re
import textwrap
from collections.abc import Sequence

from reports.query import Row
from schemas.formulae import inert_cell


def table_csv(rows: Sequence[Row]) -> str:
    """Write rows as CSV with a header; no text of it is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: inert_cell(v) if isinstance(v, str) else v for k, v in row.items()} for row in rows)
    return out.getvalue()


def query_text(sql: str, values: Sequence[object]) -> str:
    """Write a query with its values in place of its question marks."""
    rest = iter(values)
    text = textwrap.dedent(sql).strip()
    return re.sub(r"'[^']*'|\?", lambda m: literal(next(rest)) if m[0] == "?" else m[0], text) + ";\n"


def literal(value: object) -> str:
    """Write a value as SQL has it.

    >>> literal(["it's", 1.5, None])
    "['it''s', 1.5, null]"
    """
    if value is None:
        return "null"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return "'" + str(value).replace("'", "''") + "'"
