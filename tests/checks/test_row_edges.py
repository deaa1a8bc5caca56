"""Row rules at their edges: rows in edges.yaml that are just wrong, and rows that are just fine.

The rule book shows people one example of each; these hold every condition of a rule, so that none can go unseen
(`make mutants`). Each case asks its own rule alone. A cell that is a list stands for a case with each of its items.
Under `says` stand texts that a rule adds to its message, each with an example of which it says just that.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_row_rules import tables_with

from checks.rows.row_layer import messages_of
from checks.rulebook import _example, rules

EDGES = yaml.safe_load((Path(__file__).parent / "edges.yaml").read_text(encoding="utf-8"))


def each_case(example: Any) -> Iterator[Any]:
    """Yield an example with each choice of the items of its cells that are lists."""
    if isinstance(example, list):
        yield from (list(rows) for rows in product(*map(each_case, example)))
    elif isinstance(example, dict):
        choices = [list(each_case(v)) if _is_rows(v) else v if isinstance(v, list) else [v] for v in example.values()]
        yield from (dict(zip(example, chosen, strict=True)) for chosen in product(*choices))


def sayings(edges: dict[str, Any]) -> list[Any]:
    """Return each rule, text and example of which the rule says just that."""
    said = ((rule, text, example) for rule, kinds in edges.items() for text, example in kinds.get("says", {}).items())
    return [pytest.param(*values, id=f"{values[0]} says {values[1][:40]}") for values in said]


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


CASES = [
    pytest.param(rule, kind == "wrong", case, id=f"{rule} {kind} {n}")
    for rule, kinds in EDGES.items()
    for kind in ("wrong", "fine")
    for n, case in enumerate((case for example in kinds.get(kind, ()) for case in each_case(example)), 1)
]


@pytest.mark.parametrize(("rule_id", "wrong", "example"), CASES)
def test_an_edge(rule_id: str, wrong: bool, example: Any) -> None:
    rule = rules()[rule_id]
    found = messages_of(rule, tables_with(_example(rule.table, example)))
    assert bool(len(found)) == wrong, list(found)


@pytest.mark.parametrize(("rule_id", "text", "example"), sayings(EDGES))
def test_what_is_said(rule_id: str, text: str, example: Any) -> None:
    rule = rules()[rule_id]
    assert set(messages_of(rule, tables_with(_example(rule.table, example)))) == {text}
