"""Every input that once broke a parser, and some sound ones: each ends with an answer, or with a word to its writer."""

from pathlib import Path

import pytest

from schemas.package import ROOT
from torture.parsers import PARSERS, parsed

CORPUS = sorted((ROOT / "torture" / "corpus").glob("*/*"))


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_parsers_stand_what_once_broke_them(file: Path) -> None:
    parsed(file.parent.name, file.read_bytes())


def test_each_parser_has_inputs() -> None:
    assert {file.parent.name for file in CORPUS} == PARSERS.keys()


def test_a_fault_of_a_parser_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PARSERS, "csv", lambda raw: raw.decode("ascii"))
    with pytest.raises(UnicodeDecodeError):
        parsed("csv", "名".encode())
