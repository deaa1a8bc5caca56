"""Words by language: every language has all of them, what is missing is named, and one more needs only its file."""

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from reports.charts.staircase import staircase
from reports.pages.overview import _binding
from reports.text import language
from reports.text.dates import day, period
from reports.text.language import FOLDER, MissingWords, words
from reports.text.values import Value
from reports_support import write_database

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_keys(code: str) -> None:
    assert words(code).texts.keys() == words("en").texts.keys()
    assert not [key for key, text in words(code).texts.items() if places(text) - places(words("en")[key]) - {"year"}]


def test_what_is_missing_is_named_with_file_and_key() -> None:
    with pytest.raises(MissingWords, match=r"^reports/text/zh\.yaml: no words for “no\.such”$"):
        words("zh")["no.such"]
    with pytest.raises(MissingWords, match=r"^reports/text/en\.yaml: “value\.unit”: “\{unit\}” in .* names nothing"):
        words().fill("value.unit", amount=1)
    with pytest.raises(MissingWords, match=r"^reports/text/xx\.yaml is not there$"):
        words("xx")


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add a third language: a file beside the others, with some words of its own."""
    for path in FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    tree = yaml.safe_load((FOLDER / "en.yaml").read_text(encoding="utf-8"))
    tree["value"] |= {"range": "{low} bis {high}", "percent": "{amount} Prozent"}
    tree["date"] |= {"end-of-year": "Ende", "day": "{day}.{month}.{year}", "months": "1 2 3 4 5 6 7 8 9 10 11 12"}
    tree["binding"]["packaging"] = "Gehäuse"
    (tmp_path / "de.yaml").write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    words.cache_clear()
    yield "de"
    words.cache_clear()


def test_a_third_language_is_a_file_and_rows_of_translations(
    german: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Value(41, 36, 46, unit="%").text(german) == "41 Prozent (36 bis 46)"
    assert (period("2025-12-31", german), day("2025-08-27", german)) == ("Ende 2025", "27.8.2025")
    sql = """create table assumptions (input_id text, period text, low double, central double, high double, unit text,
        basis text);
      create table bindings as from (values (2026, 'packaging', 0.9)) t(year, binding, probability);
      create table self_sufficiency as select 2025 as year, 'd1' as definition_id, 'Design' as definition,
        'units' as metric, 'all' as tier, 'sales' as ratio, 'estimate' as status,
        40.0 as median, 36.0 as low, 43.0 as high;
      insert into translations values ('definitions', 'd1', 'de', 'In China entworfen', 'in China entworfen')
    """
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(write_database(tmp_path / "db.duckdb", sql)))
    assert _binding(german).name == "Gehäuse" and _binding(german).likely == "90 Prozent"
    chart = staircase(2025, german)
    assert chart.name == "staircase-de" and "in China entworfen: 40 Prozent (36 bis 43)." in chart.alt
