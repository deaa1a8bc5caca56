"""Row layer: what must hold of each row, by the rule book.

In: tables as text whose structure is sound. Out: findings. The rules themselves stand in the modules `*_rules` beside
this one; how they are written is said in `predicates`. pandera says of a table what they found: `pandera_schemas`.
"""

import importlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from checks.findings import Finding
from checks.rows.accusations import NOTHING, Accusation, accuse, conditions_look_at
from checks.rows.predicates import IMPLEMENTED, RowRule, Selecting, Tables, frame, only_messages
from checks.rulebook import Rule, rules
from schemas.csv_text import TextTable
from schemas.large_rows import NONE_LARGE, LargeTables
from schemas.places import fill

SHOWN = 300  # characters of a cell in a message


@dataclass(frozen=True)
class Found:
    """What a rule found: messages by row, the tables that it looked at, and how many more rows break it."""

    messages: "pd.Series"
    looked_at: frozenset[str]
    more: int = 0


Broken = Callable[[Rule], Collection[int]]  # the rows that break a rule


def load_rules() -> dict[str, RowRule | Selecting]:
    """Import every module of row rules; return the functions by rule id."""
    for path in sorted(Path(__file__).parent.glob("*_rules.py")):
        importlib.import_module(f"{__package__}.{path.stem}")
    return IMPLEMENTED


def check_rows(
    texts: dict[str, TextTable], today: date, only: str | None = None, unreliable: Collection[str] = (),
    large: LargeTables = NONE_LARGE,
) -> list[Finding]:  # fmt: skip
    """Run the row rules of every table, or of the table `only`. Raises RuntimeError if a rule itself fails.

    Rows are missing from the tables that are `unreliable`: what a rule finds that looked at one of them does not count.
    """
    names = [name for name in (*texts, *large.tables) if only in (None, name)]
    return [f for _, found, _ in check_each(texts, today, names, unreliable, large) for f in found]


def check_each(
    texts: dict[str, TextTable], today: date, names: Iterable[str], unreliable: Collection[str] = (),
    large: LargeTables = NONE_LARGE, thorough: bool = True,
) -> Iterator[tuple[str, list[Finding], frozenset[str]]]:  # fmt: skip
    """Run the row rules of the named tables; yield each with its findings and the tables that its rules looked at."""
    load_rules()
    tables = Tables(texts, today, large=large)
    for name in names:
        yield name, *_check_table(name, tables, unreliable, thorough)


def check_table(
    name: str, tables: Tables, unreliable: Collection[str] = (), thorough: bool = True
) -> list[Finding]:  # fmt: skip
    """Run the rules of one table. Raises RuntimeError if a rule itself fails."""
    return _check_table(name, tables, unreliable, thorough)[0]


def _check_table(
    name: str, tables: Tables, unreliable: Collection[str], thorough: bool = True
) -> tuple[list[Finding], frozenset[str]]:
    """Run the rules of one table; return what they found and the tables that they looked at.

    Where all of them are in SQL, pandera is given the rows alone that break one; it is given none where none does and
    the run is not `thorough`.
    """
    asked = rules_of(name)
    in_python = [rule for rule in asked if not isinstance(IMPLEMENTED[rule.id], Selecting)]
    in_sql = [rule for rule in asked if rule not in in_python]
    accused = accuse(in_sql, tables)
    lines = {line for accusation in accused.values() for line in accusation.messages}
    text = tables.text(name) if in_python else tables.rows_of(name, lines)
    found = {rule_id: _by_row(text, accusation) for rule_id, accusation in accused.items()}

    def broken(rule: Rule) -> "pd.Index":
        if rule.id not in found:
            found[rule.id] = _ask(rule, tables, frozenset(unreliable))
        return found[rule.id].messages.index

    if thorough or not _hold(in_python, broken) or accused:
        from checks.rows.pandera_schemas import validate

        checked = [rule for rule in asked if rule in in_python or rule.id in found]
        validate(text.table, tables[name] if in_python else frame(text), checked, broken)
    seen = conditions_look_at(in_sql, tables).union({name}, *(f.looked_at for f in found.values()))
    reliable = {rule_id: f for rule_id, f in found.items() if not f.looked_at & set(unreliable)}
    return [f for rule_id, kept in reliable.items() for f in counted_findings(rules()[rule_id], text, kept)], seen


def _hold(asked: Iterable[Rule], broken: Broken) -> bool:
    """Tell whether no row breaks one of some rules. Of a rule that cannot run pandera says why."""
    try:
        return not any([len(broken(rule)) for rule in asked])
    except Exception:
        return False


def _ask(rule: Rule, tables: Tables, unreliable: frozenset[str]) -> Found:
    tables.looked_at.clear()
    try:
        messages = messages_of(rule, tables)
    except Exception:
        if not tables.looked_at & unreliable:
            raise
        messages = pd.Series(dtype="object")  # it looked for rows that are missing: what it says does not count
    return Found(messages, frozenset(tables.looked_at))


def _by_row(text: TextTable, accusation: Accusation) -> Found:
    rows = {text.line(row): row for row in range(len(text.keys()))}
    messages = {rows[line]: message for line, message in accusation.messages.items()}
    return Found(pd.Series(messages, dtype="object"), accusation.looked_at, accusation.more)


def counted_findings(rule: Rule, text: TextTable, found: Found) -> list[Finding]:
    """Make the findings of a rule; the last one stands for all rows that are not put into words, too."""
    named = findings(rule, text, found.messages)
    if found.more:
        message = f"{named[-1].message} (and {found.more:,} rows more, further down)"
        named[-1] = replace(named[-1], message=message, count=1 + found.more)
    return named


def rules_of(table: str) -> list[Rule]:
    """Return the row rules of a table."""
    return [rule for rule in rules().values() if rule.layer == "rows" and rule.table == table]


def messages_of(rule: Rule, tables: Tables) -> "pd.Series":
    """Ask a rule about its table; return a message for each row that breaks it, by row number."""
    return messages_by_rule([rule], tables)[rule.id]


def messages_by_rule(asked: Sequence[Rule], tables: Tables) -> dict[str, "pd.Series"]:
    """Ask rules on one table; return the messages of each by row number."""
    accused = accuse([rule for rule in asked if isinstance(IMPLEMENTED[rule.id], Selecting)], tables)
    found = {}
    for rule in asked:
        how = IMPLEMENTED[rule.id]
        if isinstance(how, Selecting):
            found[rule.id] = _by_row(tables.texts[rule.table], accused.get(rule.id, NOTHING)).messages
        else:
            found[rule.id] = only_messages(how(tables[rule.table], tables, rule))
    return found


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
