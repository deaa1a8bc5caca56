"""The first screen, the switch and What if in a browser: above the fold, equal to the tables, with keyboard and without
script."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.pages.halved_doubled import shares_under
from reports.text.values import modelled

LANGUAGES = {"index.html": "en", "zh/index.html": "zh"}
SIZES = {"desktop": (1280, 720), "phone": (390, 844)}
SHOWN = "e => [...e].filter(x => x.getClientRects().length).map(x => x.getBoundingClientRect().bottom)"
# Sets every combination by the controls themselves, one after the other, only what differs from the one before; with
# another case it begins at the start. Gives what sentence and pictures say of each.
DRIVE = """(combinations) => {
  const form = document.querySelector("#switch form"), sentence = document.querySelector(".switch-sentence");
  const set = (name, value) => {
    const radio = form.querySelector(`input[name="${name}"][value="${value}"]`);
    const control = radio ?? form.querySelector(`select[name="${name}"]`);
    if (radio) radio.checked = true; else control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  let before = [];
  return combinations.map((c) => {
    if (c.at(-1)[1] !== before.at(-1)?.[1]) {
      form.querySelector("button").click();
      before = [];
    }
    c.forEach(([name, value], n) => { if (before[n]?.[1] !== value) set(name, value); });
    before = c;
    return [sentence.textContent, document.querySelector(".switch-pictures").textContent];
  });
}"""


@pytest.fixture(scope="module")
def page(chromium: Any, address: str) -> Iterator[Any]:
    opened = chromium.new_page(viewport={"width": 1280, "height": 720})
    opened.goto(f"{address}/index.html")
    opened.wait_for_selector("#switch form")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_sentence_table_and_chart_lie_above_the_fold(chromium: Any, address: str, name: str, size: str) -> None:
    width, height = SIZES[size]
    opened = chromium.new_page(viewport={"width": width, "height": height})
    opened.goto(f"{address}/{name}")
    opened.wait_for_load_state("networkidle")
    for part in (".headline", ".first-table table", ".first figure svg"):
        bottoms = opened.eval_on_selector_all(part, SHOWN)
        assert len(bottoms) == 1 and bottoms[0] <= height, (part, bottoms)
    opened.close()


def test_the_switch_says_of_every_combination_what_the_tables_say(page: Any, site: Path) -> None:
    data = json.loads((site / "shares" / "switch.json").read_text(encoding="utf-8"))
    combinations, expected = [], []
    for scenario, tiers in data["cells"].items():
        for tier, ratios in tiers.items():
            for ratio, metrics in ratios.items():
                for metric, definitions in metrics.items():
                    for definition, years in definitions.items():
                        for year, (low, median, high) in years.items():
                            # the scenario last: the others are free while the case is the mixture
                            combinations.append(
                                [["definition", definition], ["metric", metric], ["ratio", ratio], ["tier", tier],
                                 ["year", year], ["scenario", scenario]]
                            )  # fmt: skip
                            row = {"low": low, "median": median, "high": high,
                                   "status": data["status"][definition][year]}  # fmt: skip
                            known = data["words"]["en"]
                            expected.append(
                                (modelled(row).text(), f", {year}: ", f" {known[f'switch.of.{ratio}']} in mainland",
                                 f"by {known[f'metric.{metric}']}{known[f'switch.if.{scenario}']}.",
                                 f"{known[f'switch.chips.{tier}']} ", known[f"switch.counts.{definition}"] + ",")
                            )  # fmt: skip
    said = page.evaluate(DRIVE, combinations)
    assert len(said) == len(expected) > 900
    for (sentence, pictures), parts in zip(said, expected, strict=True):
        assert all(part in sentence for part in parts), (sentence, parts)
        assert parts[0] in pictures  # the step that was chosen has its figure beside it


def test_what_was_not_computed_is_not_offered(page: Any, address: str, site: Path) -> None:
    data = json.loads((site / "shares" / "switch.json").read_text(encoding="utf-8"))
    page.goto(f"{address}/index.html#scenario=exports-shut&year={data['options']['year'][-1]}")
    page.wait_for_selector("#switch form")
    disabled = "e => [...e].filter(x => x.disabled).map(x => `${x.name}=${x.value}`)"
    assert page.eval_on_selector_all("#switch input", disabled) == [
        "metric=compute", "metric=bandwidth", "ratio=demand", "tier=T1"
    ]  # fmt: skip
    assert str(data["start"]["year"]) in page.eval_on_selector_all(
        "#switch option", "e => e.filter(x => x.disabled).map(x => x.value)"
    )
    assert "if US exports are shut" in page.inner_text(".switch-sentence")
    for wrong in ("scenario=exports-shut&metric=compute", "definition=d9", "year=1999&metric=value'"):
        page.goto(f"{address}/index.html#{wrong}")
        page.wait_for_function("document.querySelector('.switch-sentence').textContent.includes('are designed')")


def test_the_switch_works_by_keyboard_and_keeps_its_state_in_the_address(page: Any, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.reload()
    page.wait_for_selector("#switch form")
    page.focus("#switch input[name=definition]:checked")
    page.keyboard.press("ArrowDown")
    assert page.url.endswith("#definition=d3")
    page.focus("#switch input[name=ratio]:checked")
    page.keyboard.press("ArrowDown")
    assert page.url.endswith("#definition=d3&ratio=demand")
    assert "that buyers wanted" in page.inner_text(".switch-sentence[aria-live=polite]")
    kept = page.inner_text(".switch-sentence")
    page.reload()
    page.wait_for_selector("#switch form")
    assert page.inner_text(".switch-sentence") == kept
    page.click("#switch form > button")
    assert "#" not in page.url and page.is_checked("#switch input[name=definition][value=d2]")


@pytest.mark.parametrize("path", LANGUAGES)
def test_without_script_the_default_stands(chromium: Any, address: str, path: str) -> None:
    plain = chromium.new_page(java_script_enabled=False)
    plain.goto(f"{address}/{path}")
    still = plain.inner_text("#switch").strip()
    assert plain.locator(".switch-still figure").is_visible()
    lively = chromium.new_page()
    lively.goto(f"{address}/{path}")
    lively.wait_for_selector("#switch form")
    assert lively.inner_text(".switch-sentence").strip() == still
    assert lively.locator(".switch-still figure").is_hidden()
    plain.close()
    lively.close()


@pytest.mark.parametrize(
    "moves",
    [
        {},
        {"packaging-capacity": 1.0},
        {"smuggled-imports": -0.5, "licensed-imports-t3": 0.35, "domestic-hbm-supply": 1.0},
        {"die-yield-sellable": -1.0, "huawei-own-memory-packages": -1.0, "ai-wafer-capacity": 0.8},
    ],
)
@pytest.mark.parametrize(("last", "definition", "metric"), [(False, "d2", "units"), (True, "d3", "value")])
def test_what_if_shows_what_python_evaluates(
    page: Any, address: str, moves: dict[str, float], last: bool, definition: str, metric: str
) -> None:
    found = shares_under(moves)
    year = sorted({year for year, _, _ in found})[-1 if last else 0]
    state = {"definition": definition, "metric": metric, "year": year} | moves
    page.goto("about:blank")
    page.goto(f"{address}/what-if.html#" + "&".join(f"{k}={v}" for k, v in state.items()))
    page.wait_for_selector("#what-if form")
    shown = page.text_content("#what-if svg")
    for one in ("d1", "d2", "d3", "d4"):
        low, median, high = found[year, one, metric]
        assert modelled({"low": low, "median": median, "high": high}).text() in shown, one
    low, median, high = found[year, definition, metric]
    assert modelled({"low": low, "median": median, "high": high}).text() in page.inner_text("#what-if .switch-sentence")


def test_what_if_works_by_keyboard_says_the_change_and_goes_back(page: Any, address: str) -> None:
    page.goto("about:blank")
    page.goto(f"{address}/what-if.html")
    page.wait_for_selector("#what-if form")
    published = page.inner_text("#what-if .switch-sentence")
    page.focus("#lever-packaging-capacity")
    page.keyboard.press("End")
    said = page.inner_text("#what-if .switch-sentence[aria-live=polite]")
    assert said.startswith("Twice the packaging capacity would ") and page.url.endswith("#packaging-capacity=1")
    assert page.get_attribute("#lever-packaging-capacity", "aria-valuetext") == "× 2"
    page.focus("#lever-smuggled-imports")
    page.keyboard.press("Home")
    both = page.inner_text("#what-if .switch-sentence")
    assert both.startswith("Twice the packaging capacity and half the smuggled chips would lift ")
    page.click("#what-if form > button")
    assert page.inner_text("#what-if .switch-sentence") == published and "#" not in page.url


def test_without_script_what_if_has_its_table(chromium: Any, address: str) -> None:
    plain = chromium.new_page(java_script_enabled=False)
    plain.goto(f"{address}/what-if.html")
    assert plain.is_visible("text=sliders stand here") and plain.locator("main table").count() == 2
    plain.close()


def test_the_whole_overview_is_small(chromium: Any, address: str) -> None:
    opened = chromium.new_page()
    sizes: list[int] = []
    opened.on("response", lambda r: sizes.append(len(r.body())))
    opened.goto(f"{address}/index.html")
    opened.wait_for_selector("#switch form")
    opened.wait_for_load_state("networkidle")
    assert sum(sizes) < 500_000
    opened.close()
