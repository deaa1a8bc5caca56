"""The canonical form survives LibreOffice as it is installed: it opens and saves every table, in three languages.

It splits lines at semicolons and tabs too, and reads numbers as its language does: to a German one 0.459 is 459.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from checks.canonical import canonical, read_leniently
from schemas.package import ROOT, read_package

SOFFICE = shutil.which("soffice")
LANGUAGES = {"English": 1033, "Chinese": 2052, "German": 1031}
THREE_DECIMALS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")  # thousands, to who writes decimals with a comma

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="no soffice: sh scripts/debian.sh installs LibreOffice")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders in which LibreOffice saved every table, by language; its processes run side by side."""
    folder = tmp_path_factory.mktemp("libreoffice")
    paths = [str(ROOT / table.path) for table in read_package().tables]
    running = {}
    for language, number in LANGUAGES.items():
        read = f"CSV:44/59/9,34,76,1,,{number},false,false"
        write = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,{number},false,true,false"
        profile = f"-env:UserInstallation={(folder / f'profile-{number}').as_uri()}"
        line = [str(SOFFICE), profile, "--headless", f"--infilter={read}", "--convert-to", write]
        line += ["--outdir", str(folder / language), *paths]
        running[language] = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert [process.wait() for process in running.values()] == [0] * len(LANGUAGES)
    return {language: folder / language for language in LANGUAGES}


@pytest.mark.parametrize("language", ["English", "Chinese"])
def test_format_gives_back_what_was_saved(saved: dict[str, Path], language: str) -> None:
    for table in read_package().tables:
        text, problems = read_leniently(table, (saved[language] / Path(table.path).name).read_bytes())
        assert problems == [] and canonical(text).encode() == (ROOT / table.path).read_bytes(), table.path


def test_where_decimals_have_a_comma_only_three_of_them_are_lost(saved: dict[str, Path]) -> None:
    for table in read_package().tables:
        before, _ = read_leniently(table, (ROOT / table.path).read_bytes())
        after, problems = read_leniently(table, (saved["German"] / Path(table.path).name).read_bytes())
        assert problems == [] and after.keys() == before.keys()
        for f in table.fields:
            for old, new in zip(before.columns[f.name], after.columns[f.name], strict=True):
                assert new == old or (f.type == "number" and THREE_DECIMALS.fullmatch(old)), f"{table.path} {f.name}"
