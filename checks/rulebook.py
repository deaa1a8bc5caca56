"""The rule book, `checks/rules/*.yaml`, as typed objects: what holds, why, how to fix it, with examples and bounds.

A rule without an entry does not run; tests see to it that every entry has an implementation and a failing example.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from checks.findings import Severity
from schemas.errors import UserError

HERE = Path(__file__).resolve().parent
Layer = Literal["structure", "rows", "dataset", "derived"]
Example = dict[str, list[dict[str, str]]]


class RuleBookError(UserError):
    """The rule book, or what implements it, has a mistake; the text says in which file."""


@dataclass(frozen=True)
class Bound:
    """A number that a rule compares with, since when it has this value, and why."""

    value: float
    unit: str
    date: str
    reason: str


@dataclass(frozen=True)
class Rule:
    """One entry of the rule book. `message` is filled with the cells of the offending row.

    `depends_on_today` marks a rule that a row can come to break because a day passes, `regenerated` one on files that
    `make regenerate` writes: see `checks.run.with_severity`.
    `expects` is what a rule of the dataset layer expects of its frame: see `checks.dataset.expectations`.
    """

    id: str
    layer: Layer
    table: str
    columns: tuple[str, ...]
    severity: Severity
    holds: str
    why: str
    message: str
    fix: str
    good: Example
    bad: Example
    bounds: dict[str, Bound]
    depends_on_today: bool = False
    regenerated: bool = False
    expects: dict[str, Any] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """Return the column that a finding points at."""
        return self.columns[0] if self.columns else ""


@dataclass(frozen=True)
class Exemption:
    """A row that may break a rule, since when and why. Once it no longer breaks it, the exemption is reported."""

    rule: str
    table: str
    key: str
    date: str
    reason: str


@dataclass(frozen=True)
class ContentFarm:
    """A host whose pages are made to be found, not to be right, since when it is listed and why."""

    host: str
    date: str
    reason: str


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by id. Raises RuleBookError if an entry is incomplete or an id occurs twice."""
    found: dict[str, Rule] = {}
    for path in sorted((HERE / "rules").glob("*.yaml")):
        for raw in _load(path):
            rule = _rule(raw, path.name)
            if rule.id in found:
                raise RuleBookError(f"{path.name}: {rule.id} occurs twice in the rule book")
            found[rule.id] = rule
    return found


@cache
def exemptions() -> tuple[Exemption, ...]:
    """Return the dated list of rows that may break a rule."""
    return tuple(Exemption(**{k: str(v) for k, v in raw.items()}) for raw in _load(HERE / "exemptions.yaml") or [])


@cache
def content_farms() -> tuple[ContentFarm, ...]:
    """Return the dated list of hosts on which nothing may rest."""
    return tuple(ContentFarm(**{k: str(v) for k, v in raw.items()}) for raw in _load(HERE / "content_farms.yaml") or [])


def _load(path: Path) -> Any:
    """Read a YAML file. Raises RuleBookError with file and line if it is not one."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # nosec B506 # a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleBookError(f"checks/{path.relative_to(HERE)}:{line} is not YAML: {error.problem}") from None


def _rule(raw: dict[str, Any], file: str) -> Rule:
    try:
        table = raw["table"]
        bounds = {name: _bound(bound) for name, bound in raw.get("bounds", {}).items()}
        return Rule(
            id=raw["id"],
            layer=raw["layer"],
            table=table,
            columns=tuple(raw.get("columns", ())),
            severity=raw["severity"],
            holds=_with_bounds(raw["holds"], bounds),
            why=raw["why"],
            message=raw["message"],
            fix=raw["fix"],
            good=_example(table, raw.get("good")),
            bad=_example(table, raw.get("bad")),
            bounds=bounds,
            depends_on_today=raw.get("depends_on_today", False),
            regenerated=raw.get("regenerated", False),
            expects=raw.get("expects", {}),
        )
    except (KeyError, TypeError) as error:
        raise RuleBookError(f"{file}: the entry {raw.get('id', raw)!r} is incomplete: {error}") from None


def _bound(raw: dict[str, Any]) -> Bound:
    return Bound(float(raw["value"]), str(raw["unit"]), str(raw["date"]), str(raw["reason"]))


def _with_bounds(text: str, bounds: dict[str, Bound]) -> str:
    """Put the bounds of a rule into what holds: a number is written once."""
    return text.format_map({name: f"{bound.value:g}" for name, bound in bounds.items()})


def _example(table: str, raw: Any) -> Example:
    """Return an example as rows by table. Short form: one row of the rule's table, only the columns that matter."""
    if not raw:
        return {}
    if isinstance(raw, list) or not all(isinstance(v, list) for v in raw.values()):
        raw = {table: raw if isinstance(raw, list) else [raw]}
    return {name: [{k: _cell(v) for k, v in row.items()} for row in rows] for name, rows in raw.items()}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
