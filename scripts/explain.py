"""Print the inputs behind one cell of the estimate, with their sources: `python -m scripts.explain 2025 D2 units`."""

import argparse
import sys

from model.indicator import DEFINITIONS, METRICS, YEARS, inputs_behind
from model.inputs import Input
from model.tables import inputs as inputs_of
from model.tables import setting
from schemas.cells import TextTable, read_tables
from schemas.package import ROOT, read_package
from schemas.typed_rows import typed_rows
from scripts.command import command, parser


@command("explain", done="shown")
def main(argv: list[str] | None = None) -> int:
    options = parser("explain", __doc__)
    options.add_argument("year", type=int, choices=list(YEARS))
    options.add_argument("definition", type=str.lower, choices=DEFINITIONS)
    options.add_argument("metric", choices=METRICS)
    options.add_argument("--tier", choices=["T1", "all"], default="all")
    options.add_argument("--ratio", choices=["sales", "demand"], default="sales")
    args = options.parse_args(argv)
    package = read_package(ROOT)
    texts = read_tables(package)
    chosen = setting(package.day)
    found = inputs_behind(inputs_of(texts), args.year, args.definition, args.metric, args.tier, args.ratio, chosen)
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


def lines(found: list[Input], known: dict[str, str]) -> list[str]:
    """Return each input with low, central and high, why, and its sources."""
    out = []
    for row in found:
        s = row.shape
        ends = "" if s.low is None or s.high is None else f" ({s.low:,.10g} to {s.high:,.10g})"
        out.append(f"\n{row.id}: {s.central:,.10g}{ends} {s.unit}, {s.distribution}, {row.basis}")
        out.append(f"    {row.reason}")
        out += [f"    {known.get(source, source)}" for source in row.sources]
    return [*out, f"\n{len(found)} inputs"]


if __name__ == "__main__":
    sys.exit(main())
