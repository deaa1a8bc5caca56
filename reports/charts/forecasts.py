"""What named houses forecast for the Chinese share, each house's revisions in order, against our interval."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from matplotlib.axes import Axes

from reports.charts.base import Chart, Row, Tips, chart_name, colour
from reports.charts.canvas import end_with_room, percents, upright_grid
from reports.charts.intervals import bar, status_text
from reports.charts.text_lines import text_width
from reports.query import query
from reports.text.dates import moment, month, period
from reports.text.labels import basis_label
from reports.text.language import ENGLISH, Language, in_language, words
from reports.text.numbers import number, percent
from reports.text.values import Value

SQL = """
with
forecasts as (
  select 'supply over demand, by value' as measure, 1 as place, claimant_id, claimant, period, as_of,
    central as share, bound, basis, url
  from observations_named
  where metric_id = 'ai-chip-self-sufficiency' and region_id = 'cn' and basis = 'forecast' and rank <> 'deprecated'
  union all
  select 'supply over demand, by value', 1, claimant_id, claimant, period, as_of, round(ratio), null, basis, url
  from supply_to_demand d
  where region_id = 'cn' and basis = 'forecast' and not exists (
    from observations_named o where o.metric_id = 'ai-chip-self-sufficiency' and o.claimant = d.claimant
      and o.period = d.period and o.as_of = d.as_of)
  union all
  select 'share of sales, ' || if(measure = 'not said', 'units or value not said', 'by ' || measure),
    case measure when 'value' then 2 when 'units' then 3 else 4 end, claimant_id, claimant, period, as_of,
    share, bound, basis, url
  from market_share
  where region_id = 'cn' and definition_id = 'd1' and measure in ('value', 'units', 'not said')
    and (basis = 'forecast' and rank <> 'deprecated'
      or observed and rank = 'preferred')
),
told as (
  select measure, place, period from forecasts where basis = 'forecast' group by all
)
select f.measure, f.claimant, a.name_zh as claimant_zh, f.period, f.as_of, f.share, f.bound, f.basis, f.url,
  s.low, s.median, s.high, s.status
from forecasts f
join told using (measure, place, period)
join actors a on a.actor_id = f.claimant_id
left join self_sufficiency s on s.year = try_cast(f.period as integer) and s.tier = 'all' and s.definition_id = 'd1'
  and ((s.ratio = 'demand' and s.metric = 'value' and f.place = 1)
    or (s.ratio = 'sales' and s.metric = 'value' and f.place = 2)
    or (s.ratio = 'sales' and s.metric = 'units' and f.place = 3))
