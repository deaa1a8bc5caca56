"""Programs that read the data as strangers do: those of .venv-clients, and what Debian has."""

import shutil

import pytest

from schemas.package import ROOT

CLIENTS = ROOT / ".venv-clients" / "bin"


def program(name: str, remedy: str) -> str:
    """Return the path of a program, or skip the test with the way to get it."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not there: {remedy}")
    return found
