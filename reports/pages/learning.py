"""How the estimate listens to published figures: which it uses, what it expected of each, and what it expects of a
house that it does not hear."""

from dataclasses import dataclass

from reports.query import Row, query
from reports.text.dates import period
from reports.text.labels import rung_name
from reports.text.language import words
from reports.text.markdown import Cell, Key, Markdown, escape, link, sort_key, sortable, table
from reports.text.numbers import number, probability
from reports.text.values import Value, modelled

USES = "select use, count(*) as figures from observations where use is not null group by use"
REASONS = """
select use, use_reason as reason, count(*) as figures
from observations
where use is not null and use_reason is not null
group by all
order by use, figures desc, reason
"""
WITNESSES = "select * from witness_fit order by p_value, observation_id"
HOUSES = """
select a.name as house, s.figures, s.covered, s.crps, s.crps_prior, s.crps_persistence
from house_scores s
join actors a on a.actor_id = s.house_id
order by s.figures desc, a.name
"""
ALL_HOUSES = """
select sum(figures) as figures, sum(figures * covered) / sum(figures) as covered,
  sum(figures * crps) / sum(figures) as crps, sum(figures * crps_prior) / sum(figures) as crps_prior,
  sum(figures * crps_persistence) / sum(figures) filter (crps_persistence is not null) as crps_persistence,
  sum(figures * crps) filter (crps_persistence is not null)
    / sum(figures) filter (crps_persistence is not null) as crps_there
from house_scores
"""
DIAGNOSTICS = """
select diagnostic_id, value
from diagnostics
where value is not null
order by list_position(
  ['particles', 'distinct-particles', 'steps', 'mean-acceptance', 'two-seed-difference'], diagnostic_id
) nulls last, diagnostic_id desc
"""
PRIOR = """
select scenario, definition_id, metric, 100 * p05 as low, 100 * p50 as median, 100 * p95 as high,
  if(definition_id = 'd5', 'bound', null) as status
from scenarios
where year = ? and scenario in ('prior', 'as-published') and metric = 'units' and definition_id <> 'd0'
order by definition_id, scenario
"""
SURPRISING = 0.05  # p-value below which a figure is one that the estimate does not expect
PARTS = ("mean-acceptance", "stacks-short-in-last-full-year", "dies-short-in-last-full-year")


@dataclass(frozen=True)
class Heard:
    """How many figures the estimate uses, keeps back and leaves; `reasons` of the last two."""

    used: Markdown
    held: Markdown
    left: Markdown
    reasons: Markdown


@dataclass(frozen=True)
class Fit:
    """What the estimate expects of figures: how many of those it used, and of those it did not, lie inside."""

    table: Markdown
    used_inside: Markdown
    held_inside: Markdown
    surprising: Markdown


@dataclass(frozen=True)
class LeftOut:
    """How well the other houses let the estimate expect one: a row a house, and all together."""

    table: Markdown
    covered: Markdown
    crps: Markdown
    prior: Markdown
    persistence: Markdown
    crps_there: Markdown


@dataclass(frozen=True)
class Learning:
    """What the method page shows of how the estimate listens."""

    heard: Heard
    before: Markdown
    fit: Fit
    left_out: LeftOut
    diagnostics: Markdown


def learning(year: int) -> Learning:
    """Return how the estimate listens; `year` is the last full one."""
    return Learning(heard(), before_and_after(year), fit(), left_out(), diagnostics())


def heard() -> Heard:
    """Return how many figures are used, kept back and left, and why."""
    uses = {r["use"]: r["figures"] for r in query(USES)}
    columns: dict[str, str | Cell] = {
        "What": lambda r: escape(words()[f"use.{r['use']}"]),
        "Why": lambda r: escape(r["reason"]),
        "Figures": "figures",
    }
    used, held, left = (Markdown(number(uses.get(use, 0))) for use in ("condition", "hold", "leave"))
    shown = table(query(REASONS), columns, right=["Figures"], place="heard {use} {reason}")
    return Heard(used, held, left, Markdown(shown))


