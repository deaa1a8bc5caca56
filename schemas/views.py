"""The views and macros of `schemas/views/`: one SQL file each, named after what it returns.

A file begins with a comment: what a row is, then one line `column: description` for each column; a description goes on
in lines that stand further in. In a description `{metric-id}` stands for the name, meaning and unit of that metric, and
`{{statuses}}` for each key of that table with its meaning, so that units and words have one home.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from schemas.conflicts import first_conflict
from schemas.csv_text import Problem
from schemas.errors import PackageError
from schemas.package import sql_name, sql_text
from schemas.plain_files import names_in, plain_text
from schemas.sql_files import check_definition

COLUMN = re.compile(r"--   (\w+): (.+)")
CONTINUED = "--     "
METRIC = re.compile(r"(?<!\{)\{([\w-]+)\}(?!\})")
VOCABULARY = re.compile(r"\{\{(\w+)\}\}")
# metric_id = 'x', metric_id not in ('x', 'y'), and case metric_id when 'x' … end
TESTS = re.compile(r"\bmetric_id\s*(?:=|<>|!=|(?:not\s+)?in\s*\()\s*'[^']*'(?:\s*,\s*'[^']*')*", re.IGNORECASE)
CASES = re.compile(r"\bcase\s+(?:\w+\.)?metric_id\b.*?\bend\b", re.IGNORECASE | re.DOTALL)
WHEN = re.compile(r"\bwhen\s+'([^']*)'", re.IGNORECASE)
LITERAL = re.compile(r"'([^']*)'")
VIEW = re.compile(r"^create view\b", re.IGNORECASE | re.MULTILINE)
MACRO = re.compile(r"create macro \w+\s*\([^)]*\) as( table)?", re.IGNORECASE)


@dataclass(frozen=True)
class View:
    """One view or macro: its name, its SQL, its comment and those of its columns."""

    name: str
    sql: str
    comment: str
    columns: dict[str, str]

    @property
    def kind(self) -> str:
        """As COMMENT ON names it: view, table, macro or macro table."""
        macro = MACRO.search(self.sql)
        if not macro:
            return "view" if VIEW.search(self.sql) else "table"
        return "macro table" if macro.group(1) else "macro"

    def as_table(self) -> "View":
        """Return the same as a table, which is made once; macros stay as they are."""
        return replace(self, sql=VIEW.sub("create table", self.sql, count=1)) if self.kind == "view" else self

    @property
    def file(self) -> str:
        return f"schemas/views/{self.name}.sql"

    def metrics(self) -> Iterator[tuple[int, str]]:
        """Yield the metrics that the comments and the SQL name, each with its line."""
        lines = self.sql.splitlines()
        for line, text in enumerate(lines, 1):
            if COLUMN.fullmatch(text) or text.startswith(CONTINUED):
                yield from ((line, m[1]) for m in METRIC.finditer(text))
        body = "\n".join(re.sub(r"--.*", "", text) for text in lines)
        for tests, literal in ((TESTS, LITERAL), (CASES, WHEN)):
            for test in tests.finditer(body):
                for m in literal.finditer(body, test.start(), test.end()):
                    yield body.count("\n", 0, m.start()) + 1, m[1]

    def vocabularies(self) -> set[str]:
        """Return the tables whose keys a description lists with their meaning."""
        return {name for text in self.columns.values() for name in VOCABULARY.findall(text)}

    def sql_comments(self, metrics: dict[str, str], vocabularies: dict[str, str]) -> list[str]:
        """Return the COMMENT ON statements. `metrics` has the text for each metric, `vocabularies` that for tables."""
        name = sql_name(self.name)
        statements = [f"comment on {self.kind} {name} is {sql_text(self.comment)}"]
        if self.kind in ("view", "table"):
            for column, text in self.columns.items():
                text = METRIC.sub(lambda m: metrics[m[1]], text)
                text = VOCABULARY.sub(lambda m: vocabularies[m[1]], text)
                statements.append(f"comment on column {name}.{sql_name(column)} is {sql_text(text)}")
        return statements


def parse_view(name: str, sql: str) -> View:
    """Split the leading comment of a file into the view's comment and its columns' descriptions."""
    comment, columns = [], {}
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        if column := COLUMN.fullmatch(line):
            columns[column.group(1)] = column.group(2)
        elif columns and line.startswith(CONTINUED):
            columns[list(columns)[-1]] += f" {line.removeprefix(CONTINUED)}"
        else:
            comment.append(line.removeprefix("--").strip())
    return View(name, sql, " ".join(filter(None, comment)), columns)


def read_views(folder: Path) -> list[View]:
    """Read every view of the folder, those that others use first.

    Raises PackageError on a circle, on a merge left unresolved, and where one is not what it should be.
    """
    root = folder.parent.parent
    texts = {name: plain_text(root, name) for name in names_in(root, str(folder.relative_to(root)), ".sql")}
    for name, text in texts.items():
        if conflict := first_conflict(text):
            raise PackageError(f"{name}:{conflict}")
    views = {v.name: v for v in (parse_view(Path(name).stem, text) for name, text in texts.items())}
    macros = frozenset(v.name for v in views.values() if v.kind != "view")
    for view in views.values():
        check_definition(view.file, view.name, view.sql, macros)
    try:
        order = TopologicalSorter({v.name: sorted(_uses(v, set(views))) for v in views.values()}).static_order()
        return [views[name] for name in order]
    except CycleError as error:
        raise PackageError(f"views use each other in a circle: {', '.join(error.args[1])}") from None


def check_metrics(views: Iterable[View], known: Collection[str]) -> list[Problem]:
    """Find metrics that a view names and that do not exist."""
    return [
        Problem(
            view.file,
            line,
            "",
            f"names the metric {metric}, which is not in data/metrics.csv",
            "correct the view, or restore the metric",
            "view-metrics-exist",
        )
        for view in views
        for line, metric in view.metrics()
        if metric not in known
    ]


def _uses(view: View, names: set[str]) -> set[str]:
    body = re.sub(r"--.*", "", view.sql)
    return {n for n in re.findall(r"\w+", body) if n in names and n != view.name}
