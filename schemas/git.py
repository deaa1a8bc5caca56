"""What git knows of a checkout. Where there is no git, or the folder is no checkout, it knows nothing."""

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> bytes | None:
    """Run git at `root`; return what it printed, or None if it failed or is not there.

    A repository in which the folder merely lies, such as one where a release was unpacked, is not asked.
    """
    place = root.resolve()
    ceiling = os.pathsep.join(filter(None, [str(place.parent), os.environ.get("GIT_CEILING_DIRECTORIES")]))
    environment = os.environ | {"GIT_CEILING_DIRECTORIES": ceiling}
    try:
        run = subprocess.run(["git", "-C", str(place), *arguments], capture_output=True, env=environment)
    except OSError:
        return None
    return run.stdout if run.returncode == 0 else None
