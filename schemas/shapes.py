"""What a file of typed values must look like, said in plain functions: a small validator with messages for people.

A shape takes a value and the place where it stands, and yields a `Fault` for all that is otherwise than it says.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from schemas.errors import PackageError
from schemas.typed_files import Place, described_place, line_of

SHOWN = 5  # faults of one file that are listed
UNWRITTEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # control characters, and halves of characters


@dataclass(frozen=True)
class Fault:
    """One value that is not as it must be."""

    place: Place
    what: str


Shape = Callable[[Any, Place], Iterator[Fault]]


def refuse(file: str, text: str, faults: Iterable[Fault]) -> None:
    """Raise PackageError with file, line, place and words of the faults, if there are any."""
    found = list(faults)
    if not found:
        return
    lines = [f"{file}:{line_of(text, f.place)} {described_place(f.place)} {f.what}".replace("  ", " ") for f in found]
    more = [f"and {len(found) - SHOWN} more mistakes in {file}"] if len(found) > SHOWN else []
    raise PackageError("\n".join([*lines[:SHOWN], *more]))


def kind_of(value: Any) -> str:
    """Name what a value is."""
    names = {bool: "true or false", str: "a text", int: "a number", float: "a number", list: "a list",
             dict: "a mapping", type(None): "empty", date: "a day"}  # fmt: skip
    return names.get(type(value), type(value).__name__)


def text(pattern: str = "", what: str = "", empty: bool = False) -> Shape:
    """Make the shape of a text without control characters; `what` says what the pattern asks for."""

    def shape(value: Any, place: Place) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(place, f"is {kind_of(value)}, and must be a text")
        elif not value.strip() and not empty:
            yield Fault(place, "is empty, and must be a text")
        elif UNWRITTEN.search(value):
            yield Fault(place, "holds a line break or another control character; write it on one line")
        elif pattern and not re.fullmatch(pattern, value):
            yield Fault(place, f"is “{value[:60]}”, and must be {what}")

    return shape


def word(*words: str) -> Shape:
    """Make the shape of one of a few words."""

    def shape(value: Any, place: Place) -> Iterator[Fault]:
        if not isinstance(value, str) or value not in words:
            shown = f"“{value[:60]}”" if isinstance(value, str) else kind_of(value)
            yield Fault(place, f"is {shown}, and must be {' or '.join(words)}")

    return shape


def number(whole: bool = False) -> Shape:
    """Make the shape of a number that a table can hold."""

    def shape(value: Any, place: Place) -> Iterator[Fault]:
        fits = isinstance(value, int) or (isinstance(value, float) and not whole)
        if isinstance(value, bool) or not fits:
            yield Fault(place, f"is {kind_of(value)}, and must be a {'whole ' if whole else ''}number")
        elif not math.isfinite(value) or abs(value) > 1e15:
            yield Fault(place, "is out of range")

    return shape


def flag(value: Any, place: Place) -> Iterator[Fault]:
    """Yield a fault unless the value is true or false."""
    if not isinstance(value, bool):
        yield Fault(place, f"is {kind_of(value)}, and must be true or false")


def day(value: Any, place: Place) -> Iterator[Fault]:
    """Yield a fault unless the value is a day, as YAML reads it."""
    if type(value) is not date:
        yield Fault(place, f"is {kind_of(value)}, and must be a day like 2025-08-27")


def list_of(item: Shape, least: int = 1, alike: bool = False) -> Shape:
    """Make the shape of a list; unless `alike`, nothing stands in it twice."""

    def shape(value: Any, place: Place) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(place, f"is {kind_of(value)}, and must be a list")
            return
        if len(value) < least:
            yield Fault(place, f"has {len(value)} items, and must have at least {least}")
        for n, part in enumerate(value):
            yield from item(part, (*place, n))
        if not alike and all(isinstance(v, str | int | float) for v in value) and len(set(value)) < len(value):
            yield Fault(place, "holds an item twice")

    return shape


def mapping(item: Shape, key: Shape | None = None) -> Shape:
    """Make the shape of a mapping of texts to values that are alike."""
    of_key = key or text()

    def shape(value: Any, place: Place) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(place, f"is {kind_of(value)}, and must be a mapping")
            return
        for name, part in value.items():
            yield from of_key(name, (*place, name))
            yield from item(part, (*place, name))

    return shape


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None, closed: bool = True) -> Shape:
    """Make the shape of a mapping with properties of its own; if `closed`, it has no others."""
    known = {**required, **(optional or {})}

    def shape(value: Any, place: Place) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(place, f"is {kind_of(value)}, and must be a mapping")
            return
        for name in required:
            if name not in value:
                yield Fault(place, f"lacks the property “{name}”")
        for name, part in value.items():
            if name in known:
                yield from known[name](part, (*place, name))
            elif closed:
                words = ", ".join(sorted(known))
                yield Fault((*place, name), f"is no property that anything here reads; known are {words}")

    return shape


def either(what: str, *shapes: Shape) -> Shape:
    """Make the shape of a value that has one of several shapes; `what` names them."""

    def shape(value: Any, place: Place) -> Iterator[Fault]:
        if all(any(True for _ in one(value, place)) for one in shapes):
            yield Fault(place, f"is {kind_of(value)}, and must be {what}")

    return shape


def anything(value: Any, place: Place) -> Iterator[Fault]:
    """Yield nothing."""
    yield from ()
