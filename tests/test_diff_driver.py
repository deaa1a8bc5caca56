"""What the how-to tells a clone about tables makes git show a change by row and by cell."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from edits import git
from schemas.package import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
PAGE = ROOT / "docs" / "how-to" / "review-a-pull-request.md"


def test_git_shows_the_cell_that_changed_and_the_row_above(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    settings = re.findall(r"^git config .*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(settings) == 2
    for line in settings:
        subprocess.run(["sh", "-c", line], cwd=tmp_path, check=True)
    rows = [f'firm-{n},Firm {n},"Long, with a comma",{n}' for n in range(10, 20)]
    table = tmp_path / "firms.csv"
    table.write_text("\n".join(["firm_id,name,note,value", *rows, ""]))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Add firms")
    table.write_text(table.read_text().replace("Firm 17,", "Firm 70,"))
    shown = git(tmp_path, "diff", "--unified=1", "--word-diff=plain")
    assert re.search(r"^@@ .* @@ firm-15$", shown, re.MULTILINE), shown
    assert 'firm-17,[-Firm 17-]{+Firm 70+},"Long, with a comma",17' in shown
