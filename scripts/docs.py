"""The documents that are made from the data, the rule book and the schemas; `scripts.regenerate` writes them.

README.md (today's answer, list of tables), docs/cookbook.md (what its queries return), one page on each table's columns
in docs/tables/ and on its rules in docs/rules/, the list of pages in either folder, the diagram of the tables, the
loaders in load/, the issue forms, CITATION.cff and .zenodo.json. A part of a page that people write stands between
`<!-- generated: NAME -->` and `<!-- end -->`. Nothing here counts rows of tables, so that two branches never collide
over it.
"""

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from checks.findings import Finding
from checks.github_markdown import code, escape, table
from checks.rulebook import Example, Rule, rules
from release.loaders.loader_files import loaders
from release.metadata.citation import citation_files
from release.metadata.facts import read_facts
from schemas.cells import DataError, read_text
from schemas.database import connect_new, load_tables, load_views
from schemas.dictionary import column_rule, first_sentence, kind
from schemas.files import write_whole
from schemas.package import ROOT, Package, Table, read_package
from schemas.views import read_views
from scripts.cookbook import cookbook_results
from scripts.diagram import diagram_page
from scripts.issue_forms import form_files

PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
WITH_PARTS = ("README.md", "docs/cookbook.md", "docs/rules/README.md", "docs/tables/README.md")
FOLDERS = ("docs/rules", "docs/tables", "load")  # in which every file is generated
Parts = Mapping[str, Callable[[], str]]
HORIZON = (
    "select table_name, newest_on from horizon where topic_id is null and newest_on is not null order by 2 desc, 1"
)


def check_documents(database: Path | None = None) -> list[Finding]:
    """Return a finding for each document of this tree that `make regenerate` would change; `database` is one of the
    package as it is now, where there is one."""
    rule = rules()["derived/documents-current"]
    return [
        Finding(file, line, "", rule.id, rule.severity, message, rule.holds, rule.fix)
        for file, line, message in outdated_documents(
            documents(_parts_from(database) if database else data_parts(read_package()))
        )
    ]


def write_documents() -> list[str]:
    """Write what differs and remove pages of what is gone; returns the paths of both."""
    new = documents(data_parts(read_package()))
    changed = [file for file, _, _ in outdated_documents(new)]
    for file in changed:
        if file in new:
            write_whole(ROOT / file, new[file])
        else:
            (ROOT / file).unlink()
    return changed


def outdated_documents(new: Mapping[str, str]) -> list[tuple[str, int, str]]:
    """Return file, line and words for each document that is not as it would be written."""
    found = []
    for file, text in new.items():
        old = (ROOT / file).read_text(encoding="utf-8") if (ROOT / file).is_file() else ""
        if old != text:
            line = _first_difference(old, text)
            found.append((file, line, "would change here" if old else "is not there yet"))
    there = {str(path.relative_to(ROOT)) for folder in FOLDERS for path in (ROOT / folder).glob("*.*")}
    return found + [(file, 1, "would go, as nothing is left to say here") for file in sorted(there - set(new))]


def _first_difference(old: str, new: str) -> int:
    pairs = zip(old.split("\n"), new.split("\n"), strict=False)
    return next((n for n, (a, b) in enumerate(pairs, 1) if a != b), min(old.count("\n"), new.count("\n")) + 1)


def documents(from_data: Mapping[str, str]) -> dict[str, str]:
    """Return every generated document by path. A part that depends on the data, and is not given, stays as it is."""
    package = read_package()
    parts: dict[str, Callable[[], str]] = {
        "tables": lambda: list_tables(package),
        "table-pages": lambda: list_table_pages(package),
        "rule-pages": lambda: list_rule_pages(package),
    }
    parts |= {name: partial(str, text) for name, text in from_data.items()}
    made = {file: fill_parts((ROOT / file).read_text(encoding="utf-8"), parts) for file in WITH_PARTS}
    made |= {f"docs/tables/{t.name}.md": table_page(t) for t in package.tables}
    made |= {f"docs/rules/{group}.md": rule_page(group, found, package) for group, found in rule_groups().items()}
    made |= form_files(package, {t.name: read_text(t, package.root)[0] for t in package.tables if not t.is_derived})
    made |= citation_files(read_facts(package)) | {"docs/tables/diagram.md": diagram_page(package)}
    return made | loaders(package, read_views(ROOT / "schemas" / "views"))


def fill_parts(text: str, parts: Parts) -> str:
    """Return the text with its generated parts made anew; a part that nobody makes stays as it is."""

    def fill(match: re.Match[str]) -> str:
        make = parts.get(match["name"])
        return f"{match[1]}{make().strip()}\n{match[3]}" if make else match[0]

    return PART.sub(fill, text)


def data_parts(package: Package) -> dict[str, str]:
    """Return the parts that depend on the data: today's answer as the report gives it, and what the queries of the
    cookbook return; nothing where the data have mistakes."""
    from scripts.build import DATABASE, inputs_hash, read_sound

    built = package.root / "build" / DATABASE
    if _hash_of(built) == inputs_hash(package):
        return _parts_from(built)
    try:
        texts, views = read_sound(package)
    except DataError:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        con = connect_new(Path(folder) / DATABASE)
        try:
            load_tables(con, package, texts)
            load_views(con, views)
        finally:
            con.close()
        return _parts_from(Path(folder) / DATABASE)


def _hash_of(database: Path) -> str | None:
    """Return the hash of inputs that a build states; nothing where there is no build."""
    import duckdb

    from schemas.locked import open_locked

    try:
        with open_locked(database) as con:
            row = con.execute("select inputs_hash from package").fetchone()
    except duckdb.Error:
        return None
    return row[0] if row else None


