"""Suites of Great Expectations, made from the rule book: a rule's `expects` says what is expected of which frame.

In: the rule book. Out: expectations by frame, and a suite in the library's own form. Runs nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks.rulebook import Rule, RuleBookError, rules
from schemas.plain_files import plain_text
from schemas.sql_files import check_query
from schemas.views import View

FRAMES = Path(__file__).resolve().parent / "frames"
BOUNDED = ("min_value", "max_value")  # arguments that name a bound of the rule


@dataclass(frozen=True)
class Expectation:
    """What a rule expects of a frame, its bounds filled in."""

    rule: Rule
    type: str
    kwargs: dict[str, Any]


def read_suites(only_rule: str | None = None) -> dict[str, list[Expectation]]:
    """Return the expectations by frame, of all rules or one. Raises RuleBookError if a rule expects what cannot be."""
    of_frame: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules().values():
        if rule.layer == "dataset":
            of_frame[_frame(rule)].append(rule)
    if only_rule and not any(rule.id == only_rule for found in of_frame.values() for rule in found):
        raise RuleBookError(f"{only_rule} is no rule of the dataset layer")
    suites = {
        frame: [_expectation(rule, shared=len({r.table for r in found}) > 1) for rule in found]
        for frame, found in sorted(of_frame.items())
    }
    return {frame: kept for frame, es in suites.items() if (kept := [e for e in es if only_rule in (None, e.rule.id)])}


def check_frames(views: Iterable[View]) -> None:
    """Refuse rules that expect what cannot be, and frames that are not one query over tables of the package, before any
    of them runs. Raises RuleBookError or PackageError."""
    macros = frozenset(view.name for view in views if view.kind != "view")
    for name in read_suites():
        frame_sql(name, macros)


def frame_sql(name: str, macros: frozenset[str]) -> str:
    """Return the SQL of a frame. Raises PackageError where it is not one query over tables of the package."""
    sql = plain_text(FRAMES, f"{name}.sql")
    check_query(file_of(name), sql, macros)
    return sql


def file_of(name: str) -> str:
    """Return the file of a frame, as messages name it."""
    return f"checks/dataset/frames/{name}.sql"


def refuse_lacking(name: str, columns: Collection[str], expectations: Iterable[Expectation]) -> None:
    """Raise RuleBookError where a frame lacks a column: those that say what a row is about, and what is expected."""
    if lacking := {"table_name", "key"} - set(columns):
        raise RuleBookError(f"{file_of(name)} lacks the column {', '.join(sorted(lacking))}, which says what a row is "
                            "about")  # fmt: skip
    for expectation in expectations:
        column = expectation.kwargs.get("column")
        if column and column not in columns:
            raise RuleBookError(f"{expectation.rule.id} expects {column} of the frame {name}, which lacks it")


def suite(name: str, expectations: list[Expectation]) -> dict[str, Any]:
    """Write a suite as Great Expectations reads it; `n` in `meta` finds the expectation again."""
    return {
        "name": name,
        "expectations": [
            {
                "type": e.type,
                "kwargs": e.kwargs,
                "meta": {"rule": e.rule.id, "n": n, "notes": e.rule.holds},
                "severity": "critical" if e.rule.severity == "error" else "warning",
            }
            for n, e in enumerate(expectations)
        ],
    }


def _frame(rule: Rule) -> str:
    """Return the frame that a rule looks at."""
    name = str(rule.expects.get("frame"))
    if not {"frame", "type"} <= rule.expects.keys() or not (FRAMES / f"{name}.sql").exists():
        raise RuleBookError(f"{rule.id}: expects names no frame of checks/dataset/frames, or no type of expectation")
    return name


def _expectation(rule: Rule, shared: bool) -> Expectation:
    """Fill in the bounds; of a frame that rules on several tables share, take the rows of the rule's own table."""
    kwargs = {k: v for k, v in rule.expects.items() if k not in ("frame", "type")}
    for argument in BOUNDED:
        if argument in kwargs and kwargs[argument] not in rule.bounds:
            raise RuleBookError(f"{rule.id} has no bound {kwargs[argument]!r} for {argument}")
    kwargs |= {k: rule.bounds[kwargs[k]].value for k in BOUNDED if k in kwargs}
    if shared:
        kwargs |= {"row_condition": f'table_name=="{rule.table}"', "condition_parser": "pandas"}
    return Expectation(rule, rule.expects["type"], kwargs)
