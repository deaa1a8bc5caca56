"""The form of a large file, told in blocks, is what our own reader says of the whole."""

import random
from pathlib import Path

import pytest

from large_support import BASE, FORMS, PACKAGE
from schemas import plain_form as plain
from schemas import unfolded
from schemas.csv_text import csv_text, parse_leniently
from schemas.plain_form import PlainForm, needless_quotes_at, plain_form
from schemas.unfolded import unfold

FIRMS = PACKAGE.table["firms"]
SOUND = csv_text(BASE["firms"]).encode()
NAMES = ("a", "b")


@pytest.mark.parametrize("block", [1, 7, 4096])
@pytest.mark.parametrize("form", ["plain", *FORMS])
def test_a_file_unfolded_says_what_the_reader_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, block: int
) -> None:
    monkeypatch.setattr(unfolded, "BLOCK", block)
    raw = SOUND if form == "plain" else FORMS[form](random.Random(3), SOUND)
    path, rows = tmp_path / "firms.csv", tmp_path / "rows.csv"
    path.write_bytes(raw)
    text, notes, problems = parse_leniently(FIRMS, raw)
    found = unfold(FIRMS, path, rows)
    assert (found.notes, found.problems) == (notes, problems)
    if not problems:
        columns = [[str(text.line(row)) for row in range(len(text.keys()))], *text.columns.values()]
        written = [["line", *text.columns], *map(list, zip(*columns, strict=True))]
        assert rows.read_text(encoding="utf-8") == csv_text(written)
    assert not rows.with_suffix(".txt").exists()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a,b\nx,y\n", PlainForm(4, 1, 0, 0)),
        ('a,b\n"x,1",y\n"q ""s""",\n', PlainForm(19, 2, 2, 0)),
        ("a,b\nx,y\nx;1,y\nx;2,\n", PlainForm(15, 3, 0, 3)),
        ('a,b\n"x;1",y\nx,\t\n', PlainForm(12, 2, 1, 3)),
        ("a,b\nx,y", None),
        ("a,b\r\nx,y\r\n", None),
        ("b,a\nx,y\n", None),
        ("\ufeffa,b\nx,y\n", None),
        ("a,b\nx,\0\n", None),
        ('a,b\nx,"y\n', None),
        ('a,b\nx,y"z"\n', None),
        ('a,b\nx,"y"z\n', None),
        ('a,b\nx,"y\nz"\n', None),
        (f"a,b\nx,{'y' * 131_073}\n", None),
    ],
)
def test_what_is_plain(tmp_path: Path, content: str, expected: PlainForm | None) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8", newline="")
    assert plain_form(path, NAMES) == expected


@pytest.mark.parametrize("block", [4, 4096])
@pytest.mark.parametrize(
    ("content", "line"),
    [('a,b\n"x,1",y\n"a;",c\n', 0), ('a,b\n"x,1",y\nu,v\nu,"v"\n', 4), ('a,b\n"",y\n', 2), ('a,b\n"x,"",y"\n', 0)],
)
def test_where_quotes_are_not_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, line: int, block: int
) -> None:
    monkeypatch.setattr(plain, "BLOCK", block)
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8", newline="")
    assert needless_quotes_at(path, NAMES) == line


def test_mistakes_of_a_kind_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfolded, "FIRST", 2)
    path = tmp_path / "firms.csv"
    path.write_bytes(SOUND.replace(b"\n", b",more\n").replace(b",more", b"", 1))
    found = unfold(FIRMS, path, tmp_path / "rows.csv")
    assert [p.line for p in found.problems] == [2, 3] and list(found.like.values()) == [SOUND.count(b"\n") - 1]
