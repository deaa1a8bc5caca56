"""Cells in which text of others stands, one of each kind; no inputs of its own."""

from itertools import cycle
from typing import NamedTuple

from torture.hostile import Hostile


class Place(NamedTuple):
    """A text cell: its table, the key of its row, its column."""

    table: str
    key: str
    column: str

    @property
    def file(self) -> str:
        return f"data/{self.table}.csv"


SOURCE = "trendforce-2025-08-28-china-reportedly-triple-ai"
PLACES = [
    Place("firms", "acm-research", "name"), Place("firms", "acm-research", "note"),
    Place("chips", "amd-mi300x", "name"), Place("chips", "amd-mi300x", "note"),
    Place("fabs", "cxmt-beijing", "note"), Place("actors", "aei", "name"), Place("actors", "aei", "note"),
    Place("events", "alibaba-2025-02-24-380bn-plan", "title"), Place("events", "alibaba-2025-02-24-380bn-plan", "note"),
    Place("events", "alibaba-2025-02-24-380bn-plan", "description"), Place("sources", SOURCE, "title"),
    Place("sources", SOURCE, "publisher"), Place("sources", SOURCE, "note"),
    Place("targets", "baidu-2025-m100-early-2026", "statement"), Place("targets", "baidu-2025-m100-early-2026", "note"),
    Place("outcomes", "out-690-in-testing-2025-12", "statement"),
    Place("observations", "obs-fab-0234", "note"), Place("observations", "obs-fab-0234", "locator"),
]  # fmt: skip
WHOLE = [p for p in PLACES if p.column in ("note", "locator", "publisher", "title")]
INPUTS: list[Hostile] = []


def spread(payloads: dict[str, str], places: list[Place]) -> list[tuple[str, str, Place]]:
    """Give each payload, by name, a place of its own as far as they reach."""
    return [(name, text, place) for (name, text), place in zip(payloads.items(), cycle(places), strict=False)]
