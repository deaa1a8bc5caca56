"""What is known of the tables that an input leaves alone: each is read, and its cells are looked at, once.

Without this nearly all of the time goes into tables that are as they always are. What is remembered is the answer for
the very bytes and the very Table Schema; anything else is looked at anew.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from checks.structure import structure_layer
from schemas.csv_text import TextTable
from schemas.files import read_bytes
from schemas.package import Table


def remember_tables() -> None:
    """Have the structure layer of this process, and of those that part from it, remember what it says of a table."""
    for name, remembered in (("read_as_formatted", by_file), ("check_texts", by_text), ("check_cells", by_text)):
        setattr(structure_layer, name, remembered(getattr(structure_layer, name)))


def by_file(function: Callable[[Table, Path], Any]) -> Callable[[Table, Path], Any]:
    """Return a function of a table and a root that knows its answer for the first file and schema of a table."""
    first: dict[str, tuple[bytes | None, Table, Any]] = {}

    def asked(table: Table, root: Path) -> Any:
        raw = read_bytes(root / table.path)
        if raw is not None and table.name in first and first[table.name][:2] == (raw, table):
            return first[table.name][2]
        answer = function(table, root)
        first.setdefault(table.name, (raw, table, answer))
        return answer

    return asked


def by_text(function: Callable[[TextTable], Any]) -> Callable[[TextTable], Any]:
    """Return a function of a table's text that knows its answer for the very object."""
    known: dict[int, tuple[TextTable, Any]] = {}

    def asked(text: TextTable) -> Any:
        if id(text) not in known:
            known[id(text)] = (text, function(text))  # the text stays, so that no other has its number
        return known[id(text)][1]

    return asked
