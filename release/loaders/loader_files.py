"""The loaders as files: one template per language, each filled with what the schemas say of every table and view.

In: the descriptor, the Table Schemas and the views. Out: the text of each file of the folder `load/`. A template holds
`@NAME@`, the name of the package, and `@RELATIONS@`, the kinds of all columns written as the language writes them.
"""

import json
import textwrap
from collections.abc import Iterable
from pathlib import Path

from release.loaders.relations import Relation, relations
from release.loaders.sql_loader import load_sql
from schemas.package import Package
from schemas.views import View

FOLDER = "load"
WIDTH = 120
TEMPLATES = Path(__file__).parent / "templates"


def loaders(package: Package, views: list[View]) -> dict[str, str]:
    """Return every loader by its path."""
    found = relations(package, views)
    written = {
        "load.py": python_relations(found),
        "load_spark.py": python_relations(found),
        "load.R": r_relations(found),
        "load.jl": julia_relations(found),
    }
    texts = {name: _fill(name, package.descriptor["name"], text) for name, text in written.items()}
    return {f"{FOLDER}/{name}": text for name, text in (texts | {"load.sql": load_sql(package, views)}).items()}


def _fill(name: str, package_name: str, written: str) -> str:
    template = (TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")
    return template.replace("@NAME@", package_name).replace("@RELATIONS@", written)


def quoted(text: str) -> str:
    """Quote a string as Python, R and Julia do; Julia alone would read a dollar sign in it.

    >>> quoted('a "b"')
    '"a \\\\"b\\\\""'
    """
    return json.dumps(text, ensure_ascii=False)


def python_relations(found: list[Relation]) -> str:
    """Write a dictionary of paths and kinds."""
    lines = ["{"]
    for relation in found:
        lines += [*_comment(relation, "    "), f"    {quoted(relation.name)}: ("]
        lines += [f"        {quoted(relation.path)},", "        {"]
        lines += [f"            {quoted(c)}: {quoted(k)}," for c, k in relation.kinds.items()]
        lines += ["        },", "    ),"]
    return "\n".join([*lines, "}"])


def julia_relations(found: list[Relation]) -> str:
    """Write a dictionary of paths, and kinds in the order of the columns."""
    lines = ["Dict("]
    for relation in found:
        lines += [*_comment(relation, "    "), f"    {quoted(relation.name)} => ("]
        lines += [f"        {quoted(relation.path)},", "        ["]
        lines += [f"            {quoted(c)} => {quoted(k)}," for c, k in relation.kinds.items()]
        lines += ["        ],", "    ),"]
    return "\n".join([*lines, ")"])


def r_relations(found: list[Relation]) -> str:
    """Write a list of paths, keys, references and kinds."""
    return "list(\n" + ",\n".join(map(_r_relation, found)) + "\n)"


def _r_relation(relation: Relation) -> str:
    parts = [f"    path = {quoted(relation.path)}"]
    if relation.key:
        parts.append(f"    key = c({', '.join(map(quoted, relation.key))})")
    if relation.references:
        parts.append(f"    references = {_r_named(relation.references)}")
    parts.append(f"    kinds = {_r_named(relation.kinds.items())}")
    head = "\n".join([*_comment(relation, "  "), f"  {quoted(relation.name)} = list("])
    return head + "\n" + ",\n".join(parts) + "\n  )"  # R takes no comma after a last item


def _r_named(pairs: Iterable[tuple[str, str]]) -> str:
    return "c(\n" + ",\n".join(f"      {quoted(name)} = {quoted(value)}" for name, value in pairs) + "\n    )"


def _comment(relation: Relation, indent: str) -> list[str]:
    prefix = f"{indent}# "
    return textwrap.wrap(relation.row, WIDTH, initial_indent=prefix, subsequent_indent=prefix)
