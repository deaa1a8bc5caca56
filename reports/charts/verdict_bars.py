"""Who keeps promises: verdicts on claims that are due or decided, by kind of claimant; the rest is a number beside."""

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from reports.charts.base import Chart, Row, Tips, colour
from reports.query import query
from reports.text.labels import count_standings, standing_label, statuses
from reports.text.language import words

SQL = """
select kind, standing, status, count(*) as claims
from scoreboard
group by kind, standing, status
order by kind, status
"""
ENOUGH = 5  # claims that could be judged: of fewer a share says little
STYLES = {"kept": ("good", ""), "partly": ("warn", "//"), "broken": ("bad", "xx"), "unknown": ("rule", "")}


def verdict_bars() -> Chart:
    """Chart the numbers of claims by group of statuses, a bar for each kind of claimant."""
    rows = query(SQL)
    by = counts_by_kind(rows)
    return Chart(
        name="verdicts",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, by),
        title=title(by),
        alt=" ".join(f"{claimant_label(k)}: {tally(rows, k)}." for k in by),
        subtitle="Claims by verdict and by who made them",
        caption="Claims that are still open are a number beside the bar. "
        "Of a newsroom’s report of somebody’s plan, the plan is rated, not the report.",
        source="this package’s verdicts, by rule.",
        height=(320, 480),
    )


def counts_by_kind(rows: list[Row]) -> dict[str, dict[str, int]]:
    """Return numbers by group for each kind, the kind with the most claims that could be judged first."""
    kinds = dict.fromkeys(r["kind"] for r in rows)
    by = {k: count_standings([r for r in rows if r["kind"] == k]) for k in kinds}
    return dict(sorted(by.items(), key=lambda item: -count_judged(item[1])))


def claimant_label(kind: str) -> str:
    """Return what a kind of claimants is called."""
    return words()[f"claimant.{kind}"]


def count_judged(found: dict[str, int]) -> int:
    """Return how many claims were met, partly met, missed or late."""
    return found["kept"] + found["partly"] + found["broken"]


def title(by: dict[str, dict[str, int]]) -> str:
    """Return which kind of claimant has the best record and which the worst, of those with ENOUGH claims judged."""
    unknown = f"{sum(found['unknown'] for found in by.values())} claims cannot be settled yet."
    judged = {kind: found for kind, found in by.items() if count_judged(found) >= ENOUGH}
    if not judged:
        return f"No kind of claimant has {ENOUGH} claims that could be judged; {unknown}"
    ordered = sorted(judged, key=lambda k: -judged[k]["kept"] / count_judged(judged[k]))
    shares = [f"{judged[k]['kept']} of {count_judged(judged[k])}" for k in ordered]
    worst = f", {claimant_label(ordered[-1]).lower()} the worst, with {shares[-1]}" if len(ordered) > 1 else ""
    return (
        f"{claimant_label(ordered[0])} have the best record, with {shares[0]} claims that could be judged kept or "
        f"borne out{worst}; {unknown}"
    )


def tally(rows: list[Row], kind: str, group: str = "") -> str:
    """Return `met 5, likely met 1` of one kind, and of one group if named."""
    mine = {r["status"]: r["claims"] for r in rows if r["kind"] == kind}
    shown = [s for s in statuses().values() if s.key in mine and s.standing == (group or s.standing)]
    return ", ".join(f"{s.label} {mine[s.key]}" for s in shown)


def draw(ax: Axes, narrow: bool, tip: Tips, rows: list[Row], by: dict[str, dict[str, int]]) -> None:
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
            tip(bar, f"{claimant_label(kind)}, {standing_label(group)}: {tally(rows, kind, group)}.")
            ax.text(x + found[group] / 2, -place - 0.34, str(found[group]), ha="center", va="center", size=12.5)
            x += found[group]
        if found["open"]:
            ax.text(x + 0.015 * longest, -place, f"+{found['open']} open", va="center", color=colour("muted"))
        if narrow:
            ax.text(0, -place + 0.4, claimant_label(kind), va="center", weight=600)
        else:
            ax.text(-0.01, -place, claimant_label(kind), va="center", ha="right", transform=ax.get_yaxis_transform())
    ax.set(xlim=(0, longest + beside), ylim=(-len(by) + 0.4, 0.7 if narrow else 0.5), yticks=[], xticks=[])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    keys(ax, narrow)


def keys(ax: Axes, narrow: bool) -> None:
    """Draw the groups named above the bars, each with its patch."""
    patches = [
        Patch(facecolor=colour(name), hatch=hatch, edgecolor=colour("paper"), label=standing_label(standing))
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
