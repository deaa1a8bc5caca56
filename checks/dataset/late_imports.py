"""Great Expectations without what it imports for expectations that no rule has: charts and statistical tests.

Those modules are read from disk when somebody first asks something of them (`importlib.util.LazyLoader`): what the
library does stays the same, and it is there after two thirds of the time. Import this module in place of the library,
in a process that has not imported it yet.
"""

import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

UNUSED = {"altair", "scipy.stats"}


class LateFinder(MetaPathFinder):
    """Finds the modules of UNUSED, and has them read when they are used."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:  # fmt: skip
        """Return how a module of UNUSED is loaded; None for any other."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname in UNUSED else None
        if spec and spec.loader:
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec


sys.meta_path.insert(0, LateFinder())

import great_expectations  # noqa: E402, F401 # after what it is to find late
