"""Write the generated parts of the documents anew: `python -m scripts.docs [--check]`.

README.md (today's answer, table of tables), checks/README.md (the rule book) and CONTRIBUTING.md (the guide to each
table). A part stands between `<!-- generated: NAME -->` and `<!-- end -->`. With --check nothing is written, and the
exit code is 1 if a part has drifted from the data, the schemas or the rule book.
"""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from checks.rulebook import Example, Rule, rules
from reports.pages.answer import answer_text
from reports.query import query
from reports.text.markdown import escape, table
from schemas.package import ROOT, Field, Table, read_package

PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 on drift")
    args = parser.parse_args(argv)
    drifted = 0
    for name in ("README.md", "checks/README.md", "CONTRIBUTING.md"):
        path = ROOT / name
        old = path.read_text(encoding="utf-8")
        new = regenerate(old, PARTS)
        if new == old:
            continue
        drifted += 1
        if args.check:
            print(f"{name} has drifted: run make docs", file=sys.stderr)
        else:
            write(path, new)
            print(f"{name} written anew")
    return int(args.check and drifted > 0)


def regenerate(text: str, parts: dict[str, Callable[[], str]]) -> str:
    """The text with every generated part made anew. Raises KeyError on a part nobody makes."""
    return PART.sub(lambda m: f"{m[1]}{parts[m['name']]().rstrip()}\n{m[3]}", text)


def write(path: Path, text: str) -> None:
    """Write under a temporary name, then move into place."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


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


def rule_book() -> str:
    """Every rule with an anchor: what holds, why, how to fix it, bounds, examples."""
    by_layer = {"structure": "Structure", "rows": "Rows", "dataset": "Dataset", "derived": "Derived"}
    parts = []
    for layer, title in by_layer.items():
        found = sorted((r for r in rules().values() if r.layer == layer), key=lambda r: r.id)
        parts += [f"## {title}", f"{len(found)} rules."] + [_rule(r) for r in found]
    return "\n\n".join(parts)


def _rule(rule: Rule) -> str:
    where = "any table" if rule.table == "any" else f"`{rule.table}`"
    columns = ", ".join(f"`{c}`" for c in rule.columns)
    lines = [
        f"### {rule.id}",
        f"**{_sentence(rule.holds)}** {_sentence(rule.why)}",
        f"- {rule.severity} in {where}" + (f", {columns}" if columns else ""),
        f"- to fix: {rule.fix}",
    ]
    lines += [
        f"- bound `{name}`: {b.value:g} {b.unit} since {b.date}: {b.reason}" for name, b in sorted(rule.bounds.items())
    ]
    lines += [
        f"- {label}: {_example(example)}" for label, example in (("good", rule.good), ("bad", rule.bad)) if example
    ]
    return lines[0] + "\n\n" + lines[1] + "\n\n" + "\n".join(lines[2:])


def _sentence(text: str) -> str:
    text = escape_html(text.strip())
    return text if text.endswith((".", "!", "?")) else text + "."


def escape_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _example(example: Example) -> str:
    return "; ".join(
        f"`{name}` " + ", ".join(f"{k} `{v}`" if v else f"{k} empty" for k, v in row.items())
        for name, rows in example.items()
        for row in rows
    )


def table_guide() -> str:
    """For each table that people edit: what a row is, and each column with its rule."""
    edited = [t for t in read_package().tables if not t.path.startswith("data/derived/")]
    return "\n\n".join(_table(t) for t in edited)


def _table(t: Table) -> str:
    rows = [
        {"name": f.name, "rule": _column_rule(f), "about": f.description, "example": f.example or ""} for f in t.fields
    ]
    columns = {
        "Column": lambda r: f"`{r['name']}`",
        "Rule": lambda r: escape(r["rule"]),
        "What it holds": lambda r: escape(r["about"]),
        "Example": lambda r: f"`{r['example']}`" if r["example"] else "",
    }
    keys = ", ".join(f"`{k}`" for k in t.primary_key)
    return f"### {t.path}\n\n{t.description} Key: {keys}.\n\n{table(rows, columns)}"


def _column_rule(f: Field) -> str:
    parts = ["required"] if f.required else []
    parts += ["unique"] if f.constraints.get("unique") else []
    if f.reference:
        parts.append(f"{'each ' if f.items else ''}in {f.reference.table}")
    allowed = f.constraints.get("enum") or (f.items.enum if f.items else None)
    if allowed:
        parts.append(f"{'any' if f.items else 'one'} of {', '.join(map(str, allowed))}")
    elif f.type != "string":
        parts.append(f.type)
    if f.unit:
        parts.append(f.unit)
    return "; ".join(parts)


PARTS: dict[str, Callable[[], str]] = {
    "answer": answer_text,
    "tables": tables,
    "rule-book": rule_book,
    "table-guide": table_guide,
}


if __name__ == "__main__":
    sys.exit(main())
