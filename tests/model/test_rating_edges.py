"""Ratings at the edges of the rubric: each condition of a rule by a case that stands just on one side of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from model.evidence import Case
from model.figures import growth
from model.pieces import weighed
from model.rating import Rating, rate, status_of_pace
from model.rubric import Row
from model.verdict_rows import RATED, TABLES_READ, Tables, cases, extend_history, rate_all, rating_day
from verdict_support import (
    TODAY,
    event,
    measured,
    number,
    piece,
    rating,
    reached,
    row,
    specification,
    tables,
    target,
)

SEEN, SAYS = "measurement", "statement"
OPEN = {"deadline": "2027", "evidence_until": "2028-06"}
Spoken = tuple[str | None, str, str, str]  # condition, evidence, day, house


def pieces(*spoken: Spoken) -> list[Row]:
    return [piece(f"x{n}", condition, how, on, house) for n, (condition, how, on, house) in enumerate(spoken)]


@pytest.mark.parametrize(
    ("of", "spoken", "found"),
    [
        # what is admitted, by the worst of it; and where somebody saw the contrary
        (event(), [("missed", "admission", "2026-04", "a"), ("partly", "admission", "2026-04", "b")],
         ("missed", "admission")),
        (event(), [("partly", "admission", "2026-03", "a")], ("partly-met", "admission")),
        (event(), [("missed", "admission", "2026-04", "a"), ("met", SEEN, "2026-03", "b")], ("contested", "divided")),
        # a statement has no day on which it happened, an event has
        (event(claim_type="statement"), [("met", SEEN, "2026-05", "a")], ("met", "hard-evidence")),
        (event(), [("met", SEEN, "2026-05", "a")], ("late", "came-late")),
        (event(), [("partly", SEEN, "2026-03", "a"), ("met", SEEN, "2026-07", "b")], ("partly-met", "hard-evidence")),
        (event(), [("met", SEEN, "2026-03", "a"), ("missed", SEEN, "2026-05", "b"), ("met", SEEN, "2026-07", "c")],
         ("contested", "divided")),
        # in part is settled when it is due, or where nothing is ever due
        (event(**OPEN), [("partly", SEEN, "2026-05", "a")], ("open", "signs")),
        (event(deadline=None, evidence_until=None), [("partly", SEEN, "2026-05", "a")],
         ("partly-met", "hard-evidence")),
        # nothing settles it
        (target(), [("met", SEEN, "2025-10", "a"), ("missed", SEEN, "2025-10", "b")], ("contested", "divided")),
        (target(), [(None, SEEN, "2026-02", "a")], ("not-checked", "beside-the-point")),
        (target(), [], ("not-checked", "nothing-found")),
        (event(deadline=None, evidence_until=None), [], ("open", "nothing-since")),
        (event(claim_type="statement", speech_act="description", **OPEN), [], ("open", "nothing-since")),
        # where it is heading
        (target(**OPEN), [("met", SAYS, "2026-05", "a"), ("missed", SAYS, "2026-05", "b")], ("open", "divided")),
        (target(**OPEN), [("partly", SAYS, "2026-05", "a")], ("open", "signs")),
    ],
)  # fmt: skip
def test_pieces_at_the_edges(of: Row, spoken: list[Spoken], found: tuple[str, str]) -> None:
    assert reached(rating(of, pieces(*spoken))) == found


def test_what_does_not_decide_is_the_rest() -> None:
    found = rating(event(), pieces(("met", SEEN, "2026-03", "a"), (None, "sample", "2026-02", "b")))
    assert [[o["outcome_id"] for o in rows] for rows in (found.deciding, found.rest)] == [["x0"], ["x1"]]


@pytest.mark.parametrize(
    ("kind", "condition", "how", "status"),
    [("stock", "met", SEEN, "met"), ("stock", "missed", SEEN, "not-checked"), ("stock", "met", SAYS, "not-checked"),
     ("flow", "met", SEEN, "not-checked")],
)  # fmt: skip
def test_a_size_that_was_seen_before_the_deadline_was_reached(kind: str, condition: str, how: str, status: str) -> None:
    assert rating(target(), pieces((condition, how, "2025-10", "a")), kind=kind).status == status


@pytest.mark.parametrize("cells", [{"definition_id": "d2"}, {"unit": "dies"}, {"metric_id": "chip-production"}])
def test_a_number_of_another_measure_gives_no_attainment(cells: dict[str, Any]) -> None:
    behind = number("o9", 82.0, rank="deprecated", **cells)
    x = piece("x1", "partly", SEEN, "2026-02", observation_id="o9")
    assert rating(target(), [x], [behind]).attainment is None


def figures(*values: float, accounts: bool = False, of: Row | None = None, **more: Any) -> Rating:
    rows = [number(f"o{n}", v, f"house-{n}", accounts, basis="official" if accounts else "estimated")
            for n, v in enumerate(values)]  # fmt: skip
    return rate(replace(Case(of or target(), (), tuple(rows), "flow", TODAY), **more))


@pytest.mark.parametrize(
    ("values", "cells", "found"),
    [
        ([70.0, 140.0], {}, ("contested", "figures-disagree")),
        ([130.0, 125.0], {}, ("met", "figures")),
        ([75.0], {}, ("partly-met", "figures")),
        ([60.0, 101.0], {}, ("partly-met", "figures")),  # one is undecided, none says it was met
        ([101.0], {}, ("contested", "too-close")),
        ([100.0], {"comparator": "about"}, ("likely-met", "figures")),
        ([100.0], {"comparator": "about", "speech_act": "forecast"}, ("likely-met", "figures")),  # 0.59, 0.22 below it
        ([105.0], {"comparator": "about", "speech_act": "forecast"}, ("contested", "too-close")),  # 0.52, 0.36 above it
        ([60.0], {"comparator": "about", "speech_act": "forecast"}, ("missed", "figures")),
    ],
)
def test_figures_at_the_edges(values: list[float], cells: dict[str, Any], found: tuple[str, str]) -> None:
    assert reached(figures(*values, of=target(**cells))) == found


def test_accounts_settle_it_and_say_so() -> None:
    assert reached(figures(100.0, accounts=True, of=target(comparator="about"))) == ("met", "accounts")


def test_in_part_is_said_only_where_a_condition_for_it_is_written() -> None:
    assert figures(80.0).status == "partly-met"
    assert figures(80.0, conditions=frozenset({"met", "missed"})).status == "missed"


@pytest.mark.parametrize(
    ("value", "delivered", "status"),
    [(128.0, 96.0, "partly-met"), (128.0, 95.0, "missed"), (100.0, 98.0, "met"), (100.0, 97.9, "partly-met"),
     (0.0, 5.0, "missed")],
)  # fmt: skip
def test_what_was_delivered_of_what_was_promised(value: float, delivered: float, status: str) -> None:
    assert rating(specification(value=value), observations=[measured("o1", delivered)]).status == status


ESTIMATE = {"year": 2027, "tier": "all", "definition_id": "d1", "metric": "value", "ratio": "sales",
            "p05": 0.30, "p25": 0.40, "p50": 0.50, "p75": 0.60, "p95": 0.80}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "found"),
    [(50.0, ("needs-acceleration", "model-even")), (40.0, ("on-track", "model")), (60.0, ("off-track", "model-below"))],
)
def test_the_model_on_an_open_share(value: float, found: tuple[str, str]) -> None:
    share = target(metric_id="chip-value-share", value=value, unit="%", **OPEN)
    assert reached(rate(Case(share, (), (), "ratio", TODAY), [ESTIMATE])) == found


def test_the_model_leads_and_the_course_says_how_far_it_is() -> None:
    share = target(metric_id="chip-value-share", value=50.0, unit="%", **OPEN)
    rows = tuple(number(f"o{y}", v, metric_id="chip-value-share", period=str(y), as_of=f"{y + 1}-02")
                 for y, v in ((2024, 20.0), (2025, 25.0)))  # fmt: skip
    found = rate(Case(share, (), rows, "flow", TODAY), [ESTIMATE])
    assert (found.reason, found.attainment) == ("model-even", 0.5)


def on_course(*values: float, years: tuple[int, ...] = (2024, 2025), **cells: Any) -> Rating:
    rows = [number(f"o{y}", v, period=str(y), as_of=f"{y + 1}-02") for y, v in zip(years, values, strict=True)]
    return rating(target(**OPEN | cells), observations=rows)


@pytest.mark.parametrize(
    ("values", "cells", "found"),
    [
        ([90.0, 100.0], {}, ("on-track", "already-there")),
        ([90.0, 110.0], {}, ("on-track", "already-there")),
        ([110.0, 100.0], {"comparator": "at-most"}, ("on-track", "already-there")),
        ([110.0, 120.0], {"comparator": "at-most"}, ("off-track", "wrong-way")),
        ([90.0, 105.0], {"comparator": "about"}, ("on-track", "already-there")),
        ([90.0, 150.0], {"comparator": "about"}, ("on-track", "already-there")),
        ([90.0, 150.0], {"comparator": "about", "speech_act": "forecast"}, ("off-track", "wrong-way")),
        ([90.0, 80.0], {"comparator": "about"}, ("off-track", "wrong-way")),
        ([0.0, 10.0], {}, ("open", "no-pace")),
        ([0.0, 0.0], {}, ("open", "no-pace")),
        ([0.5, 0.8], {"value": 2.0}, ("on-track", "pace")),
        ([70.0, 80.0], {"deadline": "2026", "evidence_until": "2027-06"}, ("needs-acceleration", "pace")),
        ([20.0, 10.0], {"comparator": "at-most", "value": 0.0}, ("open", "no-pace")),
    ],
)  # fmt: skip
def test_the_pace_at_the_edges(values: list[float], cells: dict[str, Any], found: tuple[str, str]) -> None:
    assert reached(on_course(*values, **cells)) == found


def test_one_value_has_no_pace() -> None:
    assert reached(on_course(50.0, years=(2025,))) == ("open", "no-pace")


def test_on_the_last_day_there_is_no_pace_left() -> None:
    rows = [number(f"o{y}", v, period=f"{y}-11-23", as_of=f"{y}-11-23") for y, v in ((2025, 50.0), (2026, 60.0))]
    of = target(deadline="2026-11-23", evidence_until="2027-06")
    assert reached(rating(of, observations=rows, kind="stock")) == ("open", "no-pace")


@pytest.mark.parametrize(
    ("share", "found"),
    [(1.0, ("on-track", "pace")), (0.9, ("needs-acceleration", "pace")), (0.5, ("needs-acceleration", "pace")),
     (0.49, ("off-track", "pace")), (0.0, ("off-track", "wrong-way"))],
)  # fmt: skip
def test_how_much_of_the_growth_needed_is_enough(share: float, found: tuple[str, str]) -> None:
    assert status_of_pace(50.0, share * growth(50.0, 100.0, 2.0), 2.0, target()) == found


def test_where_no_growth_is_needed_any_is_the_wrong_way() -> None:
    assert status_of_pace(100.0, 0.1, 2.0, target()) == ("off-track", "wrong-way")


@pytest.mark.parametrize(("days", "found"), [("2024-10-04", True), ("2024-09-20", False)])
def test_values_a_quarter_more_than_a_year_apart_show_a_pace(days: str, found: bool) -> None:
    rows = [number("a", 50.0, period=days, as_of="2026-02"), number("b", 60.0, period="2025-12-31", as_of="2026-02")]
    assert (rating(target(**OPEN), observations=rows, kind="stock").reason == "pace") == found


def test_three_against_five_points_are_divided() -> None:
    spoken = [("met", SEEN, "2026", "a"), ("met", SEEN, "2026", "b"), ("met", SAYS, "2026", "c"),
            ("missed", SEEN, "2026", "d"), ("missed", SAYS, "2026", "e")]  # fmt: skip
    assert weighed(pieces(*spoken)).divided


# Rows of verdicts


def outcome(**cells: Any) -> Row:
    basic = {"outcome_id": "x1", "target_id": "t1", "condition": "met", "evidence": SEEN, "happened_on": "2026-03",
             "independent": True, "source_id": "s1"}  # fmt: skip
    return row("outcomes", **basic | cells)


def test_the_tables_that_ratings_read_are_named() -> None:
    asked: set[str] = set()

    class Asked(dict[str, Sequence[Row]]):
        def __getitem__(self, name: str) -> Sequence[Row]:
            asked.add(name)
            return super().__getitem__(name)

    seen: Tables = Asked(tables())
    rate_all(seen, TODAY)
    rating_day(seen)
    assert asked == set(TABLES_READ)


@pytest.mark.parametrize(
    ("source", "house"),
    [({"publisher": "FT"}, "ft"), ({"publisher": "Reuters"}, "Reuters"), ({"publisher": "Editor"}, "ft"),
     ({"publisher": "Reuters", "original_publisher": "IDC"}, "idc")],
)  # fmt: skip
def test_whose_word_an_outcome_is(source: dict[str, str], house: str) -> None:
    pages = [{"source_id": "s1", "original_publisher": None} | source]
    (case,) = cases(tables(outcomes=[outcome()], sources=pages, observations=[]), TODAY)
    assert [(o["house_id"], o["accounts"]) for o in case.outcomes] == [(house, False)]


def test_an_outcome_brings_the_number_behind_it_and_its_house() -> None:
    other = number("o9", 5.0, "huawei", metric_id="revenue-cny", firm_id="huawei", basis="official")
    found = tables(outcomes=[outcome(observation_id="o9")], observations=[number("o1", 130.0), other])
    (case,) = cases(found, TODAY)
    assert {o["observation_id"] for o in case.observations} == {"o1", "o9"}
    assert [(o["house_id"], o["accounts"]) for o in case.outcomes] == [("huawei", True)]
    (plain,) = rate_all(found, TODAY)
    assert plain["evidence_ids"] == ["o1", "x1", "o9"]
    (case,) = cases(tables(outcomes=[outcome()]), TODAY)
    assert [o["observation_id"] for o in case.observations] == ["o1"]


def test_a_person_who_claims_is_the_body_and_outcomes_go_to_their_target() -> None:
    two = [target(claimant_id="editor"), target(target_id="t2")]
    first, second = cases(tables(targets=two, outcomes=[outcome(target_id="t2")]), TODAY)
    assert (first.target["claimant_id"], len(first.outcomes), len(second.outcomes)) == ("ft", 0, 1)
    assert first.conditions == {"met", "partly", "missed"} and second.conditions == frozenset()


@pytest.mark.parametrize(
    ("claimant", "firm", "basis", "accounts"),
    [("huawei", "huawei", "official", True), ("huawei", "huawei", "estimated", False),
     ("huawei", "child", "official", True),
     ("huawei", "other", "official", False), ("idc", None, "official", False), ("idc", "huawei", "official", False)],
)  # fmt: skip
def test_whose_books_speak(claimant: str, firm: str | None, basis: str, accounts: bool) -> None:
    firms: list[Row] = [{"firm_id": "huawei", "parent_id": None}, {"firm_id": "child", "parent_id": "huawei"},
                        {"firm_id": "other", "parent_id": None}]  # fmt: skip
    rows = [number("o1", 130.0, claimant, firm_id=firm, basis=basis)]
    (case,) = cases(tables(observations=rows, firms=firms), TODAY)
    assert [o["accounts"] for o in case.observations] == [accounts]


def test_probabilities_of_more_stand_with_about_alone_and_all_are_rounded() -> None:
    (least,) = rate_all(tables(), TODAY)
    assert (least["probability"], least["probability_above"], least["attainment"]) == (0.975, None, 1.3)
    (about,) = rate_all(tables(targets=[target(comparator="about")]), TODAY)
    assert about["probability_above"] == 0.894
    near = [target(value=200.0, baseline_value=100.0, baseline_period="2024")]
    (nothing,) = rate_all(tables(targets=near, observations=[number("o1", 99.99)]), TODAY)
    assert str(nothing["attainment"]) == "0.0"
    (unrated,) = rate_all(tables(observations=[]), TODAY)
    assert (unrated["probability"], unrated["probability_above"], unrated["attainment"]) == (None, None, None)


@pytest.mark.parametrize("column", RATED)
def test_a_change_of_any_column_is_a_change(column: str) -> None:
    (new,) = rate_all(tables(), TODAY)
    old = [{**new, column: "other", "change": "first", "rated_on": date(2026, 1, 1)}]
    first, second = extend_history(old, [new])
    assert (first, second["rated_on"]) == (old[0], TODAY)
    assert second["change"] == ("time" if column in ("status", "reason_id") else "data")


def test_what_is_rated() -> None:
    assert set(RATED) == {
        "status", "reason_id", "probability", "probability_above", "attainment", "deciding_ids", "evidence_ids",
    }  # fmt: skip


def test_the_history_of_one_target_does_not_touch_that_of_another() -> None:
    (new,) = rate_all(tables(), TODAY)
    other = {**new, "target_id": "t0", "status": "missed", "change": "first"}
    assert [r["change"] for r in extend_history([other], [new, new])] == ["first", "first"]


def test_no_list_and_an_empty_one_are_the_same() -> None:
    (new,) = rate_all(tables(observations=[]), TODAY)
    assert new["deciding_ids"] == []
    old = [{**new, "deciding_ids": None, "evidence_ids": None, "change": "first"}]
    assert extend_history(old, [new]) == old


def test_the_day_of_rating_is_the_later_of_evidence_and_last_ratings() -> None:
    past = [{"rated_on": date(2027, 1, 1)}, {"rated_on": date(2026, 1, 1)}]
    assert rating_day(tables()) == date(2026, 2, 28)
    assert rating_day(tables(verdicts=past)) == date(2027, 1, 1)
    assert rating_day(tables(verdicts=past[1:])) == date(2026, 2, 28)
