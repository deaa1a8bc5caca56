"""Rival figures as forest plots: logic wafers by meaning, memory wafers, HBM stacks, and yields of dies."""

from collections.abc import Callable, Sequence

from reports.charts import forest
from reports.charts.base import Chart, Row
from reports.charts.current_figures import show_current
from reports.charts.forest import Scale, in_percent, sentence, thousands
from reports.charts.marks import is_forward_looking
from reports.query import query
from reports.text.dates import period
from reports.text.labels import basis_label
from reports.text.numbers import join_words, number

COLUMNS = """
  o.observation_id, o.metric_id, o.metric, o.definition_id,
  if(o.fab_id is null, coalesce(f.name || ' ', ''), '') || o.subject as subject,
  o.period, o.central, o.value_low, o.value_high, o.bound, o.unit, o.basis, o.rank, o.claimant, o.as_of, o.url, o.note,
  coalesce(f.country, 'CN') <> 'CN' as "foreign"
"""
FROM = """
from observations_named o
left join definitions d using (definition_id)
left join processes p using (process_id)
left join firms f on f.firm_id = p.foundry_id and o.chip_id is null
"""
WAFERS = f"""
select o.definition as panel, d.description as panel_text, {COLUMNS} {FROM}
where o.metric_id in ('wafer-capacity', 'china-wafer-capacity') and o.rank <> 'deprecated'
  and o.definition_id in (select unnest(?)) and coalesce(f.country, 'CN') = 'CN'
order by count(*) over (partition by o.definition_id) desc, o.definition_id, o.ends_on, o.central, o.observation_id
"""
STACKS = f"""
select o.metric as panel, m.description as panel_text, {COLUMNS} {FROM}
join metrics m using (metric_id)
where o.metric_id in ('hbm-stack-imports', 'hbm-stack-output') and o.rank <> 'deprecated'
order by o.metric_id, o.ends_on, o.central desc, o.as_of, o.observation_id
"""
YIELDS = f"""
select o.definition as panel, d.description as panel_text, {COLUMNS} {FROM}
where o.metric_id = 'die-yield' and o.rank <> 'deprecated'
order by o.definition_id, "foreign", subject, o.ends_on, o.central, o.observation_id
"""
LOGIC = ("le-7nm-wafers", "le-7nm-output", "advanced-unspecified-wafers", "ai-wafers", "finfet-wafers")
DRAM, HBM = "dram-wafers", "hbm-wafers"
MEMORY = (DRAM, HBM)
IMPORTED, OUTPUT = "hbm-stack-imports", "hbm-stack-output"


def describe_all(rows: Sequence[Row], scale: Scale) -> str:
    """Return all rows in words, group by group."""
    return " ".join(
        f"{name}: {' '.join(sentence(r | {'note': None}, scale.value) for r in part)}"
        for name, _, part in forest.groups(rows)
    )


def plot(
    name: str,
    sql: str,
    values: Sequence[object],
    title: Callable[[Sequence[Row]], str],
    subtitle: str,
    caption: str,
    scale: Scale,
) -> Chart:
    """Make a forest plot of the figures that are current, and of all on request. `title` finds it in the rows."""

    def chart_of(rows: Sequence[Row]) -> Chart:
        return Chart(
            name=name,
            sql=sql,
            values=values,
            rows=rows,
            draw=lambda ax, narrow, tip: forest.draw(ax, narrow, tip, rows, scale),
            title=title(rows),
            subtitle=subtitle,
            alt=f"{title(rows)} {describe_all(rows, scale)}",
            caption=f"{caption} {forest.marks(rows)}",
            source=f"{join_words(sorted({r['claimant'] for r in rows}))}.",
            height=(forest.height(rows, False), forest.height(rows, True)),
        )

    return show_current(query(sql, *values), chart_of)


def capacity_forest() -> Chart:
    """Chart the published wafer capacity of China's advanced logic, by what is counted."""
    return plot(
        "capacity-forest", WAFERS, [list(LOGIC)], spread_text,
        "12-inch wafers a month, by what is counted",
        "Groups count different things and must not be compared or averaged; within a group, rows differ in period, "
        "firm and claimant.",
        Scale(thousands),
    )  # fmt: skip


def spread_text(rows: Sequence[Row]) -> str:
    """Return how far the figures for the year with most of them lie apart, and under how many meanings."""
    years = [r["period"][:4] for r in rows if r["period"]]
    year = max(sorted(set(years)), key=years.count)
    part = [r for r in rows if (r["period"] or "").startswith(year) and "/" not in r["period"]]
    low, high = min(r["central"] for r in part), max(r["central"] for r in part)
    meanings = len({r["panel"] for r in part})
    ways = "one meaning" if meanings == 1 else f"{meanings} different meanings"
    span = f"{number(low)} to {number(high)}"
    return f"For {year}, published figures of advanced logic run from {span} wafers a month, under {ways} of capacity."


