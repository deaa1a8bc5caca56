"""Which rows bear on a target, at the edges: on the very day, one day beside it, in every dimension."""

from datetime import date, timedelta
from typing import Any

import pytest

from model.evidence import (
    Case,
    course,
    fields,
    happened_outcomes,
    is_about_target,
    is_forecast,
    is_usable,
    judging_observations,
    newest_day,
)
from model.rubric import Row
from verdict_support import TODAY, event, number, piece, target

DUE = date(2025, 12, 31)


def case(
    of: Row, outcomes: tuple[Row, ...] = (), rows: tuple[Row, ...] = (), kind: str = "flow", today: date = TODAY
) -> Case:
    return Case(of, outcomes, rows, kind, today)


def keys(rows: list[Row]) -> list[str]:
    return [str(r["observation_id"]) for r in rows]


def test_a_target_is_due_on_the_day_after_and_evidence_awaited_to_the_last_day() -> None:
    assert [case(target(), today=DUE + timedelta(days=n)).due for n in (0, 1)] == [False, True]
    last = date(2026, 6, 30)
    assert [case(target(), today=last + timedelta(days=n)).awaited for n in (0, 1)] == [True, False]
    endless = case(target(deadline=None, evidence_until=None))
    assert (endless.due_on, endless.due, endless.awaited) == (date.max, False, False)
    assert (case(target()).is_promise, case(target(speech_act="forecast")).is_promise) == (True, False)


@pytest.mark.parametrize(
    ("on", "act", "counts"),
    [
        ("2025-03-01", "promise", True), ("2025-02-28", "promise", False), ("2025-02-28", "description", True),
        ("2025-02-28", "reaction", True), ("2025-02-28", "forecast", False), ("2026-11-23", "promise", True),
        ("2026-11-24", "promise", False), ("2026-11", "promise", True), ("2025", "promise", True),
    ],
)  # fmt: skip
def test_outcomes_count_from_the_claim_to_the_day_of_rating(on: str, act: str, counts: bool) -> None:
    assert bool(
        happened_outcomes(case(event(speech_act=act, said_on="2025-03"), (piece("x", "met", "plan", on),)))
    ) == (counts)


def test_outcomes_come_by_key() -> None:
    rows = (piece("x2", "met", "plan", "2026"), piece("x1", "met", "plan", "2026"))
    assert [o["outcome_id"] for o in happened_outcomes(case(event(), rows))] == ["x1", "x2"]


@pytest.mark.parametrize(
    ("cells", "usable"),
    [
        ({}, True), ({"rank": "preferred"}, True), ({"rank": "deprecated"}, False), ({"basis": "target"}, False),
        ({"as_of": "2026-12", "recorded_on": TODAY}, True),
        ({"as_of": "2026-12", "recorded_on": TODAY + timedelta(days=1)}, False),
    ],
)  # fmt: skip
def test_an_observation_is_usable_once_known_and_not_withdrawn(cells: dict[str, Any], usable: bool) -> None:
    assert bool(is_usable(number("o", 1.0, **cells), case(target()))) == usable


@pytest.mark.parametrize("name", ["metric_id", "firm_id", "chip_id", "fab_id", "process_id", "region_id"])
def test_an_observation_of_something_else_is_not_about_a_target(name: str) -> None:
    assert is_about_target(number("o", 1.0), target())
    other: dict[str, Any] = {name: "other"}
    assert not is_about_target(number("o", 1.0, **other), target())


def test_only_a_definition_that_is_named_must_be_the_same() -> None:
    assert not is_about_target(number("o", 1.0, definition_id="d2"), target())
    assert is_about_target(number("o", 1.0, definition_id="d2"), target(definition_id=None))


@pytest.mark.parametrize(
    ("kind", "as_of", "forecast"),
    [("flow", "2025-12-30", True), ("flow", "2025-12-31", True), ("flow", "2026-01-01", False),
     ("stock", "2025-12-31", False), ("ratio", "2025-12-31", False), ("price", "2025-12-31", False),
     ("stock", "2025-12-30", True)],
)  # fmt: skip
def test_what_is_said_before_its_period_is_over_is_a_forecast(kind: str, as_of: str, forecast: bool) -> None:
    assert is_forecast(number("o", 1.0, as_of=as_of), case(target(), kind=kind)) == forecast


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"period": "2025-12-31"}, {"period": "2026-01-31", "as_of": "2026-03"}),  # nearer to the deadline
        ({"as_of": "2026-02"}, {"as_of": "2026-01"}),  # later
        ({"rank": "preferred"}, {}),
        ({"observation_id": "z"}, {}),  # of two alike the last
    ],
)
def test_of_several_figures_of_a_house_one_counts(better: dict[str, Any], worse: dict[str, Any]) -> None:
    rows = [number("a", 120.0, **worse), number("b", 120.0)]
    rows = [rows[0], dict(rows[1]) | {"period": rows[0]["period"] if "period" not in better else "2025"} | better]
    best = rows[1]["observation_id"]
    for order in (rows, rows[::-1]):
        assert keys(judging_observations(case(target(), (), tuple(order), "stock"))) == [best]


