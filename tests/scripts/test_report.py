"""`make report` works when something changed, says so when nothing did, and leaves the last site where it fails."""

from pathlib import Path

import pytest

from reports.render.page_error import PageError
from reports.render.quarto import Found
from schemas.errors import UserError
from scripts import report


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a place of its own with a given database; collects the renderers that were asked to make the site."""
    asked: list[str] = []

    def make(renderer: str, out: Path) -> None:
        asked.append(renderer)
        out.mkdir(exist_ok=True)
        for name in ("index.html", report.PDF):
            (out / name).write_text(renderer)

    (tmp_path / "db").write_text("1")
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(tmp_path / "db"))
    monkeypatch.setattr(report, "BUILD", tmp_path)
    monkeypatch.setattr(report, "inputs", lambda *folders: "digest")
    monkeypatch.setattr(report, "make", make)
    return asked


def run(tmp_path: Path, *arguments: str) -> int:
    return report.main(["--out", str(tmp_path / "site"), *arguments])


def test_what_did_not_change_is_not_made_again(
    made: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [run(tmp_path), run(tmp_path)] == [0, 0]
    assert made == ["auto"] and "nothing changed since they were made" in capsys.readouterr().out


def test_another_file_of_data_at_the_same_place_is_a_change(made: list[str], tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "db").write_text("2")
    run(tmp_path)
    assert made == ["auto", "auto"]


@pytest.mark.parametrize("gone", ["index.html", report.PDF])
def test_a_site_that_is_gone_is_made_again(made: list[str], tmp_path: Path, gone: str) -> None:
    run(tmp_path)
    (tmp_path / "site" / gone).unlink()
    run(tmp_path)
    assert made == ["auto", "auto"]


def test_another_renderer_or_version_of_it_is_a_change(
    made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("1.7.34", "1.10.18", "1.10.18"):
        monkeypatch.setattr(report, "find_quarto", lambda version=version: Found("anywhere", version, ""))
        run(tmp_path)
    run(tmp_path, "--renderer", "built-in")
    assert made == ["auto", "auto", "built-in"]


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (PageError("index.qmd: no"), 1, "not rendered: index.qmd: no"),
        (UserError("no Quarto"), 2, "cannot render: no Quarto"),
        (OSError("full"), 2, "OSError full"),
    ],
)
def test_a_failure_has_its_exit_code_and_is_tried_again(
    made: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    code: int,
    message: str,
) -> None:
    def fail(renderer: str, out: Path) -> None:
        made.append("failed")
        raise error

    run(tmp_path)
    (tmp_path / "db").write_text("2")
    monkeypatch.setattr(report, "make", fail)
    assert [run(tmp_path), run(tmp_path)] == [code, code]
    assert made == ["auto", "failed", "failed"] and message in capsys.readouterr().err
    assert (tmp_path / "site" / "index.html").read_text() == "auto"


def test_a_site_of_which_a_page_is_gone_or_cut_short_is_made_again(made: list[str], tmp_path: Path) -> None:
    for change in (lambda page: page.write_text("cut"), lambda page: page.unlink()):
        run(tmp_path)
        before = len(made)
        change(tmp_path / "site" / report.PDF)
        run(tmp_path)
        assert len(made) == before + 1


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"digest"])
def test_a_spoilt_stamp_is_no_stamp(made: list[str], tmp_path: Path, content: bytes) -> None:
    run(tmp_path)
    (tmp_path / ".stamps" / "report-site").write_bytes(content)
    run(tmp_path)
    assert made == ["auto", "auto"]


def test_a_site_that_was_replaced_by_a_stopped_run_is_not_taken_for_the_last_one(
    made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path)
    (tmp_path / "db").write_text("2")

    def stop(renderer: str, out: Path) -> None:
        (out / "index.html").write_text("AUTO")  # as long as before
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(report, "make", stop)
        run(tmp_path)
    (tmp_path / "db").write_text("1")
    run(tmp_path)
    assert made == ["auto", "auto"]
