"""The options of a cell (`#| echo: true`) that the built-in renderer honours; any other is refused by name.

In: what the project and the page set for all cells (`execute`), and what the cell says. Out: one value for each option.
Quarto knows more; here a page that asks for what would be dropped stops with its line.
"""

from collections.abc import Mapping
from typing import Any

# Option → the values that are honoured; the first is Quarto's default.
CHOICES: dict[str, tuple[object, ...]] = {
    "echo": (True, False),
    "eval": (True, False),
    "include": (True, False),
    "output": (True, False, "asis"),
    "warning": (False,),  # what a cell writes to stderr is for who runs it; Quarto's default is true
    "error": (False,),
}
TEXTS = ("label", "fig-cap", "fig-alt", "tbl-cap")
PROJECT_ONLY = ("daemon", "freeze")  # they steer Quarto's own runs and change no page


class OptionError(ValueError):
    """An option that is not honoured; the text says which and what is."""


def settle(*levels: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that hold, each level over the one before. Raises OptionError.

    >>> settle({"echo": False, "freeze": False}, {"label": "fig-a", "fig-cap": "A"})["echo"]
    False
    """
    *outer, own = levels
    found: dict[str, Any] = {name: values[0] for name, values in CHOICES.items()}
    for level in outer:
        found |= {name: value for name, value in level.items() if name not in PROJECT_ONLY}
    found |= own
    for name, value in found.items():
        if name in TEXTS:
            if not isinstance(value, str):
                raise OptionError(f"the option “{name}” wants one text, not {value!r}")
        elif name not in CHOICES:
            raise OptionError(f"the option “{name}” is not known here; known are {', '.join([*CHOICES, *TEXTS])}")
        elif value not in CHOICES[name]:
            allowed = ", ".join(_yaml(v) for v in CHOICES[name])
            raise OptionError(f"the option “{name}: {_yaml(value)}” is not known here, only {allowed}")
    _check_float(found)
    return found


def _check_float(options: Mapping[str, Any]) -> None:
    """Ask that a label and a caption belong together, as a reference needs both."""
    kind = str(options.get("label", ""))[:4].rstrip("-")
    for prefix, caption in (("fig", "fig-cap"), ("tbl", "tbl-cap")):
        if kind == prefix and caption not in options:
            raise OptionError(f"the label “{options['label']}” wants the option “{caption}” beside it")
        if caption in options and kind != prefix:
            raise OptionError(f"the option “{caption}” wants a label that begins with {prefix}-")


def _yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
