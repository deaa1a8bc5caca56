"""How the model and named houses did: what the model would have said on earlier days, and forecasts beside what was
counted later."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import exp

from reports.pages.published import period_text
from reports.query import Row, query
from reports.text.dates import month
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, escape, link, sortable, table
from reports.text.numbers import number
from reports.text.values import Value, modelled

BACKTESTS = """
select as_of, year, definition_id, metric, 100 * p05 as low, 100 * p50 as median, 100 * p95 as high,
  100 * published as published, hit
from backtests
order by metric, definition_id, as_of, year
"""
HOUSES = """
select claimant, count(*) as forecasts, count(*) filter (judged_by_own_figure) as by_own,
  median(abs(log_ratio)) as miss, exp(miss) as factor, count(in_range) as ranges, count(*) filter (in_range) as hits
from forecast_scores
group by claimant_id, claimant
order by forecasts desc, miss, claimant
"""
FORECASTS = """
select claimant, url, metric, subject, period, said_on, forecast, forecast_low, forecast_high, bound, unit, outcome,
  outcome_by, judged_by_own_figure, log_ratio
from forecast_scores
order by period, metric, claimant, forecast_id
"""
UNSCORED = """
select reason_text, count(*) as forecasts, count(bound_held) as bounds, count(*) filter (bound_held) as held
from forecasts_unscored
group by reason, reason_text
order by forecasts desc, reason
"""
ENOUGH = 20  # figures from which on the width of intervals can be judged


@dataclass(frozen=True)
class Backtests:
    """Shares as the model would have had them on a day, from what was said before; `inside` of the `compared` figures
    lie in its intervals.

    `too_few` is a sentence, or empty if there are enough of them.
    """

    table: Markdown
    inside: Markdown
    compared: Markdown
    too_few: Markdown


def backtests() -> Backtests:
    """Return what the model would have said on earlier days, beside what was published later."""
    rows = query(BACKTESTS)
    columns: dict[str, str | Cell] = {
        "Said on": "as_of",
        "Year": lambda r: str(r["year"]),
        "Definition": lambda r: r["definition_id"].upper(),
        "By": "metric",
        "Model": lambda r: escape(modelled(r).text()),
        "Published later": published_later,
        "Inside": lambda r: "" if r["hit"] is None else "yes" if r["hit"] else "no",
    }
    shown = sortable(table(rows, columns, right=["Published later"]), "Definition;By")
    return Backtests(Markdown(shown), *hit_rate([r["hit"] for r in rows]))


def hit_rate(found: Sequence[bool | None]) -> tuple[Markdown, Markdown, Markdown]:
    """Return how many figures lie inside, of how many that can be compared, and a sentence if these are too few."""
    held = [hit for hit in found if hit is not None]
    warning = words()["method.too-few"] if len(held) < ENOUGH else ""
    return Markdown(number(sum(held))), Markdown(number(len(held))), Markdown(warning)


def published_later(row: Row) -> str:
    """Return the published share of a backtest's year, or that there is no preferred one. Escaped."""
    if row["published"] is None:
        return "none"
    return escape(Value(row["published"], unit="%", write=partial(number, digits=3)).text())


def houses() -> Markdown:
    """Return one row a house: its forecasts, how far off they were, and how often its range held."""
    columns: dict[str, str | Cell] = {
        "House": "claimant",
        "Forecasts": "forecasts",
        "Judged by its own figure": lambda r: number(r["by_own"]),
        "Off by a factor": lambda r: escape(f"{r['factor']:.2f}"),
        "Range held": lambda r: f"{r['hits']} of {r['ranges']}" if r["ranges"] else "no ranges",
    }
    return Markdown(table(query(HOUSES), columns, right=["Forecasts", "Judged by its own figure", "Off by a factor"]))


def forecasts() -> Markdown:
    """Return every forecast that can be held against a figure that was published later."""
    columns: dict[str, str | Cell] = {
        "House": lambda r: link(r["claimant"], r["url"]),
        "Metric": lambda r: escape(f"{r['metric']}, {r['subject']}"),
        "For": period_text,
        "Said": lambda r: escape(month(r["said_on"])),
        "Forecast": lambda r: escape(
            Value(r["forecast"], r["forecast_low"], r["forecast_high"], bound=r["bound"], unit=r["unit"]).text()
        ),
        "Outcome": outcome,
        "Forecast ÷ outcome": lambda r: escape(f"{exp(r['log_ratio']):.2f}"),
    }
    return Markdown(sortable(table(query(FORECASTS), columns, right=["Forecast ÷ outcome"]), "House"))


def outcome(row: Row) -> str:
    """Return the figure that came, and whose it is. Escaped."""
    came = Value(row["outcome"], unit=row["unit"], write=partial(number, digits=3)).text()
    whose = "its own" if row["judged_by_own_figure"] else row["outcome_by"]
    return escape(f"{came}, {whose}")


def unscored() -> Markdown:
    """Return why figures for the future are not scored, and how many for each reason."""
    columns: dict[str, str | Cell] = {
        "Why not": lambda r: escape(r["reason_text"]),
        "Figures": "forecasts",
        "At least, at most: held": lambda r: f"{r['held']} of {r['bounds']}" if r["bounds"] else "",
    }
    return Markdown(table(query(UNSCORED), columns, right=["Figures"]))
