"""The templates of pages of things: Jinja with every value escaped, and filters that put data into words.

In: the name of a template in the folder `templates`, what it shows, and a language. Out: HTML; nothing in it is from
the data without being escaped, and only addresses that begin with http(s) become links. Words are in `reports/text/`.
"""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.text.dates import moment, validity
from reports.text.labels import (
    basis_label,
    country_label,
    fab_kind_label,
    fab_status_label,
    ownership_label,
    role_label,
    stage_label,
    status_label,
)
from reports.text.language import ENGLISH
from reports.text.numbers import number
from reports.things import phrases

FOLDER = Path(__file__).resolve().parent / "templates"
FILTERS: dict[str, Callable[..., object]] = {
    "amount": phrases.amount,
    "basis": basis_label,
    "chance": phrases.chance,
    "country": country_label,
    "english": phrases.as_english,
    "fab_kind": fab_kind_label,
    "fab_status": fab_status_label,
    "ownership": ownership_label,
    "role": role_label,
    "stage": stage_label,
    "status": status_label,
    "when": moment,
}
CALLS: dict[str, Callable[..., object]] = {
    "joined": phrases.joined,
    "label": phrases.label,
    "list_address": phrases.list_address,
    "say": phrases.say,
    "text": phrases.text_of,
    "thing": phrases.thing_link,
    "to_english": phrases.to_english,
    "validity": validity,
    "verdict": phrases.verdict,
}


@cache
def templates(language: str = ENGLISH) -> Environment:
    """Return the templates of this folder, which speak a language."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {name: partial(call, language=language) for name, call in FILTERS.items()}
    made.filters["number"] = number
    made.globals |= {name: partial(call, language=language) for name, call in CALLS.items()}
    made.globals |= {"outside": phrases.outside, "language": language}
    return made


def fill(name: str, language: str = ENGLISH, **shown: Any) -> Markup:
    """Return a template filled, in a language."""
    return Markup(templates(language).get_template(name).render(shown))
