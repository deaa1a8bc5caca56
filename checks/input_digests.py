"""Digests of all that findings depend on: files of the package, code and its libraries, the day, releases, Data Docs.

In: a package and the day of the check. Out: a digest by name; for a table the name is its path. Two runs with the same
digests find the same. Files are told by their bytes, never by their times.
"""

import hashlib
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from checks.last_release import last_tag
from schemas.files import read_bytes
from schemas.git import git
from schemas.package import ROOT, Package

CODE, SCHEMAS, DAY, RELEASES, DOCUMENTS, DOCS = "code", "schemas", "day", "releases", "documents", "data-docs"
CODE_ROOMS = ("checks", "schemas", "model", "changes", "scripts")
DOCUMENT_ROOMS = ("reports", "release", "docs", "load", ".github")  # what generated documents are made of, and they
LOCK = "requirements.lock"
LEFT_BEHIND = {"__pycache__", "figures", "_site", ".quarto", "_freeze"}  # what Python and renderers leave there


def input_digests(package: Package, today: date, docs: Path | None = None) -> dict[str, str]:
    """Return the digests by name, that of the Data Docs in the folder `docs` among them."""
    root = package.root
    made = {
        CODE: code_digest(),
        SCHEMAS: digest_of(root, [root / "datapackage.json", *_files(root / "schemas")]),
        DAY: str(today),
        RELEASES: _releases(package),
        DOCUMENTS: _documents(root),
    }
    if docs and docs.is_dir():
        made[DOCS] = digest_of(docs, _files(docs)) + str(docs.resolve())
    return made | {table.path: digest_of(root, [root / table.path]) for table in package.tables}


def code_digest() -> str:
    """Hash the code of this tree and where it lies, the lock of its libraries, those installed, and Python."""
    files = [ROOT / LOCK, *(path for room in CODE_ROOMS for path in _files(ROOT / room))]
    installed = sorted(p.name for at in sys.path if at.endswith("-packages") for p in Path(at).glob("*.dist-info"))
    return _sha256(str(ROOT), sys.version, *installed, digest_of(ROOT, files))


def digest_of(root: Path, files: Iterable[Path]) -> str:
    """Hash the names, from `root` on, and the bytes of files; one that cannot be read counts as such."""
    total = hashlib.sha256()
    for path in sorted(files):
        raw = read_bytes(path.resolve() if path.is_symlink() else path)
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(b"-" if raw is None else hashlib.sha256(raw).digest())
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    found = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in LEFT_BEHIND]
        found += [Path(at, name) for name in names]
    return found


def _documents(root: Path) -> str:
    """Hash what generated documents are made of beside the package and the code, and the documents."""
    beside = [p for p in root.iterdir() if not p.is_dir()]
    return digest_of(root, [*beside, *(p for room in DOCUMENT_ROOMS for p in _files(root / room))])


def _releases(package: Package) -> str:
    """Hash which commits the tags of earlier releases stand for, and the changelog."""
    root, told = package.root, []
    for tag in (last_tag(root), last_tag(root, without=f"v{package.version}")):
        commit = git(root, "rev-parse", f"{tag}^{{commit}}") if tag else None
        told.append(f"{tag} {(commit or b'').decode()}")
    return _sha256(*told, digest_of(root, [root / "CHANGELOG.md"]))


def _sha256(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
