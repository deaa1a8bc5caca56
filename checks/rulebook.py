"""The rule book, `checks/rules/*.yaml`, as typed objects: what holds, why, how to fix it, with examples and bounds.

A rule without an entry does not run; tests see to it that every entry has an implementation and a failing example.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from checks.findings import Severity
from checks.rulebook_shapes import EXEMPTIONS, FARMS, RULES
from schemas.errors import PackageError, UserError
from schemas.package import ROOT, Package
from schemas.places import NoSuchPlace, fill
from schemas.plain_files import names_in, plain_text
from schemas.shapes import Shape, refuse
from schemas.typed_files import read_yaml

HERE = "checks"
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
    `make regenerate` writes: see `checks.severity.with_severity`.
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
    """Return every rule by id. Raises RuleBookError if an entry is not what it must be or an id occurs twice."""
    found: dict[str, Rule] = {}
    for file in names_in(ROOT, f"{HERE}/rules", ".yaml"):
        for rule in _rules_in(file):
            if rule.id in found:
                raise RuleBookError(f"{file}: {rule.id} occurs twice in the rule book")
            found[rule.id] = rule
    return found


@cache
def _rules_in(file: str) -> tuple[Rule, ...]:
    return tuple(_rule(raw, file) for raw in _load(file, RULES))


def rule_named(rule_id: str) -> Rule:
    """Return a rule by its id. For one on structure, which is needed first, the rest of the book is not read."""
    if rule_id.startswith("structure/"):
        return next(rule for rule in _rules_in(f"{HERE}/rules/structure.yaml") if rule.id == rule_id)
    return rules()[rule_id]


@cache
def exemptions() -> tuple[Exemption, ...]:
    """Return the dated list of rows that may break a rule."""
    return tuple(
        Exemption(**{k: str(v) for k, v in raw.items()}) for raw in _load(f"{HERE}/exemptions.yaml", EXEMPTIONS)
    )


@cache
def content_farms() -> tuple[ContentFarm, ...]:
    """Return the dated list of hosts on which nothing may rest."""
    return tuple(
        ContentFarm(**{k: str(v) for k, v in raw.items()}) for raw in _load(f"{HERE}/content_farms.yaml", FARMS)
    )


def _load(file: str, shape: Shape) -> list[dict[str, Any]]:
    """Read a YAML file; one without entries has none. Raises RuleBookError with file and line if it is not one."""
    try:
        text = plain_text(ROOT, file)
        found: list[dict[str, Any]] = read_yaml(file, text) or []
        refuse(file, text, shape(found, ()))
    except PackageError as error:
        raise RuleBookError(str(error)) from None
    return found


def read_all() -> None:
    """Read rule book and lists, before the processes of a check part. Raises RuleBookError where one is wrong."""
    rules(), exemptions(), content_farms()


def lacking_tables(package: Package) -> list[str]:
    """Return the tables that rules are about and that a package does not have."""
    return sorted({rule.table for rule in rules().values()} - package.table.keys() - {"any"})


def _rule(raw: dict[str, Any], file: str) -> Rule:
    table, bounds = raw["table"], {name: _bound(bound) for name, bound in raw.get("bounds", {}).items()}
    try:
        holds = fill(raw["holds"], {name: f"{bound.value:g}" for name, bound in bounds.items()})
    except NoSuchPlace as error:
        raise RuleBookError(f"{file}: {raw['id']}: {error}") from None
    return Rule(
        id=raw["id"],
        layer=raw["layer"],
        table=table,
        columns=tuple(raw.get("columns", ())),
        severity=raw["severity"],
        holds=holds,
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


def _bound(raw: dict[str, Any]) -> Bound:
    return Bound(float(raw["value"]), str(raw["unit"]), str(raw["date"]), str(raw["reason"]))


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
