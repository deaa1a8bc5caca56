"""Small packages for the checks: the base, and the base with one example on top."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checks.rulebook import Example
from schemas.package import Package
from tests_support import with_example, write_package


@pytest.fixture
def package_with(tmp_path: Path) -> Callable[[Example], Package]:
    """Function that writes the base with an example on top and returns the package."""

    def make(example: Example) -> Package:
        return write_package(tmp_path / "package", with_example(example))

    return make
