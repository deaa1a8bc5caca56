"""The chips page: Chinese chips beside NVIDIA’s, who makes their dies, and all chips.

Native FP8 and announcements have modules of their own: `reports.pages.native_fp8`, `reports.pages.announcements`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.charts.base import Chart
from reports.charts.chips_compute_memory import chips_compute_memory
from reports.pages.announcements import Announcements, announcements
from reports.pages.native_fp8 import NativeFp8, native_fp8
from reports.pages.specifications import Specifications, full_name, specifications
from reports.query import Row, query
from reports.text.addresses import anchor, thing
from reports.text.labels import basis_label, tier_name
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Key, Markdown, dated, escape, link, sortable, table
from reports.text.numbers import number

CHIPS = """
select
  c.chip_id, c.name, c.designer_id, d.name as designer, c.origin, c.tier, c.status, p.name as process,
  f.name as foundry, c.memory_type, c.announced_on, c.production_since, c.native_fp8_since, c.summary
from chips c
join firms d on d.firm_id = c.designer_id
left join firms f on f.firm_id = c.foundry_id
left join processes p on p.process_id = c.process_id
order by c.origin, d.name, c.name
"""
FOUNDRIES = """
select cs.chip_id, cs.firm_id, f.name as firm, cs.basis, s.url
from chip_suppliers cs
join firms f using (firm_id)
join sources s using (source_id)
where cs.stage = 'logic'
order by cs.chip_id, cs.valid_from nulls first, f.name, s.reliability, s.source_id
"""
TIERS = "select comment from duckdb_columns() where table_name = 'chips' and column_name = 'tier'"
H100, H20 = "nvidia-h100", "nvidia-h20"
YARDSTICKS = ("nvidia-a100", H100, H20, "nvidia-h200", "nvidia-b200", "nvidia-b300")
SOLD = ("production", "sampling")
TERA = 0.001  # TB/s in 1 GB/s
SPECIFIED = {  # columns of figures, and their metrics
    "FP8, TFLOPS": "fp8-tflops",
    "Memory, GB": "memory-capacity",
    "Bandwidth, TB/s": "memory-bandwidth",
}


@dataclass(frozen=True)
class Best:
    """The Chinese chip in production with the most compute among those whose figures are settled."""

    designer: Markdown
    name: Markdown
    compute: Markdown
    bandwidth: Markdown


@dataclass(frozen=True)
class Comparison:
    """How that chip compares with one of NVIDIA’s, of which name and year of production are given."""

    name: Markdown
    year: Markdown
    compute: Markdown
    bandwidth: Markdown


@dataclass(frozen=True)
class Chips:
    """What the page shows."""

    best: Best
    h20: Comparison
    h100: Comparison
    scatter: Chart
    compared: Markdown
    unsettled: Markdown
    fp8: NativeFp8
    announced: Announcements
    dies: Markdown
    tiers: Markdown
    count: int
    domestic: int
    every_chip: Markdown


def chips(language: str = ENGLISH) -> Chips:
    """Return what the page shows."""
    rows, known = query(CHIPS), specifications()
    by_id = {r["chip_id"]: r for r in rows}
    best, chosen = strongest(rows, known), compared_chips(rows, known)
    left_out = ", ".join(escape(full_name(r)) for r in unsettled_chips(rows, known))
    return Chips(
        Best(*(Markdown(escape(text)) for text in _in_words(best, known))),
        compare_with(best, by_id[H20], known, language),
        compare_with(best, by_id[H100], known, language),
        chips_compute_memory(),
        compared_table(chosen, known),
        Markdown(left_out or words(language)["chips.none"]),
        native_fp8(language),
        announcements(YARDSTICKS, language),
        dies(chosen, language),
        Markdown(escape(query(TIERS)[0]["comment"])),
        len(rows),
        sum(r["origin"] == "domestic" for r in rows),
        every_chip(rows, known),
    )


def strongest(rows: list[Row], known: Specifications) -> Row:
    """Return the Chinese training chip in production with the most compute; memory bandwidth must be settled too."""
    settled = [r for r in rows if is_on_sale(r) and r["status"] == "production" and all(_figures(r, known))]
    return max(settled, key=lambda r: _figures(r, known)[0] or 0)


def _figures(chip: Row, known: Specifications) -> tuple[float | None, float | None]:
    """Return compute in TFLOPS and memory bandwidth in GB/s, as far as they are settled."""
    return known.compute(chip["chip_id"])[0].central, known.of(chip["chip_id"], "memory-bandwidth").central


def _in_words(chip: Row, known: Specifications) -> tuple[str, str, str, str]:
    compute, bandwidth = _figures(chip, known)
    return chip["designer"], chip["name"], number(compute), number((bandwidth or 0) * TERA)


def compare_with(chip: Row, yardstick: Row, known: Specifications, language: str = ENGLISH) -> Comparison:
    """Compare a chip with a yardstick. Raises ValueError if a figure of either is not settled."""
    ours, theirs = _figures(chip, known), _figures(yardstick, known)
    shares = []
    for mine, other in zip(ours, theirs, strict=True):
        if mine is None or other is None:
            raise ValueError(f"{chip['name']} beside {yardstick['name']}: a figure is not settled")
        shares.append(Markdown(escape(ratio_text(mine / other, language))))
    year = (yardstick["production_since"] or "")[:4]
    return Comparison(Markdown(escape(yardstick["name"])), Markdown(year), *shares)


def ratio_text(share: float, language: str = ENGLISH) -> str:
    """Write how much one figure is of another.

    >>> ratio_text(4.78), ratio_text(0.7157)
    ('4.8 times', '72% of')
    """
    if share >= 1:
        return words(language).fill("chips.times", times=number(share, 2))
    return words(language).fill("chips.part", percent=number(100 * share, 2))


def is_on_sale(row: Row) -> bool:
    """Tell whether it is a Chinese training chip that is sold or sampled."""
    return row["origin"] == "domestic" and row["tier"] == "T1" and row["status"] in SOLD


def compared_chips(rows: list[Row], known: Specifications) -> list[Row]:
    """Return the yardsticks and the Chinese training chips sold or sampled with a settled value, fastest first."""
    settled = known.settled()
    chosen = [r for r in rows if r["chip_id"] in YARDSTICKS or (is_on_sale(r) and r["chip_id"] in settled)]
    return sorted(chosen, key=lambda r: -(_figures(r, known)[0] or 0))


def unsettled_chips(rows: list[Row], known: Specifications) -> list[Row]:
    """Return the Chinese training chips sold or sampled of which no value is settled."""
    settled = known.settled()
    return [r for r in rows if is_on_sale(r) and r["chip_id"] not in settled]


def compared_table(rows: list[Row], known: Specifications) -> Markdown:
    """Return the compared chips as a table that readers can sort."""
    columns: dict[str, str | Cell] = {
        "Chip": emphasised_name,
        "FP16, TFLOPS": lambda r: known.compute_cell(r["chip_id"]),
        "FP8, TFLOPS": _cell(known, "fp8-tflops"),
        "Memory, GB": _cell(known, "memory-capacity"),
        "Bandwidth, TB/s": _cell(known, "memory-bandwidth", TERA),
    }
    shown = table(rows, columns, keys=specification_keys(known, columns), place="compared {chip_id}")
    return Markdown(sortable(shown))


def every_chip(rows: list[Row], known: Specifications) -> Markdown:
    """Return all chips as a table that readers can sort and filter."""
    columns: dict[str, str | Cell] = {
        "Chip": lambda r: anchor(r["chip_id"]) + thing(r["name"], "chips", r["chip_id"]),
        "Designer": lambda r: thing(r["designer"], "firms", r["designer_id"]),
        "Status": "status",
        "Class": lambda r: escape(tier_name(r["tier"])),
        "FP16, TFLOPS": lambda r: known.compute_cell(r["chip_id"]),
        "Memory, GB": _cell(known, "memory-capacity"),
        "Bandwidth, TB/s": _cell(known, "memory-bandwidth", TERA),
        "Native FP8 since": dated("native_fp8_since"),
        "What it is": "summary",
    }
    return Markdown(sortable(table(rows, columns, keys=specification_keys(known, columns)), "Designer;Status;Class"))


def specification_keys(known: Specifications, columns: Iterable[str]) -> dict[str, str | Key]:
    """Return what the columns of figures among `columns` sort by: the value that is shown; none comes last."""
    keys: dict[str, str | Key] = {"FP16, TFLOPS": lambda r: known.compute(r["chip_id"])[0].central}
    for heading, metric_id in SPECIFIED.items():
        keys[heading] = _central(known, metric_id)
    return {heading: key for heading, key in keys.items() if heading in columns}


def _central(known: Specifications, metric_id: str) -> Key:
    return lambda row: known.of(row["chip_id"], metric_id).central


def _cell(known: Specifications, metric_id: str, scale: float = 1) -> Callable[[Row], str]:
    return lambda row: known.of(row["chip_id"], metric_id).markdown(scale)


def emphasised_name(row: Row) -> str:
    """Write a chip with its designer, Chinese ones bold, foreign ones in italics; and its status if it is not made."""
    mark = "*" if row["origin"] == "foreign" else "**"
    status = "" if row["status"] == "production" else f", {row['status']}"
    return f"{mark}{thing(full_name(row), 'chips', row['chip_id'])}{mark}{escape(status)}"


def dies(rows: list[Row], language: str = ENGLISH) -> Markdown:
    """Return who makes the compute dies of chips, on what basis, with process, memory and start of production."""
    foundries: dict[str, dict[str, Row]] = {}
    for row in query(FOUNDRIES):
        foundries.setdefault(row["chip_id"], {}).setdefault(row["firm_id"], row)
    columns: dict[str, str | Cell] = {
        "Chip": emphasised_name,
        "Foundry (basis), process": lambda r: foundry(r, foundries.get(r["chip_id"], {}).values(), language),
        "Memory": "memory_type",
        "In production": dated("production_since", language),
    }
    return Markdown(table(rows, columns, place="die {chip_id}"))


def foundry(chip: Row, named: Iterable[Row], language: str = ENGLISH) -> str:
    """Write the foundries that are named with their bases, else the one on record, and the process."""
    parts = [f"{link(r['firm'], r['url'])} ({escape(basis_label(r['basis'], language))})" for r in named]
    if not parts:
        recorded = f"{chip['foundry']} (basis not recorded)" if chip["foundry"] else "not known"
        parts = [escape(recorded)]
    return ", ".join(parts + ([escape(chip["process"])] if chip["process"] else []))
