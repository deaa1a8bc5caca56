"""The judge of hostile input: each way in which a result can be wrong is seen, and said in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from torture.hostile import Hostile
from torture.inputs import all_inputs
from torture.judge import Got, fault

FILE = "data/chips.csv"


def nothing(root: Path) -> None:
    """Change nothing."""


REFUSED = Hostile("a", "kind", nothing, "refused", FILE, "two readings", most=1)
ERROR = {"file": FILE, "severity": "error", "message": "has two readings", "fix": "write one", "rule": "r"}
WARNING = ERROR | {"severity": "warning"}
OTHERS = {
    "warned": Got(0, "", [WARNING]),
    "mended": Got(0, "formatted", mended=True),
    "harmless": Got(0, ""),
    "stopped": Got(2, "cannot check: two readings"),
}


@pytest.mark.parametrize(("got", "words"), [
    (Got(1, "", [ERROR]), ""),
    (Got(None, ""), "it did not end in time"),
    (Got(-9, ""), "killed by signal 9"),
    (Got(1, "Traceback (most recent call last):", [ERROR]), "it says “Traceback (most recent call last)”"),
    (Got(1, "", [ERROR], changed=[FILE]), f"it changed {FILE}"),
    (Got(0, "", []), "exit code 0 with 0 errors"),
    (Got(0, "", [WARNING]), "exit code 0 with 0 errors"),
    (Got(1, "", [ERROR, ERROR | {"file": "data/firms.csv"}]), "accuses data/firms.csv"),
    (Got(1, "", [ERROR, ERROR]), "2 findings instead of at most 1"),
    (Got(1, "", [ERROR | {"message": "is wrong"}]), "no finding says “two readings”"),
])  # fmt: skip
def test_what_is_to_be_refused(got: Got, words: str) -> None:
    assert fault(REFUSED, got) == words


@pytest.mark.parametrize("outcome", OTHERS)
def test_each_outcome_takes_its_own_result_and_no_other(outcome: str) -> None:
    hostile = replace(REFUSED, outcome=outcome)  # type: ignore[arg-type]
    assert fault(hostile, OTHERS[outcome]) == ""
    assert all(fault(hostile, got) for other, got in OTHERS.items() if other != outcome and other != "mended")


def test_every_input_has_a_name_of_its_own_and_words_to_expect() -> None:
    for hostile in all_inputs():
        needs_words = hostile.outcome in ("refused", "warned", "stopped")
        assert bool(hostile.words) == needs_words, hostile.name
        assert hostile.file or hostile.outcome not in ("refused", "warned"), hostile.name
