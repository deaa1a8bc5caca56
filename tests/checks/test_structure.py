"""Structure layer: each rule of form is broken once, and Frictionless is asked for the rest."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.rulebook import rules
from checks.severity import is_broken
from checks.structure.frictionless_layer import _from_frictionless, check_with_frictionless, without_known
from checks.structure.structure_layer import check_schemas, check_structure
from schemas.package import Package, read_package

HEADER = "region_id,name,name_zh,kind,parent_id\n"
GOOD = "cn,Mainland China,,country,\n"
BROKEN: dict[str, tuple[str, str | bytes, int]] = {
    "utf-8": ("regions", (HEADER + GOOD).encode() + b"x,Z\xfcrich,,city,\n", 3),
    "no-byte-order-mark": ("regions", "\ufeff" + HEADER + GOOD, 1),
    "lf-line-ends": ("regions", HEADER + GOOD + "x,X,,country,\r\n", 3),
    "no-nul": ("regions", HEADER + GOOD + "x,X\0,,country,\n", 3),
    "last-line-ended": ("regions", HEADER + GOOD.rstrip(), 2),
    "one-line-per-row": ("regions", HEADER + GOOD + 'x,"two\nlines",,country,\n', 3),
    "quotes-balanced": ("regions", HEADER + GOOD + 'x,"open,,country,\n', 3),
    "no-conflicts": (
        "regions",
        HEADER + GOOD + "<<<<<<< ours\nx,X,,country,\n=======\nx,Y,,country,\n>>>>>>> theirs\n",
        3,
    ),
    "header-as-declared": ("regions", HEADER.replace("kind", "sort") + GOOD, 1),
    "cells-match-header": ("regions", HEADER + GOOD + "x,X,,country\n", 3),
    "no-empty-lines": ("regions", HEADER + GOOD + "\n", 3),
    "required": ("regions", HEADER + GOOD + "x,,,country,\n", 3),
    "allowed-values": ("regions", HEADER + GOOD + "x,X,,planet,\n", 3),
    "pattern": ("regions", HEADER + GOOD + "X Y,X,,country,\n", 3),
    "characters-seen": ("regions", HEADER + GOOD + "x,X\u200b,,country,\n", 3),
    "decoded-rightly": ("regions", HEADER + GOOD + "x,ä¸­å›½,,country,\n", 3),
    "letters-of-one-script": ("regions", HEADER + GOOD + "x,Hu\u0430wei,,country,\n", 3),
    "names-told-apart": ("regions", HEADER + GOOD + "x,M\u0430inland china,,country,\n", 3),
    "no-placeholders": ("regions", HEADER + GOOD + "x,X,N/A,country,\n", 3),
    "no-formulae": ("regions", HEADER + GOOD + "x,=1+1,,country,\n", 3),
    "plain-text": ("regions", HEADER + GOOD + "x,<b>X</b>,,country,\n", 3),
    "unique": ("regions", HEADER + GOOD + "x,Mainland China,,country,\n", 3),
    "primary-key": ("regions", HEADER + GOOD + "cn,Again,,country,\n", 3),
    "reference-exists": ("regions", HEADER + GOOD + "x,X,,country,mars\n", 3),
    "no-circles": ("regions", HEADER + "a,A,,country,b\nb,B,,country,a\n" + GOOD, 2),
    "canonical": ("regions", HEADER + GOOD + 'x,"X",,country,\n', 3),
    "rows-sorted": ("regions", HEADER + "x,X,,country,\n" + GOOD, 2),
}
CELLS = {
    "typed": ("founded", "MCMXC"),
    "numbers-finite": ("founded", "NaN"),
    "within-bounds": ("founded", "1492"),
    "lists-well-formed": ("roles", "designer;;buyer"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_form_is_named_at_its_line(make_package: Callable[..., Package], kind: str) -> None:
    package = make_package()
    table, content, line = BROKEN[kind]
    (package.root / "data" / f"{table}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    _, findings = check_structure(package)
    assert (f"structure/{kind}", line) in {(f.rule, f.line) for f in findings if f.file == f"data/{table}.csv"}


@pytest.mark.parametrize("kind", CELLS)
def test_cell_is_named_at_its_line(make_package: Callable[..., Package], kind: str) -> None:
    package = make_package()
    column, value = CELLS[kind]
    path = package.root / "data" / "firms.csv"
    names, row, *rest = path.read_text().splitlines()
    cells = row.split(",")
    cells[names.split(",").index(column)] = value
    path.write_text("\n".join([names, ",".join(cells), *rest]) + "\n")
    _, findings = check_structure(package)
    assert ("data/firms.csv", 2, column, f"structure/{kind}") in {(f.file, f.line, f.column, f.rule) for f in findings}


def test_missing_file(make_package: Callable[..., Package]) -> None:
    package = make_package()
    (package.root / "data" / "regions.csv").unlink()
    _, findings = check_structure(package)
    assert {f.rule for f in findings} - {"structure/rows-sorted"} == {"structure/file-readable"}


@pytest.mark.parametrize("place", ["constraints", "field", "schema"])
def test_misspelt_property_is_named(make_package: Callable[..., Package], place: str) -> None:
    package = make_package()
    path = package.root / "schemas" / "tables" / "regions.json"
    schema = json.loads(path.read_text())
    target = {"schema": schema, "field": schema["fields"][0], "constraints": schema["fields"][0]["constraints"]}[place]
    target["uniqueKeys" if place == "schema" else "categories"] = [["name"]]
    path.write_text(json.dumps(schema, indent=2))
    found = check_schemas(package.root)
    assert [(f.rule, f.file) for f in found] == [("structure/properties-known", "schemas/tables/regions.json")]
    assert "nothing enforces" in found[0].message and found[0].line > 1


def test_frictionless_sees_what_it_should(make_package: Callable[..., Package]) -> None:
    package = make_package()
    path = package.root / "data" / "regions.csv"
    path.write_text(HEADER + GOOD + "x,X,,planet,mars\n")
    found = check_with_frictionless(package.root, ["regions"])
    assert {(f.file, f.line, f.rule) for f in found} >= {
        ("data/regions.csv", 3, "structure/allowed-values"),
        ("data/regions.csv", 3, "structure/reference-exists"),
    }


def test_what_both_see_is_reported_once(make_package: Callable[..., Package]) -> None:
    package = make_package()
    (package.root / "data" / "regions.csv").write_text(HEADER + GOOD + "x,X,,planet,\n")
    _, by_reader = check_structure(package)
    found = check_with_frictionless(package.root, [t.name for t in package.tables])
    assert found and without_known(found, by_reader) == []


def test_a_metric_that_a_view_names_must_exist(tree_copy: Path) -> None:
    metrics = tree_copy / "data" / "metrics.csv"
    lines = metrics.read_text(encoding="utf-8").splitlines(keepends=True)
    metrics.write_text("".join(line for line in lines if not line.startswith("tpp,")), encoding="utf-8")
    _, found = check_structure(read_package(tree_copy))
    named = [f for f in found if f.rule == "structure/view-metrics-exist"]
    assert {f.file for f in named} == {"schemas/views/chip_specs.sql"}
    view = (tree_copy / named[0].file).read_text(encoding="utf-8").splitlines()
    assert [("{tpp}" in view[f.line - 1], "'tpp'" in view[f.line - 1]) for f in named] == [(True, False), (False, True)]
    assert "names the metric tpp, which is not in data/metrics.csv" in str(named[0])


def test_a_computed_row_about_what_is_gone_is_out_of_date_and_not_broken(tree_copy: Path) -> None:
    package = read_package(tree_copy)
    path = tree_copy / "data" / "assumptions.csv"
    gone = (
        (tree_copy / "data" / "derived" / "sensitivities.csv").read_text(encoding="utf-8").split("\n")[1].split(",")[3]
    )
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(f"{gone},")), encoding="utf-8")
    texts, own = check_structure(package)
    assert {f.rule for f in own} == {"derived/references-current"} and not is_broken(own)
    assert f"assumption_id “{gone}” is not in assumptions" in own[0].message and own[0].file.endswith(
        "sensitivities.csv"
    )
    assert gone not in texts["sensitivities"].columns["assumption_id"] and texts["sensitivities"].keys()
    more = check_with_frictionless(package.root, ["sensitivities"])
    assert without_known(more, own) == []


def test_the_real_package_is_sound_for_frictionless() -> None:
    package = read_package()
    assert check_with_frictionless(package.root, [t.name for t in package.tables]) == []


def test_a_table_without_rows_is_named_and_not_those_who_refer_to_it(tree_copy: Path) -> None:
    path = tree_copy / "data" / "actors.csv"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    _, found = check_structure(read_package(tree_copy))
    assert [(f.file, f.rule) for f in found] == [("data/actors.csv", "structure/table-not-empty")]
    assert "cells of other tables refer to it" in found[0].message


def test_every_structure_rule_is_broken_here() -> None:
    tried = {*BROKEN, *CELLS, "file-readable", "properties-known", "frictionless-valid", "exemptions-needed",
             "view-metrics-exist", "files-of-tables", "table-not-empty"}  # fmt: skip
    assert {r.id for r in rules().values() if r.layer == "structure"} == {f"structure/{k}" for k in tried}


def test_an_unknown_error_of_frictionless_is_not_lost(tmp_path: Path) -> None:
    class Odd:
        type, note, row_number, field_name = "table-dimensions-error", "too odd", 4, "name"

    found = _from_frictionless("data/x.csv", Odd())
    assert (found.rule, found.line) == ("structure/frictionless-valid", 4)
