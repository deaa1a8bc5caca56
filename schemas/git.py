"""What git knows of a checkout. Where there is no git, or the folder is no checkout, it knows nothing."""

import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> bytes | None:
    """Run git at `root`; return what it printed, or None if it failed or is not there."""
    try:
        run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True)
    except OSError:
        return None
    return run.stdout if run.returncode == 0 else None
