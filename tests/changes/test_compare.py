"""A state is a revision, an archive or a folder; beside it stand rows, headline, verdicts and version of the change."""

import csv
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from changes.bump import Level
from changes.compare import Diff, compare
from changes.effects import Effects, Figure, HeadlineFigure, VerdictChange
from changes.row_changes import CellChange, RowChange, TableChanges, WholeRow
from changes.shape_changes import ShapeChange
from changes.shown import LIMIT, as_json, as_markdown, as_text
from changes.states import base_revision, file_reader, opened_state, revision_of
from edits import edit, git, remove_row, set_cell
from schemas.errors import UserError
from schemas.package import read_package
from tests_support import state_draws


def changes(root: Path, base: str = "main") -> Diff:
    with opened_state(base, root) as folder:
        return compare(folder, root, base)


@pytest.fixture
def drawn(repository: Path) -> Path:
    """Return the repository with a few draws on main."""
    git(repository, "checkout", "-q", "main")
    state_draws(repository)
    git(repository, "commit", "-qam", "draws")
    git(repository, "checkout", "-q", "-B", "change")
    return repository


def test_one_changed_input_is_one_cell_and_moves_the_headline(drawn: Path) -> None:
    """Of packaging at home no figure is published: D4 and D5 follow, and nothing else moves."""
    set_cell(drawn, "assumptions", "domestic-packaging-and-substrate-share", "high", "0.8")
    found = json.loads(as_json(changes(drawn)))
    assert (found["removed_rows"], found["changed_cells"], found["added_rows"]) == (0, 1, 0)
    (table,) = found["tables"]
    assert table["changed"][0]["cells"] == [{"column": "high", "before": "0.65", "after": "0.8"}]
    assert table["file"] == "data/assumptions.csv"
    moved = {f["label"]: (f["before"]["share"], f["after"]["share"]) for f in found["headline"] if f["moved"]}
    assert any(label.startswith("2026 units") for label in moved)
    assert {label.split(", ", 1)[1] for label in moved} <= {name_of(drawn, "d4"), name_of(drawn, "d5")}
    assert all(before <= after for before, after in moved.values()), moved
    assert found["computed_rows"]["estimates"] > 0
    assert found["version"] == {"before": "0.1.0", "after": "0.1.0", "bump": "patch", "next": "0.1.1"}


def name_of(root: Path, definition: str) -> str:
    rows = (root / "data" / "definitions.csv").read_text(encoding="utf-8").splitlines()
    return next(row for row in csv.DictReader(rows) if row["definition_id"] == definition)["name"]


def test_a_figure_that_says_a_little_more_weighs_the_draws_anew(drawn: Path) -> None:
    rows = (drawn / "data" / "observations.csv").read_text(encoding="utf-8").splitlines()
    heard = next(row for row in csv.DictReader(rows) if row["use"] == "condition" and row["metric_id"] == "revenue-cny")
    set_cell(drawn, "observations", heard["observation_id"], "value", f"{1.005 * float(heard['value']):.6g}")
    effects = changes(drawn).effects
    assert re.fullmatch(r"draws weighed anew, \d+% stay effective", effects.note)


