"""What `make setup` tells a clone about tables makes git show a change by row and by cell, and merge it by rows."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from edits import git
from schemas.package import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
SETUP = ROOT / "scripts" / "git.sh"


def test_git_shows_the_cell_that_changed_and_the_row_above(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    for _ in range(2):  # a second time changes nothing
        subprocess.run(["sh", str(SETUP)], cwd=tmp_path, check=True)
    assert git(tmp_path, "check-attr", "merge", "data/firms.csv") == "data/firms.csv: merge: rows\n"
    assert (tmp_path / ".git" / "info" / "attributes").read_text().count("merge=rows") == 1
    rows = [f'firm-{n},Firm {n},"Long, with a comma",{n}' for n in range(10, 20)]
    table = tmp_path / "firms.csv"
    table.write_text("\n".join(["firm_id,name,note,value", *rows, ""]))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Add firms")
    table.write_text(table.read_text().replace("Firm 17,", "Firm 70,"))
    shown = git(tmp_path, "diff", "--unified=1", "--word-diff=plain")
    assert re.search(r"^@@ .* @@ firm-15$", shown, re.MULTILINE), shown
    assert 'firm-17,[-Firm 17-]{+Firm 70+},"Long, with a comma",17' in shown
