"""Published figures that contradict each other, or that seem to and mean different things."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.pages.published import figures, figures_table, period_text
from reports.query import Row
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, escape
from reports.text.numbers import number
from reports.text.values import Value

SMIC, HUAWEI, CHINA = "smic", "huawei", "cn"
SEVEN_NM = "smic-n-plus-2"  # SMIC's process of 7 nm class
ADVANCED = ("le-7nm-wafers", "le-7nm-output", "advanced-unspecified-wafers")


@dataclass(frozen=True)
class Dispute:
    """Rival figures as a table; `span` is a sentence on what they run from and to, or empty where that says nothing."""

    span: Markdown
    table: Markdown


@dataclass(frozen=True)
class Disputes:
    """The disputes that bear on the model."""

    wafers: Dispute
    yields: Dispute
    dies: Dispute
    huawei: Dispute
    shares: Dispute


def disputes(year: int) -> Disputes:
    """Return the disputes, with `year` as the last full one."""
    of_for: dict[str, str | Cell] = {"Of": "subject", "For": period_text}
    counted: dict[str, str | Cell] = {"Of": "subject", "Metric": "metric", "Counted": "definition"}
    return Disputes(
        wafers=_dispute(wafers(year), of_for | {"Meaning": "definition"}, "Wafers a month"),
        yields=_dispute(yields(year), of_for, "Yield, %"),
        dies=_dispute(figures(metric="foreign-dies-received"), of_for, "Dies"),
        huawei=_dispute(rivals(figures("shipments", maker=HUAWEI, period=str(year))), counted, "Units"),
        shares=_dispute(
            figures("share", region=CHINA, period=str(year), definitions=["d1"]), {"Metric": "metric"}, "Share, %"
        ),
    )


def _dispute(rows: Sequence[Row], first: Mapping[str, str | Cell], heading: str) -> Dispute:
    return Dispute(span(rows), figures_table(rows, first, heading))


def wafers(year: int) -> list[Row]:
    """Return figures of wafers at 7 nm and below, of SMIC and of all Chinese lines, for `year` and later."""
    return [
        r
        for r in figures("capacity", definitions=ADVANCED, first_year=year)
        if r["firm_id"] == SMIC or r["region_id"] == CHINA or r["process_id"] == SEVEN_NM
    ]


def yields(year: int) -> list[Row]:
    """Return die yields of SMIC's 7 nm class, or of SMIC where no process is named, up to the year after `year`."""
    return [
        r
        for r in figures(metric="die-yield", last_year=year + 1)
        if r["process_id"] == SEVEN_NM or (r["firm_id"] == SMIC and r["process_id"] is None)
    ]


def rivals(rows: Sequence[Row]) -> list[Row]:
    """Return figures on a firm or chip for which there is more than one: a lone figure is in no dispute."""
    n = Counter((r["firm_id"], r["chip_id"]) for r in rows)
    return [r for r in rows if n[r["firm_id"], r["chip_id"]] > 1]


def span(rows: Sequence[Row]) -> Markdown:
    """Return what the figures run from and to, forecasts and targets aside; nothing over different questions."""
    known = [r for r in rows if r["observed"] and r["rank"] != "deprecated"]
    houses = {r["claimant_id"] for r in known}
    if len({r["metric_id"] for r in known}) != 1 or len(houses) < 2:
        return Markdown("")
    values = [v for r in known for v in (r["central"], r["value_low"], r["value_high"]) if v is not None]
    run = Value(None, min(values), max(values), unit=known[0]["unit"]).text()
    return Markdown(words().fill("method.span", span=escape(run), claimants=number(len(houses))))
