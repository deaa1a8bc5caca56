"""The archive validates as it is, finds what was changed in it, and is the same when it is made twice."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import jsonschema
import pytest

from changes.bump import Level
from changes.compare import compare
from changes.states import opened_state
from clients_support import CLIENTS, program
from release.archive import archive_files
from release.zip_files import checksums, zip_bytes
from schemas.cells import read_tables
from schemas.errors import UserError
from schemas.package import ROOT, read_package
from scripts.build import build
from scripts.make_release import unpacked

Files = dict[str, bytes]


def frictionless(file: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `frictionless validate` in a folder; its warnings would stand on standard error."""
    command = [sys.executable, "-W", "error", "-m", "frictionless", "validate", file, "--json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def errors(run: subprocess.CompletedProcess[str]) -> set[tuple[str, str]]:
    """Return what `frictionless validate` found, as pairs of table and kind of error."""
    report = json.loads(run.stdout)
    assert report["warnings"] == [] and all(task["warnings"] == [] for task in report["tasks"])
    return {(task["name"], error["type"]) for task in report["tasks"] for error in task["errors"]}


def test_it_validates_packed_and_unpacked(packed: bytes, unpacked_archive: Path, tmp_path: Path) -> None:
    (tmp_path / "release.zip").write_bytes(packed)
    for run in (frictionless("datapackage.json", unpacked_archive), frictionless("release.zip", tmp_path)):
        assert run.returncode == 0 and errors(run) == set(), run.stdout[-2000:] + run.stderr
        assert len(json.loads(run.stdout)["tasks"]) > len(read_package().tables)


@pytest.mark.parametrize(
    ("file", "before", "after", "found"),
    [
        ("data/tiers.csv", "T1,", "T9,", {("tiers", "hash-count"), ("chips", "foreign-key")}),
        ("data/chips.csv", ",package,", ",packet,", {("chips", "constraint-error"), ("chips", "byte-count")}),
        ("data/links/chips_sources.csv", "ascend-910c,", "ascend-999,", {("chips_sources", "foreign-key")}),
        ("data/links/chips_native_formats.csv", ",fp16", ",fp17", {("chips_native_formats", "constraint-error")}),
        ("data/statuses.csv", "\n", "\nnew,", {("statuses", "hash-count")}),
    ],
)
def test_a_planted_error_is_found(
    archive_copy: Path, file: str, before: str, after: str, found: set[tuple[str, str]]
) -> None:
    path = archive_copy / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    run = frictionless("datapackage.json", archive_copy)
    assert run.returncode == 1 and found <= errors(run)


def test_a_lost_row_is_found(archive_copy: Path) -> None:
    path = archive_copy / "data" / "translations.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert {("translations", "row-count")} <= errors(frictionless("datapackage.json", archive_copy))


def test_descriptor_and_schemas_are_of_the_official_profiles(archive_content: Files) -> None:
    import dplib

    profiles = Path(dplib.__file__).parent / "profiles" / "2.0"
    descriptor = json.loads(archive_content["datapackage.json"])
    jsonschema.validate(descriptor, json.loads((profiles / "datapackage.json").read_text()))
    for resource in descriptor["resources"]:
        schema = json.loads(archive_content[resource["schema"]])
        jsonschema.validate(schema, json.loads((profiles / "tableschema.json").read_text()))


def test_the_descriptor_states_size_digest_and_rows(archive_content: Files) -> None:
    descriptor = json.loads(archive_content["datapackage.json"])
    package = read_package()
    assert descriptor["id"] == f"{package.descriptor['homepage']}/releases/tag/v{package.version}"
    for resource in descriptor["resources"]:
        content = archive_content[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["rows"] == content.count(b"\n") - 1


def test_the_tree_states_no_digest() -> None:
    """Two branches would conflict over it."""
    stated = {key for resource in read_package().descriptor["resources"] for key in resource}
    assert stated.isdisjoint({"hash", "bytes", "rows"})


def test_sha256sum_agrees(archive_copy: Path) -> None:
    check = [program("sha256sum", "it is part of GNU coreutils"), "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=archive_copy).returncode == 0
    listed = {line.split("  ")[1] for line in (archive_copy / "SHA256SUMS").read_text().splitlines()}
    files = {str(p.relative_to(archive_copy)) for p in archive_copy.rglob("*") if p.is_file()}
    assert files - listed == {"SHA256SUMS"} and listed <= files
    (archive_copy / "LICENSE").write_text("mine")
    run = subprocess.run(check, cwd=archive_copy, capture_output=True, text=True)
    assert run.returncode == 1 and "LICENSE: FAILED" in run.stdout


def test_made_twice_it_is_the_same(packed: bytes, tmp_path: Path) -> None:
    """The second time from another build, in which the DuckDB file differs."""
    build(read_package(), tmp_path)
    assert zip_bytes(unpacked(read_package(), tmp_path), read_package().day) == packed


def test_entries_have_one_date_and_one_mode(packed: bytes) -> None:
    day = read_package().day
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        entries = file.infolist()
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)
    assert {e.date_time for e in entries} == {(day.year, day.month, day.day, 0, 0, 0)}
    assert {oct(e.external_attr >> 16) for e in entries} == {"0o100644"}


def test_what_lies_in_it(archive_content: Files) -> None:
    expected = {
        *("LICENSE", "LICENSE-DATA", "CITATION.cff", "CHANGELOG.md", "README.md", "datapackage.json", "SHA256SUMS"),
        *("croissant.json", "schema-org.jsonld", "dcat.jsonld", "load.sql", "load.py", "load.R", "load.jl"),
        *("data/chips.csv", "data/derived/estimates.csv", "data/links/chips_sources.csv", "schemas/tables/chips.json"),
        *("schemas/views/capacity.sql", "views/capacity.csv", "parquet/capacity.parquet", "pyproject.toml"),
    }
    assert expected <= archive_content.keys()


def test_links_of_its_readme_lead_into_it(archive_content: Files) -> None:
    text = archive_content["README.md"].decode()
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) == len(read_package().tables) and set(links) <= archive_content.keys()
    assert f"Version {read_package().version}, " in text and "$" not in text


def test_its_loader_makes_the_database_of_the_build(unpacked_archive: Path, real: duckdb.DuckDBPyConnection) -> None:
    shell = program(str(CLIENTS / "duckdb"), "make test sets up .venv-clients")
    query = "select count(*) from self_sufficiency"
    run = subprocess.run(
        [shell, "-csv", "-noheader", "-f", "load.sql", "-c", query],
        cwd=unpacked_archive,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert real.execute(query).fetchone() == (int(run.stdout.split()[-1]),)


def test_a_tree_that_lacks_a_file_makes_none(tree_copy: Path) -> None:
    package = read_package(tree_copy)
    with pytest.raises(UserError, match=r"LICENSE cannot be read: No such file.*; a release needs it"):
        archive_files(package, read_tables(package), {})


def test_compared_with_the_tree_nothing_is_different(packed: bytes, tmp_path: Path) -> None:
    """Though its descriptor states more, and has link tables: `make diff BASE=<archive>` is about what people edit."""
    (tmp_path / "release.zip").write_bytes(packed)
    with opened_state(str(tmp_path / "release.zip"), ROOT) as folder:
        found = compare(folder, ROOT, "release.zip")
    assert found.is_empty and found.level == Level.NONE


def test_checksums_by_hand() -> None:
    """The digests of nothing and of “a”, as published with the algorithm's test vectors."""
    assert checksums({"b": b"a", "a": b""}) == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n"
        "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  b\n"
    )


def test_it_can_be_installed_as_it_is(archive_copy: Path) -> None:
    """What pip needs is there; that a wheel works is tested with the clients."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: make test sets up what builds the wheel")
    run = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    done = subprocess.run(run, cwd=archive_copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = (archive_copy / "dist").glob(f"china_ai_chips-{read_package().version}-*.whl")
    with zipfile.ZipFile(wheel) as file:
        assert "china_ai_chips/parquet/observations.parquet" in file.namelist()
    shutil.rmtree(archive_copy / "dist")
