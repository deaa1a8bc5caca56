"""What the pages call: queries against the built DuckDB file, and tables of their results as Markdown.

Reads the file named in CHINA_AI_CHIPS_DB, else build/china-ai-chips.duckdb. Every value from data is escaped.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

DEFAULT = Path(__file__).resolve().parent.parent / "build" / "china-ai-chips.duckdb"
LOG = "CHINA_AI_CHIPS_QUERY_LOG"  # file to which each query is added, so that a renderer knows what a page asked
PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^$@\"'&:=/])")


def database() -> Path:
    """The DuckDB file that the report is built from."""
    return Path(os.environ.get("CHINA_AI_CHIPS_DB") or DEFAULT)


Row = dict[str, Any]


def query(sql: str, *values: Any) -> list[Row]:
    """Rows of a query as dictionaries; `?` in the SQL takes `values`."""
    with duckdb.connect(str(database()), read_only=True) as con:
        result = con.execute(sql, values)
        names = [d[0] for d in result.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if log := os.environ.get(LOG):
        with Path(log).open("a", encoding="utf-8") as file:
            entry = {"sql": sql, "values": values, "digest": digest(rows)}
            file.write(json.dumps(entry, default=str) + "\n")
    return rows


def logged(path: Path) -> list[dict[str, Any]]:
    """The queries in a log."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def digest(rows: Sequence[Mapping[str, Any]]) -> str:
    """What a result was, in short."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def escape(value: object) -> str:
    """Text that Markdown shows as it is: every punctuation mark is escaped, line breaks become spaces.

    >>> escape("a|b <c>")
    'a\\\\|b \\\\<c\\\\>'
    """
    return PUNCTUATION.sub(r"\\\1", " ".join(str(value).split()))


def number(value: float | None, digits: int = 6) -> str:
    """A number for people: thousands in groups, at most `digits` significant digits, nothing for None.

    >>> number(812000.0), number(41.25), number(None)
    ('812,000', '41.25', '')
    """
    if value is None:
        return ""
    if value == int(value):
        return f"{int(value):,}"
    text = f"{value:,.{digits}g}"
    return f"{value:,.0f}" if "e" in text else text


def percent(value: float) -> str:
    """A percentage for people, without the sign: one decimal below 10, whole numbers from there on.

    >>> percent(39.63), percent(9.96), percent(0.15), percent(0.03), percent(0.0), percent(102.7)
    ('40', '10', '0.2', '< 0.1', '0', '103')
    """
    if 0 < value < 0.05:
        return "< 0.1"
    return f"{value:.0f}" if value >= 9.95 else number(round(float(value) + 1e-9, 1))


def span(low: float | None, high: float | None, unit: str = "") -> str:
    """A range: `39–45 %`; nothing without ends."""
    if low is None or high is None:
        return ""
    return f"{number(low)}–{number(high)}{unit}"


def link(text: object, url: str) -> str:
    """A Markdown link to an outside page; anything but http(s) is shown as text."""
    if not url.startswith(("https://", "http://")):
        return escape(text)
    safe = re.sub(r"[<>\s\\\"|]", lambda m: f"%{ord(m.group()):02X}", url)
    return f"[{escape(text)}](<{safe}>)"


Cell = Callable[[dict[str, Any]], str]


def table(rows: Sequence[dict[str, Any]], columns: Mapping[str, str | Cell], right: Sequence[str] = ()) -> str:
    """A Markdown pipe table. `columns` maps headings to a key of the row or a function that returns Markdown.

    Headings in `right` are aligned right. Without rows it says so.
    """
    if not rows:
        return "*No rows.*\n"
    body = [[c(row) if callable(c) else _plain(row[c]) for c in columns.values()] for row in rows]
    rules = [_rule(h, [cells[n] for cells in body], h in right) for n, h in enumerate(columns)]
    lines = ["| " + " | ".join(cells) + " |" for cells in [list(columns), *body]]
    lines.insert(1, "|" + "|".join(rules) + "|")
    return "\n".join(lines) + "\n"


def _rule(heading: str, cells: list[str], right: bool) -> str:
    """The line under a heading. Renderers of Markdown divide the width of a table by the lengths of these lines."""
    visible = (re.sub(r"\]\(<.*?>\)|\\", "", cell) for cell in cells)
    widest = max(max(map(len, visible)), max(map(len, heading.split()), default=0))
    dashes = "-" * min(max(widest, 5), 48)
    return dashes + ":" if right else ":" + dashes


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list):
        return escape(", ".join(map(str, value)))
    return escape(value)
