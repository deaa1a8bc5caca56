"""How the model and named houses did: what the model would have said on earlier days, and forecasts beside what was
counted later."""

from dataclasses import dataclass
from functools import partial
from math import exp

from reports.pages.published import period_text
from reports.query import Row, query
from reports.text.dates import month
from reports.text.labels import rung_name
from reports.text.language import words
from reports.text.listed import PLACE, below_table, first_of
from reports.text.markdown import Cell, Key, Markdown, dated, escape, link, sort_key, sortable, table
from reports.text.numbers import number
from reports.text.values import Value, modelled

LEADS = """
select lead_class, forecasts, outcomes, mean_crps, median_error, held, ranges
from forecaster_scores
where forecaster_id = 'model'
order by list_position(['under-half', 'half-to-one', 'one-to-two', 'over-two', 'all'], lead_class)
"""
BACKTESTS = """
select said_on, metric, subject, period, definition, forecast, forecast_low, forecast_high, unit, outcome, outcome_by,
  in_range, crps, outcome_id
from forecast_scores
where forecaster_id = 'model' and skipped is null
order by metric, subject, period, said_on, outcome_id
"""
EXPECTED = "expected {outcome_id} {said_on}"
REVISIONS = """
select as_of, occasion, year, upper(definition_id) as code, metric, 100 * p05 as low, 100 * p50 as median,
  100 * p95 as high
from estimates_as_of
where ratio = 'sales' and metric in ('units', 'value') and definition_id in ('d1', 'd2', 'd3') and year in (?, ?)
order by year, code, metric, as_of, occasion
"""
HOUSES = """
select forecaster, forecasts, outcomes, mean_crps, median_error, exp(bias) as factor, ranges, held, rank
from forecaster_scores
where lead_class = 'all'
order by rank nulls last, forecasts desc, mean_crps, forecaster_id
"""
PAIRS = """
select forecaster, metric, subject, period, said_on, forecast, unit, crps, model_said_on, model_forecast, model_low,
  model_high, model_crps, outcome, outcome_by
from forecast_pairs
"""
PAIRS_MEAN = """
select count(*) as pairs, count(distinct outcome_id) as outcomes, avg(crps) as house, avg(model_crps) as model
from forecast_pairs
"""
FORECASTS = f"""
select forecaster, url, metric, subject, s.period, said_on, forecast, forecast_low, forecast_high, s.bound, s.unit,
  outcome, outcome_by, log_error, crps, {PLACE}
from forecast_scores s
join observations o on o.observation_id = s.forecast_id
left join regions r on r.region_id = o.region_id
where forecaster_id <> 'model' and skipped is null
order by s.period, metric, forecaster, forecast_id
"""  # nosec B608 # names of ours
UNSCORED = """
select skipped_text, count(*) as forecasts, count(bound_held) as bounds, count(*) filter (bound_held) as held
from forecast_scores
where forecaster_id <> 'model' and skipped is not null
group by skipped, skipped_text
order by forecasts desc, skipped
"""


@dataclass(frozen=True)
class Backtests:
    """What the model would have said on earlier days; `inside` of the `compared` figures lie in its intervals."""

    leads: Markdown
    table: Markdown
    revisions: Markdown
    inside: Markdown
    compared: Markdown


@dataclass(frozen=True)
class Pairs:
    """Forecasts of houses beside what the model expected of the same figure, and the mean score of each."""

    table: Markdown
    outcomes: Markdown
    house: Markdown
    model: Markdown


def backtests(year: int) -> Backtests:
    """Return what the model would have said on earlier days: of figures that came, and of a year and the next."""
    together = query(LEADS)[-1]
    return Backtests(
        leads(),
        expectations(),
        revisions(year),
        Markdown(number(together["held"])),
        Markdown(number(together["ranges"])),
    )


def leads() -> Markdown:
    """Return how the model did by how far ahead it spoke."""
    columns: dict[str, str | Cell] = {
        "Time ahead": lambda r: words()[f"method.lead-{r['lead_class']}"],
        "Forecasts": "forecasts",
        "Of figures": "outcomes",
        "Mean score": lambda r: score(r["mean_crps"]),
        "Median error": lambda r: score(r["median_error"]),
        "In the 90% interval": held,
    }
    return Markdown(table(query(LEADS), columns, right=["Forecasts", "Of figures", "Mean score", "Median error"]))


def expectations() -> Markdown:
    """Return each figure that came, and what the model would have expected of it on a day before."""
    columns: dict[str, str | Cell] = {
        "Said on": dated("said_on"),
        "Metric": lambda r: escape(f"{r['metric']}, {r['subject']}"),
        "For": period_text,
        "Expected": lambda r: expected(r["forecast"], r["forecast_low"], r["forecast_high"], r["unit"]),
        "Published later": outcome,
        "Inside": lambda r: "yes" if r["in_range"] else "no",
        "Score": lambda r: score(r["crps"]),
    }
    keys: dict[str, str | Key] = {
        "For": "period",
        "Expected": lambda r: sort_key(r["unit"], r["forecast"]),
        "Published later": lambda r: sort_key(r["unit"], r["outcome"]),
    }
    return Markdown(sortable(table(query(BACKTESTS), columns, right=["Score"], keys=keys, place=EXPECTED), "Metric"))


