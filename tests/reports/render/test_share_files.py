"""The files of the switch and of What if hold what the tables hold, whole, with words in every language of the site."""

import json
from pathlib import Path

from reports.query import query
from reports.render.share_files import FOLDER, ORDER, add, switch

LARGEST = 150_000  # bytes of a file, before it is compressed


def combinations(cells: object, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Return the path to each cell, keys as text."""
    if isinstance(cells, list):
        return {path}
    assert isinstance(cells, dict)
    return set().union(*(combinations(below, (*path, str(key))) for key, below in cells.items()))


def test_every_combination_of_the_tables_is_there_and_no_other() -> None:
    estimated = query("select tier, ratio, metric, definition_id, year from estimates where p50 is not null")
    expected = {("as-published", *map(str, row.values())) for row in estimated}
    states = query(
        "select scenario, 'all' as tier, 'sales' as ratio, metric, definition_id, year from scenarios "
        "where scenario <> 'as-published' and p50 is not null"
    )
    expected |= {tuple(map(str, row.values())) for row in states}
    assert combinations(switch()["cells"]) == expected and len(expected) > 900


def test_states_as_published_are_the_estimate() -> None:
    """The table `scenarios` repeats them; one of both is enough."""
    cells = switch()["cells"]["as-published"]["all"]["sales"]
    for row in query("select * from scenarios where scenario = 'as-published'"):
        low, median, high = cells[row["metric"]][row["definition_id"]][row["year"]]
        assert [round(100 * row[p], 2) for p in ("p05", "p50", "p95")] == [low, median, high]


def test_options_have_words_in_every_language() -> None:
    data = switch()
    codes = [row["scenario"] for row in query("select distinct scenario from scenarios")]
    assert sorted(codes) == sorted(ORDER["scenario"])
    for known in data["words"].values():
        for key, options in data["options"].items():
            prefix = {"ratio": "switch.ratio"}.get(key, key)
            assert key == "year" or all(known[f"{prefix}.{option}"] for option in options), key
        assert all(f"switch.if.{scenario}" in known for scenario in codes)
        assert all(known[f"switch.counts.{d}"] for d in data["options"]["definition"])


def test_both_files_are_written_and_small(tmp_path: Path) -> None:
    add(tmp_path)
    files = sorted((tmp_path / FOLDER).iterdir())
    assert [p.name for p in files] == ["switch.json", "what-if.json"]
    for path in files:
        assert path.stat().st_size < LARGEST and json.loads(path.read_text(encoding="utf-8"))["words"].keys() == {
            "en",
            "zh",
        }