def before_and_after(year: int) -> Markdown:
    """Return the shares of a year before any figure was heard, and after."""
    found: dict[str, Row] = {}
    for row in query(PRIOR, year):
        found.setdefault(row["definition_id"], {"name": rung_name(row["definition_id"])})[row["scenario"]] = row
    columns: dict[str, str | Cell] = {
        "Definition": "name",
        "Before": lambda r: escape(modelled(r.get("prior")).text()),
        "After": lambda r: escape(modelled(r.get("as-published")).text()),
    }
    return Markdown(table(list(found.values()), columns))


def fit() -> Fit:
    """Return every figure that the estimate can predict, the most surprising first."""
    rows = query(WITNESSES)
    columns: dict[str, str | Cell] = {
        "Figure": lambda r: escape(", ".join(filter(None, [r["metric"], r["subject"], r["definition"]]))),
        "Period": lambda r: escape(period(r["period"])),
        "Publisher": lambda r: link(r["house"], r["url"]),
        "Use": lambda r: escape(words()[f"use.{r['use']}"]),
        "Stated": lambda r: escape(Value(r["stated"], bound=r["bound"], unit=r["unit"], write=brief).signed()),
        "Expected before": lambda r: expected(r, "before"),
        "Expected after": lambda r: expected(r, "after"),
        "p": lambda r: escape(f"{r['p_value']:.2f}"),
    }

    def inside(use: str) -> Markdown:
        mine = [r["inside"] for r in rows if r["use"] == use]
        return Markdown(escape(f"{number(sum(mine))} of {number(len(mine))}"))

    keys: dict[str, str | Key] = {
        "Period": "period",
        "Stated": lambda r: sort_key(r["unit"], r["stated"]),
        "Expected before": lambda r: sort_key(r["unit"], r["before"]),
        "Expected after": lambda r: sort_key(r["unit"], r["after"]),
    }
    shown = table(rows, columns, right=["Stated", "p"], keys=keys, place="fit {observation_id}")
    surprising = sum(r["p_value"] < SURPRISING for r in rows)
    return Fit(Markdown(sortable(shown, "Use;Publisher")), inside("condition"), inside("hold"),
               Markdown(number(surprising)))  # fmt: skip


def brief(value: float) -> str:
    """Write a figure to three digits."""
    return number(float(f"{value:.3g}"))


def expected(row: Row, when: str) -> str:
    """Return median and 90% interval of what was expected. Escaped."""
    return escape(Value(row[when], row[f"{when}_low"], row[f"{when}_high"], write=brief).text())


def left_out() -> LeftOut:
    """Return how well each house is expected by what the others say."""
    columns: dict[str, str | Cell] = {
        "Analyst left out": "house",
        "Figures": "figures",
        "Inside the 90% interval": lambda r: escape(probability_of(r["covered"])),
        "Score": lambda r: score(r["crps"]),
        "Without any figure": lambda r: score(r["crps_prior"]),
        "Last year’s figure": lambda r: score(r["crps_persistence"]),
    }
    keys: dict[str, str | Key] = {"Inside the 90% interval": "covered"}
    shown = table(query(HOUSES), columns, right=list(columns)[1:], keys=keys, place="left-out {house}")
    (whole,) = query(ALL_HOUSES)
    parts = ("crps", "crps_prior", "crps_persistence", "crps_there")
    covered = Markdown(escape(probability_of(whole["covered"])))
    return LeftOut(Markdown(sortable(shown)), covered, *(Markdown(score(whole[part])) for part in parts))


def probability_of(share: float | None) -> str:
    """Write a share of figures in whole per cent; all of them is 100%."""
    return "" if share is None else f"{100 * share:.0f}%"


def score(value: float | None) -> str:
    """Write a score to two digits, nothing where there is none. Escaped."""
    return "" if value is None else escape(f"{value:.2f}")


def diagnostics() -> Markdown:
    """Return how the computation went."""
    columns: dict[str, str | Cell] = {
        "What": lambda r: escape(words()[f"diagnostic.{r['diagnostic_id']}"]),
        "Value": lambda r: escape(diagnostic(r)),
    }
    return Markdown(table(query(DIAGNOSTICS), columns, right=["Value"]))


def diagnostic(row: Row) -> str:
    """Write a figure on the computation: shares and differences of shares in per cent, counts as they are."""
    if row["diagnostic_id"] == "two-seed-difference":
        return f"{100 * row['value']:.1f} points"
    if row["diagnostic_id"] in PARTS:
        return probability(row["value"])
    return number(row["value"])
