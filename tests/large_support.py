"""Small packages, mutated in every way in which a table can be wrong, for both ways of reading them."""

import csv
import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.csv_text import csv_text
from schemas.package import ROOT, Package, read_package

LARGE = ("sources", "firms", "observations")
TABLES = ("grades", "regions", "actors", "bases", *LARGE)
ROWS = {"sources": 60, "firms": 30, "observations": 60}
CELLS = [
    # of no type
    "", " ", "x", "N/A", "tbd", "-", "–", "?", "none.", "(unknown)", "Lorem  ipsum dolor", "xxx", "asdfgh", "无",
    "%", "°",
    # numbers
    "0", "-0", "1", "1.0", "1.50", "+3", "1e3", "1.250", "1,250", "1 250", "0,5", ".5", "5.", "007", "NaN", "inf",
    "-Infinity",
    "1e999", "1e15", "999999999999999", "1000000000000000", "12345678901234567890123456789012345678901", "１２", "−4",
    "٣",
    "-1", "1492", "2031", "1.2.3", "1_000",
    # days and periods
    "2025-08-27", "2025-02-29", "2024-02-29", "27.08.2025", "03/04/2026", "2025/8/2", "20250827", "46328", "Aug-25",
    "1799",
    "2201", "2200", "1800-01-01", "2025-13", "2025-Q3", "2025-Q5", "Q3 2025", "2025-H1", "2025年8月", "2025-01/2025-12",
    "2025-02-30", "2025-01-01/2025-02-30", "9999-12-31", "20250-01-01", "2025-08-27T00:00", "２０２５-08",
    # truth and lists
    "true", "TRUE", "no", "designer", "designer;buyer", "designer;designer", "designer; buyer", "designer;", ";",
    "designer;baker",
    "Designer", "a;b", "a;a",
    # characters
    "a\u200bb", "a\u00a0b", "\u2800", "a\tb", "\ta", "tail ", "  head", "a  b", "Zu\u0308rich", "Hu\u0430wei",
    "ä¸­å›½", "a????b",
    "caf\u00e9", "锟斤拷", "a\x1bb", "a\x85b", "a\u2028b", "\ufeffa", "ＳＭＩＣ", "ﬁrm", "a\ufffdb", "\U0001f600",
    "a\x1cb",
    "\u3164", "中国芯片", "ｱ", "K", "\u017f",
    # words
    "=1+1", "+3 dies", "-x", "@home", "'=x", "-0.02 0.43", "<b>x</b>", "a & b", "x &amp; y", "{x}", "a\\b", "`x`",
    "[a](b)", "**a**",
    "# a", "| a", "javascript:x", "$$x$$", "%41%42%43", "::error::x", "a:b", "a: /b", "on click =", "x -- y",
    "see: http://a.org/b",
    "https://a.org/x", "http://a.org/é", "mailto:a@b", "ftp://a", "a \"quoted\" word", "a,b", "a;b,c", "“x”", "”",
    "a ” b 7",
    # keys and names
    "SMIC", "smic", "SM1C", "\u0405MIC", "S\u2060MIC", "cn", "NA", "o-0", "0-o", "a--b", "a-", "A-b", "tom-s",
    "mars", "test", "2025-01-01-x",
    "x" * 70, "y" * 5000,
]  # fmt: skip


@dataclass
class Trial:
    """A package with a mistake, and what was done."""

    package: Package
    done: str


def few_tables() -> Package:
    """Return the package with few of its tables."""
    package = read_package()
    return replace(package, tables=tuple(t for t in package.tables if t.name in TABLES))


PACKAGE = few_tables()


def _rows() -> dict[str, list[list[str]]]:
    """Return the first rows of some tables, and of others those to which they refer."""
    found = {}
    for table in PACKAGE.tables:
        with (ROOT / table.path).open(encoding="utf-8", newline="") as file:
            found[table.name] = list(csv.reader(file))
    kept = {name: rows[: ROWS.get(name, 10_000) + 1] for name, rows in found.items()}
    for _ in range(3):
        for table in PACKAGE.tables:
            wanted = {
                item
                for other in PACKAGE.tables
                for n, f in enumerate(other.fields)
                if f.reference and f.reference.table == table.name
                for row in kept[other.name][1:]
                for item in (row[n].split(";") if f.items else [row[n]])
            }
            there = {row[0] for row in kept[table.name][1:]}
            kept[table.name] += [row for row in found[table.name][1:] if row[0] in wanted - there]
            kept[table.name][1:] = sorted(kept[table.name][1:])
    return kept


