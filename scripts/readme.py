"""Write the generated parts of README.md anew from the built DuckDB file: `python -m scripts.readme [--check]`.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`. With --check nothing is written, and the exit
code is 1 if a part has drifted.
"""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from reports.headline import sentence
from reports.query import query, table
from schemas.package import ROOT, read_package

PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.readme", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 on drift")
    args = parser.parse_args(argv)
    path = ROOT / "README.md"
    old = path.read_text(encoding="utf-8")
    new = regenerate(old, {"answer": answer, "tables": tables})
    if new == old:
        print("README.md is up to date")
        return 0
    if args.check:
        print("README.md has drifted from the data: run make readme", file=sys.stderr)
        return 1
    write(path, new)
    print("README.md written anew")
    return 0


def regenerate(text: str, parts: dict[str, Callable[[], str]]) -> str:
    """The text with every generated part made anew. Raises KeyError on a part nobody makes."""
    return PART.sub(lambda m: f"{m[1]}{parts[m['name']]().rstrip()}\n{m[3]}", text)


def write(path: Path, text: str) -> None:
    """Write under a temporary name, then move into place."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def answer() -> str:
    """Today's answer, from published figures."""
    return sentence()


def tables() -> str:
    """The table of tables: name, number of rows, what a row is."""
    rows = [
        {
            "name": t.name,
            "path": t.path,
            "rows": query(f'select count(*) as n from "{t.name}"')[0]["n"],
            "about": t.description.split(". ")[0].split(": ")[0].rstrip("."),
        }
        for t in read_package().tables
    ]
    return table(
        rows,
        {"Table": lambda r: f"[`{r['name']}`]({r['path']})", "Rows": "rows", "What a row is": lambda r: r["about"]},
        right=["Rows"],
    )


if __name__ == "__main__":
    sys.exit(main())
