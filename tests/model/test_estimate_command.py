"""The commands `estimate` and `explain`: what they print, write and refuse, and with which exit code."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from model.outputs import PLACES
from scripts import estimate, explain

FEW = ["--draws", "1000"]


def digests(root: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(root.rglob("*")) if p.is_file()}


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change one line: the first that `change` alters."""
    lines = path.read_text(encoding="utf-8").split("\n")
    at, new = next((n, change(line)) for n, line in enumerate(lines) if change(line) != line)
    path.write_text("\n".join([*lines[:at], new, *lines[at + 1 :]]), encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no_such_input:2026=0.35", "no input no-such-input of 2026"),
        ("die_yield:2026=much", "not of the form name:year=value"),
        ("die_yield:2026=-0.35", "negative"),
        ("die_yield:2026=1.2", "above 1"),
        ("die_yield:2031=0.35", "no input die-yield of 2031"),
    ],
)
def test_what_cannot_be_set_is_one_line_and_exit_code_two(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    before = digests(tree_copy)
    assert estimate.main(["--data", str(tree_copy), *FEW, "--set", text]) == 2
    shown = capsys.readouterr()
    assert message in shown.err and shown.err.count("\n") == 1 and shown.out == ""
    assert digests(tree_copy) == before


def test_a_correlation_above_one_is_refused(tree_copy: Path) -> None:
    assert estimate.main(["--data", str(tree_copy), *FEW, "--set", "correlation-yield-years=1.5"]) == 2


@pytest.mark.parametrize("text", ["die_yield:2026=0.35", "die-yield-sellable:2026=0.35", "die_yield=0.35"])
def test_set_shows_the_change_beside_the_committed_and_writes_nothing(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    before = digests(tree_copy)
    assert estimate.main(["--data", str(tree_copy), *FEW, "--set", text]) == 0
    header, *rows, footer = capsys.readouterr().out.splitlines()
    assert "committed" in header and "changed" in header and "nothing was written" in footer
    assert {row.split()[0] for row in rows} == {str(year) for year in range(2022, 2029)}
    assert "nan" not in "".join(rows)
    assert digests(tree_copy) == before


def test_as_of_does_not_see_what_became_known_later(tree_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same vintage of an input, known a day after the day asked for and then a day before."""

    def answer() -> str:
        assert estimate.main(["--data", str(tree_copy), *FEW, "--as-of", "2026-12-31"]) == 0
        return capsys.readouterr().out

    before = answer()
    path = tree_copy / "data" / "assumptions.csv"
    text = path.read_text(encoding="utf-8")
    vintage = (
        "domestic-shipments-2025-as-of-2026-12,domestic-shipments,Invented,2025,2026-12,,2900000,3000000,3100000,units,"
        "lognormal,,p90,assumed,Invented.,,,{known_on},,,"
    )
    path.write_text(text + vintage.format(known_on="2027-01-01") + "\n", encoding="utf-8")
    assert answer() == before
    path.write_text(text + vintage.format(known_on="2026-12-30") + "\n", encoding="utf-8")
    assert answer() != before


def test_as_of_the_release_day_is_the_committed_estimate(tree_copy: Path) -> None:
    assert estimate.main(["--data", str(tree_copy), *FEW, "--as-of", "2026-11-23"]) == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",1450000,1650000,1850000,units,", ",1950000,1650000,1850000,units,", "domestic-shipments-2025: low 1.95e+06"),
        (",domestic-exports,,2022,", ",domestic-exports,,2021,", "domestic-exports: no value for 2022"),
    ],
)
def test_an_impossible_input_in_the_data_is_one_line_and_exit_code_two(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    edit(tree_copy / "data" / "assumptions.csv", lambda line: line.replace(old, new))
    before = digests(tree_copy)
    assert estimate.main(["--data", str(tree_copy), *FEW]) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1
    assert digests(tree_copy) == before


def test_check_fails_on_a_changed_cell_and_on_that_alone(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.outputs.PLACES", PLACES[:1])  # of the costly sensitivities one is enough here
    args = ["--data", str(tree_copy), *FEW]
    assert estimate.main(args) == 0
    path = tree_copy / "data" / "derived" / "estimates.csv"

    def move(line: str) -> str:
        cells = line.split(",")
        return ",".join([*cells[:5], "0.1234", *cells[6:]]) if line.startswith("2025,all,d1,units,sales,") else line

    edit(path, move)
    changed = digests(tree_copy)
    capsys.readouterr()
    assert estimate.main([*args, "--check"]) == 1
    error = capsys.readouterr().err
    assert re.fullmatch(
        r"estimates: 1 rows would change, the first: 2025 all d1 units sales: p05 0.1234 → 0\.\d+\n", error
    )
    assert digests(tree_copy) == changed


def test_explain_prints_the_inputs_of_a_cell_with_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain.main(["2025", "D2", "units"]) == 0
    headline, *lines = capsys.readouterr().out.splitlines()
    assert headline.startswith("2025 d2 units all sales: median 0.")
    named = {line.split(":")[0] for line in lines if line and line[0].isalpha()}
    assert {"domestic-shipments-2025", "foreign-die-bank-use-2025"} <= named
    assert not named & {"demand-value-2025", "chip-price-t3", "domestic-hbm-supply-2025", "domestic-shipments-2026"}
    text = "\n".join(lines)
    shipments = text.split("domestic-shipments-2025: ")[1].split("\n\n")[0]
    assert "1,650,000 (1,450,000 to 1,850,000) units, lognormal" in shipments
    assert "[B] IDC" in shipments and "https://" in shipments
