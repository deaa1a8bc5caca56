"""make format: idempotent, loses nothing, and fixes what can be fixed."""

import csv
import io
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.canonical import canonical, canonical_cell, canonical_number, read_leniently
from schemas.package import Package, read_package
from scripts.format import main

REGIONS = read_package().table["regions"]
NAMES = [f.name for f in REGIONS.fields]
cells = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=8)


@settings(deadline=None)
@given(st.lists(st.tuples(*[cells] * len(NAMES)), max_size=6))
def test_format_is_idempotent_and_loses_nothing(rows: list[tuple[str, ...]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(NAMES)
    writer.writerows(rows)
    text, problems = read_leniently(REGIONS, out.getvalue().encode())
    if problems:  # a row of blanks is taken for an empty line, which leaves nothing to lose
        return
    once = canonical(text)
    again, problems = read_leniently(REGIONS, once.encode())
    assert problems == []
    assert canonical(again) == once
    before = sorted(words for row in rows if any(words := tuple(map(words_of, row))))
    kept = zip(*(again.columns[n] for n in NAMES), strict=True)
    after = sorted(words for row in kept if any(words := tuple(map(words_of, row))))
    assert after == before


def words_of(cell: str) -> str:
    """Return a cell as a reader sees it, whatever its blanks are and however its accents are composed."""
    seen = "".join(c for c in unicodedata.normalize("NFD", cell) if c not in "\u200b\u2060\ufeff\u00ad")
    return " ".join(unicodedata.normalize("NFD", seen).split())


@pytest.mark.parametrize(
    ("cell", "mended"),
    [
        ("wafers\u00a0per\u202fmonth", "wafers per month"), ("獲受理\u3000或成", "獲受理 或成"),
        ("Ascend 910C\u200b", "Ascend 910C"),
        ("\ufeffSMIC", "SMIC"), ("Zu\u0308rich", "Zürich"), ("a\u202eb", "a\u202eb"), ("two  blanks", "two  blanks"),
        ("ä¸\u00adå›½", "ä¸\u00adå›½"),
    ],
)  # fmt: skip
def test_blanks_and_accents_are_mended_and_nothing_else(cell: str, mended: str) -> None:
    assert canonical_cell(REGIONS.field["name"], cell) == mended


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_numbers_keep_their_value(number: Decimal) -> None:
    for spelled in (str(number), f"{number:e}", f"{number:+f}"):
        text = canonical_number(spelled)
        assert Decimal(text) == number
        assert "e" not in text.lower() and not text.startswith("+")
        assert canonical_number(text) == text


@pytest.mark.parametrize(
    ("spelled", "plain"),
    [("1e3", "1000"), ("+5", "5"), ("007", "7"), ("1.50", "1.5"), (".5", "0.5"), ("-0", "0"), ("12,5", "12,5")],
)
def test_number(spelled: str, plain: str) -> None:
    assert (canonical_number(spelled) if spelled != "12,5" else spelled) == plain


def test_command_fixes_form_and_is_quiet_the_second_time(
    make_package: Callable[..., Package], capsys: pytest.CaptureFixture[str]
) -> None:
    package = make_package()
    path = package.root / "data" / "regions.csv"
    good = path.read_bytes()
    header, row = good.decode().splitlines()
    shuffled = "\ufeff" + ",".join(reversed(header.split(","))) + "\r\n\r\n" + ",".join(reversed(row.split(",")))
    path.write_bytes(shuffled.encode())
    assert main(["--data", str(package.root)]) == 0
    assert path.read_bytes() == good
    assert "formatted data/regions.csv" in capsys.readouterr().out
    assert main(["--data", str(package.root)]) == 0
    assert capsys.readouterr().out == ""


def test_command_leaves_what_it_cannot_fix(
    make_package: Callable[..., Package], capsys: pytest.CaptureFixture[str]
) -> None:
    package = make_package()
    path = Path(package.root / "data" / "regions.csv")
    broken = path.read_bytes() + b'x,"two\nlines",,country,\n'
    path.write_bytes(broken)
    assert main(["--data", str(package.root)]) == 1
    assert path.read_bytes() == broken
    assert "data/regions.csv:3: name: a quoted cell holds a line break" in capsys.readouterr().err
