"""The pages and charts of the tests read one build of the package in this tree, unless a test names another file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.build import DATABASE


@pytest.fixture(autouse=True, scope="session")
def built(real_build: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHINA_AI_CHIPS_DB", str(real_build / DATABASE))
        yield
