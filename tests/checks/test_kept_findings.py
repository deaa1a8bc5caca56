"""Findings kept from run to run: with them a run finds what it finds without, and runs what depends on a change."""

import json
import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from checks import input_digests
from checks.findings import Finding
from checks.input_digests import CODE, DOCS, RELEASES
from checks.input_digests import DAY as DAY_READ
from checks.input_digests import input_digests as digests_of
from checks.kept_findings import KeptFindings, Part
from checks.layer_parts import WatchedTables, parts_of_rows
from checks.rulebook import rules
from checks.run import LAYERS, Verdict, run
from checks.structure.structure_layer import check_structure
from edits import edit, git, set_cell
from schemas.package import ROOT, Package, read_package
from scripts.format import format_file
from tests_support import BASE, write_package

DAY = date(2026, 11, 23)
FOUND = Finding("data/firms.csv", 2, "name", "firms/x", "error", "is “中”", "holds", "fix", "smic", False, 2)
DIGESTS = {CODE: "1", "data/firms.csv": "2", "data/chips.csv": "3"}


def ignore(layer: str, findings: list[Finding], seconds: float) -> None:
    """Hear of a layer and say nothing."""


def check(
    package: Package, file: Path, today: date = DAY, docs: Path | None = None, layers: Iterable[str] = LAYERS
) -> tuple[Verdict, set[str]]:
    """Run with what is kept in a file; return the verdict and the layers of which nothing ran."""
    kept = KeptFindings(file, digests_of(package, today, docs))
    verdict = run(package, today, ignore, layers, docs=docs, kept=kept)
    kept.write(digests_of(package, today, docs))
    return verdict, kept.unchanged


@pytest.fixture
def small(tmp_path: Path) -> Package:
    """Return a small package with rows in most tables, in canonical form, and a release of it."""
    package = write_package(tmp_path / "small", BASE)
    for table in package.tables:
        format_file(table, package.root)
    return package


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "findings.json"


def one_part(file: Path, digests: dict[str, str] = DIGESTS) -> KeptFindings:
    """Keep one part that read the firms."""
    kept = KeptFindings(file, digests)
    kept.keep([Part("rows/firms", frozenset({"data/firms.csv"}), [FOUND])])
    kept.write(digests)
    return kept


def test_a_finding_comes_back_as_it_was(file: Path) -> None:
    one_part(file)
    assert KeptFindings(file, DIGESTS).findings(["rows/firms"]) == [FOUND]


@pytest.mark.parametrize(("name", "runs"), [(CODE, True), ("data/firms.csv", True), ("data/chips.csv", False)])
def test_a_part_runs_again_where_what_it_read_has_changed(file: Path, name: str, runs: bool) -> None:
    one_part(file)
    assert KeptFindings(file, DIGESTS | {name: "new"}).lacks(["rows/firms"]) is runs


def test_what_changed_while_the_checks_ran_is_not_kept(file: Path) -> None:
    for name, lost in ((CODE, True), ("data/firms.csv", True), ("data/chips.csv", False)):
        file.unlink(missing_ok=True)
        kept = KeptFindings(file, DIGESTS)
        kept.keep([Part("rows/firms", frozenset({"data/firms.csv"}), [FOUND])])
        kept.write(DIGESTS | {name: "new"})
        assert KeptFindings(file, DIGESTS).lacks(["rows/firms"]) is lost, name


def test_data_docs_are_known_as_the_run_wrote_them(file: Path) -> None:
    kept = KeptFindings(file, DIGESTS)
    kept.keep([Part("data-docs", frozenset({DOCS}), [])])
    kept.write(DIGESTS | {DOCS: "written"})
    assert not KeptFindings(file, DIGESTS | {DOCS: "written"}).lacks(["data-docs"])
    for now in (DIGESTS, DIGESTS | {DOCS: "other"}):
        assert KeptFindings(file, now).lacks(["data-docs"])


