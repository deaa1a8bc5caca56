"""What pages of things are given of figures: all, or of very many the first, and how many there are."""

import pytest

from reports.query import query
from reports.text.listed import LISTED
from reports.things import on_record
from reports.things.on_record import FIGURES, Relations, relations

FEW = 3


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Relations:
    """Return what is on record where a page has a few figures of a thing."""
    monkeypatch.setattr(on_record, "FIGURES", FIGURES.replace(f"<= {LISTED}", f"<= {FEW}"))
    monkeypatch.setattr(on_record, "first_of", lambda rows: sorted(rows, key=lambda r: r["place"])[:FEW])
    return relations()


def test_a_page_has_all_figures_of_a_thing_or_says_of_how_many() -> None:
    known = relations()
    for thing, count in known.counts.items():
        shown = [f for f in known.figures[thing] if thing[0] != "firms" or f["rank"] == "preferred"]
        assert len(shown) == count or known.more(*thing, shown), thing


def test_of_very_many_a_page_has_the_first_and_claims_keep_their_evidence(cut: Relations) -> None:
    (most,) = query("select claimant_id as key, count(*) as n from observations group by key order by n desc limit 1")
    assert len(cut.figures["actors", most["key"]]) == FEW and cut.counts["actors", most["key"]] == most["n"]
    assert cut.more("actors", most["key"], cut.figures["actors", most["key"]]).startswith(f"{FEW} of {most['n']}")
    assert all(r["rank"] == "preferred" for r in cut.figures["actors", most["key"]])
    figures = {key for key, row in cut.evidence.items() if "outcome_id" not in row}
    assert len(figures) < query("select count(*) as n from observations")[0]["n"]
    assert all(piece in cut.evidence for claim in cut.rows["targets"].values() for piece in claim["evidence_ids"] or [])


def test_a_thing_without_figures_says_nothing_of_them(cut: Relations) -> None:
    assert cut.more("actors", "nobody", []) == ""
