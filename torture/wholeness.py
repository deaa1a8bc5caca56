"""Whether what commands made is whole: the database, Parquet files, the site, the files of a release.

In: the root of a copy. Out: what is wrong, in words. A folder that was found whole is looked at again only when it was
replaced.
"""

import glob
import hashlib
import json
import os
from pathlib import Path

import duckdb

from release.zip_files import CHECKSUMS
from schemas.files import UNFINISHED
from schemas.work_folders import LEFT

MARKER = "CHINA_AI_CHIPS_TORTURE"  # variable of the environment that all processes of a trial inherit
SKIPPED = {".git", ".venv", ".venv-clients", "__pycache__"}


def broken_outputs(root: Path) -> list[str]:
    """Return what of the last outputs is not whole."""
    build, found = root / "build", []
    for name, broken in OUTPUTS.items():
        path = build / name
        state = (path, path.stat().st_ino, path.stat().st_mtime_ns) if path.exists() else None
        if state and state not in SOUND:
            faults = broken(path)
            found += faults
            SOUND.update([] if faults else [state])
    return found + [f"{p.name} is no JSON" for p in build.glob("*.json") if not is_json(p)]


def broken_database(path: Path) -> list[str]:
    """Open the file and count the rows of its tables."""
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            for (name,) in con.execute("select table_name from duckdb_tables()").fetchall():
                con.execute(f'select count(*) from "{name}"')  # nosec B608 # names of our schemas
    except duckdb.Error as error:
        return [f"{path.name} cannot be read: {error}"]
    return []


def broken_parquet(folder: Path) -> list[str]:
    """Read the foot of each file."""
    try:
        with duckdb.connect() as con:
            con.execute(
                "select count(*) from parquet_metadata(?)", [f"{glob.escape(str(folder))}/*.parquet"]
            ).fetchall()
    except duckdb.Error as error:
        return [f"parquet cannot be read: {error}"]
    return []


def broken_pages(site: Path) -> list[str]:
    """Look at the end of each page and PDF, and parse each JSON file."""
    found = []
    for path in site.rglob("*"):
        if path.suffix == ".html" and not path.read_bytes().rstrip().endswith((b"</html>", b"</svg>", b"</div>")):
            found.append(f"{path.name} ends in the middle")
        if path.suffix == ".pdf" and not path.read_bytes().rstrip().endswith(b"%%EOF"):
            found.append(f"{path.name} ends in the middle")
        if path.suffix == ".json" and not is_json(path):
            found.append(f"{path.name} is no JSON")
    return found


def is_json(path: Path) -> bool:
    """Tell whether a file can be parsed."""
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return True


def broken_release(folder: Path) -> list[str]:
    """Compare each file with its checksum."""
    lines = [line.split("  ", 1) for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()]
    named = {name: digest for digest, name in lines}
    files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.name != CHECKSUMS}
    return [] if files == named else [f"release: {sorted(files.items() ^ named.items())[0][0]} is not what it was"]


OUTPUTS = {
    "china-ai-chips.duckdb": broken_database, "parquet": broken_parquet, "report": broken_pages,
    "release": broken_release,
}  # fmt: skip
SOUND: set[tuple[Path, int, int]] = set()  # outputs that were found whole, by place, number and time


def left_behind(root: Path) -> list[str]:
    """Return the work folders and unfinished files that lie in a copy."""
    found = []
    for _, names, files in os.walk(root):
        names[:] = [n for n in names if n not in SKIPPED]
        found += [n for n in names if LEFT.fullmatch(n)] + [n for n in files if n.endswith(UNFINISHED)]
    return found


def orphans(mark: str) -> list[int]:
    """Return the processes that are alive and inherited the marker of a trial."""
    found = []
    for place in Path("/proc").iterdir():
        try:
            if place.name.isdigit() and f"{MARKER}={mark}".encode() in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
        except OSError:
            continue  # it ended meanwhile, or is not ours
    return found
