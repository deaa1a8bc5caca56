"""Where the plants are: points on a map of land without borders, with the lower Yangtze enlarged.

The land is theme/land.json, from Natural Earth. Plants of one city stand side by side around it.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from reports.charts.base import Chart, Row, Tips, colour
from reports.charts.canvas import sheet
from reports.charts.palette import THEME
from reports.charts.plants import KINDS, SQL, key, kinds, sentence, style, totals
from reports.query import query
from reports.text.labels import fab_kind_label
from reports.text.numbers import join_words

Point = tuple[float, float]


@dataclass(frozen=True)
class View:
    """A part of the earth in a box of pixels: corner, western and northern edge, pixels per degree of latitude."""

    x: float
    y: float
    width: float
    height: float
    west: float
    north: float
    scale: float
    squeeze: float  # cosine of the middle latitude: a degree of longitude is that much shorter

    def place(self, lon: float, lat: float) -> Point:
        """Return the pixels of a place."""
        return self.x + (lon - self.west) * self.scale * self.squeeze, self.y + (self.north - lat) * self.scale

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a place lies in the box."""
        x, y = self.place(lon, lat)
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@cache
def land() -> list[list[Point]]:
    """Return the outlines of land as rings of (longitude, latitude)."""
    return [[(x, y) for x, y in line] for line in json.loads((THEME / "land.json").read_text())["lines"]]


def clip_ring(ring: Sequence[Point], low: Point, high: Point) -> list[Point]:
    """Return the part of a ring within a box (Sutherland and Hodgman)."""
    out = list(ring)
    for axis in (0, 1):
        for edge, sign in ((low[axis], 1), (high[axis], -1)):
            if not out:
                return out
            now, out = [*out, out[0]], []
            for a, b in pairwise(now):
                inside, next_inside = (a[axis] - edge) * sign >= 0, (b[axis] - edge) * sign >= 0
                if inside:
                    out.append(a)
                if inside != next_inside:
                    t = (edge - a[axis]) / (b[axis] - a[axis])
                    out.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
    return out


def ground(ax: Axes, view: View) -> None:
    """Draw land within a view, its edge cut by the frame."""
    frame = Rectangle((view.x, view.y), view.width, view.height, fill=False, ec=colour("rule"), lw=1)
    ax.add_patch(frame)
    low, high = (view.x - 3, view.y - 3), (view.x + view.width + 3, view.y + view.height + 3)
    for ring in land():
        shape = clip_ring([view.place(*p) for p in ring], low, high)
        if len(shape) > 2:
            patch = Polygon(
                [(round(x, 1), round(y, 1)) for x, y in shape], fc=colour("wash"), ec=colour("foreign"), lw=0.8
            )
            ax.add_patch(patch)
            patch.set_clip_path(frame)


@dataclass
class Cluster:
    """Plants that stand together: of one city, or of one place within it."""

    name: str
    lon: float
    lat: float
    plants: list[Row]

    @property
    def city(self) -> str:
        """The city of its plants."""
        return str(self.plants[0]["city"])


def are_near(one: Row, other: Row) -> bool:
    """Tell whether the marks of two plants would touch on the enlarged part of the map."""
    return all(abs(one[axis] - other[axis]) < NEAR for axis in ("latitude", "longitude"))


def clusters(rows: Sequence[Row], by_city: bool) -> list[Cluster]:
    """Return the plants with a known place, put together by city, or with those of their city that are NEAR.

    The largest cluster of a city is named after it, with the number of all its plants.
    """
    found: dict[tuple[object, ...], list[Row]] = {}
    for r in rows:
        if r["latitude"] is not None:
            near = next(
                (k for k, part in found.items() if k[0] == r["city"] and (by_city or are_near(part[0], r))), None
            )
            found.setdefault(near or (r["city"], r["latitude"], r["longitude"]), []).append(r)
    largest = {key[0]: max((k for k in found if k[0] == key[0]), key=lambda k: len(found[k])) for key in found}
    count = Counter(r["city"] for r in rows)
    return [
        Cluster(
            f"{key[0]} {count[key[0]] if count[key[0]] > 1 else ''}".strip() if largest[key[0]] == key else "",
            sum(r["longitude"] for r in part) / len(part),
            sum(r["latitude"] for r in part) / len(part),
            sorted(part, key=lambda r: (list(KINDS).index(r["kind"]), r["status"] != "production", r["name"])),
        )
        for key, part in sorted(found.items(), key=str)
    ]


SIDES = {
    "Beijing": "above", "Tianjin": "left", "Qingdao": "left", "Hefei": "left", "Wuhan": "left",
    "Jinjiang": "left", "Shenzhen": "left", "Nanjing": "right", "Jiangyin": "below", "Nantong": "above",
    "Wuxi": "left", "Shanghai": "left",
}  # fmt: skip


