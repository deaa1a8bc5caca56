"""Print the inputs behind one cell of the estimate, with their sources: `python -m scripts.explain 2025 D2 units`."""

import argparse
import sys
from datetime import date

from model.distributions import InputError
from model.indicator import DEFINITIONS, METRICS, YEARS
from model.indicator import explain as used_by
from model.inputs import Input
from schemas.cells import read_text
from schemas.package import ROOT, Package, read_package
from schemas.rows import typed_rows
from scripts.estimate import committed_rows, load_inputs, setting


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.explain", description=__doc__)
    parser.add_argument("year", type=int, choices=list(YEARS))
    parser.add_argument("definition", type=str.lower, choices=DEFINITIONS)
    parser.add_argument("metric", choices=METRICS)
    parser.add_argument("--tier", choices=["T1", "all"], default="all")
    parser.add_argument("--ratio", choices=["sales", "demand"], default="sales")
    args = parser.parse_args(argv)
    package = read_package(ROOT)
    try:
        inputs = load_inputs(package)
        found = used_by(inputs, args.year, args.definition, args.metric, args.tier, args.ratio, setting(date.today()))
    except InputError as error:
        print(f"impossible input: {error}", file=sys.stderr)
        return 2
    print(headline(package, args))
    print("\n".join(lines(found, sources(package))))
    return 0


def headline(package: Package, args: argparse.Namespace) -> str:
    """The committed cell."""
    for row in committed_rows(package):
        place = (row["year"], row["definition_id"], row["metric"], row["tier"], row["ratio"])
        if place == (args.year, args.definition, args.metric, args.tier, args.ratio):
            if row["p50"] is None:
                return f"{' '.join(map(str, place))}: not estimable"
            return (
                f"{' '.join(map(str, place))}: median {row['p50']}, 90 % {row['p05']} to {row['p95']} ({row['status']})"
            )
    return "not in data/derived/estimates.csv: run make estimate"


def sources(package: Package) -> dict[str, str]:
    """What to print for a source: publisher, title, date and address."""
    text, _ = read_text(package.table["sources"], package.root)
    return {
        r["source_id"]: f"[{r['reliability']}] {r['original_publisher'] or r['publisher']}: {r['title']} "
        f"({r['published_on'] or 'undated'}) {r['url']}"
        for r in typed_rows(text)
    }


def lines(found: list[Input], known: dict[str, str]) -> list[str]:
    """Each input with low, central and high, why, and its sources."""
    out = []
    for row in found:
        s = row.shape
        ends = "" if s.low is None or s.high is None else f" ({s.low:g} to {s.high:g})"
        out.append(f"\n{row.id}: {s.central:,.10g}{ends} {s.unit}, {s.distribution}, {row.basis}")
        out.append(f"    {row.reason}")
        out += [f"    {known.get(source, source)}" for source in row.sources]
    return [*out, f"\n{len(found)} inputs"]


if __name__ == "__main__":
    sys.exit(main())