BASE = _rows()


def write_rows(root: Path, rows: dict[str, list[list[str]]]) -> Package:
    """Write the tables below `root`, with a descriptor and schemas that know of these tables alone."""
    (root / "data").mkdir(parents=True, exist_ok=True)
    for table in PACKAGE.tables:
        (root / table.path).write_text(csv_text(rows[table.name]), encoding="utf-8")
    return replace(PACKAGE, root=root)


def write_descriptor(root: Path) -> None:
    """Write what Frictionless needs: the descriptor and the schemas, without references to other tables."""
    root.mkdir(exist_ok=True)
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] in TABLES]
    (root / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    for resource in descriptor["resources"]:
        schema = json.loads((ROOT / resource["schema"]).read_text(encoding="utf-8"))
        keys = schema.get("foreignKeys", [])
        schema["foreignKeys"] = [k for k in keys if (k["reference"].get("resource") or resource["name"]) in TABLES]
        path = root / resource["schema"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(schema), encoding="utf-8")


def changed_cells(choose: random.Random, rows: dict[str, list[list[str]]], number: int) -> str:
    """Put other texts into some cells; say which."""
    done = []
    for _ in range(number):
        name = choose.choice((*LARGE, *LARGE, "actors"))
        at = choose.randrange(1, len(rows[name]))
        column = choose.randrange(len(rows[name][0]))
        others = [row[column] for row in rows[name][1:]]
        cell = choose.choice(
            [choose.choice(CELLS), choose.choice(CELLS), choose.choice(others), _edited(choose, others)]
        )
        rows[name][at][column] = cell
        done.append(f"{name}:{at + 1} {rows[name][0][column]} = {cell!r}")
    return "; ".join(done)


def _edited(choose: random.Random, cells: list[str]) -> str:
    cell = choose.choice(cells)
    at = choose.randrange(len(cell) + 1)
    return (
        cell[:at]
        + choose.choice(["", "x", " ", "0", "o", "\u200b", ";", ",", '"', "é", "-", "I", "l"])
        + cell[at + 1 :]
    )


def changed_rows(choose: random.Random, rows: dict[str, list[list[str]]]) -> str:
    """Move, repeat or take away a row; say which."""
    name = choose.choice(LARGE)
    table = rows[name]
    a, b = choose.sample(range(1, len(table)), 2)
    match choose.randrange(5):
        case 0:
            table[a], table[b] = table[b], table[a]
            return f"{name}: rows {a + 1} and {b + 1} exchanged"
        case 1:
            table.insert(b, list(table[a]))
            return f"{name}: row {a + 1} repeated on {b + 1}"
        case 2:
            table[a][0] = table[b][0]
            return f"{name}: key of {b + 1} given to {a + 1}"
        case 3:
            del table[a]
            return f"{name}: row {a + 1} taken away"
    column = choose.randrange(len(table[0]))
    value = choose.choice(CELLS)
    for row in table[1:]:
        row[column] = value
    return f"{name}: all of {table[0][column]} = {value!r}"


def _at(choose: random.Random, raw: bytes, put: bytes) -> bytes:
    at = choose.randrange(len(raw))
    return raw[:at] + put + raw[at:]


def _on_line(choose: random.Random, raw: bytes, change: Callable[[bytes], bytes], first: int = 1) -> bytes:
    lines = raw.split(b"\n")
    n = choose.randrange(first, len(lines) - 1)
    lines[n] = change(lines[n])
    return b"\n".join(lines)


def _utf(raw: bytes, codec: str) -> bytes:
    return raw.decode().encode(codec, "replace")


def _commas(raw: bytes) -> bytes:
    return b"," * raw.partition(b"\n")[0].count(b",")


FORMS: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "byte order mark": lambda _, raw: b"\xef\xbb\xbf" + raw,
    "CR LF": lambda _, raw: raw.replace(b"\n", b"\r\n"),
    "CR": lambda _, raw: raw.replace(b"\n", b"\r"),
    "a CR": lambda choose, raw: _at(choose, raw, b"\r"),
    "a NUL": lambda choose, raw: _at(choose, raw, b"\0"),
    "no last line end": lambda _, raw: raw[:-1],
    "Latin-1": lambda choose, raw: _at(choose, raw, b"\xfc"),
    "a surrogate": lambda choose, raw: _at(choose, raw, b"\xed\xa0\x80"),
    "an overlong sign": lambda choose, raw: _at(choose, raw, b"\xc0\xaf"),
    "a sign too large": lambda choose, raw: _at(choose, raw, b"\xf4\x90\x80\x80"),
    "UTF-16": lambda _, raw: _utf(raw, "utf-16"),
    "UTF-16 without mark": lambda _, raw: _utf(raw, "utf-16-le"),
    "GB18030": lambda _, raw: _utf(raw, "gb18030"),
    "a quote": lambda choose, raw: _at(choose, raw, b'"'),
    "two quotes": lambda choose, raw: _at(choose, _at(choose, raw, b'"'), b'"'),
    "a comma": lambda choose, raw: _at(choose, raw, b","),
    "a semicolon": lambda choose, raw: _at(choose, raw, b";"),
    "a tab": lambda choose, raw: _at(choose, raw, b"\t"),
    "a line end": lambda choose, raw: _at(choose, raw, b"\n"),
    "a line break in quotes": lambda choose, raw: _on_line(
        choose, raw, lambda line: line.replace(b",", b',"a\nb",', 1)),
    "an empty line": lambda choose, raw: _on_line(choose, raw, lambda line: line + b"\n"),
    "empty cells": lambda choose, raw: _on_line(choose, raw, lambda line: line + b"\n" + _commas(raw)),
    "blank cells": lambda choose, raw: _on_line(
        choose, raw, lambda line: line + b"\n \xc2\xa0" + _commas(raw).replace(b",", b", ")),
    "one cell more": lambda choose, raw: _on_line(choose, raw, lambda line: line + b",more"),
    "an empty cell more": lambda choose, raw: _on_line(choose, raw, lambda line: line + b","),
    "one cell less": lambda choose, raw: _on_line(choose, raw, lambda line: line.rpartition(b",")[0]),
    "quotes not needed": lambda choose, raw: _on_line(choose, raw, lambda line: b'"' + line.replace(b",", b'",', 1)),
    "empty quotes": lambda choose, raw: _on_line(choose, raw, lambda line: line.replace(b",,", b',"",', 1)),
    "quoted header": lambda _, raw: b'"' + raw.replace(b",", b'",', 1),
    "header in capitals": lambda _, raw: raw.split(b"\n")[0].upper() + raw[raw.index(b"\n") :],
    "header misspelt": lambda _, raw: raw.replace(b"_id", b"_ix", 1),
    "header again": lambda choose, raw: _on_line(choose, raw, lambda line: line + b"\n" + raw.split(b"\n")[0]),
    "no header": lambda _, raw: raw.partition(b"\n")[2],
    "header alone": lambda _, raw: raw.partition(b"\n")[0] + b"\n",
    "nothing": lambda _, raw: b"",
    "a column more": lambda _, raw: raw.replace(b"\n", b",\n"),
    "columns exchanged": lambda _, raw: csv_text(
        [row[1], row[0], *row[2:]] for row in csv.reader(raw.decode().splitlines())).encode(),
    "semicolons": lambda _, raw: raw.replace(b",", b";"),
    "a line for Excel": lambda _, raw: b"sep=,\n" + raw,
    "a conflict": lambda choose, raw: _on_line(
        choose, raw, lambda line: b"<<<<<<< HEAD\n" + line + b"\n=======\n" + line + b"\n>>>>>>> x"),
    "a marker": lambda choose, raw: _on_line(choose, raw, lambda line: b"=======" + _commas(raw)),
}  # fmt: skip


def trials(root: Path, seeds: Iterable[int]) -> Iterable[Trial]:
    """Yield packages that are wrong somewhere, each in the place of the one before."""
    for seed in seeds:
        choose = random.Random(seed)
        rows = {name: [list(row) for row in table] for name, table in BASE.items()}
        done = changed_cells(choose, rows, choose.choice((0, 1, 1, 2, 5)))
        if choose.random() < 0.25:
            done += f"; {changed_rows(choose, rows)}"
        package = write_rows(root, rows)
        if choose.random() < 0.4:
            form, name = choose.choice(list(FORMS)), choose.choice(LARGE)
            path = root / package.table[name].path
            path.write_bytes(FORMS[form](choose, path.read_bytes()))
            done += f"; {name}: {form}"
        yield Trial(package, f"seed {seed}: {done}")
