"""The overview's first screen: short sentences that read easily, numbers of the estimate, each with a link."""

import re

import pytest

from reports.charts.progress import progress
from reports.pages import imported
from reports.pages.answer import answer_today
from reports.pages.estimates import cells
from reports.pages.imported import in_millions, jump, licensed_imports
from reports.pages.progress_table import progress_table
from reports.pages.published import last_full_year
from reports.render.built_in import REPORTS
from reports.text.inline import fill
from reports.text.values import modelled

MOST_WORDS, HEADLINE_WORDS = 35, 30
EASY = 45  # Flesch: newspapers of record lie between 40 and 60, academic prose below 30


def sentences(text: str) -> list[str]:
    """Return the sentences of Markdown without its marks; a number keeps its decimal point."""
    plain = re.sub(r"\]\([^)]*\)|:::.*|[\[\]*\\`]", "", text)
    return [s for s in re.split(r"(?<=[.?!])\s+", " ".join(plain.split())) if s]


def word_list(sentence: str) -> list[str]:
    """Return the words; a figure with its sign is one word."""
    return re.findall(r"[\w’'.-]*\w(?: ?%)?", sentence)


def syllables(word: str) -> int:
    """Count groups of vowels; a silent e at the end is none, a number or an abbreviation has one."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - word.lower().endswith("e") + word.lower().endswith("le"))


def flesch(text: str) -> float:
    """Return Flesch's reading ease."""
    parts = [word_list(s) for s in sentences(text)]
    words = [w for part in parts for w in part]
    return 206.835 - 1.015 * len(words) / len(parts) - 84.6 * sum(map(syllables, words)) / len(words)


def first_screen() -> str:
    """Return the prose of the first screen as Markdown."""
    page = (REPORTS / "index.qmd").read_text(encoding="utf-8")
    notes = page.split("::: {.first-notes}")[1].split(":::")[0].replace("{{< include _behind.md >}}", "")
    answer = answer_today()
    values = {"answer." + n: v for n, v in vars(answer).items()}
    values |= {"answer.units.figure": answer.units.figure, "answer.units.linked": answer.units.linked}
    headline, behind = ((REPORTS / name).read_text(encoding="utf-8") for name in ("_answer.md", "_behind.md"))
    return fill("\n".join([headline, behind, notes]), values.__getitem__)


def test_flesch_by_hand() -> None:
    """Six words of one syllable in one sentence: 206.835 − 1.015 · 6 − 84.6."""
    assert flesch("The cat sat on the mat.") == pytest.approx(116.145)
    assert [syllables(w) for w in ("made", "table", "memory", "China", "66 %")] == [1, 2, 3, 2, 1]


def test_sentences_are_short_and_read_easily() -> None:
    text = first_screen()
    found = sentences(text)
    assert len(word_list(found[0])) <= HEADLINE_WORDS and len(found) >= 4
    assert [s for s in found if len(word_list(s)) > MOST_WORDS] == []
    assert flesch(text) > EASY
    standfirst = re.search(
        r"::: {.standfirst}\n(.*?):::", (REPORTS / "what-if.qmd").read_text(encoding="utf-8"), re.DOTALL
    )
    assert standfirst and flesch(standfirst[1]) > EASY
    assert all(len(word_list(s)) <= HEADLINE_WORDS for s in sentences(standfirst[1]))


def test_hard_prose_is_told_from_easy() -> None:
    hard = "Notwithstanding considerable methodological heterogeneity, institutional estimates demonstrate convergence."
    assert flesch(hard) < 0 < EASY < flesch("China buys more chips than it makes. The gap is large.")
    assert len(word_list(sentences("one " * 36 + ". Two.")[0])) > MOST_WORDS


@pytest.mark.parametrize(("language", "up"), [("en", ""), ("zh", "../")])
def test_every_number_of_the_table_is_the_estimates_and_has_a_link(language: str, up: str) -> None:
    year, end = last_full_year(), progress().rows[-1]["year"]
    heading, _, *lines = progress_table(language, up).splitlines()
    assert re.findall(r"\b20\d\d\b", heading) == [str(year), str(year + 1), str(end)]
    assert len(lines) == 5
    for line, (definition, ratio) in zip(
        lines, [*((d, "sales") for d in ("d1", "d2", "d3", "d4")), ("d1", "demand")], strict=True
    ):
        shown = line.replace("\u00a0", " ").replace("\\", "").split("|")[2:5]
        for cell, when in zip(shown, (year, year + 1, end), strict=True):
            value = modelled(cells(when, "units", ratio)[definition])
            assert cell.strip().startswith(f"[**{value.figure(language, 'value.{}-brief')}**"), (definition, when)
            assert f"]({up}trajectory.qmd#fig-" in cell
            if value.ranged:
                assert f"[{value.range(language)}]{{.range}}" in cell


def test_the_jump_rests_on_imports_of_the_estimates_own_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    year, units = last_full_year(), licensed_imports()
    assert units[year] > units[year + 1] and 0.5e6 < units[year] < 4e6
    said = jump(year)
    assert f"falling, in the model, from [{in_millions(units[year])}]" in said and "H200-class chips ([" in said
    monkeypatch.setattr(imported, "licensed_imports", lambda: {year: 1e6, year + 1: 2e6})
    assert "licensed imports rise, in the model, from [1](method.qmd#every-input) to [2]" in jump(year)
    assert "许可进口由 [100](../method.qmd#every-input) 万颗升至 [200]" in jump(year, "zh", "../")


def test_the_chart_says_what_it_shows_in_words() -> None:
    chart, row = progress(), cells(last_full_year() + 1)["d2"]
    assert f"{last_full_year() + 1} {modelled(row).text()} (Nowcast)" in chart.alt
    assert {r["definition_id"] for r in chart.rows} == {"d1", "d2", "d3", "d4"}
