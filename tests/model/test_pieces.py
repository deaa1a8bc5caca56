"""What pieces of evidence weigh, by hand: two points for what was seen, one for what somebody says."""

from datetime import date

import pytest

from model.pieces import in_time, summed, too_late, weighed, weight
from verdict_support import piece


@pytest.mark.parametrize(
    ("evidence", "independent", "accounts", "points"),
    [
        ("commercial-volume", True, False, 2), ("measurement", True, False, 2), ("statement", True, False, 1),
        ("absence", True, False, 1), ("sample", True, False, 0), ("plan", True, False, 0),
        ("commercial-volume", False, False, 1), ("measurement", False, True, 2),  # audited books
        ("statement", False, False, 0), ("absence", False, False, 0), ("admission", False, False, 2),
    ],
)  # fmt: skip
def test_weight(evidence: str, independent: bool, accounts: bool, points: float) -> None:
    assert weight(piece("x1", "met", evidence, "2026", independent=independent, accounts=accounts)) == points


def test_a_house_has_one_voice_its_weightiest() -> None:
    rows = [
        piece("x1", "met", "statement", "2026-01", "reuters"), piece("x2", "met", "measurement", "2026-02", "reuters"),
        piece("x3", "met", "statement", "2026-03", "nikkei"), piece("x4", None, "measurement", "2026-03", "idc"),
    ]  # fmt: skip
    found = summed(rows, "met")
    assert found.points == 3
    assert [o["outcome_id"] for o in found.pieces] == ["x2", "x3"]


STATEMENT, SEEN = "statement", "measurement"


@pytest.mark.parametrize(
    ("pieces", "condition", "firm"),
    [
        ([("met", SEEN, "a")], "met", True),
        ([("met", STATEMENT, "a")], "met", False),
        ([("met", STATEMENT, "a"), ("met", STATEMENT, "b")], "met", True),  # two voices that agree
        ([("met", STATEMENT, "a"), ("met", STATEMENT, "a")], "met", False),  # one voice twice
        ([("missed", STATEMENT, "a")], "missed", False),
        ([("met", STATEMENT, "a"), ("missed", STATEMENT, "b")], None, False),  # 1 against 1
        ([("met", SEEN, "a"), ("missed", SEEN, "b")], None, False),
        ([("met", SEEN, "a"), ("missed", STATEMENT, "b")], "met", False),  # 2 against 1: not more than half
        ([("met", SEEN, "a"), ("met", STATEMENT, "b"), ("missed", SEEN, "c")], None, False),  # 3 against 2
        ([("partly", SEEN, "a"), ("missed", STATEMENT, "b")], "partly", False),
        ([("partly", STATEMENT, "a"), ("missed", STATEMENT, "b")], None, False),
        ([("partly", STATEMENT, "a"), ("met", SEEN, "b")], "met", True),
        ([("met", "plan", "a")], None, False),
        ([], None, False),
    ],
)  # fmt: skip
def test_weighing(pieces: list[tuple[str, str, str]], condition: str | None, firm: bool) -> None:
    found = weighed(piece(f"x{n}", c, e, "2026-02", house) for n, (c, e, house) in enumerate(pieces))
    assert (found.condition, found.firm) == (condition, firm)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [
        piece("x1", "met", STATEMENT, "2026", "a"), piece("x2", "missed", SEEN, "2026-02", "b"),
        piece("x3", "partly", STATEMENT, "2026-03", "c"), piece("x4", "missed", STATEMENT, "2026-04", "c"),
    ]  # fmt: skip
    assert weighed(rows) == weighed(rows[::-1])


def test_what_has_no_weight_is_no_piece_of_a_sum() -> None:
    found = summed([piece("x1", "met", "plan", "2026")], "met")
    assert (found.points, found.pieces, found.strong) == (0, (), False)


@pytest.mark.parametrize(("evidence", "strong"), [(SEEN, True), (STATEMENT, False)])
def test_a_sum_is_strong_by_one_piece_that_was_seen(evidence: str, strong: bool) -> None:
    rows = [piece("x1", "met", evidence, "2026", "a"), piece("x2", "met", STATEMENT, "2026", "b")]
    assert summed(rows, "met").strong is strong


def test_met_comes_before_a_part_and_good_before_bad_where_they_weigh_the_same() -> None:
    met, partly, missed = (piece(f"x-{c}", c, SEEN, "2026", c) for c in ("met", "partly", "missed"))
    assert weighed([partly, met]).condition == "met"
    assert [o["condition"] for o in weighed([missed, met]).pieces] == ["met", "missed"]


def test_the_last_day_is_in_time_and_the_next_too_late() -> None:
    due = date(2026, 3, 31)
    assert [in_time(piece("x", "met", SEEN, on), due) for on in ("2026-03-31", "2026-03", "2026-04-01", "2026")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert [too_late(piece("x", "met", SEEN, on), due) for on in ("2026-03-31", "2026-04", "2026-04-01", "2026")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_of_pieces_of_one_house_and_weight_the_latest_speaks() -> None:
    rows = [
        piece("x1", "met", SEEN, "2026-02"),
        piece("x2", "met", SEEN, "2026-03"),
        piece("x3", "met", SEEN, "2026-03"),
    ]
    assert [o["outcome_id"] for o in summed(rows, "met").pieces] == ["x2"]
