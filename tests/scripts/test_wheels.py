"""Which libraries lack wheels is found one after the other, as uv names one at a time."""

import pytest

from schemas.package import ROOT
from scripts.wheels import LOCK, pinned, without_wheels

LACKING = {"a": "1", "c": "3"}


def ask(lines: str, platform: str, python: str) -> str:
    for name, version in LACKING.items():
        if f"{name}=={version}" in lines:
            return f"error: no solution\n  cause: Because {name}=={version} has no usable\n  wheels and you require"
    return ""


def test_all_that_lack_wheels_are_found() -> None:
    assert without_wheels(["a==1", "b==1", "c==3"], "x", "3.12", ask) == ({"a", "c"}, "")
    assert without_wheels(["b==1"], "x", "3.12", ask) == (set(), "")


def test_an_index_that_is_not_reached_is_no_lack() -> None:
    found, unknown = without_wheels(["a==1"], "x", "3.12", lambda *_: "error: Request failed\n  cause: no route")
    assert (found, unknown) == (set(), "cause: no route")


def test_the_whole_lock_is_asked_for_with_its_conditions() -> None:
    lines = pinned(ROOT / LOCK)
    text = (ROOT / LOCK).read_text(encoding="utf-8")
    assert len(lines) == sum(not line.startswith((" ", "#")) for line in text.splitlines())
    assert any(line.startswith("cryptography==4") for line in lines)
    assert any(line.startswith("appnope==") and line.endswith("sys_platform == 'darwin'") for line in lines)


@pytest.mark.parametrize("lock", ["requirements-dev.lock", "torture/requirements.lock"])
def test_what_is_installed_for_more_holds_all_that_is_installed_for_less(lock: str) -> None:
    assert set(pinned(ROOT / "requirements.lock")) - set(pinned(ROOT / lock)) == set()
