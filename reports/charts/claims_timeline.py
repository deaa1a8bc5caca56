"""Claims by the quarter (narrow: the year) in which they fall due, in lanes by status; one mark is one claim."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reports.charts.base import NARROW, WIDE, Chart, Row, Tips, chart_name, colour
from reports.charts.marks import markers
from reports.query import query
from reports.text.dates import moment, period
from reports.text.labels import Status, count_standings, status_label, statuses
from reports.text.language import ENGLISH, Language, in_language, words

SQL = """
select s.target_id, s.statement, s.statement_zh, s.claimant, a.name_zh as claimant_zh, s.kind, s.said_on, s.deadline,
  s.due_on, s.standing, s.status, s.probability, s.collection, s.rated_on
from scoreboard s
join actors a on a.actor_id = s.claimant_id
order by s.due_on nulls last, s.collection nulls last, s.target_id
"""
BEFORE, AFTER = 1, 2  # years shown before and after that of the rating; the rest is in one column on either side
STEP = 9.5  # pixels from mark to mark
STRIP = 20  # pixels under the lanes, where the ground of what has fallen due is named
FOOT = 46  # pixels under that


def claims_timeline(language: str = ENGLISH) -> Chart:
    """Chart every rated target, by deadline and status."""
    rows, known = query(SQL), words(language)
    due = [r for r in rows if is_past_due(r)]
    found = count_standings(due)
    title = "claims-timeline.title-replaced" if found["open"] else "claims-timeline.title"
    rated_on = moment(rows[0]["rated_on"], language)
    return Chart(
        name=chart_name("claims-timeline", language),
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows, known),
        title=known.fill(title, n=len(rows), due=len(due), **found),
        alt=known.fill("claims-timeline.alt", n=len(rows), day=rated_on, statuses=describe_statuses(rows, known)),
        subtitle=known["claims-timeline.subtitle"],
        caption=known["claims-timeline.caption"],
        source=known["verdict-bars.source"],
        height=(height(rows, False), height(rows, True)),
        language=language,
    )


def is_past_due(row: Row) -> bool:
    """Tell whether the deadline had passed on the day of rating."""
    return row["due_on"] is not None and row["due_on"] < row["rated_on"]


def describe_statuses(rows: list[Row], known: Language) -> str:
    """Return each status with its number of claims and their years."""
    parts = []
    for status in statuses().values():
        mine = [r for r in rows if r["status"] == status.key]
        years = groupby(mine, key=lambda r: str(r["due_on"].year) if r["due_on"] else known["claim.no-date"])
        if mine:
            counts = (known.fill("claims-timeline.year", year=y, n=len(list(g))) for y, g in years)
            said = {"n": len(mine), "years": known["list.between"].join(counts)}
            name = status_label(status.key, known.code).capitalize()
            parts.append(known.fill("claims-timeline.status", status=name, **said))
    return known["list.sentences"].join(parts)


@dataclass(frozen=True)
class Columns:
    """The columns of a drawing: earlier, the quarters (narrow: the years) from `first` to `last`, later, no date."""

    first: int
    last: int
    narrow: bool

    @property
    def per_year(self) -> int:
        return 1 if self.narrow else 4

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def later(self) -> int:
        """Number of the column of what falls due after the last year."""
        return 1 + len(self.years) * self.per_year

    @property
    def edges(self) -> tuple[float, float]:
        """Pixels to the left of the columns, for labels, and to the right."""
        return (4, 4) if self.narrow else (150, 6)

    @property
    def whole(self) -> float:
        """Width of all columns in pixels."""
        return (NARROW if self.narrow else WIDE) - sum(self.edges)

    @property
    def width(self) -> float:
        """Width of a column in pixels."""
        return self.whole / (self.later + 2)

    @property
    def across(self) -> int:
        """How many marks stand beside each other in a column."""
        return int((self.width - 3) // STEP)

    def start(self, year: int) -> int:
        """Return the number of the first column of a year."""
        return 1 + (year - self.first) * self.per_year

    def of(self, due_on: date | None) -> int:
        """Return the number of the column of a deadline."""
        if due_on is None:
            return self.later + 1
        if due_on.year not in self.years:
            return 0 if due_on.year < self.first else self.later
        return self.start(due_on.year) + (0 if self.narrow else (due_on.month - 1) // 3)


def columns(rows: list[Row], narrow: bool) -> Columns:
    """Return the columns around the year in which the claims were rated."""
    rated = rows[0]["rated_on"].year
    return Columns(rated - BEFORE, rated + AFTER, narrow)


@dataclass(frozen=True)
class Lane:
    """A status with its claims by column, and how many rows of marks the fullest column needs."""

    status: Status
    cells: dict[int, list[Row]]
    deep: int

    @property
    def claims(self) -> int:
        return sum(map(len, self.cells.values()))

    def high(self, narrow: bool) -> float:
        """Return the pixels from its upper to its lower line; a narrow lane has its label above."""
        return self.deep * STEP + (26 if narrow else 12)


def lanes(rows: list[Row], shown: Columns) -> list[Lane]:
    """Return the lanes of the statuses that occur."""
    made = []
    for status in statuses().values():
        cells: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            if row["status"] == status.key:
                cells[shown.of(row["due_on"])].append(row)
        if cells:
            fullest = max(map(len, cells.values()))
            made.append(Lane(status, dict(sorted(cells.items())), -(-fullest // shown.across)))
    return made


def height(rows: list[Row], narrow: bool) -> float:
    """Return the height of the drawing in pixels: all lanes, and the names of the columns."""
    return sum(lane.high(narrow) for lane in lanes(rows, columns(rows, narrow))) + STRIP + FOOT


def draw(ax: Axes, narrow: bool, tip: Tips, rows: list[Row], known: Language) -> None:
    """Draw the lanes from the top, as high as their fullest column; coordinates are pixels: marks never touch."""
    shown, whole, tall = columns(rows, narrow), height(rows, narrow), height(rows, narrow) - FOOT
    left, right = shown.edges
    picture = left + shown.whole + right
    ax.set_position((left / picture, FOOT / whole, shown.whole / picture, tall / whole))
    ax.set(xlim=(0, shown.whole), ylim=(-tall, 0), yticks=[])
    ax.grid(visible=False)
    shade(ax, rows, shown, tall, known)
    y = 0.0
    for lane in lanes(rows, shown):
        label(ax, lane, narrow, y, known)
        for place, found in lane.cells.items():
            at = ((place + 0.5) * shown.width, y - (20 if narrow else 6))
            dots(ax, tip, lane.status, found, at, shown.across, known)
        y -= lane.high(narrow)
        ax.plot((-left, shown.whole), (y, y), color=colour("rule"), linewidth=0.6, clip_on=False)
    axis(ax, shown, known)


def shade(ax: Axes, rows: list[Row], shown: Columns, tall: float, known: Language) -> None:
    """Draw ground under the columns whose last day was past on the day of rating."""
    past_columns = shown.of(rows[0]["rated_on"]) * shown.width
    ax.add_patch(Rectangle((0, -tall), past_columns, tall, facecolor=colour("wash"), edgecolor="none", zorder=0))
    past = known["claims-timeline.past"]
    ax.text(past_columns - 6, STRIP / 2 - tall, past, va="center", ha="right", color=colour("muted"))


def label(ax: Axes, lane: Lane, narrow: bool, y: float, known: Language) -> None:
    """Draw the lane’s status with its number of claims, above its marks or beside them."""
    name = status_label(lane.status.key, known.code).capitalize()
    text = known.fill("claims-timeline.lane", status=name, n=lane.claims)
    if narrow:
        ax.text(2, y - 11, text, va="center", weight=600)
    else:
        ax.text(-10, y - lane.high(narrow) / 2, text, va="center", ha="right")


def dots(
    ax: Axes, tip: Tips, status: Status, found: list[Row], at: tuple[float, float], most: int, known: Language
) -> None:
    """Draw the marks of one cell around x and down from y of `at`, `most` in a row; founding claims have a tip each."""
    x, y = at
    in_row = min(most, len(found))
    spots = [(x + (n % most - (in_row - 1) / 2) * STEP, y - (n // most + 0.5) * STEP) for n in range(len(found))]
    founding = [n for n, r in enumerate(found) if r["collection"]]
    groups = [([n], describe(found[n], known), "ink", 1.9) for n in founding]
    if rest := [n for n in range(len(found)) if n not in founding]:
        groups.append((rest, describe_several(status, [found[n] for n in rest], known), status.colour, 1.2))
    for places, text, name, edge in groups:
        mark = ax.plot(
            *zip(*(spots[n] for n in places), strict=True),
            linestyle="none",
            marker=markers(status.marker),
            markersize=5.2 if status.marker in ("square", "diamond") else 6.4,
            markerfacecolor=colour(name if status.filled else "paper"),
            markeredgecolor=colour(name),
            markeredgewidth=edge,
            clip_on=False,
        )[0]
        tip(mark, text)


def describe(row: Row, known: Language) -> str:
    """Return one claim in words."""
    due = (
        known.fill("claim.due", deadline=period(row["deadline"], known.code))
        if row["deadline"]
        else known["claim.no-deadline"]
    )
    return known.fill(
        "claims-timeline.claim",
        claimant=claimant(row, known),
        said_on=moment(row["said_on"], known.code),
        due=due,
        statement=statement_text(row, known),
        verdict=status_label(row["status"], known.code),
    )


def claimant(row: Row, known: Language) -> str:
    """Return who made a claim."""
    return in_language(row, "claimant", known.code) or str(row["claimant"])


def statement_text(row: Row, known: Language) -> str:
    """Return the claim without the name of who made it, where it begins with that."""
    named = known.fill("claims-timeline.named", claimant=claimant(row, known), statement="")
    return in_language(row, "statement", known.code).removeprefix(named).strip()


def describe_several(status: Status, rows: list[Row], known: Language) -> str:
    """Return several claims in words, the first two by name."""
    due = sorted({r["deadline"] or "" for r in rows})
    ends = [period(text, known.code) if text else known["claim.no-date"] for text in (due[0], due[-1])]
    when = ends[0] if len(set(ends)) == 1 else known.fill("date.range", start=ends[0], end=ends[1])
    each = (
        known.fill("claims-timeline.named", claimant=claimant(r, known), statement=statement_text(r, known))
        for r in rows[:2]
    )
    named = known["list.apart"].join(map(shorten, each))
    more = known.fill("claims-timeline.more", claims=named, n=len(rows) - 2) if len(rows) > 2 else named
    name = status_label(status.key, known.code).capitalize()
    return known.fill("claims-timeline.several", status=name, due=when, claims=more)


def shorten(text: str, most: int = 66) -> str:
    """Return the text, cut at a word after at most `most` characters."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def axis(ax: Axes, shown: Columns, known: Language) -> None:
    """Draw names of the columns, and a light line before each year."""
    middles = [shown.start(year) + shown.per_year / 2 for year in shown.years]
    ticks = [0.5, *middles, shown.later + 0.5, shown.later + 1.5]
    before, later, undated = (known[f"claims-timeline.{name}"] for name in ("before", "later", "undated"))
    ax.set_xticks([t * shown.width for t in ticks], [before, *map(str, shown.years), later, undated])
    for edge in (*map(shown.start, shown.years), shown.later, shown.later + 1):
        ax.axvline(edge * shown.width, color=colour("rule"), linewidth=0.8, zorder=0.5)
