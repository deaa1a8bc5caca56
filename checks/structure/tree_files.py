"""Files beside the tables, and merges left unresolved in other files than tables.

In: a package, or the root of a tree. Out: findings. Looks into no table: that is the work of `schemas.csv_form`.
"""

from collections.abc import Iterator
from pathlib import Path

from checks.findings import Finding
from checks.structure.structure_layer import finding
from schemas.conflicts import ASKED, BEGIN, END, in_rows, in_text
from schemas.files import UNFINISHED, read_bytes
from schemas.git import git
from schemas.package import Package

ROOMS = ("datapackage.json", "schemas", "data")  # of a package that git does not know
DOCUMENT = ".md"
COPIES = {
    "lock": ("is the lock of an open spreadsheet", "close the spreadsheet; delete the file if it stays"),
    "workbook": ("is a workbook, which no check reads", "save the table as CSV UTF-8 in the place of its file"),
    "other": ("belongs to no table, and nothing reads it", "move what is new in it into the table, and delete it"),
}
WORKBOOKS = {".xlsx", ".xls", ".xlsm", ".ods", ".numbers", ".gsheet"}


def check_stray(package: Package) -> list[Finding]:
    """Find files in data/ that belong to no table; one that stands for a table, in other capitals, is named there.

    What a command is writing, or was when it was killed, is passed over: git ignores it, and the next write clears it.
    """
    known = {str(resource["path"]) for resource in package.descriptor["resources"]}
    missing = {path.casefold() for path in known if not (package.root / path).exists()}
    found = []
    for path in sorted((package.root / "data").rglob("*")):
        name = path.relative_to(package.root).as_posix()
        if path.suffix in (DOCUMENT, UNFINISHED) or path.is_dir():
            continue
        if name not in known and name.casefold() not in missing:
            found.append(finding(name, 1, "", "files-of-tables", *_words(path.name)))
    return found


def _words(name: str) -> tuple[str, str]:
    if name.startswith((".~lock.", "~$")):
        return COPIES["lock"]
    return COPIES["workbook" if Path(name).suffix.lower() in WORKBOOKS else "other"]


def check_conflicts(root: Path) -> list[Finding]:
    """Find merges left unresolved in the text files of a tree, if one is in a file that is no table: such a file may be
    what the check itself stands on."""
    found = [
        Finding(
            name, line, "", "structure/no-conflicts", "error", f"{words}: {ASKED}",
            "No merge is left unresolved", "keep one form between the markers, and delete the lines of the markers",
        )
        for name, text in _texts(root)
        for line, words in (in_rows(text) if name.endswith(".csv") else in_text(text))
    ]  # fmt: skip
    return [] if all(f.file.endswith(".csv") for f in found) else found


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file with a marker: those that git tracks, else those of a package."""
    listed = git(root, "ls-files", "-z")
    names = [name for name in (listed or b"").decode("utf-8", "replace").split("\0") if name]
    if not names:
        rooms = [root / room for room in ROOMS]
        paths = [p for room in rooms for p in ([room] if room.is_file() else sorted(room.rglob("*")))]
        names = [p.relative_to(root).as_posix() for p in paths if p.is_file()]
    for name in names:
        raw = read_bytes(root / name) or b""
        if BEGIN.encode() in raw or END.encode() in raw:
            yield name, raw.decode("utf-8", "replace")
