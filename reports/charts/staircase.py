"""The staircase: one year's self-sufficiency under ever stricter definitions, each with its 90% interval."""

from matplotlib.axes import Axes

from reports.charts.base import Chart, Tips, chart_name, colour
from reports.charts.canvas import end_with_room, percents, round_ticks, upright_grid
from reports.charts.intervals import bar
from reports.charts.text_lines import text_width
from reports.query import Row, query
from reports.text.labels import definition_label
from reports.text.language import ENGLISH, Language, words
from reports.text.numbers import join_words, number
from reports.text.values import modelled

SQL = """
select definition_id, definition, metric, year, status, low, median, high
from self_sufficiency
where year = ? and tier = 'all' and metric = 'units' and ratio = 'sales' and median is not null
  and definition_id <> 'd0'
order by definition_id
"""
# The brand, which differs from the design by the memory of few chips: less than a reader could see as a bar.
BRAND = """
select definition_id, abs(median - (
    select median from self_sufficiency s
    where s.year = b.year and s.definition_id = 'd1' and tier = 'all' and metric = 'units' and ratio = 'sales'
  )) as points
from self_sufficiency b
where year = ? and definition_id = 'd0' and tier = 'all' and metric = 'units' and ratio = 'sales'
"""
NAMED = ("d1", "d2", "d3")  # in the title
GAP = {False: 12, True: 7}  # pixels from a bar to its value


def staircase(year: int, language: str = ENGLISH) -> Chart:
    """Chart the median and 90% interval of D1 to D5 for `year`, units, share of sales; in `language`. Of a bound only
    its high end is drawn."""
    rows, known = query(SQL, year), words(language)
    share = known.fill("staircase.share", year=year)
    alt = (f"{rung(r, known)}: {modelled(r).text(language)}." for r in rows)
    return Chart(
        name=chart_name("staircase", language),
        sql=SQL,
        values=[year],
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, known),
        title=known.fill("staircase.title", steps=known["list.between"].join(steps(rows, known))),
        alt=f"{share}. {' '.join(alt)}",
        subtitle=share,
        caption=caption(rows, known),
        source=known["staircase.source"],
        height=(300, 330),
        language=language,
    )


def steps(rows: list[Row], known: Language) -> list[str]:
    """Return the shares that the title names, each with what it asks for."""
    shares = {r["definition_id"]: modelled(r) for r in rows}
    return [
        known.fill(f"staircase.step.{name}", share=shares[name].figure(known.code, "value.{}-brief"))
        for name in NAMED
        if name in shares
    ]


def caption(rows: list[Row], known: Language) -> str:
    """Return what the marks mean, and of which definitions there are only bounds."""
    bounds = [r["definition_id"].upper() for r in rows if r["status"] == "bound"]
    said = [known["staircase.caption"]]
    said += [
        known.fill("staircase.brand", definition=r["definition_id"].upper(), points=number(r["points"], 1))
        for r in query(BRAND, rows[0]["year"])
        if r.get("points") is not None
    ]
    said += [known.fill("staircase.bound", definitions=join_words(bounds, known.code))] if bounds else []
    return known["list.sentences"].join(said)


def rung(row: Row, known: Language) -> str:
    """Return the name of a definition as a step."""
    return definition_label(row["definition_id"], known.code)


def draw(ax: Axes, narrow: bool, tip: Tips, rows: list[Row], known: Language) -> None:
    """Draw one row per definition, the strictest below; the value is written at the end of its bar."""
    left, top = (0.05, 0.97) if narrow else (0.27, 0.97)
    ax.set_position((left, 0.11, 0.96 - left, top - 0.11))
    for place, row in enumerate(rows):
        y, value = -place, modelled(row).text(known.code)
        if row["status"] == "bound":
            marks = [bar(ax, (0, y - 0.13, row["high"], 0.26), "bound"),
                     ax.plot(row["high"], y, "<", markersize=8, clip_on=False, color=colour("estimate"),
                             markerfacecolor=colour("paper"))[0]]  # fmt: skip
        else:
            ends = [row["low"], row["high"]]
            marks = [ax.plot(ends, [y, y], color=colour("band"), linewidth=10, solid_capstyle="butt")[0],
                     ax.plot(row["median"], y, "o", markersize=8, clip_on=False, color=colour("estimate"))[0],
                     ]  # fmt: skip
        label = f"{row['definition_id'].upper()}  {rung(row, known)}"
        for artist in marks:
            tip(artist, f"{label}, {row['year']}: {value}. {known['model-status.' + row['status']]}.")
        if narrow:
            ax.text(0, y + 0.42, label, va="center", weight=600)
        else:
            ax.text(-0.02, y, label, va="center", ha="right", transform=ax.get_yaxis_transform())
        ax.annotate(value, (row["high"], y), (GAP[narrow], 0), textcoords="offset points", va="center",
                    color=colour("muted"))  # fmt: skip
    ticks = [t for t in round_ticks(max(r["high"] for r in rows), 4, steps=(2, 10)) if t <= 100]
    ends = [(r["high"], GAP[narrow] + text_width(modelled(r).text(known.code))) for r in rows]
    ax.set(xlim=(0, end_with_room(ax, ends, least=1.03 * ticks[-1])), ylim=(-len(rows) + 0.4, 0.75), yticks=[])
    upright_grid(ax)
    ax.set_xticks(*percents(ticks))
