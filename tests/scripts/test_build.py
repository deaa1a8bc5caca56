"""The build: constraints held by DuckDB itself, the same bytes twice, the last good one kept on a mistake."""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from schemas.csv_text import csv_text
from schemas.package import ROOT, Package, read_package
from scripts.build import DATABASE, build, main


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def edit(path: Path, change: Callable[[list[str]], object]) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    change(lines)
    path.write_text("\n".join(lines), encoding="utf-8")


def set_cell(root: Path, table: str, line: int, column: str, value: str) -> None:
    """Put a value into one cell of a CSV; the rest of the file stays as it is."""
    import csv

    t = read_package(root).table[table]
    names = [f.name for f in t.fields]

    def change(lines: list[str]) -> None:
        row = next(csv.reader([lines[line - 1]]))
        row[names.index(column)] = value
        lines[line - 1] = csv_text([row]).removesuffix("\n")

    edit(root / t.path, change)


def test_tables_hold_what_the_files_hold(real: duckdb.DuckDBPyConnection) -> None:
    for table in read_package().tables:
        lines = (ROOT / table.path).read_bytes().count(b"\n") - 1
        assert real.execute(f'select count(*) from "{table.name}"').fetchone() == (lines,), table.name


def test_every_key_of_the_schemas_is_enforced_by_duckdb(real: duckdb.DuckDBPyConnection) -> None:
    kinds = dict(real.execute("select constraint_type, count(*) from duckdb_constraints() group by 1").fetchall())
    tables = [t for table in read_package().tables for t in (table, *table.links)]
    assert kinds["PRIMARY KEY"] == len(tables)
    assert kinds["FOREIGN KEY"] >= sum(len(t.references) for t in tables)
    assert kinds["CHECK"] > 100


@pytest.mark.parametrize(
    "statement",
    [
        "insert into regions values ('cn', 'Again', null, 'country', null)",
        "insert into regions values ('x', 'X', null, 'planet', null)",
        "insert into regions values ('x', 'X', null, 'country', 'mars')",
        "insert into regions values ('x', null, null, 'country', null)",
        "insert into regions values ('X Y', 'X', null, 'country', null)",
        "delete from sources",
        "insert into firms_sources values ('no-such-firm', (select min(source_id) from sources))",
    ],
)
def test_duckdb_refuses(real_build: Path, tmp_path: Path, statement: str) -> None:
    copy = shutil.copy(real_build / DATABASE, tmp_path)
    with duckdb.connect(str(copy)) as con, pytest.raises(duckdb.ConstraintException):
        con.execute(statement)


def test_storage_version_is_the_oldest(real_build: Path) -> None:
    """Bytes 12 to 19 of a DuckDB file are its storage version: 64 is that of 0.9 to 1.1, the file every 1.x opens."""
    header = (real_build / DATABASE).read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") == 64


def test_package_table_says_what_it_was_built_from(real: duckdb.DuckDBPyConnection) -> None:
    row = real.execute("select name, version, length(inputs_hash) from package").fetchone()
    assert row == ("china-ai-chips", read_package().version, 64)


def test_parquet_is_the_same_twice_and_described(real_build: Path, tmp_path: Path) -> None:
    build(read_package(), tmp_path)
    first, second = digests(real_build / "parquet"), digests(tmp_path / "parquet")
    assert first == second
    assert {"observations.parquet", "chip_specs.parquet", "events_firms.parquet", "package.parquet"} <= first.keys()
    path = str(tmp_path / "parquet" / "chip_specs.parquet")
    metadata = dict(duckdb.sql(f"select key::varchar, value::varchar from parquet_kv_metadata('{path}')").fetchall())
    assert metadata["description"].startswith("A row is one chip")
    assert "TFLOPS" in metadata["columns"]
    codecs = duckdb.sql(f"select distinct compression from parquet_metadata('{path}')").fetchall()
    assert codecs == [("ZSTD",)]


BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "extra column": (
        lambda root: edit(root / "data/firms.csv", lambda ls: ls.__setitem__(0, ls[0] + ",extra")),
        "data/firms.csv:1: extra: column “extra” is not in the schema",
    ),
    "wrong type": (
        lambda root: set_cell(root, "firms", 3, "founded", "long ago"),
        "data/firms.csv:3: founded: “long ago” is not a whole number",
    ),
    "missing reference": (
        lambda root: set_cell(root, "observations", 5, "source_id", "no-such-source"),
        "data/observations.csv:5: source_id: “no-such-source” is not in sources.source_id",
    ),
    "missing reference in a list": (
        lambda root: set_cell(root, "firms", 4, "source_ids", "no-such-source"),
        "data/firms.csv:4: source_ids: “no-such-source” is not in sources.source_id",
    ),
    "line break in a cell": (
        lambda root: set_cell(root, "firms", 2, "name", "two\nlines"),
        "data/firms.csv:2: name: a quoted cell holds a line break",
    ),
    "row removed that others need": (
        lambda root: edit(root / "data/metrics.csv", lambda ls: ls.pop(1)),
        "is not in metrics.metric_id",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_mistake_stops_the_build_and_keeps_the_last(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    out = tree_copy / "build"
    (out / "parquet").mkdir(parents=True)
    (out / DATABASE).write_text("the last good one")
    break_it, message = BROKEN[case]
    break_it(tree_copy)
    assert main(["--data", str(tree_copy)]) == 1
    error = capsys.readouterr().err
    assert message in error.splitlines()[0] if case != "row removed that others need" else message in error
    assert "Traceback" not in error
    assert (out / DATABASE).read_text() == "the last good one"
    assert [p.name for p in out.iterdir() if p.name.startswith(".")] == []


def test_a_view_of_a_metric_that_is_gone_is_named(tree_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for table, start in (("metrics", "tpp,"), ("observations", ",tpp,")):
        path = tree_copy / "data" / f"{table}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [x for x in lines if not (x.startswith(start) or (f"{start}" in x and table == "observations"))]
        path.write_text("".join(kept), encoding="utf-8")
    assert main(["--data", str(tree_copy)]) == 1
    error = capsys.readouterr().err
    assert re.match(
        r"schemas/views/chip_specs\.sql:\d+: names the metric tpp, which is not in data/metrics\.csv", error
    )


def test_computed_rows_about_what_is_gone_are_left_out(tree_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tree_copy / "data" / "derived" / "verdicts.csv"
    _header, first, *_ = path.read_text(encoding="utf-8").splitlines()
    stray = ",".join(["a-target-that-is-gone", *first.split(",")[1:]])
    with path.open("a", encoding="utf-8") as file:
        file.write(stray + "\n")
    assert main(["--data", str(tree_copy)]) == 0
    assert "data/derived/verdicts.csv: rows left out, as what they refer to is gone: 1" in capsys.readouterr().err


def test_an_interrupted_build_keeps_the_last(
    make_package: Callable[..., Package], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make_package()
    out = package.root / "build"
    build(package, out)
    before = (out / DATABASE).read_bytes()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scripts.build.export_parquet", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build(package, out)
    assert (out / DATABASE).read_bytes() == before
    assert sorted(p.name for p in out.iterdir()) == [
        ".lock",
        DATABASE,
        "parquet",
    ]  # the lock is empty, and nobody holds it


def test_a_descriptor_that_cannot_be_read_is_one_line(tree_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree_copy / "datapackage.json").write_text("{")
    assert main(["--data", str(tree_copy)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_command_line(tree_copy: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "scripts.build", "--data", str(tree_copy)], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert "rows in" in run.stdout


def large_observations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have observations taken for a large table."""
    for place in ("scripts.build", "checks.structure.large_layer"):
        monkeypatch.setattr(f"{place}.is_large", lambda root, table: table.name == "observations")


def test_a_large_table_is_built_as_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = read_package()
    rows = build(package, tmp_path / "small")
    large_observations(monkeypatch)
    assert build(package, tmp_path / "large") == rows
    assert digests(tmp_path / "large" / "parquet") == digests(tmp_path / "small" / "parquet")
    with duckdb.connect(str(tmp_path / "large" / DATABASE), read_only=True) as con:
        assert con.execute("select view_name from duckdb_views() where not internal").fetchall() == []  # kept as tables


def test_nothing_is_built_of_a_large_table_with_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    set_cell(tmp_path, "observations", 3, "value", "many")
    large_observations(monkeypatch)
    assert main(["--data", str(tmp_path)]) == 1
    assert "data/observations.csv:3: value: value “many”" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()
