"""Findings kept from run to run: a part of a layer is not run again while all that it read is as it was then.

In: the digests of all that can be read, see `input_digests`. Out: the findings of a part, or nothing where it has to
run. A part states by name what it read; a file that cannot be read, or is not ours, keeps nothing. What a run without
this module would find is all that it ever gives: whoever doubts that leaves it out (`--no-cache`).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from checks.findings import Finding
from checks.input_digests import CODE, DOCS
from schemas.files import read_kept, write_whole

LARGEST = 4 << 20  # characters of the file: a package with more to say is checked anew each time


@dataclass(frozen=True)
class Part:
    """A part of a layer that ran: its name, the names of what it read, and its findings in their order."""

    name: str
    reads: frozenset[str]
    findings: list[Finding]


class KeptFindings:
    """What earlier runs found, and what this one adds. Without a file nothing is kept."""

    def __init__(self, file: Path | None, digests: Mapping[str, str]):
        self._file, self._digests = file, digests
        self._parts = {part.name: part for part in _read(file, digests)} if file else {}
        self._before = dict(self._parts)
        self.unchanged: set[str] = set()  # layers of which nothing had to run

    def lacks(self, names: Iterable[str]) -> bool:
        """Tell whether one of the parts has to run."""
        return any(name not in self._parts for name in names)

    def findings(self, names: Iterable[str]) -> list[Finding]:
        """Return what is known of parts, one after the other; nothing of those that did not run."""
        return [f for name in names if name in self._parts for f in self._parts[name].findings]

    def keep(self, parts: Iterable[Part]) -> None:
        """Add parts that ran, each in the place of its earlier self."""
        self._parts |= {part.name: part for part in parts}

    @property
    def changed(self) -> bool:
        """Whether there is something to be written."""
        return self._file is not None and self._parts != self._before

    def write(self, now: Mapping[str, str]) -> None:
        """Write what is kept, but what read a file that changed while the checks ran: `now` are the digests after them.
        Data Docs are written by the part that is about them."""
        if not self._file or now[CODE] != self._digests[CODE]:
            return
        changed = {name for name, digest in now.items() if self._digests.get(name) != digest}
        entries = {
            name: _as_entry(part, now)
            for name, part in self._parts.items()
            if not part.reads & (changed if part is self._before.get(name) else changed - {DOCS})
        }
        content = _sealed(json.dumps(entries), now)
        with suppress(OSError):  # a tree that cannot be written to is checked anew each time
            write_whole(self._file, content if len(content) <= LARGEST else "{}")


def _read(file: Path, digests: Mapping[str, str]) -> Iterator[Part]:
    """Yield the parts in a file that read what is there now; none of a file that other code wrote, or somebody else."""
    kept = read_kept(file)
    content = kept.get("parts")
    if not isinstance(content, str) or kept != json.loads(_sealed(content, digests)):
        return
    for name, entry in json.loads(content).items():
        reads: dict[str, str] = entry["reads"]
        if all(digests.get(read) == digest for read, digest in reads.items()):
            yield Part(name, frozenset(reads), [Finding(**raw) for raw in entry["findings"]])


def _sealed(content: str, digests: Mapping[str, str]) -> str:
    """Write a file that tells by which code it was written, and whether it is whole."""
    seal = hashlib.sha256(f"{digests.get(CODE)}\0{content}".encode()).hexdigest()
    return json.dumps({"seal": seal, "parts": content})


def _as_entry(part: Part, digests: Mapping[str, str]) -> dict[str, Any]:
    reads = {name: digests.get(name, "") for name in sorted(part.reads)}
    return {"reads": reads, "findings": [asdict(f) for f in part.findings]}
