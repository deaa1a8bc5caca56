"""Sound files are checked although another is broken: what can be read is, and the last sound rows stand in."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from checks.findings import Finding
from checks.run import LAYERS, Verdict, run
from checks.structure.salvage import LastSound, readable_rows, with_stand_ins
from edits import edit, set_cell
from schemas.package import ROOT, Table, read_package

TODAY = read_package().day
REGIONS = read_package().table["regions"]
HEADER = "region_id,name,name_zh,kind,parent_id\n"
GOOD = "cn,Mainland China,,country,\n"
BREAK: dict[str, Callable[[bytes], bytes]] = {
    "no header": lambda raw: b"nonsense\n",
    "semicolons": lambda raw: raw.replace(b",", b";") + b"zz;Zz\n",
    "another encoding": lambda raw: raw + "zürich,Zürich,,city,\n".encode("latin-1"),
    "an open quote": lambda raw: raw + b'zz,"open,,city,\n',
    "a cell too many": lambda raw: raw + b"zz,Zz,,city,,more\n",
    "a wrong cell": lambda raw: raw + b"zz,Zz,,planet,\n",
    "a key twice": lambda raw: raw + raw.splitlines(keepends=True)[1],
    "nothing": lambda raw: b"",
}


def read_tree(table: Table) -> bytes:
    """Return the file of this tree: the state before somebody broke it."""
    return (ROOT / table.path).read_bytes()


def check(root: Path, last: LastSound, layers: Iterable[str] = LAYERS, thorough: bool = False) -> Verdict:
    def ignore(layer: str, findings: list[Finding], seconds: float) -> None:
        pass

    return run(read_package(root), TODAY, ignore, layers, last=last, thorough=thorough)


def wrong_unit(root: Path) -> None:
    """Break the second line of the observations, on which a throughput stands."""
    path = root / "data" / "observations.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    assert ",TFLOPS," in lines[1]
    path.write_text("\n".join([lines[0], lines[1].replace(",TFLOPS,", ",PFLOPS,"), *lines[2:]]), encoding="utf-8")


@pytest.mark.parametrize("how", BREAK)
def test_a_broken_table_hides_nothing_and_accuses_nobody(tree_copy: Path, how: str) -> None:
    path = tree_copy / "data" / "regions.csv"
    path.write_bytes(BREAK[how](path.read_bytes()))
    wrong_unit(tree_copy)
    for last in (read_tree, lambda table: None):
        verdict = check(tree_copy, last, ["structure", "rows"], thorough=how in ("a wrong cell", "an open quote"))
        errors = {(f.file, f.rule) for f in verdict.findings if f.severity == "error"}
        assert ("data/observations.csv", "observations/unit-of-the-metric") in errors
        assert {file for file, _ in errors} == {"data/observations.csv", "data/regions.csv"}
        assert {rule.split("/")[0] for file, rule in errors if file == "data/regions.csv"} == {"structure"}
        assert "data/regions.csv" in verdict.unchecked


def test_with_an_earlier_state_the_whole_is_checked_too(tree_copy: Path) -> None:
    (tree_copy / "data" / "regions.csv").write_text("nonsense\n")
    assert {"rows", "dataset", "derived"} <= check(tree_copy, read_tree).seconds.keys()
    without = check(tree_copy, lambda table: None)
    assert "dataset" not in without.seconds and "not the whole" in without.unchecked


def test_a_file_that_format_puts_right_is_checked_as_it_will_be(tree_copy: Path) -> None:
    path = tree_copy / "data" / "observations.csv"
    wrong_unit(tree_copy)
    path.write_bytes("\ufeff".encode() + path.read_bytes().replace(b"\n", b"\r\n"))
    verdict = check(tree_copy, lambda table: None, ["structure", "rows"])
    errors = {(f.file, f.line, f.rule) for f in verdict.findings if f.severity == "error"}
    assert errors == {
        ("data/observations.csv", 1, "structure/no-byte-order-mark"),
        ("data/observations.csv", 2, "observations/unit-of-the-metric"),
    }
    assert verdict.unchecked == ""


def test_what_only_a_broken_row_uses_is_not_called_unused(tree_copy: Path) -> None:
    """A new source is named by a new observation whose value is no number."""
    edit(tree_copy, "sources", lambda rows: [*rows, rows[0] | {"source_id": "zz-new", "url": "https://zz.example.org"}])
    edit(
        tree_copy,
        "observations",
        lambda rows: [*rows, rows[0] | {"observation_id": "obs-zz", "source_id": "zz-new", "value": "1,200"}],
    )
    rules = {(f.rule, f.key) for f in check(tree_copy, read_tree, ["structure", "dataset"]).findings}
    assert "structure/typed" in {rule for rule, _ in rules}
    assert ("sources/used", "zz-new") not in rules


def test_a_row_that_refers_to_nothing_does_not_stop_the_others(tree_copy: Path) -> None:
    first = (tree_copy / "data" / "events.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    set_cell(tree_copy, "events", first, "source_id", "nobody")
    wrong_unit(tree_copy)
    verdict = check(tree_copy, read_tree, ["structure", "rows"])
    errors = {(f.file, f.line, f.rule) for f in verdict.findings if f.severity == "error"}
    assert {("data/events.csv", 2, "structure/reference-exists")} < errors
    assert ("data/observations.csv", 2, "observations/unit-of-the-metric") in errors


def test_a_broken_schema_stops_what_needs_it(tree_copy: Path) -> None:
    path = tree_copy / "schemas" / "tables" / "regions.json"
    path.write_text(path.read_text().replace('"constraints"', '"constraint"', 1))
    verdict = check(tree_copy, read_tree)
    assert "schemas/tables/regions.json cannot be used" in verdict.unchecked and "rows" not in verdict.seconds


def test_rows_that_can_be_read_keep_their_lines() -> None:
    text = readable_rows(REGIONS, (HEADER + GOOD + "x,X,,planet,\n\nz,Z,,country,\n").encode())
    assert text.columns["region_id"] == ["cn", "z"] and [text.line(0), text.line(1)] == [2, 5]
    assert readable_rows(REGIONS, b"name,kind\nx,country\n").keys() == []
    assert readable_rows(REGIONS, b"").keys() == []


def test_columns_in_another_order_are_found_by_name() -> None:
    text = readable_rows(REGIONS, "\ufeffname,region_id,kind,name_zh,parent_id\r\nX,x,country,,\r\n".encode())
    assert (text.columns["region_id"], text.columns["kind"]) == (["x"], ["country"])


def test_a_row_stands_in_only_where_its_key_is_missing() -> None:
    now = readable_rows(REGIONS, (HEADER + "cn,China,,country,\n").encode())
    both = with_stand_ins(now, (HEADER + GOOD + "us,United States,,country,\nprc,China,,country,\n").encode())
    assert list(zip(both.columns["region_id"], both.columns["name"], strict=True)) == [
        ("cn", "China"),
        ("us", "United States"),  # prc has a name that is taken by now
    ]
    assert both.line(0) == 2 and both.line(1) < 0