def test_where_no_input_changed_the_model_is_not_run(drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("model.what_if.run", "model.what_if.conditioned", "changes.effects.run"):
        monkeypatch.setattr(name, None)
    set_cell(drawn, "regions", "cn", "name_zh", "中国内地")
    effects = changes(drawn).effects
    assert not effects.moved and not effects.note and effects.headline


def test_a_removed_row_is_the_first_thing_said(repository: Path) -> None:
    remove_row(repository, "events", first_key(repository, "events"))
    set_cell(repository, "regions", "cn", "name_zh", "中国内地")
    found = changes(repository)
    text, markdown = as_text(found), as_markdown(found)
    assert text.startswith("1 row removed, 1 cell changed, against main\nRemoved:\n  data/events.csv ")
    assert markdown.startswith("**1 row removed, 1 cell changed**")
    assert markdown.index("### Removed") < markdown.index("### Changed")
    assert found.level == Level.MINOR and "0.1.0 → 0.2.0" in text


def first_key(root: Path, table: str) -> str:
    return (root / "data" / f"{table}.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]


def test_a_verdict_that_flips_is_named(repository: Path) -> None:
    """The one outcome that decides a claim says the opposite now."""
    claim = {"target_id": "zz-claim", "claim_type": "event", "said_on": "2024-01", "deadline": "2025",
             "speech_act": "promise", "aspect_id": "operation", "evidence_until": "2026-06",
             "statement": "A plant opens.", "statement_zh": "一座工厂投产。"}  # fmt: skip
    found = {"outcome_id": "out-zz", "target_id": "zz-claim", "happened_on": "2026-03", "condition": "met",
             "aspect_id": "operation", "evidence": "commercial-volume", "independent": "true"}  # fmt: skip
    git(repository, "checkout", "-q", "main")
    cited = {"source_id": first_key(repository, "sources")}
    targets = claim | cited | {"claimant_id": "smic", "kind": "firm", "topic_id": "output"}
    outcomes = found | cited | {"statement": "It did."}
    edit(repository, "targets", lambda rows: [*rows, dict.fromkeys(rows[0], "") | targets])
    edit(repository, "outcomes", lambda rows: [*rows, dict.fromkeys(rows[0], "") | outcomes])
    git(repository, "commit", "-qam", "claim")
    git(repository, "checkout", "-q", "-B", "change")
    set_cell(repository, "outcomes", "out-zz", "condition", "missed")
    (flip,) = changes(repository).effects.verdicts
    assert (flip.target_id, flip.before, flip.after) == ("zz-claim", "late", "missed")
    assert "Verdicts:\n  zz-claim: late → missed (A plant opens.)" in as_text(changes(repository))


def test_the_same_from_an_archive_and_a_folder(repository: Path, tmp_path: Path) -> None:
    earlier, archive = tmp_path / "earlier", tmp_path / "release.zip"
    shutil.copytree(repository, earlier, ignore=shutil.ignore_patterns(".git"))
    with zipfile.ZipFile(archive, "w") as file:
        for path in (p for p in earlier.rglob("*") if p.is_file()):
            file.write(path, Path("china-ai-chips-0.1.0") / path.relative_to(earlier))
    set_cell(repository, "regions", "cn", "name_zh", "中国内地")
    by_git, by_folder, by_archive = (changes(repository, b).rows for b in ("main", str(earlier), str(archive)))
    assert by_git == by_folder == by_archive and by_git[0].cells == 1


@pytest.mark.parametrize("name", ["no-such-branch", "--output=x", "HEAD:data", ""])
def test_what_is_no_state_is_said_in_a_line(repository: Path, name: str) -> None:
    with pytest.raises(UserError, match="neither a git revision"), opened_state(name or "nothing", repository):
        pass


def test_an_archive_that_leads_out_of_its_folder_is_kept_inside(tmp_path: Path) -> None:
    archive = tmp_path / "bad.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../../escaped.txt", "x")
    with pytest.raises(UserError, match=r"holds no datapackage\.json"), opened_state(str(archive), tmp_path):
        pass
    assert not list(tmp_path.parent.glob("escaped.txt"))
    (tmp_path / "no.zip").write_bytes(b"PK nonsense")
    with pytest.raises(UserError, match="not a zip archive"), opened_state(str(tmp_path / "no.zip"), tmp_path):
        pass


def test_the_base_is_where_the_branch_left_main(repository: Path) -> None:
    left = git(repository, "rev-parse", "main").strip()
    set_cell(repository, "regions", "cn", "name_zh", "中国内地")
    git(repository, "commit", "-qam", "ours")
    git(repository, "checkout", "-q", "main")
    git(repository, "commit", "-q", "--allow-empty", "-m", "theirs")
    git(repository, "checkout", "-q", "change")
    assert base_revision(repository) == left != revision_of(repository, "main")
    regions = read_package(repository).table["regions"]
    assert "中国内地".encode() not in (file_reader(repository, left)(regions) or b"")
    assert base_revision(repository.parent) is None


def test_a_file_that_cannot_be_read_is_not_taken_for_an_empty_one(repository: Path) -> None:
    (repository / "data" / "events.csv").write_text("nonsense\n")
    found = changes(repository)
    assert found.unread == ("data/events.csv",) and not found.rows
    assert "Not compared:\n  data/events.csv cannot be read" in as_text(found)


def test_an_estimate_that_cannot_be_computed_is_said(repository: Path) -> None:
    set_cell(repository, "assumptions", "share-910c-of-910-2026", "low", "0.95")
    assert "cannot be computed" in as_text(changes(repository))


def test_columns_that_did_not_exist_then(repository: Path) -> None:
    """The earlier tables lack a column that today’s model reads: what was published then stands beside it."""
    schema = repository / "schemas" / "tables" / "assumptions.json"
    now = schema.read_text(encoding="utf-8")
    git(repository, "checkout", "-q", "main")
    edited = json.loads(now)
    edited["fields"] = [f for f in edited["fields"] if f["name"] != "note"]
    schema.write_text(json.dumps(edited), encoding="utf-8")
    rows = (repository / "data" / "assumptions.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].endswith(",note")
    short = [
        rows[0].removesuffix(",note"),
        *(r.rsplit(",", 1)[0] for r in rows[1:] if r.endswith(",") and '"' not in r),
    ]
    (repository / "data" / "assumptions.csv").write_text("\n".join(short) + "\n", encoding="utf-8")
    git(repository, "commit", "-qam", "earlier")
    git(repository, "checkout", "-q", "-B", "change", "HEAD~1")
    state_draws(repository)
    found = changes(repository)
    assert "as published then: assumptions.note did not exist" in found.effects.note
    assert (
        found.level == Level.MAJOR and ShapeChange("assumptions.note", "the column is new", Level.MAJOR) in found.shape
    )


@pytest.mark.parametrize(
    ("before", "after", "far"), [("116000", "116", "(0.001 times)"), ("10", "99", ""), ("", "5", ""), ("a", "b", "")]
)
def test_a_number_that_moves_far_says_how_far(before: str, after: str, far: str) -> None:
    change = RowChange(("x",), 2, (CellChange("value", before, after),))
    text = as_text(Diff("main", "0.1.0", "0.1.0", (TableChanges("t", "data/t.csv", changed=(change,)),)))
    line = next(line for line in text.splitlines() if " value: " in line)
    assert line.endswith(far) and ("times" in line) == bool(far)


def test_a_renamed_key_is_seen() -> None:
    cells = {"name": "Maker", "country": "CN", "founded": "2016"}
    table = TableChanges(
        "firms",
        "data/firms.csv",
        (WholeRow(("old",), 3, {"firm_id": "old", **cells}),),
        (),
        (WholeRow(("new",), 2, {"firm_id": "new", **cells}), WholeRow(("z",), 9, {"firm_id": "z", "name": "Z"})),
    )
    assert "looks renamed to new; a key is never renamed, so change it back" in as_text(
        Diff("main", "0.1.0", "0.1.0", (table,))
    )


def row(n: int) -> WholeRow:
    return WholeRow((f"row-{n}",), n, {"id": f"row-{n}", "note": "`|<b>@someone</b> " + "x" * 5_000})


def large(n: int) -> Diff:
    cells = (CellChange("note", "a" * 9_000, "b" * 9_000),)
    table = TableChanges(
        "t", "data/t.csv", tuple(row(i) for i in range(n)), tuple(RowChange((f"c{i}",), i, cells) for i in range(n))
    )
    effects = Effects(
        (HeadlineFigure("2026 units", Figure(0.1), Figure(0.2, 0.1, 0.3)),),
        {"estimates": 3},
        tuple(VerdictChange(f"target-{i}", "It is said. " * 30, "met", "missed") for i in range(n)),
    )
    return Diff("v0.1.0", "0.1.0", "0.2.0", (table,), (), (), effects, Level.MINOR)


@pytest.mark.parametrize("n", [1, 60, 3_000])
def test_markdown_fits_and_says_what_it_leaves_out(n: int) -> None:
    text = as_markdown(large(n))
    assert len(text) < LIMIT
    shown = text.count("- `data/t.csv` ")
    assert shown >= 1 and (f"… and {n - shown:,} more, left out here" in text) == (n > shown)
    assert "10.0 % → 20.0 % (10.0 to 30.0)" in text and "the descriptor says 0.2.0" in text


def test_cells_cannot_become_markup() -> None:
    """A cell is shown as code: no tag, no mention, no row of a table."""
    line = next(line for line in as_markdown(large(1)).splitlines() if "row-0" in line)
    assert "`` note `|<b>@someone</b>" in line and line.count("<b>") == 1


def test_a_small_limit_still_says_what_matters() -> None:
    assert as_markdown(large(50), limit=300).startswith("**50 rows removed, 50 cells changed**, too much to list here")
