"""What the queries of docs/cookbook.md return, as tables for that page; `scripts.regenerate` writes them.

In: the page, where each block of SQL stands before a part `<!-- generated: result-NAME -->`, and the built DuckDB file.
Out: the text of each of these parts.
"""

import re
from pathlib import Path

from checks.github_markdown import escape, table
from schemas.package import ROOT

COOKBOOK = ROOT / "docs" / "cookbook.md"
RECIPE = re.compile(
    r"^```sql\n(?P<sql>(?:(?!^```).)*)^```\n\n<!-- generated: (?P<name>result-[\w-]+) -->$", re.MULTILINE | re.DOTALL
)


def cookbook_queries(text: str) -> dict[str, str]:
    """Return the queries of a cookbook by the names of their results."""
    return {found["name"]: found["sql"] for found in RECIPE.finditer(text)}


def cookbook_results(database: Path) -> dict[str, str]:
    """Return what each query of the cookbook returns, as a table in Markdown."""
    from schemas.locked import limited, open_locked

    results = {}
    with open_locked(database) as con:
        for name, sql in cookbook_queries(COOKBOOK.read_text(encoding="utf-8")).items():
            with limited(con, f"{COOKBOOK.relative_to(ROOT)}: the query above {name}"):
                found = con.execute(sql)
                headings = [f"`{column[0]}`" for column in found.description or []]
                results[name] = table(headings, [[cell(value) for value in row] for row in found.fetchall()])
    return results


def cell(value: object) -> str:
    """Write a value for a cell: a whole number without its point, a list with commas.

    >>> cell(1650000.0), cell(0.25), cell(["a", "b"]), cell(None), cell(True)
    ('1,650,000', '0.25', 'a, b', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,}"
    if isinstance(value, list):
        return escape(", ".join(map(str, value)))
    return escape(str(value))
