"""What spreadsheets and editors do to the form of a CSV file when somebody only wants to change one cell."""

import csv
import io
from collections.abc import Callable

from torture.hostile import Change, Hostile, Outcome, Rows, read_rows, with_bytes, write_rows

KIND = "form of a file"
FIRMS, CHIPS, TARGETS = "data/firms.csv", "data/chips.csv", "data/targets.csv"  # with Chinese in them
SMALL = "data/regions.csv"
DIALECTS = {"semicolons": ";", "tabs": "\t", "bars": "|"}
CODECS = {
    "utf-16-marked": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be", "gb18030": "gb18030",
    "bom": "utf-8-sig",
}  # fmt: skip


def saved(separator: str = ",", codec: str = "utf-8", end: str = "\r\n", first: str = "") -> Callable[[bytes], bytes]:
    """Return what saves a file as another program does."""

    def edit(raw: bytes) -> bytes:
        rows = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""))
        out = io.StringIO()
        csv.writer(out, lineterminator=end, delimiter=separator).writerows(rows)
        return f"{first}{out.getvalue()}".encode(codec)

    return edit


def with_rows(table: str, edit: Callable[[Rows], Rows]) -> Change:
    """Return the change that writes other rows of a table, its header among them."""
    return lambda root: write_rows(root, table, edit(read_rows(root, table)))


def raw(name: str, file: str, edit: Callable[[bytes], bytes], outcome: Outcome, words: str = "") -> Hostile:
    return Hostile(name, KIND, with_bytes(file, edit), outcome, file, words, most=1)


def both(name: str, file: str, edit: Callable[[bytes], bytes], words: str) -> list[Hostile]:
    """Make two inputs of one change: format mends it, and check says it once."""
    return [raw(name, file, edit, "mended"), raw(f"{name}-checked", file, edit, "refused", words)]


def rows_both(name: str, table: str, edit: Callable[[Rows], Rows], words: str) -> list[Hostile]:
    change, file = with_rows(table, edit), f"data/{table}.csv"
    return [
        Hostile(name, KIND, change, "mended", file),
        Hostile(f"{name}-checked", KIND, change, "refused", file, words, most=1),
    ]


def cut(at: int) -> Callable[[bytes], bytes]:
    return lambda b: b[:at]


def some_rows_twice(rows: Rows) -> Rows:
    return [*rows, rows[0], *rows[2:3]]


SAVED = [
    hostile
    for file in (FIRMS, CHIPS, TARGETS)
    for word, separator in DIALECTS.items()
    for hostile in both(f"{word}-{file[5:-4]}", file, saved(separator), f"divided by .*; |divided by|{word}")
] + [
    hostile
    for file in (FIRMS, CHIPS, TARGETS)
    for name, codec in CODECS.items()
    for hostile in both(f"{name}-{file[5:-4]}", file, saved(codec=codec, end="\n"), "UTF-16|GB18030|byte order mark")
]  # fmt: skip