def test_the_figure_behind_an_outcome_comes_before_a_later_one() -> None:
    rows = (number("a", 120.0, as_of="2026-01"), number("b", 120.0, as_of="2026-03"))
    named = piece("x", "met", "measurement", "2026-03", observation_id="a")
    assert keys(judging_observations(case(target(), (named,), rows))) == ["a"]
    beside = piece("x", None, "measurement", "2026-03", observation_id="a")
    assert keys(judging_observations(case(target(), (beside,), rows))) == ["b"]


@pytest.mark.parametrize(
    ("cells", "judges"),
    [
        ({"claimant_id": "ft", "basis": "official"}, True), ({"claimant_id": "ft"}, False),
        ({"claimant_id": "ft", "basis": "official", "source_id": "s0"}, False), ({"source_id": "s0"}, True),
        ({"as_of": "2025-02-28"}, False),
    ],
)  # fmt: skip
def test_nobody_judges_the_own_claim_but_by_an_official_count(cells: dict[str, Any], judges: bool) -> None:
    rows = (number("o", 120.0, **cells),)
    assert bool(judging_observations(case(target(), (), rows, "stock"))) == judges


@pytest.mark.parametrize(
    ("kind", "period", "value", "comparator", "counts"),
    [
        ("flow", "2025", 1.0, "at-least", True), ("flow", "2025-12-31", 1.0, "at-least", False),
        ("flow", "2025-01/2025-12", 1.0, "at-least", True), ("flow", "2024/2025", 1.0, "at-least", False),
        ("flow", None, 1.0, "at-least", False),
        ("ratio", "2025-12", 1.0, "at-least", True), ("ratio", "2025-12-31", 1.0, "at-least", True),
        ("ratio", "2025-Q4", 1.0, "at-least", False), ("ratio", "2025-11", 500.0, "at-least", False),
        ("stock", "2025-Q4", 1.0, "at-least", True), ("stock", "2026-04-02", 1.0, "at-least", True),  # day 92
        ("stock", "2026-04-03", 1.0, "at-least", False), ("stock", "2025-12-31", 1.0, "at-least", True),
        ("stock", "2025-06-30", 100.0, "at-least", True), ("stock", "2025-06-30", 99.0, "at-least", False),
        ("stock", "2025-06-30", 100.0, "at-most", False), ("stock", "2025-06-30", 100.0, "about", False),
        ("ratio", "2025-06-30", 100.0, "at-least", False),
    ],
)  # fmt: skip
def test_of_which_moment_a_figure_must_be(
    kind: str, period: str | None, value: float, comparator: str, counts: bool
) -> None:
    row = number("o", value, period=period, as_of="2026-05")
    assert bool(judging_observations(case(target(comparator=comparator), (), (row,), kind))) == counts


OPEN = {"deadline": "2027", "evidence_until": "2028-06"}


def yearly(*years: int, claimant: str = "idc", **cells: Any) -> tuple[Row, ...]:
    return tuple(
        number(f"{claimant}-{year}", 10.0, claimant, period=str(year), as_of=f"{year + 1}-02", **cells)
        for year in years
    )


def ends(found: Any) -> tuple[str, str | None] | None:
    return found and (found.latest["observation_id"], found.earlier and found.earlier["observation_id"])


