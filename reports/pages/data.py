"""The data page: downloads, what was known on a day, how to cite, and the data dictionary.

Also where each file lies in the site's folder of downloads, which is the package as it lies in its tree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from typing import Any

import yaml

from reports.pages.contents import code, columns, link_tables, macros, rows_of, views, with_code
from reports.query import Row, query
from reports.text.dates import day
from reports.text.language import ENGLISH
from reports.text.markdown import Cell, Markdown, escape, link, table
from reports.text.numbers import number, plural
from schemas.dictionary import column_rule, kind, row_meaning
from schemas.package import Field, Package, Table, read_package

BUILT = """
select version, commit, inputs_hash, (select max(recorded_on) from observations) as day
from package
"""
KNOWN_ON = """
select count(*) as known, count(*) filter (is_latest) as latest
from observations_as_of(?)
"""
DAY = "2025-08-27"  # the day of the example
FOLDER = "download"
BIBTEX = Template("""```bibtex
@misc{china_ai_chips,
  author = {{$authors}},
  title = {$title},
  year = {$year},
  note = {Data package, version $version, $released}
}
```
""")


@dataclass(frozen=True)
class Size:
    """How much the package holds."""

    tables: int
    rows: Markdown
    observations: Markdown


@dataclass(frozen=True)
class Built:
    """What the file was built from."""

    version: Markdown
    day: Markdown
    commit: Markdown
    inputs: Markdown


@dataclass(frozen=True)
class Then:
    """How many observations were known on a day, and how many were their claimants' latest word."""

    day: Markdown
    known: Markdown
    latest: Markdown


@dataclass(frozen=True)
class Citation:
    """How to cite the package, from CITATION.cff, and its licences."""

    authors: Markdown
    year: Markdown
    title: Markdown
    version: Markdown
    released: Markdown
    bibtex: Markdown
    licences: Markdown


@dataclass(frozen=True)
class Data:
    """What the page shows."""

    size: Size
    built: Built
    downloads: Markdown
    links: Markdown
    then: Then
    cite: Citation
    tables: Markdown
    views: Markdown
    macros: Markdown


def data(language: str = ENGLISH) -> Data:
    """Return what the page shows."""
    package = read_package()
    counts = rows_of(package.table)
    return Data(
        Size(len(package.tables), Markdown(number(sum(counts.values()))), Markdown(number(counts["observations"]))),
        built(),
        downloads(package, counts),
        Markdown(", ".join(f"[{code(name)}]({parquet_path(name)})" for name in link_tables(package))),
        known_on(DAY, language),
        citation(package),
        Markdown("\n\n".join(table_entry(t, counts[t.name]) for t in package.tables)),
        view_entries(),
        macros(),
    )


def built(language: str = ENGLISH) -> Built:
    """Return what the file says of itself."""
    row = query(BUILT)[0]
    return Built(
        Markdown(escape(row["version"])),
        Markdown(day(row["day"], language)),
        Markdown(code(row["commit"] or "not known")),
        Markdown(code(row["inputs_hash"])),
    )


def known_on(on: str, language: str = ENGLISH) -> Then:
    """Return what was known on a day."""
    row = query(KNOWN_ON, on)[0]
    return Then(Markdown(day(on, language)), Markdown(number(row["known"])), Markdown(number(row["latest"])))


def citation(package: Package) -> Citation:
    """Return how to cite the package."""
    cite: dict[str, Any] = yaml.safe_load((package.root / "CITATION.cff").read_text(encoding="utf-8"))
    authors = ", ".join(a.get("name") or f"{a['family-names']}, {a['given-names']}" for a in cite["authors"])
    facts = {
        "authors": authors,
        "year": str(cite["date-released"])[:4],
        "title": cite["title"],
        "version": cite["version"],
        "released": cite["date-released"],
    }
    licences = ", ".join(link(licence["title"], licence["path"]) for licence in package.descriptor["licenses"])
    shown = {name: Markdown(escape(fact)) for name, fact in facts.items()}
    return Citation(
        shown["authors"],
        shown["year"],
        shown["title"],
        shown["version"],
        shown["released"],
        Markdown(BIBTEX.substitute(facts)),
        Markdown(licences),
    )


def csv_path(found: Table) -> str:
    """Return where the table's CSV is in the site."""
    return f"{FOLDER}/{found.path}"


def parquet_path(name: str) -> str:
    """Return where the Parquet file of a table or view is in the site."""
    return f"{FOLDER}/parquet/{name}.parquet"


def downloads(package: Package, counts: Mapping[str, int]) -> Markdown:
    """Return all tables with their rows and files; the name leads to the entry of the dictionary."""
    cells: dict[str, str | Cell] = {
        "Table": lambda r: _anchor(r["table"].name),
        "Rows": lambda r: escape(number(counts[r["table"].name])),
        "What a row is": lambda r: with_code(row_meaning(r["table"])),
        "Files": lambda r: f"[CSV]({csv_path(r['table'])}),\u00a0[Parquet]({parquet_path(r['table'].name)})",
    }
    rows = [{"table": t} for t in package.tables]
    return Markdown(table(rows, cells, right=["Rows"], place="download {table.name}"))


def table_entry(found: Table, rows: int) -> str:
    """Return one table: what a row is, how many there are, the key, and each column."""
    cells: dict[str, str | Cell] = {
        "Column": lambda r: code(r["field"].name),
        "Type": lambda r: with_code(kind(r["field"])),
        "Rule": lambda r: rule(r["field"], found),
        "What it holds": lambda r: with_code(r["field"].description),
    }
    head = f"### {code(found.name)} {{#{found.name}}}\n\n{with_code(found.description)} "
    keys = ", ".join(map(code, found.primary_key))
    columns = table([{"field": f} for f in found.fields], cells, place=f"{found.name} {{field.name}}")
    return f"{head}{escape(plural(rows, 'row'))}. Key: {keys}.\n\n{columns}"


def rule(field: Field, owner: Table) -> str:
    """Return what a cell must fulfil: values in the type of code, tables as links to their entries."""
    return column_rule(field, owner, code, _anchor)


def _anchor(name: str) -> str:
    return f"[{code(name)}](#{name})"


def view_entries() -> Markdown:
    """Return all views."""
    found = views()
    sizes = rows_of(view["name"] for view in found)
    return Markdown("\n\n".join(view_entry(view, sizes[view["name"]]) for view in found))


def view_entry(view: Row, rows: int) -> str:
    """Return one view: what a row is, and each column with its type and meaning."""
    cells: dict[str, str | Cell] = {
        "Column": lambda r: code(r["name"]),
        "Type": lambda r: escape(r["type"]),
        "What it holds": lambda r: with_code(r["comment"] or ""),
    }
    place = f"view-{view['name']} {{name}}"
    size = f"{escape(plural(rows, 'row'))}. [Parquet]({parquet_path(view['name'])})."
    head = f"### {code(view['name'])} {{#view-{view['name'].replace('_', '-')}}}"
    return f"{head}\n\n{with_code(view['comment'])} {size}\n\n{table(columns(view['name']), cells, place=place)}"
