"""The inputs, one module per kind; each has a list `INPUTS`."""

import importlib
import pkgutil

from torture.hostile import Hostile


def all_inputs() -> list[Hostile]:
    """Return the inputs of every module, in the order of their names. Raises ValueError where a name stands twice."""
    found: list[Hostile] = []
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        found += importlib.import_module(f"{__name__}.{module}").INPUTS
    names = [i.name for i in found]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise ValueError(f"inputs of one name: {', '.join(twice)}")
    return found
