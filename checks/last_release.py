"""The last release, read from its tag: which it was, how many rows each table had, what the changelog has gained since.

The tag is the only record of a release: nothing has to be committed after it. Where no tag can be seen (an unpacked
archive, a clone without tags), nothing is known of an earlier release.
"""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from schemas.git import git

TAGS = "v[0-9]*"


@dataclass(frozen=True)
class Release:
    """The last release: its rows by table, and the lines that the changelog has gained since."""

    rows: dict[str, int] = field(default_factory=dict)
    changelog: list[str] = field(default_factory=list)


NO_RELEASE = Release()


def last_tag(root: Path, without: str = "") -> str | None:
    """Return the newest tag of a release that the checkout at `root` rests on, `without` left aside."""
    excluded = [f"--exclude={without}"] if without else []
    found = git(root, "describe", "--tags", "--abbrev=0", f"--match={TAGS}", *excluded, "HEAD")
    return found.decode().strip() if found else None


def read_release(root: Path) -> Release:
    """Return what the last release held, and the changelog above its heading (`## <version>`)."""
    tag = last_tag(root)
    if not tag:
        return Release()
    listed = git(root, "ls-tree", "-r", "--name-only", tag, "data/") or b""
    paths = [PurePosixPath(line) for line in listed.decode().splitlines() if line.endswith(".csv")]
    rows = {path.stem: _rows(git(root, "show", f"{tag}:./{path}") or b"") for path in paths}
    changelog = root / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8") if changelog.is_file() else ""
    return Release(rows, text.split(f"\n## {tag.removeprefix('v')}")[0].splitlines())


def _rows(content: bytes) -> int:
    """Count the rows of a CSV in which no cell spans lines."""
    return max(content.count(b"\n") - 1, 0)
