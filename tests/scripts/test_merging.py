"""Branches that change only what people edit merge without conflict, pass the check, and give the same generated files
in whatever order they were merged."""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.derived import check_verdicts
from checks.structure.structure_layer import check_structure
from schemas.csv_text import csv_text
from schemas.package import ROOT, read_package
from schemas.typed_rows import typed_rows

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
COPIED = (
    "data", "schemas", "model", "checks", "changes", "release", "reports", "scripts", "docs", "README.md",
    "CONTRIBUTING.md", "CHANGELOG.md", "datapackage.json", ".gitattributes",
)  # fmt: skip
LEFT_OUT = shutil.ignore_patterns("__pycache__", "_site", ".quarto", "figures")
FEW = ["--draws", "300"]


def git(root: Path, *args: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.hooksPath=/dev/null"]
    run = subprocess.run(["git", *who, *args], cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def add(root: Path, table: str, **cells: str) -> None:
    """Add a row where its key sorts it; cells not given are those of the row before which it comes."""
    path = root / "data" / f"{table}.csv"
    names, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    at = next((n for n, row in enumerate(rows) if row[0] > cells[names[0]]), len(rows) - 1)
    rows.insert(at, [cells.get(name, old) for name, old in zip(names, rows[at], strict=True)])
    rows.sort(key=lambda row: row[0])
    path.write_text(csv_text([names, *rows]), encoding="utf-8")


def change(root: Path, key: str, column: str, value: str) -> None:
    """Change the value of one cell of the assumptions."""
    path = root / "data" / "assumptions.csv"
    names, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    (row,) = [row for row in rows if row[0] == key]
    row[names.index(column)] = value
    path.write_text(csv_text([names, *rows]), encoding="utf-8")


SOURCE = {"source_id": "example-2026-11-02-results", "url": "https://news.example.org/2026/11/02/results"} | {
    "title": "Results", "publisher": "Example News", "original_publisher": "", "original_title": "", "archive_url": "",
    "published_on": "2026-11-02", "accessed_on": "2026-11-23", "language": "en", "kind": "news", "reliability": "B",
    "note": "",
}  # fmt: skip
OBSERVATION = {
    "metric_id": "chip-shipments", "firm_id": "cambricon", "chip_id": "", "fab_id": "", "process_id": "",
    "region_id": "cn", "definition_id": "one-vendor", "value": "90000", "value_low": "", "value_high": "",
    "interval": "", "bound": "", "unit": "units", "basis": "estimated", "rank": "normal", "rank_reason": "",
    "claimant_id": "idc", "source_id": SOURCE["source_id"], "locator": "", "as_of": "2026-11-02",
    "recorded_on": "2026-11-23", "note": "",
}  # fmt: skip
TARGET = {
    "target_id": "example-2026-cambricon-400k", "claimant_id": "cambricon", "kind": "firm", "claim_type": "numeric",
    "speech_act": "promise", "aspect_id": "shipments", "evidence_until": "2028-06", "topic_id": "output",
    "collection": "", "statement": "Cambricon ships 400,000 accelerators in 2027.",
    "statement_zh": "寒武纪 2027 年出货 40 万颗加速芯片。", "comparator": "at-least", "value": "400000",
    "baseline_value": "", "baseline_period": "",
    "deadline": "2027", "said_on": "2026-11-02", "scope": "", "unmeasurable_reason": "", "superseded_by": "",
} | {k: v for k, v in OBSERVATION.items() if k not in ("value", "claimant_id")}  # fmt: skip
OUTCOME = {
    "outcome_id": "out-example-cambricon", "target_id": TARGET["target_id"], "happened_on": "2026-11-02",
    "condition": "", "aspect_id": "shipments", "evidence": "statement", "independent": "true",
    "statement": "A line was booked.",
    "observation_id": "", "source_id": SOURCE["source_id"], "note": "",
}  # fmt: skip


def observe(name: str, period: str) -> Callable[[Path], None]:
    return lambda root: add(root, "observations", **OBSERVATION, observation_id=name, period=period)


def claim(root: Path) -> None:
    add(root, "targets", **TARGET)
    add(root, "outcomes", **OUTCOME)


BRANCHES: dict[str, Callable[[Path], None]] = {
    "first-quarter": observe("obs-example-1", "2026-Q1"),
    "third-quarter": observe("obs-example-2", "2026-Q3"),  # on the line below
    "inputs-of-2025": lambda root: change(root, "foreign-share-of-huawei-dies-2025", "central", "0.6"),
    "inputs-of-2026": lambda root: change(root, "unmet-demand", "note", "Looked at again."),
    "claim": claim,
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return this tree as a repository: a commit on main, and a branch off it for each change."""
    root = tmp_path_factory.mktemp("repository")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=LEFT_OUT)
        else:
            shutil.copy(source, root / name)
    add(root, "sources", **SOURCE)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Start")
    for name, edit in BRANCHES.items():
        git(root, "checkout", "-q", "-b", name, "main")
        edit(root)
        git(root, "commit", "-q", "-a", "-m", name)
    git(root, "checkout", "-q", "main")
    return root


def merged(repository: Path, order: list[str], root: Path) -> Path:
    """Merge the branches in that order in a clone, and regenerate what is made from the data."""
    git(repository.parent, "clone", "-q", str(repository), str(root))
    for name in order:
        git(root, "merge", "-q", "--no-edit", f"origin/{name}")
    return root


def test_branches_merge_in_any_order_and_give_the_same_files(repository: Path, tmp_path: Path) -> None:
    one = merged(repository, list(BRANCHES), tmp_path / "one")
    other = merged(repository, list(BRANCHES)[::-1], tmp_path / "other")
    check_the_data(one)
    for root in (one, other):
        run = subprocess.run(
            [sys.executable, "-m", "scripts.regenerate", *FEW], cwd=root, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stdout + run.stderr
        git(root, "add", "-A", "--", ".", ":!build")
        assert {"data/derived/estimates.csv", "data/derived/verdicts.csv"} <= set(
            git(root, "diff", "--cached", "--name-only").split()
        )
    assert git(one, "write-tree") == git(other, "write-tree")


def check_the_data(root: Path) -> None:
    """Check that no layer that looks at what people edit has an error; the claim is known to have no rating yet."""
    layers = [word for layer in ("rows", "dataset") for word in ("--layer", layer)]  # structure always runs
    run = subprocess.run([sys.executable, "-m", "scripts.check", *layers], cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    package = read_package(root)
    texts, _ = check_structure(package)
    (rating,) = check_verdicts(package, texts, typed_rows(texts["estimates"]))
    assert TARGET["target_id"] in rating.message
