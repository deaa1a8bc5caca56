"""Folders in which a command works until what it makes is whole, and one command at a time where two would mix.

A folder is locked for as long as its command lives; the next command removes those that killed ones left.
"""

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from schemas.locks import is_free, is_left_behind, lock, opened

LEFT = re.compile(r"\.(building|rendering|releasing|checking|documenting|fetching|drawing)-\w+")
HELD: set[Path] = set()  # the locks of this process: a command that calls another does not wait for itself


@contextmanager
def work_folder(parent: Path, doing: str) -> Iterator[Path]:
    """Give a new folder `.<doing>-…` in `parent`, gone afterwards; those whose commands were killed go first."""
    parent.mkdir(parents=True, exist_ok=True)
    for old in parent.iterdir():
        if LEFT.fullmatch(old.name) and is_left_behind(old):
            shutil.rmtree(old, ignore_errors=True)
    folder, handle = _new_folder(parent, doing)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _new_folder(parent: Path, doing: str) -> tuple[Path, int | None]:
    """Make a folder and lock it; again where another command took it for left behind before it was locked."""
    while True:
        folder = Path(tempfile.mkdtemp(dir=parent, prefix=f".{doing}-"))
        handle = opened(folder)
        if handle is not None:
            lock(handle)
        if folder.is_dir():
            return folder, handle


@contextmanager
def only_run(folder: Path, what: str) -> Iterator[None]:
    """Wait until no other command writes in `folder`, saying for which; then keep others waiting.

    Where the folder cannot be written to this goes on without: who writes there says so.
    """
    path = folder.resolve() / ".lock"
    if path in HELD:
        yield
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError:
        yield
        return
    with file:
        if not is_free(file.fileno()):
            file.seek(0)
            if other := file.read():
                print(f"waiting for {other}, which writes in {folder} (Ctrl-C to give up) …", file=sys.stderr)
            lock(file.fileno())
        file.truncate(0)
        file.write(f"{what} (process {os.getpid()})")
        file.flush()
        HELD.add(path)
        try:
            yield
        finally:
            HELD.discard(path)
            file.truncate(0)


def replace_folder(new: Path, old: Path) -> None:
    """Put folder `new` in the place of `old`; at no moment is there a half-written one.

    Where another command puts one there meanwhile, the last one stays.
    """
    aside = new.with_name(new.name + "-before")
    done = False
    while not done:
        with suppress(FileNotFoundError):
            old.replace(aside)
        try:
            new.replace(old)
            done = True
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        shutil.rmtree(aside, ignore_errors=True)
