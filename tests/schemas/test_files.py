"""Files are written whole or not at all."""

import fcntl
from pathlib import Path

import pytest

from schemas.files import read_kept, write_whole


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


def test_what_a_killed_write_left_goes_with_the_next_one(tmp_path: Path) -> None:
    for name in (".a-dead.unfinished", ".a-alive.unfinished", ".b-dead.unfinished", ".a-mine"):
        (tmp_path / name).write_text("half")
    with (tmp_path / ".a-alive.unfinished").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        write_whole(tmp_path / "a", "new")
    assert {p.name for p in tmp_path.iterdir()} == {"a", ".a-alive.unfinished", ".b-dead.unfinished", ".a-mine"}


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b'{"key": "cut sho', b"[1]", b'"text"', b"[" * 100_000])
def test_a_spoilt_cache_is_none(tmp_path: Path, content: bytes) -> None:
    assert read_kept(tmp_path / "gone") == {}
    (tmp_path / "kept").write_bytes(content)
    assert read_kept(tmp_path / "kept") == {}
    (tmp_path / "kept").write_text('{"key": 1}')
    assert read_kept(tmp_path / "kept") == {"key": 1}