def memory_forest() -> Chart:
    """Chart the published DRAM and HBM wafer capacity of Chinese firms."""
    return plot(
        "memory-forest", WAFERS, [list(MEMORY)], hbm_of_dram,
        "12-inch wafers a month",
        "Each group has its own axis; HBM wafers are a part of DRAM wafers. Rows run by period.",
        Scale(thousands, same=False),
    )  # fmt: skip


def hbm_of_dram(rows: Sequence[Row]) -> str:
    """Return how many of a maker’s DRAM wafers HBM took, by the latest figures of one house for one period; without
    such a pair, the latest figures."""
    known = [r for r in rows if not is_forward_looking(r["basis"]) and r["rank"] == "preferred"]
    of = {(r["definition_id"], r["subject"], r["period"], r["claimant"]): r for r in known}
    for hbm in sorted((r for r in known if r["definition_id"] == HBM), key=lambda r: r["as_of"], reverse=True):
        if dram := of.get((DRAM, hbm["subject"], hbm["period"], hbm["claimant"])):
            share = number(100 * hbm["central"] / dram["central"], 1)
            return (
                f"HBM takes about {share}% of {hbm['subject']}’s memory wafers: {forest.figure(hbm, thousands)} of "
                f"{forest.figure(dram, thousands)} a month, {period(hbm['period'])} ({hbm['claimant']})."
            )
    return latest_by_group(rows)


def latest_by_group(rows: Sequence[Row]) -> str:
    """Return the latest preferred figure that is no forecast, of each group."""
    parts = []
    for name, _, part in forest.groups(rows):
        known = [r for r in part if not is_forward_looking(r["basis"]) and r["rank"] == "preferred"]
        if known:
            last = max(known, key=lambda r: (r["as_of"], r["period"]))
            source = f"{forest.subject_and_period(last)}; {last['claimant']}"
            parts.append(f"{name}: {forest.figure(last, thousands)} a month ({source})")
    return "Latest figures, forecasts and targets aside: " + "; ".join(parts) + "."


def hbm_stacks() -> Chart:
    """Chart HBM stacks that reached China and those made there."""
    return plot(
        "hbm-stacks", STACKS, (), output_of_imports,
        "Stacks of high-bandwidth memory",
        "Imports are totals up to the day on which the export ban was enforced; "
        "smaller rows are parts of larger ones.",
        Scale(thousands),
    )  # fmt: skip


def output_of_imports(rows: Sequence[Row]) -> str:
    """Return how much the highest figure of stacks made in China is of the highest of those imported."""
    most = {r["metric_id"]: r for r in sorted(rows, key=lambda r: (r["central"], r["as_of"]))}
    if not {IMPORTED, OUTPUT} <= set(most):
        return f"The highest figure is {in_words(next(iter(most.values())))}."
    share = number(100 * most[OUTPUT]["central"] / most[IMPORTED]["central"], 2)
    return (
        f"The highest figure for HBM stacks made in China, {in_words(most[OUTPUT])}, is {share}% of the highest for "
        f"stacks imported, {in_words(most[IMPORTED])}."
    )


def in_words(row: Row) -> str:
    """Return a number of stacks with what sort of figure it is, for when, and whose."""
    said = f"{basis_label(row['basis'])} for {period(row['period'])}, {row['claimant']}"
    return f"{forest.figure(row, whole_stacks)} ({said})"


def whole_stacks(value: float) -> str:
    """Write a number of stacks in a sentence."""
    return f"{number(value / 1e6, 3)} million" if value >= 1e6 else number(value)


def yield_forest() -> Chart:
    """Chart the published yields of dies, by which yield is meant."""
    return plot(
        "yield-forest", YIELDS, (), yield_ranges,
        "Share of dies or packages that pass, in %",
        "Grey: a foreign process, for comparison.",
        Scale(in_percent),
    )  # fmt: skip


def yield_ranges(rows: Sequence[Row]) -> str:
    """Return the range of the figures for Chinese processes that are no forecasts, and which yield they mean."""
    known = [r for r in rows if not r["foreign"] and not is_forward_looking(r["basis"])]
    low = min(r["value_low"] or r["central"] for r in known)
    high = max(r["value_high"] or r["central"] for r in known)
    clear = sum(r["definition_id"] != "yield-unspecified" for r in rows)
    return (
        f"Figures for chips from Chinese fabs run from {in_percent(low)} to {in_percent(high)}, forecasts and targets "
        f"aside; {clear or 'none'} of the {len(rows)} figures here tell{'s' if clear < 2 else ''} which yield is meant."
    )
