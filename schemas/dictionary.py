"""The data dictionary in plain words: what a row is, what a column's cells must be, and of which kind they are.

In: tables and fields. Out: text without markup. Who shows it elsewhere than on a page of plain text passes functions
that mark up what is marked up there: values, and names of tables.
"""

from collections.abc import Callable, Iterator

from schemas.package import Field, Table

Mark = Callable[[str], str]
LIMITS = (("minimum", "≥"), ("maximum", "≤"))


def first_sentence(text: str) -> str:
    """Return the beginning of a description, which says what a row is.

    >>> first_sentence("A row is one firm: a company or a body. It may have a parent.")
    'A row is one firm'
    """
    return text.split(". ")[0].split(": ")[0].rstrip(".")


def row_meaning(table: Table) -> str:
    """Return what a row is, as a phrase: `one firm`."""
    return first_sentence(table.description).removeprefix("A row is ").removeprefix("A row ")


def kind(field: Field) -> str:
    """Return the type of a column with its unit."""
    name = f"list, divided by “{field.items.delimiter}”" if field.items else field.type
    return f"{name}, {field.unit}" if field.unit else name


def allowed_values(field: Field) -> list[str]:
    """Return the words that a cell, or each item of a list, may hold; empty if any."""
    found = field.constraints.get("enum") or (field.items.enum if field.items else None)
    return [str(value) for value in found or ()]


def column_rule(field: Field, owner: Table, value: Mark = str, table: Mark = str) -> str:
    """Return what a cell must fulfil: key, required, unique, reference, allowed values, limits.

    `value` marks up an allowed value, `table` the name of a table that is referred to.
    """
    return "; ".join(_rules(field, owner, value, table))


def _rules(field: Field, owner: Table, value: Mark, table: Mark) -> Iterator[str]:
    if field.name in owner.primary_key:
        yield "key"
    elif field.required:
        yield "required"
    if field.constraints.get("unique"):
        yield "unique"
    if field.reference:
        yield f"{'each ' if field.items else ''}in {table(field.reference.table)}"
    if words := allowed_values(field):
        yield f"{'any' if field.items else 'one'} of {', '.join(map(value, words))}"
    for name, sign in LIMITS:
        if name in field.constraints:
            yield f"{sign} {field.constraints[name]:,}"
