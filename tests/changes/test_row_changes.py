"""Rows of two states: what is removed, changed, added; applied to the earlier state the changes give the later one."""

from hypothesis import given
from hypothesis import strategies as st

from changes.row_changes import CellChange, TableChanges, compare_rows
from schemas.csv_text import TextTable
from schemas.package import Field, Table


def field(name: str, kind: str = "string") -> Field:
    return Field(name, kind, "", "", None, None, {}, None, None)


TABLE = Table("t", "data/t.csv", "T", "T.", (field("id"), field("n", "number"), field("word")), ("id",))
Rows = list[tuple[str, str, str]]
State = dict[str, tuple[str, str]]


def text(rows: Rows, table: Table = TABLE) -> TextTable:
    columns = [list(c) for c in zip(*rows, strict=True)] or [[] for _ in table.fields]
    return TextTable(table, {f.name: column for f, column in zip(table.fields, columns, strict=True)})


def test_one_cell() -> None:
    found = compare_rows(text([("a", "1", "x"), ("b", "2", "y")]), text([("a", "1", "x"), ("b", "3", "y")]))
    assert (found.removed, found.added, found.cells) == ((), (), 1)
    (row,) = found.changed
    assert (row.key, row.line, row.cells) == (("b",), 3, (CellChange("n", "2", "3"),))


def test_a_row_that_goes_and_one_that_comes() -> None:
    found = compare_rows(text([("a", "1", "x")]), text([("b", "1", "x")]))
    assert [r.key for r in found.removed] == [("a",)] and [r.key for r in found.added] == [("b",)]
    assert found.removed[0].cells == {"id": "a", "n": "1", "word": "x"} and not found.changed


def test_an_empty_cell_is_a_value_like_others() -> None:
    (row,) = compare_rows(text([("a", "1", "")]), text([("a", "", "x")])).changed
    assert row.cells == (CellChange("n", "1", ""), CellChange("word", "", "x"))


def test_order_and_spelling_are_no_change() -> None:
    assert not compare_rows(text([("a", "1", "x"), ("b", "2", "y")]), text([("b", "2.0", "y"), ("a", "+1", " x ")]))


def test_rows_that_share_a_key_are_not_lost() -> None:
    found = compare_rows(text([("a", "1", "x")]), text([("a", "1", "x"), ("a", "2", "x")]))
    assert [(r.key, r.line) for r in found.added] == [(("a (2)",), 3)]


def test_columns_of_one_state_alone_do_not_count() -> None:
    narrow = Table("t", "data/t.csv", "T", "T.", (field("id"), field("word")), ("id",))
    old = TextTable(narrow, {"id": ["a"], "word": ["x"]})
    assert not compare_rows(old, text([("a", "1", "x")]))
    other_key = Table("t", "data/t.csv", "T", "T.", (field("word"),), ("word",))
    assert not compare_rows(TextTable(other_key, {"word": ["x"]}), text([("a", "1", "x")]))


tables = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.sampled_from(["", "1", "2"]), st.sampled_from(["", "x", "y"]))
)


def apply(changes: TableChanges, before: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Apply changes to rows by key, cells that are empty left out."""
    after = {key: dict(cells) for key, cells in before.items()}
    for row in changes.removed:
        assert after.pop(row.key[0]) == row.cells
    for changed in changes.changed:
        for cell in changed.cells:
            assert after[changed.key[0]].pop(cell.column, "") == cell.before
            if cell.after:
                after[changed.key[0]][cell.column] = cell.after
    return after | {row.key[0]: dict(row.cells) for row in changes.added}


@given(tables, tables)
def test_changes_lead_from_one_state_to_the_other(
    old: dict[str, tuple[str, str]], new: dict[str, tuple[str, str]]
) -> None:
    def rows(state: State) -> dict[str, dict[str, str]]:
        named = {key: {"id": key, "n": n, "word": word} for key, (n, word) in state.items()}
        return {key: {name: cell for name, cell in row.items() if cell} for key, row in named.items()}

    before, after = (text([(key, *cells) for key, cells in state.items()]) for state in (old, new))
    assert apply(compare_rows(before, after), rows(old)) == rows(new)
    assert bool(compare_rows(before, after)) == (rows(old) != rows(new))


@given(tables, tables)
def test_the_way_back_undoes_the_way_there(old: State, new: State) -> None:
    before, after = (text([(key, *cells) for key, cells in state.items()]) for state in (old, new))
    assert not compare_rows(before, before)
    there, back = compare_rows(before, after), compare_rows(after, before)
    assert (there.removed, there.added) == (back.added, back.removed)
    turned = {(row.key, CellChange(c.column, c.after, c.before)) for row in back.changed for c in row.cells}
    assert {(row.key, cell) for row in there.changed for cell in row.cells} == turned
