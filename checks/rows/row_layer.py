"""Row layer: one pandera schema per table, its dtypes from the Table Schema, its rules from the rule book.

In: tables as text whose structure is sound. Out: findings. The rules themselves stand in the modules `*_rules` beside
this one; how they are written is said in `predicates`.
"""

import importlib
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from checks.findings import Finding
from checks.rows.predicates import DTYPES, IMPLEMENTED, RowRule, Tables, only_messages
from checks.rulebook import Rule, RuleBookError, rules
from schemas.csv_text import TextTable
from schemas.package import Table
from schemas.places import fill

ABSENT = re.compile(r"KeyError\(['\"]([a-z][a-z0-9_]*)['\"]\)")  # as pandera writes it
SHOWN = 300  # characters of a cell in a message
Found = dict[str, tuple["pd.Series", frozenset[str]]]


def load_rules() -> dict[str, RowRule]:
    """Import every module of row rules; return the functions by rule id."""
    for path in sorted(Path(__file__).parent.glob("*_rules.py")):
        importlib.import_module(f"{__package__}.{path.stem}")
    return IMPLEMENTED


def check_rows(
    texts: dict[str, TextTable], today: date, only: str | None = None, unreliable: Collection[str] = ()
) -> list[Finding]:
    """Run the row rules of every table, or of the table `only`. Raises RuntimeError if a rule itself fails.

    Rows are missing from the tables that are `unreliable`: what a rule finds that looked at one of them does not count.
    """
    names = [name for name in texts if only in (None, name)]
    return [f for _, found, _ in check_each(texts, today, names, unreliable) for f in found]


def check_each(
    texts: dict[str, TextTable], today: date, names: Iterable[str], unreliable: Collection[str] = ()
) -> Iterator[tuple[str, list[Finding], set[str]]]:
    """Run the row rules of the named tables; yield each with its findings and the tables that its rules looked at."""
    load_rules()
    tables = Tables(texts, today)
    for name in names:
        looked_at: set[str] = set()
        yield name, check_table(texts[name], tables, unreliable, looked_at), looked_at


def check_table(
    text: TextTable, tables: Tables, unreliable: Collection[str] = (), looked_at: set[str] | None = None
) -> list[Finding]:
    """Run the rules of one table; add the tables that they looked at to `looked_at`. Raises RuntimeError if a rule
    itself fails."""
    found: Found = {}
    try:
        schema(text.table, tables, found, frozenset(unreliable)).validate(tables[text.table.name], lazy=True)
    except SchemaErrors as errors:
        _raise_if_failed(text.table.name, errors.failure_cases, found)
    if looked_at is not None:
        looked_at |= {text.table.name}.union(*(seen for _, seen in found.values()))
    reliable = {rule: messages for rule, (messages, seen) in found.items() if not seen & set(unreliable)}
    return [f for rule_id, messages in reliable.items() for f in findings(rules()[rule_id], text, messages)]


def schema(
    table: Table, tables: Tables, found: Found, unreliable: frozenset[str] = frozenset()
) -> pa.DataFrameSchema:  # fmt: skip
    """Make the pandera schema of a table. `found` keeps, by rule, its messages and the tables it looked at."""
    columns = {f.name: pa.Column(DTYPES[f.type], nullable=not f.required or bool(f.items)) for f in table.fields}
    checks = [_check(rule, tables, found, unreliable) for rule in rules_of(table.name)]
    return pa.DataFrameSchema(columns, checks=checks, strict=True, ordered=True)


def rules_of(table: str) -> list[Rule]:
    """Return the row rules of a table."""
    return [rule for rule in rules().values() if rule.layer == "rows" and rule.table == table]


def messages_of(rule: Rule, tables: Tables) -> "pd.Series":
    """Ask a rule about its table; return a message for each row that breaks it, by row number."""
    return only_messages(IMPLEMENTED[rule.id](tables[rule.table], tables, rule))


def _check(rule: Rule, tables: Tables, found: Found, unreliable: frozenset[str]) -> pa.Check:
    def holds(rows: pd.DataFrame) -> "pd.Series":
        tables.looked_at.clear()
        try:
            messages = messages_of(rule, tables)
        except Exception:
            if not tables.looked_at & unreliable:
                raise
            messages = pd.Series(dtype="object")  # it looked for rows that are missing: what it says does not count
        found[rule.id] = messages, frozenset(tables.looked_at)
        return pd.Series(~rows.index.isin(messages.index), index=rows.index)

    return pa.Check(holds, error=rule.id, name=rule.id, raise_warning=False)


def _raise_if_failed(table: str, cases: pd.DataFrame, found: Found) -> None:
    """Raise RuntimeError for a check that ended without naming rows: the rule or the dtypes are at fault."""
    for rule_id in sorted(set(cases["check"])):
        failures = cases[cases["check"] == rule_id]
        if rule_id not in found:
            if absent := ABSENT.match(str(failures["failure_case"].iloc[0])):
                raise RuleBookError(
                    f"{rule_id} looks at “{absent[1]}”, which no table has: restore it, or mend the rule"
                )
            raise RuntimeError(f"{table}: {rule_id} could not run: {failures['failure_case'].iloc[0]}") from None
        if failures["index"].isna().any():
            raise RuntimeError(f"{table}: {rule_id} could not run") from None


def findings(rule: Rule, text: TextTable, messages: "pd.Series") -> list[Finding]:
    """Make one finding for each message of a rule."""
    return [finding(rule, text, row, message) for row, message in messages.items()]


def finding(rule: Rule, text: TextTable, row: Any, message: str) -> Finding:
    """Phrase what a rule found in one row as the rule book does, with the cells as they were typed."""
    cells = {name: shortened(column[row]) for name, column in text.columns.items()} | {"detail": message}
    return Finding(
        file=text.table.path,
        line=text.line(row),
        column=rule.column,
        rule=rule.id,
        severity=rule.severity,
        message=fill(rule.message, cells),
        expected=rule.holds,
        fix=rule.fix,
        key=" ".join(text.columns[k][row] for k in text.table.primary_key),
    )


def shortened(cell: str) -> str:
    """Return a cell as a message shows it."""
    return cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}…"
