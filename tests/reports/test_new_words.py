"""A new verdict status and a third language come by touching the vocabulary alone: rows, and one file of words."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from checks.rows.row_layer import check_rows
from checks.structure.structure_layer import check_structure
from reports.charts.claims_timeline import claims_timeline
from reports.charts.staircase import staircase
from reports.charts.verdict_bars import verdict_bars
from reports.pages.answer import answer_today
from reports.pages.claims import claims
from reports.pages.overview import next_claims, overview
from reports.pages.published import last_full_year
from reports.query import CONNECTION, query
from reports.text import language
from reports.text.labels import status_label
from reports.text.language import FOLDER, words
from schemas.csv_text import csv_text
from schemas.package import read_package
from scripts.build import DATABASE, build


def add_row(root: Path, table: str, *cells: str) -> None:
    """Add a row at the end of a table; `make format` would bring it to its place."""
    with (root / "data" / f"{table}.csv").open("a", newline="", encoding="utf-8") as file:
        file.write(csv_text([cells]))


def build_and_read(root: Path, patch: pytest.MonkeyPatch) -> None:
    build(read_package(root), root / "build")
    CONNECTION.close()
    patch.setenv("CHINA_AI_CHIPS_DB", str(root / "build" / DATABASE))


def mistakes(root: Path) -> list[str]:
    """Return errors of structure and rows, but for the place of new rows."""
    texts, found = check_structure(read_package(root))
    found = [f for f in found if f.rule != "structure/rows-sorted"] + check_rows(texts, read_package().day)
    vocabulary = ("data/statuses.csv", "data/translations.csv", "data/derived/verdicts.csv")
    return [str(f) for f in found if f.severity == "error" and f.file in vocabulary]


def test_a_status_is_a_row(tree_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_row(
        tree_copy,
        "statuses",
        "surpassed",
        "surpassed",
        "kept",
        "99",
        "square",
        "good",
        "true",
        "met",
        "More came.",
        "超出所称。",
    )
    assert [m for m in mistakes(tree_copy) if "surpassed has no name in zh" in m]
    add_row(tree_copy, "translations", "statuses", "surpassed", "zh", "超额实现", "")
    verdicts = tree_copy / "data" / "derived" / "verdicts.csv"
    verdicts.write_text(verdicts.read_text(encoding="utf-8").replace(",met,", ",surpassed,"), encoding="utf-8")
    assert mistakes(tree_copy) == []
    build_and_read(tree_copy, monkeypatch)
    rated = query("select * from scoreboard where status = 'surpassed'")
    assert [r["standing"] for r in rated] == ["kept"] * len(rated)
    assert f"Surpassed: {len(rated)}" in claims_timeline().alt and "surpassed" in verdict_bars().alt
    page = claims()
    assert "**surpassed**" in page.meanings and "More came" in page.meanings and "surpassed" in page.table
    assert status_label("surpassed", "zh") == "超额实现" and "超额实现" in next_claims(rated, "zh")


@pytest.fixture
def french(tree_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add a third language: a file of words, and a row of translations for each that Chinese has."""
    shutil.copytree(FOLDER, tmp_path / "words", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    tree = yaml.safe_load((FOLDER / "en.yaml").read_text(encoding="utf-8"))
    tree["staircase"]["source"] = "le modèle de ce projet."
    tree["binding"] |= {"HBM": "mémoire à haut débit", "packaging": "encapsulation", "logic dies": "puces logiques"}
    (tmp_path / "words" / "fr.yaml").write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    with (tree_copy / "data" / "translations.csv").open(newline="", encoding="utf-8") as file:
        chinese = [r for r in csv.DictReader(file) if r["language"] == "zh"]
    for row in chinese:
        short = row["short_name"] and f"et {row['code']} en français"
        add_row(tree_copy, "translations", row["vocabulary"], row["code"], "fr", f"{row['code']} en français", short)
    assert mistakes(tree_copy) == []
    build_and_read(tree_copy, monkeypatch)
    monkeypatch.setattr(language, "FOLDER", tmp_path / "words")
    words.cache_clear()
    yield "fr"
    words.cache_clear()


def test_a_language_is_a_file_and_rows_of_translations(french: str) -> None:
    page, answer = overview(french), answer_today(french)
    assert "mémoire" in page.binding.name or "mémoire" in page.binding.others
    assert "en français" in page.next_claims and "en français" in answer.units.source
    chart = staircase(last_full_year(), french)
    assert chart.name == "staircase-fr" and chart.source == "le modèle de ce projet."
    assert "et d2 en français: " in chart.alt
