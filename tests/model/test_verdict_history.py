"""The history of ratings: what is added, when, and why."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from model.verdict_rows import extend_history, house, rate_all, rating_day
from schemas.package import ROOT
from scripts.verdicts import main
from verdict_support import TODAY, number, row, tables, target

LATER = date(2027, 1, 5)


def test_the_history_grows_only_by_changes_and_says_why() -> None:
    first = extend_history([], rate_all(tables(), TODAY))
    assert [(r["status"], r["reason_id"], r["change"], r["deciding_ids"]) for r in first] == [
        ("met", "figures", "first", ["o1"])
    ]
    assert extend_history(first, rate_all(tables(), LATER)) == first  # nothing changed, nothing added
    corrected = tables(observations=[number("o1", 80.0)])
    second = extend_history(first, rate_all(corrected, LATER))
    assert [(r["rated_on"], r["status"], r["change"]) for r in second] == [
        (TODAY, "met", "first"), (LATER, "partly-met", "data"),
    ]  # fmt: skip
    assert extend_history(first, rate_all(corrected, LATER), {"t1"})[1]["change"] == "error"
    old_rules = [{**first[0], "rule_version": "0"}]
    assert extend_history(old_rules, rate_all(corrected, LATER))[1]["change"] == "method"
    # a second change on the same day takes the place of the first, and may take it back
    missed = extend_history(second, rate_all(tables(observations=[number("o1", 10.0)]), LATER))
    assert [(r["status"], r["change"]) for r in missed] == [("met", "first"), ("missed", "data")]
    assert extend_history(second, rate_all(tables(), LATER)) == first


def test_a_rating_that_moves_because_days_pass_says_so() -> None:
    bare = tables(observations=[], targets=[target(deadline="2026", evidence_until="2027-06")])
    first = extend_history([], rate_all(bare, TODAY))
    later = extend_history(first, rate_all(bare, LATER))
    assert [(r["status"], r["change"]) for r in later] == [("open", "first"), ("awaiting-evidence", "time")]


def test_new_rules_write_a_rating_even_where_nothing_moves() -> None:
    first = [{**r, "rule_version": "1"} for r in extend_history([], rate_all(tables(), TODAY))]
    assert [r["rule_version"] for r in extend_history(first, rate_all(tables(), TODAY))] == ["1", "2"]


def test_ratings_are_as_of_the_newest_evidence_or_of_the_last_ratings() -> None:
    assert rating_day(tables()) == date(2026, 2, 28)  # the figure is of February
    outcome = row("outcomes", outcome_id="x1", happened_on="2026-11-25")
    assert rating_day(tables(outcomes=[outcome])) == date(2026, 11, 25)
    assert rating_day(tables(verdicts=[{"rated_on": LATER}])) == LATER


def test_a_person_is_no_judge_of_what_the_body_said_for_which_the_person_speaks() -> None:
    """An estimate of the claimant's own does not settle its claim, whoever of it says so."""
    for claimant, status in (("idc", "met"), ("ft", "not-checked"), ("editor", "not-checked")):
        (rated,) = rate_all(tables(observations=[number("o1", 130.0, claimant_id=claimant)]), TODAY)
        assert rated["status"] == status, claimant


def test_a_firms_books_settle_what_the_firm_itself_promised() -> None:
    """99 beside a promised 100: by a house's error it would be too near to tell, by the books it is partly met."""
    of_huawei: dict[str, Any] = {"claimant_id": "huawei", "firm_id": "huawei"}
    books = number("o1", 98.0, basis="official", **of_huawei)
    (rated,) = rate_all(tables(targets=[target(**of_huawei)], observations=[books]), TODAY)
    assert (rated["status"], rated["reason_id"]) == ("partly-met", "accounts")


@pytest.mark.parametrize(
    ("parts", "whose"), [(None, "ours"), (["a"], "bernstein"), (["a", "b"], "bernstein"), (["a", "c"], "ours")]
)
def test_a_derived_figure_counts_for_the_one_house_of_its_parts(parts: list[str] | None, whose: str) -> None:
    said_by = {"a": "bernstein", "b": "bernstein", "c": "idc", "d": "ours"}
    assert house({"observation_id": "d", "derived_from_ids": parts}, said_by) == whose


def test_command_writes_checks_and_refuses(tree_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ["--data", str(tree_copy), "--today", "2030-01-01"]
    file = tree_copy / "data" / "derived" / "verdicts.csv"
    file.write_text(file.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    assert main([*run, "--check"]) == 1
    assert "make verdicts writes them" in capsys.readouterr().err
    assert main(run) == 0
    written = file.read_bytes()
    assert written.count(b"\n") == 1 + sum(1 for _ in (ROOT / "data" / "targets.csv").open(encoding="utf-8")) - 1
    assert main([*run, "--check"]) == 0
    assert main(run) == 0
    assert file.read_bytes() == written
    assert main(["--data", str(tree_copy), "--today", "2029-01-01"]) == 2
    assert "rewrite history" in capsys.readouterr().err
    assert main([*run, "--error", "no-such-target"]) == 2
    assert "no target no-such-target" in capsys.readouterr().err