def _parts_from(database: Path) -> dict[str, str]:
    return {"answer": _answer_from(database), "horizon": horizon(database)} | cookbook_results(database)


def horizon(database: Path) -> str:
    """Say of when the newest page is that each table of claims rests on."""
    from schemas.locked import open_locked

    with open_locked(database) as con:
        found = con.execute(HORIZON).fetchall()
    days = ", ".join(f"{name.replace('_', ' ')} {day}" for name, day in found)
    return f"The newest dated page that each table rests on: {days}. Pages without a date do not count."


def _answer_from(database: Path) -> str:
    from reports.pages.answer import answer_text

    before = os.environ.get("CHINA_AI_CHIPS_DB")
    os.environ["CHINA_AI_CHIPS_DB"] = str(database)
    try:
        return answer_text()
    finally:
        del os.environ["CHINA_AI_CHIPS_DB"]
        if before:
            os.environ["CHINA_AI_CHIPS_DB"] = before


def list_tables(package: Package) -> str:
    """List each table for README: what a row is, and where its columns are described."""
    rows = [
        [f"[`{t.name}`]({t.path})", escape(first_sentence(t.description)), f"[columns](docs/tables/{t.name}.md)"]
        for t in package.tables
    ]
    return table(["Table", "What a row is", ""], rows)


def list_table_pages(package: Package) -> str:
    rows = [[f"[`{t.name}`]({t.name}.md)", escape(first_sentence(t.description)), _writer(t)] for t in package.tables]
    return table(["Table", "What a row is", "Written by"], rows)


def _writer(t: Table) -> str:
    return "`make regenerate`" if t.is_derived else "people"


def list_rule_pages(package: Package) -> str:
    rows = [[f"[{_title(group)}]({group}.md)", _about(group, package)] for group in rule_groups()]
    return table(["Rules on", "What they are about"], rows)


def _title(group: str) -> str:
    return code(group) if group not in ABOUT else group


ABOUT = {
    "structure": "any file: that it is what its Table Schema says",
    "derived": "the files that `make regenerate` writes",
    "tables": "any table: that nothing is lost",
}


def _about(group: str, package: Package) -> str:
    if group in package.table:
        return f"{escape(first_sentence(package.table[group].description))} ([columns](../tables/{group}.md))"
    return f"{ABOUT[group][:1].upper()}{ABOUT[group][1:]}"


def rule_groups() -> dict[str, list[Rule]]:
    """Group rules by the first word of their ids, which names the table; findings link to these pages."""
    groups: dict[str, list[Rule]] = {}
    for rule in sorted(rules().values(), key=lambda r: r.id):
        groups.setdefault(rule.id.partition("/")[0], []).append(rule)
    return groups


def rule_page(group: str, found: list[Rule], package: Package) -> str:
    """Return the page of a group, with an anchor for each rule: what holds, why, what to do, bounds, examples."""
    if group in package.table:
        t = package.table[group]
        intro = f"What must hold of [{t.path}](../../{t.path}). {escape(first_sentence(t.description))}; "
        intro += f"its columns: [{group}](../tables/{group}.md)."
    else:
        intro = f"What must hold of {ABOUT[group]}."
    head = f"# Rules on {_title(group)}\n\n{intro} How rules work: [the rule book](README.md)."
    return "\n\n".join([head, *map(_rule, found)]) + "\n"


def _rule(rule: Rule) -> str:
    columns = ", ".join(f"`{c}`" for c in rule.columns)
    lines = [
        f"- {_severity(rule)}{f' at {columns}' if columns else ''}; layer: {rule.layer}",
        f"- What to do: {escape(rule.fix)}",
    ]
    lines += [
        f"- Bound `{name}`: {b.value:,g} {escape(b.unit)} since {b.date}. {escape(b.reason)}"
        for name, b in sorted(rule.bounds.items())
    ]
    lines += [
        f"- {label}: {_example(example)}" for label, example in (("Good", rule.good), ("Bad", rule.bad)) if example
    ]
    return f"## {rule.id}\n\n**{_sentence(rule.holds)}** {_sentence(rule.why)}\n\n" + "\n".join(lines)


def _severity(rule: Rule) -> str:
    """Say in words what breaking the rule is."""
    if rule.severity == "error" and (rule.depends_on_today or rule.regenerated):
        return "A warning in a branch, an error on main and before a release"
    return "An error" if rule.severity == "error" else "A warning"


def _sentence(text: str) -> str:
    if "_" not in text.split()[0]:  # the name of a column stays as it is
        text = text[:1].upper() + text[1:]
    text = escape(text)
    return text if text.endswith((".", "!", "?")) else text + "."


def _example(example: Example) -> str:
    return "; ".join(
        f"`{name}` with " + ", ".join(f"{k} {code(v) if v else 'empty'}" for k, v in row.items())
        for name, rows in example.items()
        for row in rows
    )


def table_page(t: Table) -> str:
    """Return the page of a table: what a row is, and each column with its kind and rule."""
    rows = [
        [
            f"`{f.name}`",
            escape(kind(f)),
            column_rule(f, t, value=code, table=lambda name: f"[`{name}`]({name}.md)"),
            escape(f.description),
            code(f.example) if f.example else "",
        ]
        for f in t.fields
    ]
    keys = ", ".join(f"`{k}`" for k in t.primary_key)
    groups = rule_groups()
    links = f"Rows: [{t.path}](../../{t.path})."
    if t.name in groups:
        links += f" Rules: [{t.name}](../rules/{t.name}.md)."
    made = " Written by `make regenerate`, never by hand." if t.is_derived else ""
    head = f"# {t.title}: `{t.name}`\n\n{escape(t.description)}{made}\n\nKey: {keys}. {links}\n\n"
    return head + table(["Column", "Kind", "Rule", "What it holds", "Example"], rows)
