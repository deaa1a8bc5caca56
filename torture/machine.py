"""What a fault of the machine is, and what brings it about on a copy of the tree."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


def nothing(root: Path) -> None:
    """Change nothing."""


@dataclass(frozen=True)
class Fault:
    """One fault. `command` is a line of shell, run in the copy; `$PY` is its Python. What it prints must match `says`.

    `before` brings it about and `after` takes it away; with `again` the command, or `usual` in its place,
    must succeed then. `writes` says that the command changes tables rightly; `needs` says what is missing for it.
    """

    name: str
    command: str
    code: int = 0
    says: str = ""
    before: Callable[[Path], None] = nothing
    after: Callable[[Path], None] = nothing
    environment: Mapping[str, str] = field(default_factory=dict)
    unset: tuple[str, ...] = ()
    folder: str = "package"
    again: bool = False
    usual: str = ""
    writes: bool = False
    needs: Callable[[], str] | None = None


def no_mount() -> str:
    """Say why nothing can be mounted here, if nothing can."""
    return "" if os.geteuid() == 0 and shutil.which("mount") else "only root can mount a disk to be filled"


def no_unshare() -> str:
    """Say why the network cannot be taken away here, if it cannot."""
    done = subprocess.run(["unshare", "-n", "true"], capture_output=True) if shutil.which("unshare") else None
    return "" if done and done.returncode == 0 else "no right to take the network away"


def mounted(where: str, size: str) -> Callable[[Path], None]:
    """Return what mounts a disk of so many bytes at a folder of the copy."""

    def mount(root: Path) -> None:
        (root / where).mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(root / where)], check=True)

    return mount


def unmounted(where: str) -> Callable[[Path], None]:
    """Return what takes it away again."""

    def unmount(root: Path) -> None:
        subprocess.run(["umount", str(root / where)], check=True)

    return unmount


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    """Return what makes one change after the other."""

    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def read_only(root: Path) -> None:
    """Make the whole copy read-only, as on a disk that is."""
    subprocess.run(["mount", "--bind", str(root), str(root)], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", str(root)], check=True)


def file_at(name: str, content: bytes = b"\x00\xff") -> Callable[[Path], None]:
    """Return what puts a file there."""

    def write(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)

    return write


def removed(name: str) -> Callable[[Path], None]:
    """Return what removes a file."""
    return lambda root: (root / name).unlink()


def carriage_returns(root: Path) -> None:
    """Give a table line ends that `format` puts right."""
    path = root / "data" / "firms.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def two_mistakes(root: Path) -> None:
    """Spoil a cell, with characters in it that not every output can spell."""
    path = root / "data" / "regions.csv"
    path.write_bytes(path.read_bytes() + "国家,“x”,,planet,\n".encode())


def link_to(target: str) -> Callable[[Path], None]:
    """Return what makes build/ a link, to a folder where `target` is one beside the copy."""

    def link(root: Path) -> None:
        (root.parent / "b").mkdir()
        (root / "build").symlink_to(target)

    return link


def inside_another(root: Path) -> None:
    """Take the copy out of its own checkout, and make the folder above it one, with a tag of its own."""
    shutil.rmtree(root / ".git")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    (root.parent / "theirs").write_text("x")
    for command in (["init", "--quiet"], ["add", "theirs"], ["commit", "--quiet", "-m", "."], ["tag", "v9.9.9"]):
        subprocess.run([*git, *command], cwd=root.parent, check=True)


def without_git(root: Path) -> None:
    """Leave what a download of the tree as a zip file has."""
    shutil.rmtree(root / ".git")


def full_data(root: Path) -> None:
    """Put the tables on a disk that has no room for another one."""
    aside = root.parent / "data"
    shutil.copytree(root / "data", aside)
    size = sum(p.stat().st_size for p in aside.rglob("*") if p.is_file()) // 1000 + 1000
    mounted("data", f"{size}k")(root)
    shutil.copytree(aside, root / "data", dirs_exist_ok=True)
    with suppress(OSError), (root / "data" / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
