"""JSON and YAML that strangers may have written, read as plain values, with the line of each mistake.

In: the text of a file. Out: values made of dicts, lists, texts, numbers and days; or a PackageError with file and line.
What no file of ours needs is refused: a key twice, NaN, numbers and nesting beyond all bounds, aliases that multiply.
"""

import json
import math
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from schemas.errors import PackageError

DEEPEST, DIGITS, MOST = 40, 40, 200_000  # levels, digits of a number, values in a file with its aliases written out
Place = tuple[str | int, ...]  # keys and indices that lead to a value
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')


class _Refused(ValueError):
    """A value that JSON or YAML allows and no file of ours needs."""


def read_json(file: str, text: str) -> Any:
    """Read JSON. Raises PackageError with file and line."""
    _refuse_depth(file, text)
    try:
        return json.loads(
            text, object_pairs_hook=_unlike_keys, parse_constant=_no_constant, parse_int=_integer, parse_float=_decimal
        )
    except json.JSONDecodeError as error:
        raise PackageError(f"{file}:{error.lineno} is not JSON: {error.msg}") from None
    except _Refused as error:
        what, sign = error.args
        raise PackageError(f"{file}:{_line_with(text, sign)} {what}") from None


def _refuse_depth(file: str, text: str) -> None:
    """Refuse nesting that would exhaust a reader which calls itself."""
    depth, line = 0, 1
    for sign in re.finditer(r"[\[\]{}\n]", STRINGS.sub(lambda m: "\n" * m[0].count("\n"), text)):
        line += sign[0] == "\n"
        depth += (sign[0] in "[{") - (sign[0] in "]}")
        if depth > DEEPEST:
            raise PackageError(f"{file}:{line} is nested more than {DEEPEST} levels deep, which no file of ours is")


def _unlike_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Refused(f"has the property “{twice[:60]}” twice in one place; keep one of them", json.dumps(twice))
    return found


def _no_constant(word: str) -> float:
    raise _Refused(f"has {word}, which is no number of JSON", word)


def _integer(digits: str) -> int:
    if len(digits) > DIGITS:
        raise _Refused(f"has a number of {len(digits):,} digits", digits[:DIGITS])
    return int(digits)


def _decimal(digits: str) -> float:
    number = float(digits) if len(digits) <= DIGITS else math.inf
    if math.isinf(number):
        raise _Refused("has a number out of range", digits[:DIGITS])
    return number


def _line_with(text: str, sign: str) -> int:
    """Return the line on which a sign stands for the last time."""
    at = text.rfind(sign)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


@cache
def _loader() -> Any:
    """Return the safe loader, which makes no objects, made to refuse a key twice."""
    import yaml  # late: scripts that hold a token use the standard library alone

    safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(safe):  # type: ignore[misc, valid-type]
        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen = set()
            for key, _ in node.value:
                if isinstance(key.value, str) and key.value != "<<":
                    if key.value in seen:
                        what = f"has the key “{key.value[:60]}” twice in one place; keep one of them"
                        raise yaml.constructor.ConstructorError(None, None, what, key.start_mark)
                    seen.add(key.value)
            return super().construct_mapping(node, deep)

    return Loader


def read_yaml(file: str, text: str) -> Any:
    """Read YAML. Raises PackageError with file and line."""
    import yaml

    try:
        _refuse_depth_of_yaml(file, text)
        found = yaml.load(text, Loader=_loader())  # nosec B506 # made from the safe one
        if _weight(found, {}, 0) > MOST:
            raise PackageError(f"{file}:1 holds more than {MOST:,} values once its aliases are written out")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = str(error.problem)
        raise PackageError(f"{file}:{line} {what if what.startswith('has ') else f'is not YAML: {what}'}") from None
    except yaml.YAMLError as error:
        raise PackageError(f"{file}:1 is not YAML: {' '.join(str(error).split())}") from None
    except ValueError as error:  # days and numbers that there are not
        raise PackageError(f"{file}:1 has a value that cannot be: {str(error)[:120]}") from None
    except RecursionError:
        raise PackageError(f"{file}:1 is nested more than {DEEPEST} levels deep, which no file of ours is") from None
    return found


def _refuse_depth_of_yaml(file: str, text: str) -> None:
    """Refuse nesting on which the library's composer, which calls itself in C, would crash the process."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=_loader()):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise PackageError(f"{file}:{line} is nested more than {DEEPEST} levels deep, which no file of ours is")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _weight(value: Any, known: dict[int, int], depth: int) -> int:
    """Count the values in a value, those that several aliases share once for each."""
    if depth > DEEPEST:
        raise RecursionError
    if not isinstance(value, dict | list):
        return 1
    if id(value) not in known:
        parts = [*value.keys(), *value.values()] if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_weight(part, known, depth + 1) for part in parts)
    return known[id(value)]


def line_of(text: str, place: Place) -> int:
    """Return the line of a value in JSON or YAML, as far as the place leads."""
    import yaml

    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError):
        return 1
    line = node.start_mark.line if node else 0
    for step in place:
        found = _within(node, step)
        if found is None:
            break
        line, node = found
    return line + 1


def _within(node: Any, step: str | int) -> tuple[int, Any] | None:
    parts = node.value if isinstance(node.value, list) else []
    if isinstance(step, int):
        return (parts[step].start_mark.line, parts[step]) if node.id == "sequence" and step < len(parts) else None
    for key, value in parts if node.id == "mapping" else ():
        if key.value == step:
            return key.start_mark.line, value
    return None


def described_place(place: Iterable[str | int]) -> str:
    """Write a place for people.

    >>> described_place(("resources", 2, "path"))
    'resources[2].path'
    """
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
