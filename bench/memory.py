"""The memory that a process and its children hold together, watched while they run. Linux alone tells it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.2  # seconds between two looks


@dataclass
class Memory:
    """The most bytes that were seen."""

    peak: int = 0


@contextmanager
def watch_memory(pid: int) -> Iterator[Memory]:
    """Keep in a `Memory` the most that a process and its children held; pages that they share count once."""
    memory, ended = Memory(), threading.Event()

    def keep_peak() -> None:
        while not ended.wait(EVERY):
            memory.peak = max(memory.peak, sum(map(held, family(pid))))

    watcher = threading.Thread(target=keep_peak, daemon=True)
    watcher.start()
    try:
        yield memory
    finally:
        ended.set()
        watcher.join()


def family(pid: int) -> list[int]:
    """Return a process and its descendants."""
    found = [pid]
    for one in found:  # grows
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, task.read_text().split())
    return found


def held(pid: int) -> int:
    """Return the bytes that a process holds, of shared pages its share; 0 where it is gone."""
    with suppress(OSError, IndexError, ValueError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return 0