def plants(ax: Axes, view: View, tip: Tips, group: Cluster, side: str) -> None:
    """Draw a cluster: its marks as a block around the place, and its name with the number beside or above."""
    x, y = view.place(group.lon, group.lat)
    count, gap = len(group.plants), 12.5
    across = count if count <= 4 else (count + 1) // 2
    lines = -(-count // across)
    for n, row in enumerate(group.plants):
        at = (x + (n % across - (across - 1) / 2) * gap, y + (n // across - (lines - 1) / 2) * gap)
        tip(ax.plot(*at, clip_on=False, **style(row))[0], sentence(row), row["url"])
    wide, tall = across * gap / 2 + 4, lines * gap / 2
    spot = {
        "right": (x + wide, y + 4, "left"),
        "left": (x - wide, y + 4, "right"),
        "above": (x, y - tall - 4, "center"),
        "below": (x, y + tall + 13, "center"),
    }[side]
    if group.name:
        ax.text(*spot[:2], group.name, ha=spot[2], va="baseline", size=13, weight=600)


NEAR = 0.3  # degrees
LOWER_YANGTZE = (118.3, 122.3, 30.5, 32.65)  # west, east, south, north


def views(narrow: bool) -> tuple[View, View]:
    """Return the map and its enlarged part."""
    west, east, south, north = LOWER_YANGTZE
    squeeze, scale = 0.855, (350 if narrow else 300) / (east - west) / 0.855
    size = ((east - west) * scale * squeeze, (north - south) * scale)
    if narrow:
        return View(2, 2, 356, 458, 102.4, 41.9, 19.3, 0.83), View(4, 492, *size, west, north, scale, squeeze)
    return View(2, 2, 436, 566, 102.4, 41.9, 23.7, 0.83), View(456, 214, *size, west, north, scale, squeeze)


HEIGHTS = (572, 848)


def draw(ax: Axes, narrow: bool, tip: Tips, rows: Sequence[Row]) -> None:
    """Draw the map with clusters by city, and the lower Yangtze enlarged beside or below it."""
    sheet(ax, narrow, HEIGHTS[narrow])
    whole, part = views(narrow)
    ground(ax, whole)
    ground(ax, part)
    west, east, south, north = LOWER_YANGTZE
    (x1, y1), (x2, y2) = whole.place(west, north), whole.place(east, south)
    ax.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, ec=colour("ink"), lw=1.2))
    inside = [r for r in rows if r["latitude"] is not None and part.holds(r["longitude"], r["latitude"])]
    ax.text(x2 - 30, y1 - 5, f"{len(inside)} plants", ha="right", va="baseline", size=13, weight=600)
    if not narrow:
        for edge, corner in ((y1, part.y), (y2, part.y + part.height)):
            ax.plot([x2, part.x], [edge, corner], color=colour("foreign"), lw=0.8, clip_on=False)
    ax.text(part.x, part.y - 8, f"Lower Yangtze, enlarged: {len(inside)} plants", weight=600, size=13, va="baseline")
    for group in clusters([r for r in rows if r not in inside], by_city=True):
        plants(ax, whole, tip, group, SIDES.get(group.city, "right"))
    for group in clusters(inside, by_city=False):
        plants(ax, part, tip, group, SIDES.get(group.city, "above"))
    legend(ax, *((0, 740) if narrow else (456, 16)), rows, tip)


def legend(ax: Axes, x: float, y: float, rows: Sequence[Row], tip: Tips) -> None:
    """Draw what shape, fill and colour mean, and the plants that are not on the map."""
    for n, kind in enumerate(kinds(rows)):
        key(ax, (x + 8 + n % 3 * 100, y + n // 3 * 22), fab_kind_label(kind), kind=kind)
    y += 50
    key(ax, (x + 8, y), "in production")
    key(ax, (x + 138, y), "not in production", status="x")
    key(ax, (x + 8, y + 22), "foreign operator", operator_country="x")
    lost = [r for r in rows if r["latitude"] is None]
    if lost:
        note = ax.text(
            x,
            y + 54,
            f"Not on the map: {len(lost)} without a known site",
            va="baseline",
            size=13,
            color=colour("muted"),
        )
        tip(note, " ".join(sentence(r) for r in lost))


def cities(rows: Sequence[Row], most: int = 3) -> list[tuple[str, int]]:
    """Return the cities with most plants."""
    count = Counter(r["city"] for r in rows if r["city"])
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))[:most]


def fab_map() -> Chart:
    """Chart the plants on record by place, kind and whether they produce."""
    rows = query(SQL)
    most = cities(rows)
    where = join_words([f"{city} ({n})" for city, n in most])
    lost = sum(r["latitude"] is None for r in rows)
    listed = "; ".join(f"{city}: {n}" for city, n in cities(rows, 99))
    return Chart(
        name="fab-map",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: draw(ax, narrow, tip, rows),
        title=f"{sum(n for _, n in most)} of {len(rows)} plants are in {where}.",
        alt=f"Map of China with {len(rows)} plants by city: {listed}; without a known site: {lost}. "
        f"In all: {totals(rows)}.",
        subtitle="One mark is one plant, or one phase that is reported on its own",
        caption="Marks stand side by side around the "
        "city or district in which the plant is reported, not at its exact site. The map shows the outline of land "
        "only and no borders; land: Natural Earth.",
        source="this package’s list of plants, from the pages that it names.",
        height=HEIGHTS,
    )
