"""Blocks of Markdown that both renderers know: tables that readers sort, what only the site shows, and only print."""


def sortable(table: str, filters: str = "") -> str:
    """A table that readers can search and sort; for the columns in `filters` (headings, `;` between) they get a list.

    >>> print(sortable("| a |", "Who"))
    ::: {.sortable data-filter="Who"}
    <BLANKLINE>
    | a |
    <BLANKLINE>
    :::
    <BLANKLINE>
    """
    filtered = f' data-filter="{filters}"' if filters else ""
    return f"::: {{.sortable{filtered}}}\n\n{table.rstrip()}\n\n:::\n"


def site_only(text: str) -> str:
    """What print leaves out."""
    return f'::: {{.content-visible when-format="html"}}\n\n{text.rstrip()}\n\n:::\n'


def print_only(text: str) -> str:
    """What stands in print in its place."""
    return f'::: {{.content-hidden when-format="html"}}\n\n{text.rstrip()}\n\n:::\n'