order by f.place, f.period, f.basis = 'forecast' desc, f.claimant, f.as_of, f.share
"""
LINE, GAP, HEAD = 21, 10, 34


def forecasts(language: str = ENGLISH) -> Chart:
    """Chart every forecast on record of the Chinese-designed share, by what it is a share of."""
    rows, known = query(SQL), words(language)
    described = known["list.sentences"].join(sentence(group, known) for _, group in lines(rows))
    return Chart(
        name=chart_name("forecasts", language),
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, known),
        title=title(rows, known),
        alt=known.fill("forecasts-chart.alt", lines=described),
        subtitle=known["forecasts-chart.subtitle"],
        caption=known["forecasts-chart.caption"],
        source=known["forecasts-chart.source"],
        height=(height(rows, narrow=False), height(rows, narrow=True)),
        language=language,
    )


def said_of(row: Row, known: Language) -> dict[str, str]:
    """Return whose figure it is, what it is a share of, and the period that it is for."""
    return {
        "who": in_language(row, "claimant", known.code) or str(row["claimant"]),
        "measure": known[f"forecasts-chart.measure.{row['measure']}"],
        "period": row["period"] if known.code == ENGLISH else period(row["period"], known.code),
    }


def dated(row: Row, known: Language) -> str:
    """Return when a figure was said: in English as the data have it."""
    return str(row["as_of"]) if known.code == ENGLISH else moment(row["as_of"], known.code)


def lines(rows: Sequence[Row]) -> list[tuple[tuple[str, str, str], list[Row]]]:
    """Return the rows by measure, period and house, forecasts before what was published later."""
    keyed = groupby(rows, key=lambda r: (r["measure"], r["period"], r["claimant"], r["basis"] == "forecast"))
    return [(key[:3], list(group)) for key, group in keyed]


def largest_revision(rows: Sequence[Row]) -> list[Row] | None:
    """Return the forecasts of the house and year that moved most at once; None if none moved."""
    moved = [g for _, g in lines(rows) if len(g) > 1 and g[0]["basis"] == "forecast"]
    return max(moved, key=lambda g: max(abs(b["share"] - a["share"]) for a, b in pairwise(g)), default=None)


def title(rows: Sequence[Row], known: Language) -> str:
    """Return the largest revision of one house, or the span of all forecasts if nobody revised."""
    most = largest_revision(rows)
    if most:
        shares = known["forecasts-chart.then"].join(number(r["share"]) for r in most)
        return known.fill("forecasts-chart.revised", shares=shares, **said_of(most[0], known))
    found = [r["share"] for r in rows if r["basis"] == "forecast"]
    return known.fill("forecasts-chart.span", low=number(min(found)), high=number(max(found)))


def sentence(group: Sequence[Row], known: Language) -> str:
    """Return one house on one year in words."""
    shares = (known.fill("forecasts-chart.said", share=share_text(r, known.code), day=dated(r, known)) for r in group)
    said = known["forecasts-chart.then-said"].join(shares)
    key = "forecast" if group[0]["basis"] == "forecast" else "published"
    return known.fill(f"forecasts-chart.{key}", said=said, **said_of(group[0], known))


def share_text(row: Row, language: str = ENGLISH) -> str:
    """Return `≤ 90%`."""
    return Value(row["share"], bound=row["bound"], unit="%").signed(language)


def dot_label(row: Row, known: Language) -> str:
    """Return what stands beside a dot: the share, and when it was said."""
    return known.fill("forecasts-chart.dot", share=share_text(row, known.code), month=month(row["as_of"], known.code))


def height(rows: Sequence[Row], narrow: bool) -> float:
    """Return the height of the drawing in pixels."""
    label = 17 if narrow else 0
    return 40 + HEAD * len({r["measure"] for r in rows}) + LINE * len(rows) + (GAP + label) * len(lines(rows))


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row], known: Language) -> None:
    """Draw a line for each forecast, those of one house and year together over our interval of that year."""
    whole = height(rows, narrow)
    left, right = (0.035, 0.98) if narrow else (0.24, 0.98)
    ax.set_position((left, 30 / whole, right - left, (whole - 36) / whole))
    end = max([r["share"] for r in rows] + [r["high"] or 0 for r in rows])
    room = [(r["share"], 8 + text_width(dot_label(r, known), 12)) for r in rows]
    ax.set(xlim=(0, end_with_room(ax, room, least=end + (60 if narrow else 10))), ylim=(whole - 36, 0), yticks=[])
    ax.set_xticks(*percents(range(0, int(end) + 1, 50 if narrow else 25)))
    upright_grid(ax)
    ax.axvline(100, color=colour("muted"), linewidth=1)
    y, measure = 0.0, ""
    for (of, _, _), group in lines(rows):
        said = said_of(group[0], known)
        if of != measure:
            measure = of
            back = {"facecolor": colour("paper"), "pad": 1, "linewidth": 0}
            heading = said["measure"].capitalize()
            ax.text(0 if narrow else -0.315, y + HEAD / 2, heading, weight=600, va="center", bbox=back,
                    transform=ax.get_yaxis_transform())  # fmt: skip
            y += HEAD
        key = "line" if group[0]["basis"] == "forecast" else "line-published"
        label = known.fill(f"forecasts-chart.{key}", **said)
        if narrow:
            ax.text(0, y + 8, label, va="center", size=12, color=colour("muted"), transform=ax.get_yaxis_transform())
            y += 17
        else:
            ax.text(-0.02, y + LINE / 2, label, va="center", ha="right", transform=ax.get_yaxis_transform())
        _group(ax, tip, group, y, known)
        y += LINE * len(group) + GAP


def _group(ax: Axes, tip: Tips, group: Sequence[Row], y: float, known: Language) -> None:
    """Draw one house on one year from `y` on downwards."""
    first = group[0]
    if first["median"] is not None:
        high = LINE * len(group) + 4
        mark = bar(ax, (first["low"], y - 2, first["high"] - first["low"], high), first["status"])
        shares = {name: percent(first[name]) for name in ("median", "low", "high")}
        status = status_text(first, known.code)
        tip(mark, known.fill("forecasts-chart.ours", status=status, **shares, **said_of(first, known)))
        ax.plot([first["median"]] * 2, [y - 2, y - 2 + high], color=colour("estimate"), linewidth=2, zorder=3)
    places = [(r["share"], y + LINE * (n + 0.5)) for n, r in enumerate(group)]
    for start, stop in pairwise(places):
        # around the labels, which stand to the right of their dots
        corner = "angle,angleA=0,angleB=90,rad=3" if stop[0] < start[0] else "angle,angleA=90,angleB=0,rad=3"
        ax.annotate("", stop, start, zorder=4, arrowprops={
            "arrowstyle": "-|>", "color": colour("ink"), "shrinkA": 5, "shrinkB": 5, "linestyle": (0, (3, 2)),
            "lw": 1.2, "connectionstyle": corner,
        })  # fmt: skip
    for (x, place), row in zip(places, group, strict=True):
        hollow = row["basis"] == "forecast"
        dot = ax.plot(x, place, "o", color=colour("ink"), markersize=8, markeredgewidth=1.6, zorder=5,
                      markerfacecolor=colour("paper" if hollow else "ink"))[0]  # fmt: skip
        basis = row["basis"] if known.code == ENGLISH else basis_label(row["basis"], known.code)
        said = {"share": share_text(row, known.code), "basis": basis, "day": dated(row, known)}
        tip(dot, known.fill("forecasts-chart.tip", **said, **said_of(row, known)), row["url"])
        back = {"facecolor": colour("paper"), "alpha": 0.75, "pad": 0.5, "linewidth": 0}
        ax.annotate(
            dot_label(row, known),
            (x, place),
            (8, 0),
            textcoords="offset points",
            va="center",
            size=12,
            zorder=3.5,
            bbox=back,
        )
