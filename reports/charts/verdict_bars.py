"""Who keeps promises: verdicts on claims that are due or decided, by kind of claimant; the rest is a number beside."""

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from reports.charts.base import Chart, Row, Tips, chart_name, colour
from reports.query import query
from reports.text.labels import count_standings, standing_label, status_label, statuses
from reports.text.language import ENGLISH, Language, words

SQL = """
select kind, standing, status, count(*) as claims
from scoreboard
group by kind, standing, status
order by kind, status
"""
ENOUGH = 5  # claims that could be judged: of fewer a share says little
STYLES = {"kept": ("good", ""), "partly": ("warn", "//"), "broken": ("bad", "xx"), "unknown": ("rule", "")}


def verdict_bars(language: str = ENGLISH) -> Chart:
    """Chart the numbers of claims by group of statuses, a bar for each kind of claimant."""
    rows, known = query(SQL), words(language)
    by = counts_by_kind(rows)
    described = (known.fill("verdict-bars.who", who=claimant_label(k, known), tally=tally(rows, k, known)) for k in by)
    return Chart(
        name=chart_name("verdicts", language),
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, by, known),
        title=title(by, known),
        alt=known["list.sentences"].join(described),
        subtitle=known["verdict-bars.subtitle"],
        caption=known["verdict-bars.caption"],
        source=known["verdict-bars.source"],
        height=(320, 480),
        language=language,
    )


def counts_by_kind(rows: list[Row]) -> dict[str, dict[str, int]]:
    """Return numbers by group for each kind, the kind with the most claims that could be judged first."""
    kinds = dict.fromkeys(r["kind"] for r in rows)
    by = {k: count_standings([r for r in rows if r["kind"] == k]) for k in kinds}
    return dict(sorted(by.items(), key=lambda item: -count_judged(item[1])))


def claimant_label(kind: str, known: Language) -> str:
    """Return what a kind of claimants is called."""
    return known[f"claimant.{kind}"]


def count_judged(found: dict[str, int]) -> int:
    """Return how many claims were met, partly met, missed or late."""
    return found["kept"] + found["partly"] + found["broken"]


def title(by: dict[str, dict[str, int]], known: Language) -> str:
    """Return which kind of claimant has the best record and which the worst, of those with ENOUGH claims judged."""
    unknown = known.fill("verdict-bars.unknown", n=sum(found["unknown"] for found in by.values()))
    judged = {kind: found for kind, found in by.items() if count_judged(found) >= ENOUGH}
    if not judged:
        return known.fill("verdict-bars.none", enough=ENOUGH, unknown=unknown)
    ordered = sorted(judged, key=lambda k: -judged[k]["kept"] / count_judged(judged[k]))

    def share(key: str, kind: str) -> str:
        who, found = claimant_label(kind, known), judged[kind]
        named = who if key == "best" else who.lower()
        return known.fill(f"verdict-bars.{key}", who=named, kept=found["kept"], judged=count_judged(found))

    worst = share("worst", ordered[-1]) if len(ordered) > 1 else ""
    return known.fill("verdict-bars.title", best=share("best", ordered[0]), worst=worst, unknown=unknown)


def tally(rows: list[Row], kind: str, known: Language, group: str = "") -> str:
    """Return `met 5, likely met 1` of one kind, and of one group if named."""
    mine = {r["status"]: r["claims"] for r in rows if r["kind"] == kind}
    shown = [s.key for s in statuses().values() if s.key in mine and s.standing == (group or s.standing)]
    return known["list.between"].join(
        known.fill("verdict-bars.counted", status=status_label(key, known.code), n=mine[key]) for key in shown
    )


def draw(ax: Axes, narrow: bool, tip: Tips, rows: list[Row], by: dict[str, dict[str, int]], known: Language) -> None:
    """Draw one bar for each kind; numbers below the parts, so that no hatching crosses them, and a key above."""
    key = 0.2 if narrow else 0.1
    left = 0.01 if narrow else 0.24
    ax.set_position((left, 0.02, 0.98 - left, 0.98 - key - 0.02))
    longest = max(sum(found.values()) - found["open"] for found in by.values())
    beside = 0.24 * longest if narrow else 0.14 * longest
    for place, (kind, found) in enumerate(by.items()):
        x = 0
        for group, (name, hatch) in STYLES.items():
            if not found[group]:
                continue
            bar = ax.barh(
                -place, found[group], 0.42, left=x, color=colour(name), edgecolor=colour("paper"), hatch=hatch
            )[0]
            said = {"standing": standing_label(group, known.code), "tally": tally(rows, kind, known, group)}
            tip(bar, known.fill("verdict-bars.group", who=claimant_label(kind, known), **said))
            ax.text(x + found[group] / 2, -place - 0.34, str(found[group]), ha="center", va="center", size=12.5)
            x += found[group]
        if found["open"]:
            ax.text(x + 0.015 * longest, -place, known.fill("verdict-bars.open", n=found["open"]), va="center",
                    color=colour("muted"))  # fmt: skip
        who = claimant_label(kind, known)
        if narrow:
            ax.text(0, -place + 0.4, who, va="center", weight=600)
        else:
            ax.text(-0.01, -place, who, va="center", ha="right", transform=ax.get_yaxis_transform())
    ax.set(xlim=(0, longest + beside), ylim=(-len(by) + 0.4, 0.7 if narrow else 0.5), yticks=[], xticks=[])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    keys(ax, narrow, known)


def keys(ax: Axes, narrow: bool, known: Language) -> None:
    """Draw the groups named above the bars, each with its patch."""
    patches = [
        Patch(
            facecolor=colour(name), hatch=hatch, edgecolor=colour("paper"), label=standing_label(standing, known.code)
        )
        for standing, (name, hatch) in STYLES.items()
    ]
    ax.legend(
        handles=patches,
        loc="lower left",
        bbox_to_anchor=(0 if narrow else -0.31, 1.0),
        ncol=1 if narrow else 4,
        borderaxespad=0,
        handlelength=1.2,
        columnspacing=1.2,
        fontsize=12.5,
    )
