"""Print what one cell of the estimate rests on: `python -m scripts.explain 2025 D2 units`.

The inputs that it goes with, with their sources, and the published figures by how far each moved it.
"""

import argparse
import sys
from pathlib import Path

from model.explained import Explained, explain_cell
from model.halves import YEARS
from model.indicator import DEFINITIONS, METRICS
from schemas.cells import TextTable, read_tables
from schemas.package import ROOT, read_package
from schemas.typed_rows import typed_rows
from scripts.command import command, parser


@command("explain", done="shown")
def main(argv: list[str] | None = None) -> int:
    options = parser("explain", __doc__)
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    options.add_argument("year", type=int, choices=list(YEARS))
    options.add_argument("definition", type=str.lower, choices=DEFINITIONS)
    options.add_argument("metric", choices=METRICS)
    options.add_argument("--tier", choices=["T1", "all"], default="all")
    options.add_argument("--ratio", choices=["sales", "demand"], default="sales")
    args = options.parse_args(argv)
    package = read_package(args.data)
    texts = read_tables(package)
    found = explain_cell(package, texts, (args.year, args.definition, args.metric, args.tier, args.ratio))
    print(headline(texts, args))
    print("\n".join(lines(found, sources(texts))))
    return 0


def headline(texts: dict[str, TextTable], args: argparse.Namespace) -> str:
    """Return the committed cell."""
    for row in typed_rows(texts["estimates"]):
        place = (row["year"], row["definition_id"], row["metric"], row["tier"], row["ratio"])
        if place == (args.year, args.definition, args.metric, args.tier, args.ratio):
            if row["p50"] is None:
                return f"{' '.join(map(str, place))}: not estimable"
            return (
                f"{' '.join(map(str, place))}: median {row['p50']}, 90 % {row['p05']} to {row['p95']} ({row['status']})"
            )
    return "not in data/derived/estimates.csv: run make regenerate"


def sources(texts: dict[str, TextTable]) -> dict[str, str]:
    """Return what to print for a source: publisher, title, date and address."""
    return {
        r["source_id"]: f"[{r['reliability']}] {r['original_publisher'] or r['publisher']}: {r['title']} "
        f"({r['published_on'] or 'undated'}) {r['url']}"
        for r in typed_rows(texts["sources"])
    }


def lines(found: Explained, known: dict[str, str]) -> list[str]:
    """Return each input with low, central and high, why, and its sources; then each figure with what it changed."""
    out = []
    for row, drawn_for, correlation in found.inputs:
        s = row.shape
        ends = "" if s.low is None or s.high is None else f" ({s.low:,.10g} to {s.high:,.10g})"
        when = f", drawn for {drawn_for}" if drawn_for else ""
        out.append(f"\n{row.id}{when}: rank correlation {correlation:+.2f}")
        out.append(f"    {s.central:,.10g}{ends} {s.unit}, {s.distribution}, {row.basis}")
        out.append(f"    {row.reason}")
        out += [f"    {known.get(source, source)}" for source in row.sources]
    out.append(f"\n{len(found.inputs)} inputs\n\nmedian without each published figure, largest change first:")
    for i in found.influences:
        told = "not told by these draws" if i.without is None else f"{i.without:.4f}, not {found.median:.4f}"
        w = i.witness
        what = " ".join(part for part in (w.house, w.metric, w.firm, w.chip, w.period) if part)
        out.append(f"    {w.id} ({what}: {w.value:,.6g}): {told}")
    return [*out, f"\n{len(found.influences)} figures"]


if __name__ == "__main__":
    sys.exit(main())
