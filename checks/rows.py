"""Row layer: one pandera schema per table, its dtypes from the Table Schema, its rules from the rule book.

In: tables as text whose structure is sound. Out: findings. The functions that implement the rules stand in
`checks.row_rules_*`, what they share in `checks.row_tools`; each takes the table as a frame and everything it may look
up, and returns a column that is true (or says in words what is wrong) in each row that breaks the rule.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from checks.findings import Finding
from checks.rulebook import Rule, rules
from schemas.csv_text import TextTable
from schemas.package import Field, Table

DTYPES = {"string": "object", "number": "float64", "integer": "Int64", "boolean": "boolean", "date": "object"}


@dataclass(frozen=True)
class Tables:
    """Every table as a frame, for rules that look things up, and the day that counts as today."""

    texts: dict[str, TextTable]
    today: date
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = frame(self.texts[name])
        return self._frames[name]

    def column(self, table: str, key: str, value: str) -> dict[str, object]:
        """One column of a table by another, to look up with `Series.map`."""
        found = self[table]
        return dict(zip(found[key], found[value], strict=True))


RowRule = Callable[[pd.DataFrame, Tables, Rule], "pd.Series"]
IMPLEMENTED: dict[str, RowRule] = {}


def implements(rule_id: str) -> Callable[[RowRule], RowRule]:
    """Register the function that implements a rule."""

    def register(function: RowRule) -> RowRule:
        if rule_id in IMPLEMENTED:
            raise ValueError(f"{rule_id} is implemented twice")
        IMPLEMENTED[rule_id] = function
        return function

    return register


def load_rules() -> dict[str, RowRule]:
    """Import every module of row rules; returns the functions by rule id."""
    for path in sorted(Path(__file__).parent.glob("row_rules_*.py")):
        importlib.import_module(f"checks.{path.stem}")
    return IMPLEMENTED


def frame(text: TextTable) -> pd.DataFrame:
    """A table with types: text and dates as objects, empty as missing; lists as Python lists, empty ones included."""
    return pd.DataFrame({f.name: _series(f, text.columns[f.name]) for f in text.table.fields})


def _series(f: Field, cells: list[str]) -> "pd.Series":
    if f.items:
        items = f.items
        return pd.Series([c.split(items.delimiter) if c else [] for c in cells], dtype="object")
    values: list[object] = [c or None for c in cells]
    if f.type == "date":
        values = [date.fromisoformat(c) if c else None for c in cells]
    elif f.type == "boolean":
        values = [c == "true" if c else None for c in cells]
    elif f.type in ("number", "integer"):
        values = [(float(c) if f.type == "number" else int(c)) if c else None for c in cells]
    return pd.Series(values, dtype=DTYPES[f.type])


def schema(table: Table, tables: Tables, found: dict[str, "pd.Series"]) -> pa.DataFrameSchema:
    """The pandera schema of a table. What a rule says about its rows is kept in `found` by rule id."""
    columns = {f.name: pa.Column(DTYPES[f.type], nullable=not f.required or bool(f.items)) for f in table.fields}
    checks = [
        _check(rule, tables, found) for rule in rules().values() if rule.layer == "rows" and rule.table == table.name
    ]
    return pa.DataFrameSchema(columns, checks=checks, strict=True, ordered=True)


def _check(rule: Rule, tables: Tables, found: dict[str, "pd.Series"]) -> pa.Check:
    def holds(rows: pd.DataFrame) -> "pd.Series":
        said = IMPLEMENTED[rule.id](rows, tables, rule).reindex(rows.index)
        found[rule.id] = said
        return ~broken(said)

    return pa.Check(holds, error=rule.id, name=rule.id, raise_warning=False)


def broken(said: "pd.Series") -> "pd.Series":
    """Which rows a rule's answer accuses: true, or any words."""
    return said.map(lambda v: bool(v) if isinstance(v, bool | str) else v is not None and not pd.isna(v) and bool(v))


def check_rows(texts: dict[str, TextTable], today: date, only: str | None = None) -> list[Finding]:
    """Run the row rules of every table, or of the table `only`. Raises RuntimeError if a rule itself fails."""
    load_rules()
    tables = Tables(texts, today)
    findings: list[Finding] = []
    for name, text in texts.items():
        if only in (None, name):
            findings += _check_table(text, tables)
    return findings


def _check_table(text: TextTable, tables: Tables) -> list[Finding]:
    found: dict[str, pd.Series] = {}
    rows = tables[text.table.name]
    try:
        schema(text.table, tables, found).validate(rows, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        for rule_id in sorted(set(cases["check"])):
            if rule_id not in found:
                reasons = cases.loc[cases["check"] == rule_id, "failure_case"]
                raise RuntimeError(f"{text.table.name}: {rule_id} could not run: {reasons.iloc[0]}") from None
            # a frame-level check reports one failure per column of an offending row: fold them
            accused = cases.loc[cases["check"] == rule_id, "index"]
            if accused.isna().any():
                raise RuntimeError(f"{text.table.name}: {rule_id} could not run") from None
    return [
        finding(rules()[rule_id], text, int(row), said[row])
        for rule_id, said in found.items()
        for row in said.index[broken(said)]
    ]


def finding(rule: Rule, text: TextTable, row: int, said: object) -> Finding:
    """The finding of a rule about one row, in the words of the rule book and with the cells as they were typed."""
    cells = {name: column[row] for name, column in text.columns.items()}
    cells["detail"] = said if isinstance(said, str) else ""
    return Finding(
        file=text.table.path,
        line=row + 2,
        column=rule.column,
        rule=rule.id,
        severity=rule.severity,
        message=rule.message.format_map(cells),
        expected=rule.holds,
        fix=rule.fix,
        key=" ".join(text.columns[k][row] for k in text.table.primary_key),
    )