WHOLE = [
    *both("excel-unicode-text", FIRMS, saved("\t", "utf-16"), "UTF-16.*tabs"),
    *both("excel-in-europe", FIRMS, saved(";", "utf-8-sig"), "byte order mark.*semicolons"),
    *both("excel-in-china", CHIPS, saved(",", "gb18030"), "GB18030"),
    *both("sep-line", SMALL, saved(";", first="sep=;\r\n"), "sep=;"),
    *both("sep-line-of-tabs", SMALL, saved("\t", first="sep=\t\r\n"), "sep="),
    *both("sep-line-of-commas", FIRMS, saved(",", first="sep=,\n", end="\n"), "sep=,"),
    *both("old-mac", CHIPS, saved(end="\r"), "carriage return"),
    *both("crlf", TARGETS, saved(end="\r\n"), "carriage return"),
    *both("crlf-on-some-lines", FIRMS, lambda b: b.replace(b"\n", b"\r\n", 7), "carriage return"),
    *both("returns-doubled", SMALL, lambda b: b.replace(b"\n", b"\r\r\n"), "carriage return"),
    *both("last-line-open", SMALL, lambda b: b[:-1], "no line end"),
    *both("two-marks", SMALL, lambda b: b"\xef\xbb\xbf\xef\xbb\xbf" + b, "byte order mark"),
    *both("empty-lines-between", CHIPS, lambda b: b.replace(b"\n", b"\n\n", 5), "empty line"),
    *both("empty-lines-first", FIRMS, lambda b: b"\n\n\n" + b, "empty line"),
    *both("all-quoted", FIRMS, lambda b: _all_quoted(b), "canonical form"),
    raw("latin-1", FIRMS, lambda b: b + "zuerich,Zürich\n".encode("latin-1"), "refused", "0xfc.*Windows-1252"),
    raw("windows-1252", "data/statuses.csv", lambda b: b.decode().encode("cp1252", "replace"), "refused", "UTF-8"),
    raw("big5", FIRMS, lambda b: b.decode().encode("big5", "replace"), "refused", "is not UTF-8"),
    raw("shift-jis", CHIPS, lambda b: b.decode().encode("shift_jis", "replace"), "refused", "is not UTF-8"),
    raw("two-encodings", CHIPS, lambda b: b[: len(b) // 2] + b[len(b) // 2 :].decode(errors="ignore").encode("gb18030"),
        "refused", "is not UTF-8"),
    raw("utf-16-cut-off", FIRMS, lambda b: b.decode().encode("utf-16")[:-1], "refused", "UTF-16|UTF-8"),
    raw("nul-inside", CHIPS, lambda b: b[:30] + b"\0" + b[30:], "refused",
        "NUL"),
    raw("nuls-at-the-end", SMALL, lambda b: b + bytes(512), "refused", "NUL"),
    raw("only-nuls", SMALL, lambda b: bytes(len(b)), "refused", "NUL|UTF"),
    raw("zip-in-its-place", SMALL, lambda b: b"PK\x03\x04" + bytes(range(256)), "refused", "UTF-8|NUL"),
    raw("html-in-its-place", SMALL, lambda b: b"<!DOCTYPE html>\n<html><body>Sign in</body></html>\n", "refused",
        "no header"),
    raw("json-in-its-place", SMALL, lambda b: b'[{"region_id": "cn"}]\n', "refused", "header"),
    raw("empty", "data/actors.csv", lambda b: b"", "refused", "is empty"),
    raw("blanks-alone", "data/actors.csv", lambda b: b"  \n\n , \n", "refused", "is empty"),
    raw("a-mark-alone", "data/actors.csv", lambda b: b"\xef\xbb\xbf", "refused", "is empty"),
    raw("header-alone", "data/actors.csv", lambda b: b.split(b"\n")[0] + b"\n", "refused", "no rows"),
    raw("header-of-another", "data/actors.csv", lambda b: b"a,b,c\n" + b, "refused", "3 cells"),
    raw("header-lost", "data/actors.csv", lambda b: b.partition(b"\n")[2], "refused", "no header"),
    raw("cut-in-a-row", CHIPS, cut(5000), "refused", "cell of|line break|never closed"),
    raw("quote-left-open", CHIPS, lambda b: b.replace(b"\n", b'\n"', 9), "refused", "quote"),
    raw("quote-open-at-the-end", SMALL, lambda b: b[:-1] + b'"open\n', "refused", "quote"),
    raw("quote-inside", SMALL, lambda b: b.replace(b",Mainland", b',"Main"land', 1), "refused", "quote"),
    raw("breaks-in-cells", FIRMS, lambda b: b + b'zz,"two\nlines"\n', "refused", "line break"),
    raw("break-of-a-mac-in-a-cell", FIRMS, lambda b: b + b'zz,"two\rlines"\n', "refused", "line break|carriage"),
    raw("a-cell-of-a-megabyte", FIRMS, lambda b: b + b"zz," + b"x" * 2**20 + b"\n", "refused", "characters"),
    raw("a-quoted-megabyte", FIRMS, lambda b: b + b'zz,"' + b"x" * 2**20 + b'"\n', "refused", "characters"),
    raw("a-file-of-one-line", FIRMS, lambda b: b.replace(b"\n", b" "), "refused", "header|CSV"),
    raw("ten-thousand-columns", SMALL, lambda b: b"a," * 10_000 + b, "refused", "header"),
    raw("semicolons-and-decimal-commas", "data/assumptions.csv",
        lambda b: saved(";")(b).replace(b";0.", b";0,"), "refused", "divided by commas"),
    raw("semicolons-and-a-row-too-long", FIRMS, lambda b: saved(";")(b) + b"a;b;c\r\n", "refused", "cells"),
]  # fmt: skip


def _all_quoted(content: bytes) -> bytes:
    out = io.StringIO()
    rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


def swapped(rows: Rows) -> Rows:
    return [[row[0], row[2], row[1], *row[3:]] for row in rows]


def header(edit: Callable[[str], str]) -> Callable[[Rows], Rows]:
    return lambda rows: [list(map(edit, rows[0])), *rows[1:]]


def in_the_middle(rows: Rows) -> Rows:
    return [*rows[1:4], rows[0], *rows[4:]]


TABLES = ("definitions", "chips", "sources")
ROWS = [
    hostile
    for table in TABLES
    for name, edit, words in (
        ("columns-swapped", swapped, "order of the schema"),
        ("columns-reversed", lambda rows: [row[::-1] for row in rows], "order of the schema"),
        ("capitals", header(str.upper), "is written"),
        ("titles", header(str.title), "is written"),
        ("padded", header(lambda cell: f" {cell} "), "is written"),
        ("empty-columns", lambda rows: [[*row, "", "", ""] for row in rows], "without name"),
        ("empty-column-inside", lambda rows: [[row[0], "", *row[1:]] for row in rows], "without name"),
        ("commas-at-line-ends", lambda rows: [rows[0], *([*row, ""] for row in rows[1:])], "too many"),
        ("commas-at-some-ends", lambda rows: [*rows[:3], *([*row, "", ""] for row in rows[3:])], "too many"),
        ("rows-of-commas", lambda rows: [*rows, *[[""] * len(rows[0])] * 3], "empty cells"),
        ("rows-of-blanks", lambda rows: [*rows[:5], [" "] * len(rows[0]), *rows[5:]], "empty cells"),
        ("header-twice", lambda rows: [rows[0], *rows], "there again"),
        ("header-at-the-end", lambda rows: [*rows, rows[0]], "there again"),
        ("header-in-the-middle", in_the_middle, "header stands"),
        ("padded-cells", lambda rows: [rows[0], *([f" {c}" if c else c for c in row] for row in rows[1:])], "written"),
    )
    for hostile in rows_both(f"{name}-{table}", table, edit, words)
]  # fmt: skip

INPUTS = [*SAVED, *WHOLE, *ROWS]
