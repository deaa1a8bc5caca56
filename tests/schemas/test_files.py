"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from schemas.files import write_whole


def test_text_and_bytes_arrive_as_they_are(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "a.csv", "名,1\n")
    write_whole(tmp_path / "b", b"\x00\xff")
    assert (tmp_path / "new" / "a.csv").read_bytes() == "名,1\n".encode()
    assert (tmp_path / "b").read_bytes() == b"\x00\xff"


def test_an_interrupted_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old")

    def stop(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", "new")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a", "old")]