@pytest.mark.parametrize(
    ("rows", "cells", "found"),
    [
        (yearly(2024, 2025), {}, ("idc-2025", "idc-2024")),
        (yearly(2023, 2024, 2025), {}, ("idc-2025", "idc-2023")),
        (yearly(2022, 2025), {}, ("idc-2025", None)),
        (yearly(2025), {"said_on": "2025-12-30"}, ("idc-2025", None)),
        (yearly(2025), {"said_on": "2025-12-31"}, None),
        (yearly(2025), {"baseline_period": "2025"}, None),
        (yearly(2025), {"baseline_period": "2024"}, ("idc-2025", None)),
        (yearly(2025, definition_id="d2"), {}, None),
        (yearly(2025, rank="deprecated"), {}, None),
        (yearly(2025) + yearly(2024, 2025, claimant="b"), {}, ("b-2025", "b-2024")),  # those with a past first
        ((number("q", 1.0, period="2025-Q4"),), {}, None),  # of a flow only what is as long as the deadline’s period
        ((number("i", 1.0, period="2025-01/2025-12"),), {}, None),
        ((number("n", 1.0, period=None),), {}, None),
        ((number("f", 1.0, period="2025", as_of="2025-12"),), {}, None),
    ],
)
def test_the_course_so_far(rows: tuple[Row, ...], cells: dict[str, Any], found: tuple[str, str | None] | None) -> None:
    assert ends(course(case(target(**OPEN | cells), (), rows))) == found


def test_the_course_of_a_stock_takes_parts_of_years_apart() -> None:
    rows = tuple(
        number(f"o-{p}", 10.0, period=p, as_of="2026-06")
        for p in ("2025", "2024-12-31", "2025-H1", "2026-Q1", "2025-Q1")
    )
    found = course(case(target(**OPEN), (), rows[:3], "stock"))
    assert ends(found) == ("o-2025", "o-2024-12-31")
    assert found and found.years == pytest.approx(365 / 365.25)
    assert ends(course(case(target(**OPEN), (), rows[2:], "stock"))) == ("o-2026-Q1", "o-2025-Q1")


@pytest.mark.parametrize(("days", "found"), [(730, ("idc-2025", None)), (731, None)])
def test_what_ended_two_years_ago_is_no_news(days: int, found: tuple[str, None] | None) -> None:
    day = DUE + timedelta(days=days)
    open_target = target(deadline="2029", evidence_until="2030-06")
    assert ends(course(case(open_target, (), yearly(2025), today=day))) == found


def test_the_series_behind_an_outcome_comes_first() -> None:
    rows = yearly(2025, claimant="a") + yearly(2024, 2025, claimant="b")
    named = piece("x", "met", "statement", "2026-03", observation_id="a-2025")
    assert ends(course(case(target(**OPEN), (named,), rows))) == ("a-2025", None)


def test_of_vintages_of_one_period_the_latest_is_on_the_course() -> None:
    rows = (number("a", 10.0, as_of="2026-03"), number("b", 10.0, as_of="2026-02"))
    assert ends(course(case(target(**OPEN), (), rows))) == ("a", None)
    rows = (number("a", 10.0, rank="preferred"), number("b", 10.0))
    assert ends(course(case(target(**OPEN), (), rows))) == ("a", None)


def measured(key: str, **cells: Any) -> Row:
    basic = {"metric_id": "memory-capacity", "chip_id": "c1", "region_id": None, "definition_id": "shipped"}
    return number(key, 128.0, **basic | {"period": None} | cells)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([measured("a"), measured("b", as_of="2026-01")], ["b", "a"]),  # the latest last
        ([measured("b"), measured("a")], ["a", "b"]),
        ([measured("a"), measured("b", rank="preferred")], ["b"]),
        ([measured("a", definition_id="planned")], []),
        ([measured("a", chip_id="c2"), measured("b", metric_id="tpp"), measured("c", rank="deprecated")], []),
    ],
)
def test_the_fields_of_a_specification(rows: list[Row], found: list[str]) -> None:
    of = target(claim_type="specification", metric_id="memory-capacity", chip_id="c1", region_id=None)
    assert keys(fields(case(of, (), tuple(rows)))) == found


def test_the_fields_that_an_outcome_names_come_first() -> None:
    of = target(claim_type="specification", metric_id="memory-capacity", chip_id="c1", region_id=None)
    rows = (measured("a", definition_id="planned"), measured("b", rank="preferred"))
    named = piece("x", "met", "measurement", "2026-03", observation_id="a")
    assert keys(fields(case(of, (named,), rows))) == ["a"]


def test_the_newest_day_is_that_of_outcomes_and_of_what_is_known() -> None:
    assert newest_day([], []) == date.min
    rows = [piece("x", "met", "plan", "2026-03"), piece("y", "met", "plan", "2025")]
    assert newest_day(rows, []) == date(2026, 3, 1)
    assert newest_day(rows, [number("o", 1.0, as_of="2026-04")]) == date(2026, 4, 30)
