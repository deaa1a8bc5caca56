"""Compares what came of an input with what must come of it: pure functions.

In: an `Hostile` and a `Got`. Out: what is wrong with it, in words; an empty text where all is as expected.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from torture.hostile import Hostile

CRASHES = re.compile(r"Traceback \(most recent call last\)|internal error in|Segmentation fault")


@dataclass(frozen=True)
class Got:
    """What a command did with a spoilt copy. `findings` are those beyond the sound package's; `status` is None where
    it had to be stopped after the time it had."""

    status: int | None
    output: str
    findings: list[dict[str, Any]] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    mended: bool = False


def fault(hostile: Hostile, got: Got) -> str:
    """Return what is wrong with the result, or an empty text."""
    if got.status is None:
        return "it did not end in time"
    if got.status < 0:
        return f"killed by signal {-got.status}"
    if crash := CRASHES.search(got.output):
        return f"it says “{crash[0]}”"
    if got.changed:
        return f"it changed {', '.join(got.changed)}"
    return _FAULTS[hostile.outcome](hostile, got)


def _refused(hostile: Hostile, got: Got) -> str:
    errors = [f for f in got.findings if f["severity"] == "error"]
    if got.status != 1 or not errors:
        return f"exit code {got.status} with {len(errors)} errors"
    return _about(hostile, errors)


def _warned(hostile: Hostile, got: Got) -> str:
    if got.status != 0:
        return f"exit code {got.status}"
    if not got.findings:
        return "silent"
    return _about(hostile, got.findings)


def _about(hostile: Hostile, findings: list[dict[str, Any]]) -> str:
    others = sorted({f["file"] for f in findings} - {hostile.file})
    if others:
        return f"accuses {', '.join(others)}"
    if len(findings) > hostile.most:
        return f"{len(findings)} findings instead of at most {hostile.most}"
    if not any(re.search(hostile.words, f"{f['message']} {f['fix']}") for f in findings):
        return f"no finding says “{hostile.words}”"
    return ""


def _mended(hostile: Hostile, got: Got) -> str:
    return "" if got.mended else f"format left it otherwise than it was (exit code {got.status})"


def _harmless(hostile: Hostile, got: Got) -> str:
    if got.status != 0 or got.findings:
        return f"exit code {got.status} with {len(got.findings)} findings"
    return ""


def _stopped(hostile: Hostile, got: Got) -> str:
    if got.status != 2:
        return f"exit code {got.status}"
    return "" if re.search(hostile.words, got.output) else f"does not say “{hostile.words}”"


_FAULTS = {
    "refused": _refused, "warned": _warned, "mended": _mended, "harmless": _harmless, "stopped": _stopped,
}  # fmt: skip
