"""Small packages for the checks: the base, and the base with one example on top."""

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from checks.rulebook import Example
from schemas.package import Package, read_package
from tests_support import write_package

BASE: dict[str, list[dict[str, str]]] = {}
for _table, _rows in yaml.safe_load((Path(__file__).parent / "base.yaml").read_text()).items():
    BASE[_table] = [{k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in row.items()} for row in _rows]


def with_example(example: Example) -> dict[str, list[dict[str, str]]]:
    """The base with an example on top. The first example row of a table is merged into the base's first row; each
    further one is a copy of that base row with the example's cells (it needs a key of its own).
    """
    rows = copy.deepcopy(BASE)
    for name, examples in example.items():
        key = read_package().table[name].primary_key
        first, *others = rows.get(name) or [{}]
        new = [first | row for row in examples]
        taken = {tuple(r.get(k, "") for k in key) for r in new}
        rows[name] = new + [r for r in others if tuple(r.get(k, "") for k in key) not in taken]
    return rows


@pytest.fixture
def package_with(tmp_path: Path) -> Callable[[Example], Package]:
    """Function that writes the base with an example on top and returns the package."""

    def make(example: Example) -> Package:
        return write_package(tmp_path / "package", with_example(example))

    return make
