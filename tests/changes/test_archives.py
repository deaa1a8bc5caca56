"""Archives to compare with: what is larger than a release, or leads elsewhere, does no harm."""

import zipfile
from pathlib import Path

import pytest

from changes import states
from changes.states import opened_state
from schemas.errors import UserError


def archive(root: Path, files: dict[str, bytes]) -> str:
    """Write a zip archive and return its path."""
    path = root / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return str(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "LARGEST", 9_999)
    path = archive(tmp_path, {"datapackage.json": b"{}", "data/x.csv": bytes(9_998)})
    words = "is not unpacked, as it holds 2 files of 10,000 bytes"
    with pytest.raises(UserError, match=words), opened_state(path, tmp_path):
        pass


def test_too_many_files_are_not_unpacked(tmp_path: Path) -> None:
    path = archive(tmp_path, {f"data/{n}.csv": b"" for n in range(2001)})
    with pytest.raises(UserError, match="2,001 files"), opened_state(path, tmp_path):
        pass


def test_names_that_lead_elsewhere_stay_inside(tmp_path: Path) -> None:
    path = archive(
        tmp_path, {"datapackage.json": b"{}", "../../evil.csv": b"x", "/etc/evil.csv": b"x", "a/run.py": b"x"}
    )
    with opened_state(path, tmp_path) as folder:
        found = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert found == {"datapackage.json", "evil.csv", "etc/evil.csv"}
    assert not (tmp_path / "evil.csv").exists() and not (tmp_path.parent / "evil.csv").exists()


@pytest.mark.parametrize("cut", [10, 60])
def test_a_torn_archive_is_one_line(tmp_path: Path, cut: int) -> None:
    path = Path(archive(tmp_path, {"datapackage.json": b"{}" * 500}))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UserError, match="not a zip archive"), opened_state(str(path), tmp_path):
        pass
