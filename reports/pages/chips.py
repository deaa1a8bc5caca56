"""What the chips page shows: each chip’s preferred value per property with its source, and the rival values beside it.

The preferred value is the one that the view `chip_specs` shows: as shipped where there is one, else as planned.
"""

from dataclasses import dataclass

from reports.query import Row, query
from reports.text.markdown import escape, link
from reports.text.numbers import number
from reports.text.values import Value

CHIPS = """
select
  c.chip_id, c.name, d.name as designer, c.origin, c.tier, c.status, p.name as process, f.name as foundry,
  c.memory_type, c.announced_on, c.production_since, c.native_fp8_since, c.note
from chips c
join firms d on d.firm_id = c.designer_id
left join firms f on f.firm_id = c.foundry_id
left join processes p on p.process_id = c.process_id
order by c.origin, d.name, c.name
"""
VALUES = """
select
  chip_id, metric_id, definition_id, rank, central, bound, unit, claimant, as_of, reliability, url, note,
  rank = 'preferred' and row_number() over (
    partition by chip_id, metric_id, rank order by definition_id = 'shipped' desc, observation_id
  ) = 1 as shown
from observations_named
where chip_id is not null and rank <> 'deprecated'
  and metric_id in ('fp16-tflops', 'bf16-tflops', 'fp8-tflops', 'memory-capacity', 'memory-bandwidth')
order by chip_id, metric_id, shown desc, rank, observation_id
"""
YARDSTICKS = ("nvidia-a100", "nvidia-h100", "nvidia-h20", "nvidia-h200", "nvidia-b200", "nvidia-b300")
# Months from the announcement to volume production, least and most, as the dates are of different precision.
LAGS = """
with day as (select max(recorded_on) as today from observations)
select
  c.name, d.name as designer, c.origin, c.status, c.announced_on, c.production_since,
  greatest(0, period_start(c.production_since) - period_end(c.announced_on)) / 30.44 as least,
  (period_end(c.production_since) - period_start(c.announced_on)) / 30.44 as most,
  (today - period_end(c.announced_on)) / 30.44 as so_far,
  (select s.url from chips_sources cs join sources s using (source_id) where cs.chip_id = c.chip_id
    order by s.reliability, s.source_id limit 1) as url
from chips c
join firms d on d.firm_id = c.designer_id
cross join day
where c.announced_on is not null and c.tier = 'T1' and c.status not in ('cancelled', 'rumoured')
  and (c.origin = 'domestic' or list_contains(?, c.chip_id))
  and (c.production_since is not null or c.status in ('announced', 'sampling'))
order by c.origin desc, period_start(c.announced_on), c.chip_id
"""
METRICS = ("fp16-tflops", "bf16-tflops", "fp8-tflops", "memory-capacity", "memory-bandwidth")
SOLD = ("production", "sampling")
WORDS = {"production": "in production", "sampling": "samples"}


@dataclass(frozen=True)
class Property:
    """One property of one chip: the value that is shown, if one is preferred, and the other values on record."""

    shown: Row | None
    others: tuple[Row, ...]

    @property
    def central(self) -> float | None:
        return None if self.shown is None else float(self.shown["central"])

    @property
    def planned(self) -> bool:
        return self.shown is not None and self.shown["definition_id"] == "planned"

    def markdown(self, scale: float = 1) -> str:
        """Markdown: the value with a link to its source, whether it is planned, and others that differ from it."""
        text = ""
        if self.shown is not None:
            shown = Value(float(self.shown["central"]) * scale, bound=self.shown["bound"])
            text = link(shown.signed(), self.shown["url"])
            text += ", planned" if self.planned else ""
        others = self._others(scale)
        if not text:
            return others and f"not settled: {others}"
        return f"{text} (also {others})" if others else text

    def _others(self, scale: float) -> str:
        """Values that differ from the one shown, each once with its source; of more than three the range alone."""
        links = {float(o["central"]): o["url"] for o in reversed(self.others) if float(o["central"]) != self.central}
        if len(links) > 3:
            return escape(f"{number(min(links) * scale)}–{number(max(links) * scale)}")
        return ", ".join(link(number(v * scale), links[v]) for v in sorted(links))


NONE = Property(None, ())
Values = dict[tuple[str, str], Property]


def chips() -> list[Row]:
    """Every chip, Chinese designs first, by designer and name."""
    return query(CHIPS)


def values() -> Values:
    """The values of each chip and metric."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in query(VALUES):
        found.setdefault((row["chip_id"], row["metric_id"]), []).append(row)
    return {
        key: Property(next((r for r in rows if r["shown"]), None), tuple(r for r in rows if not r["shown"]))
        for key, rows in found.items()
    }


def compute(known: Values, chip_id: str) -> tuple[Property, str]:
    """FP16 throughput, or BF16 where only that is settled: tensor units run both at the same rate; and its format."""
    half, brain = known.get((chip_id, "fp16-tflops"), NONE), known.get((chip_id, "bf16-tflops"), NONE)
    return (brain, "BF16") if half.shown is None and brain.shown is not None else (half, "FP16")


def compute_cell(known: Values, chip_id: str) -> str:
    """That value as Markdown, with its format if it is not FP16."""
    value, kind = compute(known, chip_id)
    return value.markdown() + (", BF16" if kind == "BF16" else "")


def compared(rows: list[Row], known: Values) -> list[Row]:
    """NVIDIA’s yardsticks and the Chinese training chips sold or sampled of which a value is settled, fastest first."""
    settled = {chip_id for (chip_id, metric), value in known.items() if metric in METRICS and value.shown}
    chosen = [r for r in rows if r["chip_id"] in YARDSTICKS or (on_sale(r) and r["chip_id"] in settled)]
    return sorted(chosen, key=lambda r: -(compute(known, r["chip_id"])[0].central or 0))


def lags() -> list[Row]:
    """Announcement and start of production of NVIDIA’s yardsticks and of Chinese training chips, in months between."""
    return query(LAGS, list(YARDSTICKS))


def months(row: Row) -> str:
    """Months from announcement to production, or so far: one number, or a range where dates are inexact."""
    if row["production_since"] is None:
        return str(round(row["so_far"]))
    least, most = round(row["least"]), round(row["most"])
    return str(least) if least == most else f"{least}–{most}"


def unknown(rows: list[Row], known: Values) -> list[Row]:
    """Chinese training chips sold or sampled of which no value is settled."""
    shown = {r["chip_id"] for r in compared(rows, known)}
    return [r for r in rows if on_sale(r) and r["chip_id"] not in shown]


def full_name(row: Row) -> str:
    """Designer and chip, the designer named once."""
    return f"{row['designer']} {row['name'].removeprefix(row['designer'] + ' ')}"


def on_sale(row: Row) -> bool:
    """Whether it is a Chinese training chip that is sold or sampled."""
    return row["origin"] == "domestic" and row["tier"] == "T1" and row["status"] in SOLD
