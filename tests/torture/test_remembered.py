"""What is remembered of a table is the answer for its very bytes and schema; anything else is looked at anew."""

from collections.abc import Callable
from dataclasses import replace

from schemas.csv_text import TextTable
from schemas.package import Package
from torture.remembered import by_file, by_text


def test_a_table_is_read_again_once_its_file_or_its_schema_is_another(make_package: Callable[..., Package]) -> None:
    package, asked = make_package(), []
    table = package.table["regions"]
    read = by_file(lambda table, root: asked.append(table.title) or len(asked))
    path = package.root / table.path
    sound = path.read_bytes()
    assert (read(table, package.root), read(table, package.root)) == (1, 1)
    path.write_bytes(sound + b"x")
    assert read(table, package.root) == 2
    assert read(replace(table, title="Another"), package.root) == 3
    path.write_bytes(sound)
    assert read(table, package.root) == 1 and asked == [table.title, table.title, "Another"]


def test_a_text_is_looked_at_once_and_one_like_it_anew(make_package: Callable[..., Package]) -> None:
    table, asked = make_package().table["regions"], []
    look = by_text(lambda text: asked.append(text) or len(asked))
    first, second = TextTable(table), TextTable(table)
    assert [look(first), look(first), look(second), look(first)] == [1, 1, 2, 1]
