"""States of the world that the estimate mixes, how fast the nowcast grows, and what is in use: for the trajectory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.pages.published import figures, figures_table, period_text, subject_text
from reports.query import Row, query
from reports.text.labels import rung_name
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Markdown, escape, table
from reports.text.numbers import join_words, probability
from reports.text.values import Value, modelled

SCENARIOS = """
select scenario, year, definition_id, metric, weight, 100 * p05 as low, 100 * p50 as median, 100 * p95 as high,
  if(definition_id = 'd5', 'bound', null) as status
from scenarios
where year = ?
order by scenario, definition_id, metric
"""
GROWTH = """
select year, definition_id, metric, p05 as low, p50 as times, p95 as high, probability_of_three_times as triple
from growth
order by definition_id, metric = 'value', metric = 'compute'
"""
IN_USE = """
select k.year, s.status, k.origin, k.p05 as low, k.p50 as median, k.p95 as high
from stocks k
join (select distinct year, status from self_sufficiency where definition_id = 'd1') s using (year)
order by k.year, k.origin
"""
EVERYTHING, WITHOUT_SMUGGLED, PRIOR = "as-published", "without-smuggled", "prior"
EXPORTS, OWN_MEMORY = "exports-", "own-memory-"
ORDER = (EVERYTHING, "exports-shut", "exports-h20-class", "exports-h200-class", "own-memory-chinese",
         "own-memory-foreign", WITHOUT_SMUGGLED)  # fmt: skip
SHOWN = (("d1", "units"), ("d1", "value"), ("d2", "units"), ("d3", "units"))
ORIGINS = ("all", "domestic", "licensed", "smuggled")
SHARE = "domestic-share"


@dataclass(frozen=True)
class Mixture:
    """The states of one year: their weights in a sentence, and the shares in each."""

    year: int
    weights: Markdown
    table: Markdown


@dataclass(frozen=True)
class InUse:
    """What is in use: its domestic share at the end of a year, all years, and compute abroad."""

    year: int
    domestic: Markdown
    everything: Markdown
    table: Markdown
    abroad: Markdown


def year_with_status(year: int, status: str, language: str = ENGLISH) -> str:
    """Return a year, and what its figures are if they are not estimates: `2026, nowcast`."""
    known = words(language)
    if status == "estimate":
        return str(year)
    return known.fill("model-status.of-year", year=year, status=known[f"model-status.{status}"].lower())


def share_in(scenario: str, year: int, definition: str, metric: str) -> Value:
    """Return a share in one state."""
    rows = {(r["scenario"], r["definition_id"], r["metric"]): r for r in query(SCENARIOS, year)}
    return modelled(rows.get((scenario, definition, metric)))


def weights_of(year: int) -> dict[str, float]:
    """Return the weight of each state that the shares of a year mix."""
    return {row["scenario"]: row["weight"] for row in query(SCENARIOS, year)}


def mixture(year: int, language: str = ENGLISH) -> Mixture:
    """Return the states that the shares of a year mix."""
    rows = query(SCENARIOS, year)
    weight = weights_of(year)
    known = words(language)

    def state(row: Row) -> str:
        return escape(known[f"scenario.{row['scenario']}"])

    def likely(row: Row) -> str:
        return "" if row["scenario"] in (EVERYTHING, WITHOUT_SMUGGLED) else escape(probability(row["weight"], language))

    def part(definition: str, metric: str) -> Callable[[Row], str]:
        return lambda row: escape(modelled(row.get(f"{definition} {metric}")).text(language))

    found: dict[str, Row] = {name: {"scenario": name, "weight": weight[name]} for name in ORDER if name in weight}
    for row in rows:
        if row["scenario"] in found:
            found[row["scenario"]][f"{row['definition_id']} {row['metric']}"] = row
    columns: dict[str, str | Cell] = {known["scenario.state"]: state, known["scenario.weight"]: likely}
    columns |= {
        escape(known["list.between"].join((rung_name(d, language), known[f"metric.{m}"]))): part(d, m) for d, m in SHOWN
    }
    return Mixture(year, weights(weight, language), Markdown(table(list(found.values()), columns)))


def weights(weight: dict[str, float], language: str = ENGLISH) -> Markdown:
    """Return the states with their weights in a sentence: what may come in, then who makes Huawei's memory."""
    known = words(language)

    def sentence(family: str) -> str:
        parts = (
            known.fill(
                "scenario.with-weight", state=known[f"scenario.brief.{s}"], weight=probability(weight[s], language)
            )
            for s in ORDER
            if s in weight and s.startswith(family)
        )
        return join_words(parts, language)

    return Markdown(escape(known["list.apart"].join(filter(None, map(sentence, (EXPORTS, OWN_MEMORY))))))


def growth(language: str = ENGLISH) -> Markdown:
    """Return how many times the last full year the nowcast is, and how likely three times are."""
    known = words(language)

    def times(row: Row) -> str:
        value = Value(row["times"], row["low"], row["high"], write=lambda v: f"{v:.1f}")
        return escape(known.fill("growth.times", times=value.figure(), range=value.range(language)))

    columns: dict[str, str | Cell] = {
        known["growth.what"]: lambda r: escape(rung_name(r["definition_id"], language)),
        known["growth.measure"]: lambda r: escape(known[f"metric.{r['metric']}"]),
        known["growth.factor"]: times,
        known["growth.triple"]: lambda r: escape(probability(r["triple"], language)),
    }  # fmt: skip
    return Markdown(table(query(GROWTH), columns))


def in_use(year: int, language: str = ENGLISH) -> InUse:
    """Return what is in use at the end of each year, by origin, and beside it what Chinese firms use abroad."""
    rows = query(IN_USE)
    years: dict[int, dict[str, Row]] = {}
    for row in rows:
        years.setdefault(row["year"], {})[row["origin"]] = row
    known = words(language)

    def when(row: Row) -> str:
        first = row["all"]
        return escape(year_with_status(first["year"], first["status"], language))

    def of(origin: str) -> Callable[[Row], str]:
        return lambda row: escape(stock_value(row[origin]).text(language))

    columns: dict[str, str | Cell] = {known["stock.end-of"]: when}
    columns |= {known[f"stock.{origin}"]: of(origin) for origin in (*ORIGINS, SHARE)}
    now = years[year]
    return InUse(
        year,
        Markdown(escape(stock_value(now[SHARE]).text(language))),
        Markdown(escape(stock_value(now["all"]).text(language))),
        Markdown(table(list(years.values()), columns)),
        abroad(),
    )


def stock_value(row: Row) -> Value:
    """Return what is in use in thousand H100 equivalents, or the share of it that was designed in China in %."""
    if row["origin"] == SHARE:
        return modelled({k: 100 * row[k] for k in ("low", "median", "high")})
    return Value(row["median"], row["low"], row["high"])


def abroad(found: Sequence[Row] | None = None) -> Markdown:
    """Return what is published of compute abroad that Chinese firms use."""
    rows = figures("offshore") if found is None else found
    first: dict[str, str | Cell] = {
        "Period": period_text,
        "What": lambda r: escape(r["metric"]),
        "Of": lambda r: escape(r["firm"]) if r["firm"] else subject_text(r),
    }
    return figures_table(rows, first)
