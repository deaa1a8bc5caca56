"""The form of a file: what a spreadsheet made of it is seen, said once, and put right without guessing."""

import csv
import io
from collections.abc import Callable

import pytest

from checks.canonical import canonical, read_leniently
from checks.structure.structure_layer import read_as_formatted
from schemas.csv_text import csv_text, parse, parse_leniently
from schemas.encodings import decode
from schemas.package import Package, read_package

REGIONS = read_package().table["regions"]
ROWS = [
    ["region_id", "name", "name_zh", "kind", "parent_id"],
    ["cn", "China, mainland", "中国大陆地区", "country", ""],
    ["cn-bj", "Beijing", "北京市", "city", "cn"],
    ["cn-sh", "Shanghai; a city", "上海市", "city", "cn"],
]
SOUND = csv_text(ROWS).encode()


def saved(rows: list[list[str]], separator: str = ",", end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end, delimiter=separator).writerows(rows)
    return out.getvalue()


MENDED: dict[str, tuple[bytes, str]] = {
    "byte order mark": (b"\xef\xbb\xbf" + SOUND, "byte order mark"),
    "UTF-16": (SOUND.decode().encode("utf-16"), "is saved as UTF-16"),
    "UTF-16 of the other end": (b"\xfe\xff" + SOUND.decode().encode("utf-16-be"), "is saved as UTF-16"),
    "UTF-16 without a mark": (SOUND.decode().encode("utf-16-le"), "is saved as UTF-16"),
    "GB18030": (SOUND.decode().encode("gb18030"), "is saved as GB18030"),
    "semicolons": (saved(ROWS, ";").encode(), "divided by semicolons"),
    "tabs": (saved(ROWS, "\t").encode(), "divided by tabs"),
    "bars": (saved(ROWS, "|").encode(), "divided by vertical bars"),
    "a line sep=": (f"sep=;\n{saved(ROWS, ';')}".encode(), "“sep=;” stands above the header"),
    "CRLF": (SOUND.replace(b"\n", b"\r\n"), "carriage return"),
    "an old Mac": (SOUND.replace(b"\n", b"\r"), "carriage return"),
    "the last line": (SOUND[:-1], "no line end"),
    "rows of commas": (SOUND + b",,,,\n" * 3, "empty cells alone, and so are 2 more"),
    "empty lines": (SOUND.replace(b"\n", b"\n\n", 2), "empty line"),
    "empty columns": (saved([[*row, "", ""] for row in ROWS]).encode(), "2 columns without name"),
    "commas at the end": (saved([ROWS[0], *([*row, ""] for row in ROWS[1:])]).encode(), "cells too many"),
    "the header twice": (saved([*ROWS, ROWS[0]]).encode(), "the header stands there again"),
    "the header sorted in": (saved([*ROWS[1:], ROWS[0]]).encode(), "the header stands on this line"),
    "columns swapped, all quoted": (
        "".join(",".join(f'"{c}"' for c in (r[1], r[0], *r[2:])) + "\n" for r in ROWS).encode(), "order of the schema",
    ),
    "capitals and blanks": (saved([[f" {n.title()}" for n in ROWS[0]], *ROWS[1:]]).encode(), "is written “ Region_Id”"),
    "Excel's Unicode text": (saved(ROWS, "\t", "\r\n").encode("utf-16"), "UTF-16; holds a carriage return; cells are"),
}  # fmt: skip


@pytest.mark.parametrize("how", MENDED)
def test_format_gives_back_what_a_spreadsheet_changed(how: str) -> None:
    content, _ = MENDED[how]
    text, problems = read_leniently(REGIONS, content)
    assert problems == [] and canonical(text).encode() == SOUND
    assert parse(REGIONS, content)[0].keys() == []  # who reads strictly takes nothing


@pytest.mark.parametrize("how", MENDED)
def test_check_says_it_once(make_package: Callable[..., Package], how: str) -> None:
    package = make_package()
    content, words = MENDED[how]
    (package.root / "data" / "regions.csv").write_bytes(content)
    text, problems, (found,) = read_as_formatted(REGIONS, package.root)
    assert problems == [] and found.mended and words in found.message and "make format" in found.fix
    assert set(text.keys()) == {("cn",), ("cn-bj",), ("cn-sh",)}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SOUND + "zh,Zürich,,city,\n".encode("latin-1"), "byte 0xfc is not UTF-8 (“ü” in Windows-1252)"),
        (SOUND + "x,X,中国大陆地区,city,\n".encode("gb18030"), "is not UTF-8"),
        (SOUND.decode().encode("utf-16")[:-1], "UTF-8"),
        (SOUND.decode().encode("big5", "replace"), "is not UTF-8"),
        (saved([*ROWS, ["x", "X"]], ";").encode(), "has 2 cells, the header has 5"),
        (SOUND.replace(b"name,name_zh", b"title,title_zh,short,long"), "the header is another one"),
        (saved([[*row, f"x{n}" if n else ""] for n, row in enumerate(ROWS)]).encode(), "without a name, which holds"),
        (b"a," * 5000 + SOUND, "column “a” is not in the schema"),
        ("".join(f"c{n}," for n in range(5000)).encode() + SOUND, "“c0”, “c1”, “c2” and 4,997 more not in the schema"),
        (b"<<<<<<< HEAD\n" + SOUND, "an unresolved merge conflict"),
        (SOUND + b"=======,,,,\n", "an unresolved merge conflict: a marker is left"),
        (SOUND + b"x," + b"y" * 200_000 + b",,city,\n", "and may have 131,072"),
        (b"", "is empty"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_left_and_said_once(content: bytes, words: str) -> None:
    text, _, problems = parse_leniently(REGIONS, content)
    assert text.keys() == [] and len(problems) <= 2 and any(words in str(p) for p in problems)


def test_decimal_commas_are_not_divided_otherwise() -> None:
    table = read_package().table["observations"]
    names = [f.name for f in table.fields]
    row = ["0,459" if name == "value" else "" for name in names]
    _, _, problems = parse_leniently(table, saved([names, row], ";").encode())
    assert [(p.line, p.column) for p in problems] == [(2, "value")] and "“0,459” has one" in problems[0].message


def test_rows_keep_the_lines_that_an_editor_shows() -> None:
    content = b"sep=,\n" + SOUND.replace(b"\n", b"\n\n", 2)
    assert read_leniently(REGIONS, content)[0].lines == [4, 6, 7]


def test_a_text_that_may_be_two_things_is_not_decoded() -> None:
    assert decode("A “few” words – in English".encode("gb18030")) is None
    assert decode("北京".encode("gb18030")) is None
    assert decode("北京上海广州深圳杭州".encode("gb18030")) == ("北京上海广州深圳杭州", "GB18030")


def test_what_some_program_takes_for_a_separator_is_quoted() -> None:
    assert csv_text([["a;b", "c\td", 'e"f', "g|h", "", "i"]]) == '"a;b","c\td","e""f",g|h,,i\n'