def revisions(year: int) -> Markdown:
    """Return the estimate of a year and the next as it was, or would have been, on each day."""
    columns: dict[str, str | Cell] = {
        "Year": lambda r: str(r["year"]),
        "Definition": lambda r: escape(rung_name(r["code"].lower())),
        "By": "metric",
        "As of": dated("as_of"),
        "Occasion": "occasion",
        "Estimate": lambda r: escape(modelled(r).text()),
    }
    rows, place = query(REVISIONS, year, year + 1), "estimate {year} {code} {metric} {as_of}"
    return Markdown(sortable(table(rows, columns, keys={"Estimate": "median"}, place=place), "Year;Definition;By"))


def houses() -> Markdown:
    """Return one row a forecaster: its forecasts, how far off they were, and how often its range held."""
    columns: dict[str, str | Cell] = {
        "Forecaster": "forecaster",
        "Forecasts": "forecasts",
        "Of figures": "outcomes",
        "Mean score": lambda r: score(r["mean_crps"]),
        "Median error": lambda r: score(r["median_error"]),
        "Times the outcome": lambda r: escape(f"{r['factor']:.2f}"),
        "Range held": held,
        "Rank": lambda r: number(r["rank"]) if r["rank"] else "–",
    }
    right = ["Forecasts", "Of figures", "Mean score", "Median error", "Times the outcome"]
    return Markdown(table(query(HOUSES), columns, right=right))


def pairs() -> Pairs:
    """Return the forecasts of which the model expected the same figure, with the scores of both."""
    columns: dict[str, str | Cell] = {
        "Analyst": "forecaster",
        "Metric": lambda r: escape(f"{r['metric']}, {r['subject']}"),
        "For": period_text,
        "Forecast": lambda r: escape(f"{Value(r['forecast'], unit=r['unit']).text()}, {month(r['said_on'])}"),
        "Model before it": lambda r: (
            expected(r["model_forecast"], r["model_low"], r["model_high"], r["unit"])
            + escape(f", {month(r['model_said_on'])}")
        ),
        "Outcome": outcome,
        "Analyst’s score": lambda r: score(r["crps"]),
        "Model’s score": lambda r: score(r["model_crps"]),
    }
    shown = table(query(PAIRS), columns, right=["Analyst’s score", "Model’s score"])
    (mean,) = query(PAIRS_MEAN)
    return Pairs(
        Markdown(shown), Markdown(number(mean["outcomes"])), *(Markdown(score(mean[k])) for k in ("house", "model"))
    )


def forecasts() -> Markdown:
    """Return every forecast of a house that can be held against a figure that another published later."""
    columns: dict[str, str | Cell] = {
        "Analyst": lambda r: link(r["forecaster"], r["url"]),
        "Metric": lambda r: escape(f"{r['metric']}, {r['subject']}"),
        "For": period_text,
        "Said": lambda r: escape(month(r["said_on"])),
        "Forecast": lambda r: escape(
            Value(r["forecast"], r["forecast_low"], r["forecast_high"], bound=r["bound"], unit=r["unit"]).text()
        ),
        "Outcome": outcome,
        "Forecast ÷ outcome": lambda r: escape(f"{exp(r['log_error']):.2f}"),
        "Score": lambda r: score(r["crps"]),
    }
    keys: dict[str, str | Key] = {
        "For": "period",
        "Said": "said_on",
        "Forecast": lambda r: sort_key(r["unit"], r["forecast"]),
        "Outcome": lambda r: sort_key(r["unit"], r["outcome"]),
    }
    rows = query(FORECASTS)
    shown = first_of(rows)
    listed = table(shown, columns, right=["Forecast ÷ outcome", "Score"], keys=keys)
    return Markdown(f"{sortable(listed, 'Analyst')}{below_table(len(shown), len(rows))}")


def outcome(row: Row) -> str:
    """Return the figure that came, and whose it is. Escaped."""
    came = Value(row["outcome"], unit=row["unit"], write=partial(number, digits=3)).text()
    return escape(f"{came}, {row['outcome_by']}")


def expected(median: float, low: float, high: float, unit: str) -> str:
    """Return what was expected, with its 90% interval. Escaped."""
    return escape(Value(median, low, high, unit=unit, write=partial(number, digits=3)).text())


def score(value: float | None) -> str:
    """Return a score or an error on the scale of logarithms; a dash where there is none. Escaped."""
    return escape("–" if value is None else f"{value:.2f}")


def held(row: Row) -> str:
    """Return how many of the ranges hold the outcome. Escaped."""
    return f"{row['held']} of {row['ranges']}" if row["ranges"] else "no ranges"


def unscored() -> Markdown:
    """Return why forecasts of houses are not scored, and how many for each reason."""
    columns: dict[str, str | Cell] = {
        "Why not": lambda r: escape(r["skipped_text"]),
        "Figures": "forecasts",
        "At least, at most: held": lambda r: f"{r['held']} of {r['bounds']}" if r["bounds"] else "",
    }
    return Markdown(table(query(UNSCORED), columns, right=["Figures"]))
