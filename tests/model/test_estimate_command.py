"""The commands `estimate` and `explain`: what they print, write and refuse, and with which exit code. Draws of the
prior stand for those of the estimate here: the sampler has tests of its own."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from model.condition import prior
from model.indicator import Setting
from model.inputs import Inputs
from model.outputs import Row, estimates
from model.tables import inputs, setting
from schemas.cells import TextTable
from schemas.package import Package
from scripts import estimate, explain
from tests_support import state_draws

FEW = ["--draws", "60"]


@pytest.fixture
def tree(tree_copy: Path) -> Path:
    """Return a copy of the package with a few draws that are taken for the estimate."""
    state_draws(tree_copy)
    return tree_copy


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the estimates be all that a run gives."""

    def compute(package: Package, texts: dict[str, TextTable], particles: int, seed: int) -> dict[str, list[Row]]:
        chosen = setting(package.day)
        return {"estimates": estimates(prior(inputs(texts), particles, seed, chosen)[1], chosen)}

    monkeypatch.setattr(estimate, "compute", compute)


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
        ("share_950dt_of_950:2026=much", "not of the form name:period=value"),
        ("share_950dt_of_950:2026=-0.35", "negative"),
        ("share_950dt_of_950:2026=1.2", "above 1"),
        ("share_950dt_of_950:2031=0.35", "no input share-950dt-of-950 of 2031"),
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


@pytest.mark.parametrize(
    "args",
    [
        ["--set", "domestic-packaging-and-substrate-share=0.9"],
        ["--set", "licensed_imports_shut:2026=5000"],
        ["--set", "usd-cny-rate:2028=7", "--set", "brand_only_share=0"],
        ["--prior"],
        ["--prior", "--set", "house-bias=0.2"],
    ],
)
def test_a_case_stands_beside_the_committed_and_nothing_is_written(
    tree: Path, capsys: pytest.CaptureFixture[str], args: list[str]
) -> None:
    before = digests(tree)
    assert estimate.main(["--data", str(tree), *FEW, *args]) == 0
    header, *rows, footer, how = capsys.readouterr().out.splitlines()
    assert "committed" in header and "changed" in header and "nothing was written" in footer
    assert {row.split()[0] for row in rows} == {str(year) for year in range(2022, 2029)}
    assert "nan" not in "".join(rows)
    assert re.search("no published figure was heard|weighed anew|led to the new state", how)
    assert digests(tree) == before


def test_as_of_a_day_hears_only_what_was_public(
    tree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = {}

    def conditioned(
        known: Inputs, n: int, seed: int, chosen: Setting, heard_now: list, *effort: object
    ) -> SimpleNamespace:
        heard[chosen.last_full_year] = [w.said_on for w in heard_now]
        return SimpleNamespace(run=prior(known, 60, seed, chosen)[1])

    monkeypatch.setattr("model.what_if.conditioned", conditioned)
    for day in ("2024-06-30", "2026-11-23"):
        assert estimate.main(["--data", str(tree), "--as-of", day]) == 0
        n = len(heard[int(day[:4]) - 1])
        assert f"{n} figures were public on {day}" in capsys.readouterr().out
    assert max(map(str, heard[2023])) <= "2024-06-30"
    assert len(heard[2023]) < len(heard[2025])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",0.1,0.35,0.65,share,", ",0.5,0.35,0.65,share,", "domestic-packaging-and-substrate-share: low 0.5"),
        ("lag-quarters,lag-quarters,,,", "lag-quarters,lag-quarters,,2021,", "lag-quarters: no value"),
    ],
)
def test_an_impossible_input_in_the_data_is_one_line_and_exit_code_two(
    tree_copy: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    text = (tree_copy / "data" / "assumptions.csv").read_text(encoding="utf-8")
    assert old in text
    (tree_copy / "data" / "assumptions.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    before = digests(tree_copy)
    assert estimate.main(["--data", str(tree_copy), *FEW, "--prior"]) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1
    assert digests(tree_copy) == before


@pytest.mark.usefixtures("computed")
def test_check_fails_on_a_changed_cell_and_on_that_alone(tree_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["--data", str(tree_copy), *FEW]
    assert estimate.main(args) == 0
    assert estimate.main([*args, "--check"]) == 0
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


def test_explain_prints_the_inputs_of_a_cell_with_their_sources_and_the_figures(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """D4 of 2028 goes with packaging at home; what Huawei sold in 2023 is told by figures."""
    assert explain.main(["2028", "D4", "units", "--data", str(tree)]) == 0
    headline, *lines = capsys.readouterr().out.splitlines()
    assert headline.startswith("2028 d4 units all sales: median 0.")
    named = [line.split(":")[0].split(",")[0] for line in lines if line and line[0].isalpha()]
    assert "domestic-packaging-and-substrate-share" in named[:12]
    text = "\n".join(lines)
    assert "0.35 (0.1 to 0.65) share, logit-normal, assumed" in text and "ABF substrates" in text
    figures = text.split("median without each published figure")[1]
    assert re.search(r"obs-[a-z]+-\d+\S* \([a-z]\S* \S+.*\): (not told by these draws|0\.\d+, not 0\.\d+)", figures)


def test_the_table_that_says_of_which_inputs_they_are_is_written_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So whoever is killed between two tables leaves ones that count as out of date."""
    written: list[str] = []
    monkeypatch.setattr(estimate, "write", lambda package, name, rows: written.append(name))
    package: Any = SimpleNamespace(root=tmp_path)
    estimate.write_model(package, {"diagnostics": [], "estimates": [], "witnesses": []})
    assert written == ["estimates", "witnesses", "diagnostics"]
