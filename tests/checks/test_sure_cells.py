"""A cell that SQL takes for sure is one with which Python finds nothing wrong, whatever is in it."""

import random
from dataclasses import replace

import duckdb
import pytest

from checks.canonical import canonical_cell
from checks.characters import look_of
from checks.structure.cell_texts import text_error
from checks.structure.sure_cells import KEY, is_sure, may_hold_signs
from large_support import CELLS
from schemas.cells import cell_error
from schemas.csv_text import SPECIAL
from schemas.package import Field, read_package, sql_name

SIGNS = "aeolxzAOI019-._ ,;:/|\"'`=+@#$%&<>[](){}*\\~?!\t\n\r\x1f\x7f\x85\xa0é“”’—中国ｱ１\u0430\u0301\u200b\u2028\ufeff"
WORDS = [
    "2025-08-27",
    "2025",
    "-Q3",
    "huawei",
    "obs-1",
    "true",
    "none",
    "N/A",
    "t.b.d",
    "no data",
    "designer",
    "1.5",
    "0",
    "p90",
]


def random_cells(number: int) -> list[str]:
    """Return texts of signs on which engines differ, and of words that mean something to a rule."""
    choose = random.Random(7)
    return [
        "".join(choose.choice([choose.choice(SIGNS), choose.choice(WORDS), "a"]) for _ in range(choose.randrange(1, 7)))
        for _ in range(number)
    ]


def kinds_of_fields() -> list[Field]:
    """Return the columns of the package, those that are alike once."""
    fields = [f for table in read_package().tables for f in table.fields]
    return list({repr((f.name, f.type, f.constraints, f.items, f.reference is None)): f for f in fields}.values())


def sure_cells(f: Field, cells: list[str]) -> list[str]:
    query = f"select {sql_name(f.name)} from (select unnest(?::varchar[]) as {sql_name(f.name)}) where {is_sure(f)}"
    return [cell for (cell,) in duckdb.execute(query, [cells]).fetchall()]


def test_nothing_is_wrong_with_a_sure_cell() -> None:
    cells, seen = [cell for cell in CELLS if cell] + random_cells(3000), 0
    for f in kinds_of_fields():
        words = [str(word) for word in f.constraints.get("enum", ())] + ([f.example] if f.example else [])
        for cell in sure_cells(f, cells + words):
            assert canonical_cell(f, cell) == cell, (f.name, cell)
            assert text_error(f, cell) is None and cell_error(f, cell) is None, (f.name, cell)
            assert may_hold_signs(f) or not SPECIAL.search(cell), (f.name, cell)
            assert look_of(cell) == cell.lower().translate(str.maketrans("0oil|", "OO111")), (f.name, cell)
            seen += 1
    assert seen > 5000


@pytest.mark.parametrize(
    ("column", "right", "doubtful"),
    [
        ("observation_id", "obs-fab-0234", "2025-02-30"),
        ("value", "-1250.5", "1.50"),
        ("period", "2025-Q3", "2025-02-30"),
        ("recorded_on", "2026-11-23", "2025-02-29"),
        ("rank", "normal", "Normal"),
        ("derived_from_ids", "a-1;b-2", "a-1;a-1"),
        ("note", "Two dies, one package; both made there.", "See [here](https://a.org)"),
        ("note", "At most 15 a day", "n / a"),
    ],
)
def test_what_is_right_is_sure_and_what_may_be_wrong_is_not(column: str, right: str, doubtful: str) -> None:
    f = read_package().table["observations"].field[column]
    assert sure_cells(f, [right, doubtful]) == [right]


def test_bounds_are_held() -> None:
    f = read_package().table["firms"].field["founded"]
    bounded = replace(f, constraints={"minimum": 1800, "maximum": 2026})
    assert sure_cells(bounded, ["1799", "1800", "2026", "2027", "\u200b021"]) == ["1800", "2026"]


def test_keys_have_the_pattern_of_keys() -> None:
    assert read_package().table["observations"].field["observation_id"].constraints["pattern"] == KEY
