"""What chips can do: each chip’s preferred value per property with its source, and the rival values beside it.

A preferred value is the one that the view `chip_specs` shows: as shipped where there is one, else as planned. Where
none is preferred, the view shows the best of the others; here they stand side by side as disputed.
"""

from dataclasses import dataclass

from reports.query import Row, query
from reports.text.markdown import escape, link
from reports.text.numbers import number
from reports.text.values import Value

VALUES = """
select
  chip_id, metric_id, definition_id, rank, central, bound, unit, claimant, as_of, reliability, url, note,
  rank = 'preferred' and row_number() over (
    partition by chip_id, metric_id, rank order by definition_id = 'shipped' desc, observation_id
  ) = 1 as shown
from observations_named
where chip_id is not null and rank <> 'deprecated' and list_contains(?, metric_id)
order by chip_id, metric_id, shown desc, rank, observation_id
"""
METRICS = ("fp16-tflops", "bf16-tflops", "fp8-tflops", "memory-capacity", "memory-bandwidth")


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
        """Write the value with a link to its source, whether it is planned, and others that differ from it."""
        text = ""
        if self.shown is not None:
            shown = Value(float(self.shown["central"]) * scale, bound=self.shown["bound"])
            text = link(shown.signed(), self.shown["url"])
            text += ", planned" if self.planned else ""
        others = self._others(scale)
        if not text:
            return others and f"disputed: {others}"
        return f"{text} (also {others})" if others else text

    def _others(self, scale: float) -> str:
        """Write the values that differ from the one shown, each once with its source; of more than three the range."""
        links = {float(o["central"]): o["url"] for o in reversed(self.others) if float(o["central"]) != self.central}
        if len(links) > 3:
            return escape(f"{number(min(links) * scale)}–{number(max(links) * scale)}")
        return ", ".join(link(number(v * scale), links[v]) for v in sorted(links))


NONE = Property(None, ())


@dataclass(frozen=True)
class Specifications:
    """The properties of all chips, by chip and metric."""

    known: dict[tuple[str, str], Property]

    def of(self, chip_id: str, metric_id: str) -> Property:
        """Return one property of one chip; one that is not on record is empty."""
        return self.known.get((chip_id, metric_id), NONE)

    def compute(self, chip_id: str) -> tuple[Property, str]:
        """Return FP16 throughput, or BF16 where only that is settled: tensor units run both alike; and its format."""
        half, brain = self.of(chip_id, "fp16-tflops"), self.of(chip_id, "bf16-tflops")
        return (brain, "BF16") if half.shown is None and brain.shown is not None else (half, "FP16")

    def compute_cell(self, chip_id: str) -> str:
        """Write that value with its sources, and with its format if it is not FP16."""
        value, kind = self.compute(chip_id)
        return value.markdown() + (", BF16" if kind == "BF16" else "")

    def settled(self) -> set[str]:
        """Return the chips of which a value is preferred."""
        return {chip_id for (chip_id, _), value in self.known.items() if value.shown}


def specifications() -> Specifications:
    """Return what is on record of all chips."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in query(VALUES, list(METRICS)):
        found.setdefault((row["chip_id"], row["metric_id"]), []).append(row)
    return Specifications(
        {
            key: Property(next((r for r in rows if r["shown"]), None), tuple(r for r in rows if not r["shown"]))
            for key, rows in found.items()
        }
    )


def full_name(row: Row) -> str:
    """Return designer and chip, the designer named once."""
    return f"{row['designer']} {row['name'].removeprefix(row['designer'] + ' ')}"
