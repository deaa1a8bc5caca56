"""The commands `estimate` and `explain`: what they print, write and refuse, and with which exit code."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import model.what_if
from model.indicator import Run, Setting
from model.outputs import estimates
from model.witnesses import in_force
from scripts import estimate, explain


@pytest.fixture
def nothing_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the commands draw few draws and listen to no figure: what they do with the answer is tested here."""
    monkeypatch.setattr("model.what_if.FEW", 100)
    monkeypatch.setattr("model.what_if.is_current", lambda package, texts: False)
    monkeypatch.setattr("model.what_if.in_force", lambda heard, day=None: [])


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
        ("package_yield:2024=much", "not of the form name:period=value"),
        ("package_yield:2024=-0.35", "negative"),
        ("package_yield:2024=1.2", "above 1"),
        ("package_yield:2031=0.35", "no input package-yield of 2031"),
    ],
)
def test_what_cannot_be_set_is_one_line_and_exit_code_two(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    before = digests(tree_copy)
    assert estimate.main(["--data", str(tree_copy), "--set", text]) == 2
    shown = capsys.readouterr()
    assert message in shown.err and shown.err.count("\n") == 1 and shown.out == ""
    assert digests(tree_copy) == before


@pytest.mark.parametrize(
    "how",
    [
        ["--set", "package_yield:2024=0.35"],
        ["--set", "package-yield=0.35", "--prior", "--draws", "50"],
        ["--as-of", "2025-06-30"],
        ["--as-of", "2022-06-30"],
    ],
)
def test_what_if_shows_the_change_beside_the_committed_and_writes_nothing(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], nothing_heard: None, how: list[str]
) -> None:
    before = digests(tree_copy)
    assert estimate.main(["--data", str(tree_copy), *how]) == 0
    header, *rows, footer, _ = capsys.readouterr().out.splitlines()
    assert "committed" in header and "changed" in header and "nothing was written" in footer
    assert {row.split()[0] for row in rows} == {str(year) for year in range(2022, 2029)}
    assert "nan" not in "".join(rows)
    assert digests(tree_copy) == before


def test_set_changes_what_follows_from_the_input_and_nothing_else(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], nothing_heard: None
) -> None:
    """A price moves value and no units. Same draws on both sides, so what does not follow is the same to the digit."""

    def answer(*how: str) -> dict[tuple[str, ...], str]:
        assert estimate.main(["--data", str(tree_copy), *how]) == 0
        rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:-2]]
        return {tuple(row[:3]): re.findall(r"[\d.]+ \([^)]*\)", " ".join(row))[-1] for row in rows}

    plain = answer("--set", "chip-price-t3=21")
    dear = answer("--set", "chip-price-t3=200")
    assert plain.keys() == dear.keys()
    assert {key[1] for key in plain if plain[key] != dear[key]} == {"value"}


def test_as_of_does_not_see_a_vintage_of_a_later_day(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], nothing_heard: None
) -> None:
    def answer() -> str:
        assert estimate.main(["--data", str(tree_copy), "--as-of", "2026-12-31"]) == 0
        return capsys.readouterr().out

    before = answer()
    path = tree_copy / "data" / "assumptions.csv"
    text = path.read_text(encoding="utf-8")
    row = "x,chip-price-t3,,,{vintage},,180,200,220,CNY thousand per unit,lognormal,p90,assumed,Invented.,,,,\n"
    path.write_text(text + row.format(vintage="2027-01-01"), encoding="utf-8")
    assert answer() == before
    path.write_text(text + row.format(vintage="2026-12-30"), encoding="utf-8")
    assert answer() != before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("after-packaging,0.6,0.75,0.9,", "after-packaging,0.8,0.75,0.9,", "package-yield-2024: low 0.8, central 0.75"),
        (
            "package-yield-2024,package-yield,,2024,",
            "package-yield-2024,package-yield,,,",
            "package-yield: a level needs",
        ),
    ],
)
def test_an_impossible_input_in_the_data_is_one_line_and_exit_code_two(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], nothing_heard: None, old: str, new: str, message: str
) -> None:
    edit(tree_copy / "data" / "assumptions.csv", lambda line: line.replace(old, new))
    before = digests(tree_copy)
    assert estimate.main(["--data", str(tree_copy), "--prior", "--draws", "10"]) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1
    assert digests(tree_copy) == before


def test_check_fails_on_a_changed_cell_and_on_that_alone(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, before: Run, now: Setting
) -> None:
    """The tables are written, one cell is changed, and the comparison names it; nothing is written then."""
    monkeypatch.setattr(estimate, "compute", lambda *given: {"estimates": estimates(before, now)})
    args = ["--data", str(tree_copy)]
    assert estimate.main(args) == 0
    assert "672 rows" in capsys.readouterr().out
    assert estimate.main([*args, "--check"]) == 0
    path = tree_copy / "data" / "derived" / "estimates.csv"

    def move(line: str) -> str:
        cells = line.split(",")
        return ",".join([*cells[:5], "0.0123", *cells[6:]]) if line.startswith("2025,all,d1,units,sales,") else line

    edit(path, move)
    changed = digests(tree_copy)
    capsys.readouterr()
    assert estimate.main([*args, "--check"]) == 1
    error = capsys.readouterr().err
    assert re.fullmatch(
        r"estimates: 1 rows would change, the first: 2025 all d1 units sales: p05 0.0123 → 0\.\d+\n", error
    )
    assert digests(tree_copy) == changed


def test_explain_prints_inputs_with_their_sources_and_what_figures_changed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three figures of Chinese-designed chips in 2025 alone: enough for the words, quick to hear."""

    def few(heard: list, day: object = None) -> list:
        return [w for w in in_force(heard) if (w.metric, w.period) == ("chip-shipments", "2025")][:3]

    monkeypatch.setattr(model.what_if, "in_force", few)
    monkeypatch.setattr("model.what_if.FEW", 300)
    monkeypatch.setattr("model.what_if.is_current", lambda package, texts: False)
    assert explain.main(["2025", "D1", "units"]) == 0
    headline, *lines = capsys.readouterr().out.splitlines()
    assert headline.startswith("2025 d1 units all sales: median 0.")
    text = "\n".join(lines)
    inputs, figures = text.split("median without each published figure")
    assert "rank correlation" in inputs and "units, lognormal, assumed" in inputs
    assert "https://" in inputs and not re.search(r"^\S*usd-cny-rate", inputs, re.MULTILINE)
    assert figures.endswith("3 figures") and figures.count("obs-") == 3
