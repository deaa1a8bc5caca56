"""What can be picked without SQL has figures, whatever it is."""

import re
from html import unescape
from typing import Any

import pytest

from reports.pages.explore_choices import PICKED, PIECES, choices_html, measures
from reports.query import query
from reports.text.language import words


def test_measures_name_their_firms_and_years() -> None:
    rows: list[dict[str, Any]] = [
        {"metric_id": "a", "metric": "A & B", "firm_id": None, "year": 2025},
        {"metric_id": "a", "metric": "A & B", "firm_id": "f", "year": None},
        {"metric_id": "b", "metric": "C", "firm_id": "f", "year": 2024},
        {"metric_id": "b", "metric": "C", "firm_id": "f", "year": 2025},
    ]
    assert measures(rows) == (
        '<option value="a" data-has=" 2025;f">A &amp; B</option><option value="b" data-has="f 2024 2025">C</option>'
    )


def composed(**picked: object) -> str:
    pieces = [PIECES["select"].format(picked["measure"])]
    pieces += [PIECES[name].format(picked[name]) for name in ("firm", "year") if picked.get(name)]
    return "".join(pieces) + PIECES["order"]


def test_every_measure_gives_figures_and_so_does_the_first_firm_and_year_of_each() -> None:
    rows = {row["metric_id"]: row for row in reversed(query(PICKED))}
    assert len(rows) > 50
    for metric, row in rows.items():
        assert query(composed(measure=metric)), metric
        assert query(composed(measure=metric, firm=row["firm_id"], year=row["year"])), row


def test_the_page_has_the_pieces_and_every_firm_that_is_offered() -> None:
    html = choices_html(words())
    for name, piece in PIECES.items():
        assert unescape(re.search(rf'data-{name}="([^"]*)"', html)[1]) == piece  # type: ignore[index]
    offered = {row["firm_id"] for row in query(PICKED)} - {None}
    assert offered <= set(re.findall(r'<option value="([^"]*)"', html))


@pytest.mark.parametrize("name", ["explore-measure", "explore-firm", "explore-year"])
def test_every_list_has_a_label(name: str) -> None:
    assert re.search(rf'<label>[^<]+<select id="{name}">', choices_html(words()))
