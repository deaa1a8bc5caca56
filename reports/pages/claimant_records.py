"""The scoreboard by claimant: who promises and keeps, who forecasts and how far off."""

from math import exp

from reports.query import Row, query
from reports.text.addresses import thing
from reports.text.markdown import Cell, Markdown, sortable, table
from reports.text.numbers import number

RECORDS = """
select claimant_id, claimant, speech_act, claims, settled, kept, partly, broken, unknown, open, kept_share, kept_rank,
  forecasts_scored, typical_error, error_rank
from claimant_records
where settled > 0 or forecasts_scored > 0
order by speech_act <> 'promise', speech_act, settled desc, forecasts_scored desc, claimant
"""


def records() -> Markdown:
    """Return how the claims of each claimant stand, and how far its forecasts were off; no rank for fewer than five."""
    columns: dict[str, str | Cell] = {
        "Claimant": who,
        "What": "speech_act",
        "Claims": lambda r: str(r["claims"]),
        "Kept": lambda r: str(r["kept"]),
        "In part": lambda r: str(r["partly"]),
        "Broken": lambda r: str(r["broken"]),
        "Not yet settled": lambda r: str(r["unknown"]),
        "Open": lambda r: str(r["open"]),
        "Rank": lambda r: rank(r["kept_rank"]),
        "Forecasts scored": lambda r: str(r["forecasts_scored"]) if r["speech_act"] == "forecast" else "",
        "Typical error": lambda r: error(r["typical_error"]),
        "Rank by error": lambda r: rank(r["error_rank"]),
    }
    shown = table(
        query(RECORDS),
        columns,
        right=[name for name in columns if name not in ("Claimant", "What")],
        keys={"Typical error": "typical_error"},
        place="record {claimant_id} {speech_act}",
    )
    return Markdown(sortable(shown, "What;Claimant"))


def rank(place: int | None) -> str:
    """Return a place, or a dash where there are too few to make one."""
    return "–" if place is None else str(place)


def error(log_ratio: float | None) -> str:
    """Return a typical error as a factor, either way.

    >>> error(0.0953), error(None)
    ('1.1 ×', '')
    """
    return "" if log_ratio is None else f"{number(round(exp(log_ratio), 1))} ×"


def who(row: Row) -> str:
    """Return who made a claim, linked to the page of theirs."""
    return thing(row["claimant"], "actors", row["claimant_id"])
