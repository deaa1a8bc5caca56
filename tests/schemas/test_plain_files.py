"""What is no plain file of the package is not opened."""

import os
from pathlib import Path

import pytest

from schemas.errors import PackageError
from schemas.plain_files import misplaced, names_in, plain_text, read_plain


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../x.csv", "data/../../x.csv", "https://example.org/x.csv", "s3://bucket/x.csv", "file:///x.csv",
     "~/x.csv", "C:/x.csv", "data\\x.csv", "data//x.csv", "./x.csv", "", " ", "data/x\0.csv", "data/x\n.csv",
     "data/*.csv", ["data/x.csv"], None, 5],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_not_followed(name: object, tmp_path: Path) -> None:
    assert misplaced(name)
    if isinstance(name, str):
        with pytest.raises(PackageError):
            read_plain(tmp_path, name)


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.csv").write_bytes("é".encode())
    assert plain_text(tmp_path, "data/x.csv") == "é"
    assert list(names_in(tmp_path, "data", ".csv")) == ["data/x.csv"]


def test_links_pipes_folders_and_what_is_too_large_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.csv").write_text("secret")
    root = tmp_path / "root"
    (root / "folder.csv").mkdir(parents=True)
    (root / "file.csv").symlink_to(outside / "x.csv")
    (root / "linked").symlink_to(outside)
    os.mkfifo(root / "pipe.csv")
    (root / "large.csv").write_bytes(b"123456")
    (root / "latin.csv").write_bytes(b"a\n\xe9")
    for name, words in {
        "file.csv": "file.csv is not opened, as file.csv is a link",
        "linked/x.csv": "as linked is a link",
        "pipe.csv": "it is no plain file",
        "folder.csv": "it is no plain file",
        "large.csv": "as it has 6 bytes; at most 5 are",
        "latin.csv": "latin.csv:2 is not UTF-8",
        "none.csv": "cannot be read",
    }.items():
        with pytest.raises(PackageError, match=words):
            plain_text(root, name, largest=5)
    assert list(names_in(root, "linked", ".csv")) == []
