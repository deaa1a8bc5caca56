"""Every chart is drawn for this year and for the next: no row, mark or text is lost when the calendar turns.

Next year's data are this year's with each date, period and year moved by one; ids stay as they are.
"""

import doctest
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from chart_catalogue import CHARTS, build_database
from reports.charts.base import Chart, drawing, drawing_name, settings
from reports.charts.intervals import interval_text
from reports.charts.staircase import staircase
from reports.query import query
from schemas.cells import TextTable, read_tables
from schemas.package import Field, read_package
from scripts.build import DATABASE

SLACK = 2.0  # pixels by which a text may be wider than measured


def holds_a_date(field: Field) -> bool:
    """Tell whether a column tells a date, a period or a year."""
    pattern = str(field.constraints.get("pattern", ""))
    return field.type == "date" or field.unit == "year" or pattern.startswith("^[0-9]{4}")


def moved(text: str, by: int) -> str:
    """Return a date, period or year moved by years.

    >>> moved("2024-02-29", 1), moved("2024-Q3/2025-Q1", 1), moved("2025", 1), moved("", 1)
    ('2025-02-28', '2025-Q3/2026-Q1', '2026', '')
    """
    text = re.sub(r"(?<![\d-])\d{4}", lambda m: str(int(m[0]) + by), text)
    return re.sub(r"-02-29", "-02-28", text)


def moved_table(table: TextTable, by: int) -> TextTable:
    """Return a table with all of its dates moved."""
    dated = {f.name for f in table.table.fields if holds_a_date(f)}
    return replace(
        table,
        columns={
            name: [moved(cell, by) for cell in cells] if name in dated else cells
            for name, cells in table.columns.items()
        },
    )


@pytest.fixture(scope="session")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real package built with all of its dates a year later."""
    package, path = read_package(), tmp_path_factory.mktemp("next-year") / DATABASE
    texts = {name: moved_table(table, 1) for name, table in read_tables(package).items()}
    build_database(path, texts)
    return path


@dataclass(frozen=True)
class Drawn:
    """One drawing: its marks, and what lies where it cannot be seen."""

    points: int
    tips: list[str]
    texts: list[str]
    lost: list[str]


def drawn(chart: Chart, narrow: bool) -> Drawn:
    """Draw a chart and measure where its marks and texts are."""
    with mpl.rc_context(settings(drawing_name(chart, narrow), narrow)):
        figure, tips = drawing(chart, narrow)
        FigureCanvasAgg(figure).draw()
    marks = {str(a.get_gid()): a for a in figure.findobj(lambda a: a.get_gid() in tips.by_id)}
    assert marks.keys() == tips.by_id.keys()
    unseen = unseen_ticks(figure)
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    texts = [t for t in texts if t not in unseen]
    lost = [f"mark of: {tips.by_id[gid]}" for gid, mark in marks.items() if outside_axes(mark)]
    lost += [f"text: {t.get_text()}" for t in texts if outside_figure(t, figure)]
    points = sum(len(np.asarray(m.get_xydata())) if isinstance(m, Line2D) else 1 for m in marks.values())
    return Drawn(points, list(tips.by_id.values()), [t.get_text() for t in texts], lost)


def unseen_ticks(figure: Figure) -> set[Text]:
    """Return labels of ticks beyond the limits of their axis, which are made but not drawn."""
    found: set[Text] = set()
    for axis in (a for ax in figure.axes for a in (ax.xaxis, ax.yaxis)):
        low, high = sorted(axis.get_view_interval())
        found.update(t.label1 for t in axis.get_major_ticks() if not low <= t.get_loc() <= high)
    return found


def corners(artist: Artist) -> Iterator[tuple[float, float]]:
    """Return the places in pixels that must be seen of a mark: each point of a line, the corners of a patch."""
    if isinstance(artist, Line2D):
        yield from artist.get_transform().transform(artist.get_xydata())
    elif isinstance(artist, Patch):
        box = artist.get_window_extent()
        yield from ((box.x0, box.y0), (box.x1, box.y1))


def outside_axes(artist: Artist) -> bool:
    """Tell whether a part of a mark lies beyond the frame of its axes, where its data say that it is."""
    axes = artist.axes
    assert axes is not None, artist
    frame = axes.get_window_extent().padded(0.5)
    by_data = artist.get_transform().contains_branch_seperately(axes.transData)
    return any(
        along and not low <= at <= high
        for place in corners(artist)
        for at, along, low, high in zip(place, by_data, frame.min, frame.max, strict=True)
    )


def outside_figure(text: Text, figure: Figure) -> bool:
    """Tell whether a text is cut off at an edge of the figure."""
    box, whole = Text.get_window_extent(text), figure.bbox.padded(SLACK)
    return box.x0 < whole.x0 or box.x1 > whole.x1 or box.y0 < whole.y0 or box.y1 > whole.y1


def last_full_year() -> int:
    """Return the last year that the model estimates, of the database that charts read at the moment."""
    return int(query("select max(year) as year from self_sufficiency where status = 'estimate'")[0]["year"])


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_lost_when_the_year_turns(
    name: str, real_build: Path, next_year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, points = [], []
    for path in (real_build / DATABASE, next_year):
        monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(path))
        chart = CHARTS[name](last_full_year())
        assert chart.name == name
        wide, narrow = drawn(chart, narrow=False), drawn(chart, narrow=True)
        assert (wide.lost, narrow.lost) == ([], [])
        rows.append(len(chart.rows))
        points.append((wide.points, narrow.points, len(wide.tips), len(narrow.tips)))
    assert rows[0] == rows[1] and points[0] == points[1]


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_the_staircase_of_every_year_shows_each_row(
    real_build: Path, monkeypatch: pytest.MonkeyPatch, narrow: bool
) -> None:
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(real_build / DATABASE))
    for row in query("select distinct year from self_sufficiency order by year"):
        chart = staircase(row["year"])
        picture = drawn(chart, narrow)
        assert picture.lost == [] and len(chart.rows) >= 5, row
        for step in chart.rows:
            words = interval_text(step)
            assert words in picture.texts, (row, words)
            mine = [tip for tip in picture.tips if tip.startswith(f"{step['definition_id'].upper()} ") and words in tip]
            assert len(mine) == 2, (row, words)  # its bar and its dot


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(sys.modules[__name__]).failed == 0
