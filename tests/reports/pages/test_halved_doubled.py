"""What if, without a browser: the table `surface` evaluated in Python, the table that readers without script see, and
the script of the site, which must say the same as the code in model/README.md says."""

import json
import shutil
import subprocess

import pytest

from model.surface import LEVERS
from reports.pages.estimates import cells
from reports.pages.halved_doubled import effects, shares_under, what_if
from reports.pages.published import last_full_year
from reports.render.share_files import what_if as what_if_data
from schemas.package import ROOT

MOVES = {"packaging-capacity": 0.5, "smuggled-imports": -1.0, "die-yield-sellable": 0.35}


def test_unmoved_shares_are_those_of_the_estimate() -> None:
    """To the percentage point that the fit is good for."""
    year = last_full_year() + 1
    found = shares_under({})
    for metric in ("units", "value"):
        for definition in ("d1", "d2", "d3", "d4"):
            row = cells(year, metric)[definition]
            expected = [row["low"], row["median"], row["high"]]
            assert found[year, definition, metric] == pytest.approx(expected, abs=1.0)


def test_stricter_definitions_have_no_more_and_ends_are_in_order() -> None:
    found = shares_under(dict.fromkeys(LEVERS, 1.0))
    for (year, definition, metric), three in found.items():
        assert three == sorted(three)
        if definition != "d1":
            looser = found[year, f"d{int(definition[1]) - 1}", metric]
            assert all(a <= b + 1e-9 for a, b in zip(three, looser, strict=True))


def test_less_smuggling_and_fewer_imports_lift_the_share() -> None:
    year = last_full_year() + 1
    before, after = shares_under({}), shares_under({"smuggled-imports": -1, "licensed-imports-t3": -1})
    assert after[year, "d1", "units"][1] > before[year, "d1", "units"][1] + 2


def test_the_table_has_each_input_halved_and_doubled() -> None:
    year = last_full_year() + 1
    lines = effects(year).replace("\u00a0", " ").replace("\\", "").splitlines()
    assert len(lines) == 3 + len(LEVERS) and lines[2].startswith("| as published |")
    ends = [shares_under({"smuggled-imports": m})[year, "d1", "units"][1] for m in (-1, 1)]
    assert f"| Smuggled chips | {ends[0]:.0f}% → {ends[1]:.0f}% |" in lines[-1]
    assert what_if("zh").last_table.startswith("| 输入 | 中国设计 |")


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no JavaScript here")
def test_the_script_of_the_page_evaluates_as_python_does() -> None:
    script = (ROOT / "reports" / "theme" / "what-if.js").read_text(encoding="utf-8")
    code = (
        f"const shares = {{ start() {{}} }};\n{script}\nconst data = {json.dumps(what_if_data())};\n"
        "const found = data.options.year.flatMap((y) => data.options.metric.map((m) =>"
        f" [y, m, whatIf.evaluate(data, {json.dumps(MOVES)}, y, m)]));\nconsole.log(JSON.stringify(found))"
    )
    done = subprocess.run(["node", "-"], input=code, capture_output=True, text=True, check=True)
    expected, count = shares_under(MOVES), 0
    for year, metric, by_definition in json.loads(done.stdout):
        for definition, three in by_definition.items():
            assert three == pytest.approx(expected[year, definition, metric], abs=1e-9)
            count += 1
    assert count == len(expected) == 24
