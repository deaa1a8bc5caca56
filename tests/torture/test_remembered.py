"""What is remembered of a table is the answer for its very bytes and schema; anything else is looked at anew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from schemas.csv_text import TextTable
from schemas.package import Package, Table
from torture.remembered import by_file, by_text


def test_a_table_is_read_again_once_its_file_or_its_schema_is_another(make_package: Callable[..., Package]) -> None:
    package = make_package()
    asked: list[str] = []

    def note(table: Table, root: Path) -> int:
        asked.append(table.title)
        return len(asked)

    table, read = package.table["regions"], by_file(note)
    path = package.root / table.path
    sound = path.read_bytes()
    assert (read(table, package.root), read(table, package.root)) == (1, 1)
    path.write_bytes(sound + b"x")
    assert read(table, package.root) == 2
    assert read(replace(table, title="Another"), package.root) == 3
    path.write_bytes(sound)
    assert read(table, package.root) == 1 and asked == [table.title, table.title, "Another"]


def test_a_text_is_looked_at_once_and_one_like_it_anew(make_package: Callable[..., Package]) -> None:
    table = make_package().table["regions"]
    asked: list[TextTable] = []

    def note(text: TextTable) -> int:
        asked.append(text)
        return len(asked)

    look = by_text(note)
    first, second = TextTable(table), TextTable(table)
    assert [look(first), look(first), look(second), look(first)] == [1, 1, 2, 1]
