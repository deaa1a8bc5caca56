"""What an entry of the rule book, of the exemptions and of the content farms must look like.

What a rule expects of a frame is an expectation of Great Expectations named here, with arguments of plain values: the
library's others take conditions and queries, which it would run.
"""

from collections.abc import Iterator
from typing import Any

from schemas.package_shapes import NAME
from schemas.places import FILLABLE
from schemas.shapes import Fault, Shape, either, flag, list_of, mapping, number, record, text, word
from schemas.shapes import day as a_day
from schemas.typed_files import Place

EXPECTATIONS: dict[str, tuple[set[str], set[str]]] = {  # what each must have, and of what it must have one at least
    "expect_column_values_to_be_null": ({"column"}, set()),
    "expect_column_values_to_not_be_null": ({"column"}, set()),
    "expect_column_values_to_be_unique": ({"column"}, set()),
    "expect_column_values_to_be_in_set": ({"column", "value_set"}, set()),
    "expect_column_values_to_not_be_in_set": ({"column", "value_set"}, set()),
    "expect_column_values_to_be_between": ({"column"}, {"min_value", "max_value"}),
}
FILLED = text(FILLABLE, "a text whose braces hold plain names, as {name}; write no other braces")
RULE_ID = text(r"[a-z][a-z0-9_]*/[a-z0-9][a-z0-9-]*", "a table and a name, as chips/announced-before-production")
BOUND_NAME = text(r"[A-Za-z0-9][\w-]*", "a name of letters, digits, _ and -")
SCALAR = either("a text, a number, true, false or empty", text(empty=True), number(), flag, a_day)


def _cell(value: Any, place: Place) -> Iterator[Fault]:
    if value is not None:
        yield from SCALAR(value, place)


ROW = mapping(_cell, NAME)
ROWS = list_of(ROW, least=0, alike=True)
EXAMPLE = either(
    "a row (column: value …), a list of rows, or tables with lists of rows", ROW, ROWS, mapping(ROWS, NAME)
)  # fmt: skip


def _expects(value: Any, place: Place) -> Iterator[Fault]:
    """Yield what is wrong with an expectation: its form, or arguments that it lacks or does not take."""
    faults = list(_EXPECTS(value, place))
    yield from faults
    if faults:
        return
    must, one_of = EXPECTATIONS[value["type"]]
    given = value.keys() - {"frame", "type"}
    if missing := sorted(must - given):
        yield Fault(place, f"lacks {', '.join(missing)}, which {value['type']} needs")
    if one_of and not one_of & given:
        yield Fault(place, f"lacks {' or '.join(sorted(one_of))}, one of which {value['type']} needs")
    if extra := sorted(given - must - one_of):
        yield Fault((*place, extra[0]), f"is no argument of {value['type']}")


_EXPECTS = record(
    {"frame": NAME, "type": word(*EXPECTATIONS)},
    {"column": NAME, "value_set": list_of(either("a text or a number", text(), number())),
     "min_value": BOUND_NAME, "max_value": BOUND_NAME},
)  # fmt: skip
BOUND = record({"value": number(), "unit": text(empty=True), "date": a_day, "reason": text()})
RULE: Shape = record(
    {
        "id": RULE_ID, "layer": word("structure", "rows", "dataset", "derived"), "table": NAME,
        "severity": word("error", "warning"), "holds": FILLED, "why": text(), "message": FILLED, "fix": text(),
    },
    {
        "columns": list_of(NAME, least=0), "good": EXAMPLE, "bad": EXAMPLE, "bounds": mapping(BOUND, BOUND_NAME),
        "depends_on_today": flag, "regenerated": flag, "expects": _expects,
    },
)  # fmt: skip
RULES = list_of(RULE)
EXEMPTIONS = list_of(
    record({"rule": RULE_ID, "table": NAME, "key": text(), "date": a_day, "reason": text()}), least=0
)  # fmt: skip
HOST = text(r"[a-z0-9-]+(\.[a-z0-9-]+)+", "a host like example.org")
FARMS = list_of(record({"host": HOST, "date": a_day, "reason": text()}), least=0)