SPOILT: dict[str, Callable[[str], str]] = {
    "empty": lambda text: "",
    "cut short": lambda text: text[: len(text) // 2],
    "no JSON": lambda text: "no",
    "another shape": lambda text: "[1]",
    "parts of another shape": lambda text: json.dumps({"seal": "", "parts": {"rows/firms": 1}}),
    "an edited finding": lambda text: text.replace("error", "warning"),
    "nested without end": lambda text: "[" * 100_000,
    "another seal": lambda text: text.replace('"seal": "', '"seal": "0'),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_file_keeps_nothing(file: Path, how: str) -> None:
    one_part(file)
    whole = file.read_text(encoding="utf-8")
    file.write_text(SPOILT[how](whole), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != whole
    assert KeptFindings(file, DIGESTS).lacks(["rows/firms"])


def test_a_file_that_is_none_keeps_nothing(file: Path) -> None:
    file.mkdir(parents=True)
    kept = one_part(file)  # nor does writing fail
    assert not kept.lacks(["rows/firms"]) and KeptFindings(file, DIGESTS).lacks(["rows/firms"])


def test_too_many_findings_are_not_kept(file: Path) -> None:
    kept = KeptFindings(file, DIGESTS)
    kept.keep([Part("rows/firms", frozenset(), [FOUND] * 30_000)])
    kept.write(DIGESTS)
    assert file.stat().st_size < 100 and KeptFindings(file, DIGESTS).lacks(["rows/firms"])


def test_a_second_run_runs_nothing_and_a_change_runs_what_read_it(small: Package, file: Path, tmp_path: Path) -> None:
    docs = tmp_path / "data-docs"
    first, unchanged = check(small, file, docs=docs)
    assert first.findings and not unchanged
    again, unchanged = check(small, file, docs=docs)
    assert again.findings == first.findings and unchanged == set(LAYERS)
    assert again.rules_run == first.rules_run

    shutil.rmtree(docs)
    again, unchanged = check(small, file, docs=docs)
    assert (docs / "index.html").is_file() and "dataset" not in unchanged and "rows" in unchanged

    _, unchanged = check(small, file, DAY + timedelta(1), docs)
    assert "derived" in unchanged and not {"rows", "dataset"} & unchanged


class Edited:
    """A small package that is edited in one place after the other, each time as chance has it."""

    def __init__(self, package: Package, seed: int, monkeypatch: pytest.MonkeyPatch):
        self.root, self.chance, self.monkeypatch = package.root, random.Random(seed), monkeypatch
        self.today = DAY
        self.first = {path: path.read_bytes() for path in self.root.rglob("*.csv")}

    def table_with_rows(self) -> str:
        return self.chance.choice([p.stem for p in self.first if p.read_bytes().count(b"\n") > 2])

    def rows(self, table: str, change: Callable[[list[dict[str, str]]], None]) -> None:
        """Edit the rows of a table as a person does who then runs `make format`."""
        edit(self.root, table, change)
        format_file(read_package(self.root).table[table], self.root)

    def cell(self) -> None:
        """Give two rows of a table each other's cell in one column that is not its key."""

        def swap(rows: list[dict[str, str]]) -> None:
            one, other = self.chance.sample(rows, 2)
            column = self.chance.choice([name for name in list(one)[1:]])
            one[column], other[column] = other[column], one[column]

        self.rows(self.table_with_rows(), swap)

    def removed_row(self) -> None:
        """Remove a row of a table to which no other refers."""
        table = self.chance.choice(["events", "outcomes", "chip_suppliers", "plans"])
        self.rows(table, lambda rows: rows.remove(self.chance.choice(rows)))

    def unit(self) -> None:
        """Give the metric of an observation another unit, by which a rule on observations judges."""
        header, row, *_ = (self.root / "data" / "observations.csv").read_text(encoding="utf-8").splitlines()
        metric = dict(zip(header.split(","), row.split(","), strict=False))["metric_id"]
        set_cell(self.root, "metrics", metric, "unit", "barn")

    def form(self) -> None:
        """Put the last row of a table first, which `make format` mends."""
        path = self.root / "data" / f"{self.table_with_rows()}.csv"
        header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([header, rows[-1], *rows[:-1]]), encoding="utf-8")

    def broken(self) -> None:
        path = self.root / "data" / f"{self.table_with_rows()}.csv"
        path.write_text(path.read_text(encoding="utf-8") + "no row\n", encoding="utf-8")

    def mended(self) -> None:
        """Put every table back as it was at first."""
        (self.root / "data" / "copy.xlsx").unlink(missing_ok=True)
        for path, content in self.first.items():
            path.write_bytes(content)

    def schema(self) -> None:
        path = self.root / "schemas" / "tables" / f"{self.table_with_rows()}.json"
        schema = json.loads(path.read_text(encoding="utf-8"))
        field = self.chance.choice(schema["fields"])
        field.setdefault("constraints", {})["required"] = True
        path.write_text(json.dumps(schema, indent=2), encoding="utf-8")

    def day(self) -> None:
        self.today += timedelta(self.chance.choice([-900, 1, 400]))

    def rule(self) -> None:
        """Word a rule otherwise, and with it the code."""
        rule = self.chance.choice([r for r in rules().values() if r.layer in ("rows", "derived")])
        self.monkeypatch.setitem(rules(), rule.id, replace(rule, holds=f"{rule.holds} indeed"))
        self.monkeypatch.setattr(input_digests, "code_digest", lambda: rule.id)

    def stray(self) -> None:
        (self.root / "data" / "copy.xlsx").write_text("x")


SOUND = ("cell", "removed_row", "schema", "day", "rule")
UNSOUND = ("form", "broken", "stray")


@pytest.mark.parametrize("seed", range(2))
def test_a_run_finds_what_it_finds_without_what_is_kept(
    small: Package, file: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = Edited(small, seed, monkeypatch)
    layers, reused, heard = ["structure", "rows", "derived"], 0, set[str]()
    check(small, file, layers=layers)
    for name in [*edited.chance.sample(SOUND, 3), "unit", edited.chance.choice(UNSOUND), "mended"]:
        getattr(edited, name)()
        package = read_package(small.root)
        fresh = run(package, edited.today, ignore, layers)
        before = KeptFindings(file, digests_of(package, edited.today))
        kept, _ = check(package, file, edited.today, layers=layers)
        assert kept == replace(fresh, seconds=kept.seconds), name
        heard |= {f.rule for f in fresh.findings}
        reused += any(not before.lacks([name]) for table in package.tables for name in (f"rows/{table.name}",))
    assert reused >= 2 and "observations/unit-of-the-metric" in heard


def test_a_package_in_a_repository_depends_on_its_releases(repository: Path) -> None:
    package = read_package(repository)
    before = digests_of(package, DAY)[RELEASES]
    git(repository, "tag", "v0.0.1")
    tagged = digests_of(package, DAY)[RELEASES]
    git(repository, "commit", "-q", "--allow-empty", "-m", "more")
    assert digests_of(package, DAY)[RELEASES] == tagged != before
    git(repository, "tag", "-f", "v0.0.1")
    moved = digests_of(package, DAY)[RELEASES]
    (repository / "CHANGELOG.md").write_text("# Changes\n", encoding="utf-8")
    assert len({tagged, moved, digests_of(package, DAY)[RELEASES]}) == 3


CODE_FILES = ("checks/rules/firms.yaml", "checks/dataset/frames/disputes.sql", "checks/exemptions.yaml",
              "model/rubric.py", "schemas/views/capacity.sql", "scripts/docs.py", "requirements.lock")  # fmt: skip


@pytest.mark.parametrize("name", CODE_FILES)
def test_code_that_changes_changes_the_digest(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_digests, "ROOT", tmp_path)
    for one in CODE_FILES:
        (tmp_path / one).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / one, tmp_path / one)
    before = input_digests.code_digest()
    (tmp_path / "checks" / "__pycache__").mkdir()
    (tmp_path / "checks" / "__pycache__" / "run.pyc").write_bytes(b"x")
    assert input_digests.code_digest() == before
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    changed = input_digests.code_digest()
    (tmp_path / name).rename(tmp_path / f"{name}.old")
    assert len({before, changed, input_digests.code_digest()}) == 3


def test_a_link_in_the_code_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_digests, "ROOT", tmp_path / "tree")
    (tmp_path / "tree" / "checks").mkdir(parents=True)
    (tmp_path / "one.py").write_text("1")
    (tmp_path / "tree" / "checks" / "one.py").symlink_to(tmp_path / "one.py")
    before = input_digests.code_digest()
    (tmp_path / "one.py").write_text("2")
    assert input_digests.code_digest() != before


def test_what_a_rule_looked_at_is_what_it_read(small: Package) -> None:
    """A row refers to a firm by a rule, and to a source by another; a table that no rule looks at is not read."""
    texts, _ = check_structure(small)
    parts = {part.name: part.reads for part in parts_of_rows(texts, DAY, ["chips", "actors"], frozenset())}
    assert {"data/chips.csv", "data/firms.csv", "data/processes.csv", DAY_READ} <= parts["rows/chips"]
    assert "data/chips.csv" not in parts["rows/actors"] and "data/derived/draws.csv" not in parts["rows/chips"]


def test_tables_note_who_looked_at_them(small: Package) -> None:
    texts, _ = check_structure(small)
    one, every = WatchedTables(texts), WatchedTables(texts)
    assert one["firms"] is texts["firms"] and one.looked_at == {"firms"}
    assert len(list(every.items())) == len(texts) and every.looked_at == set(texts)
