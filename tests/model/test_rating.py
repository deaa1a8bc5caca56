"""Ratings computed by hand from a few invented rows."""

from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any

import pytest

from model.evidence import Case, course, judging_observations
from model.figures import growth
from model.rating import rate, status_of_pace
from model.rubric import Rubric
from verdict_support import TODAY, event, measured, number, piece, rating, reached, specification, target


def test_every_constant_has_a_day_and_a_reason() -> None:
    for f in dataclass_fields(Rubric):
        assert date.fromisoformat(f.metadata["date"]) and f.metadata["reason"], f.name


@pytest.mark.parametrize(
    ("values", "cells", "status"),
    [
        ([130.0], {}, "met"),  # score ln(100/130) over 0.134 = −1.97: 0.975
        ([110.0], {}, "likely-met"),  # 0.79
        ([101.0], {}, "contested"),  # 0.53: too near to tell
        ([80.0], {}, "partly-met"),  # 0.02, but 80 % of it
        ([80.0], {"baseline_value": 50.0}, "missed"),  # 30 of a change of 50
        ([70.0], {}, "missed"),
        ([88.0], {"baseline_value": 70.0}, "likely-missed"),  # 0.12, and 18 of a change of 30
        ([70.0, 140.0], {}, "contested"),  # two houses on two sides
        ([400.0], {"comparator": "about"}, "exceeded"),
        ([400.0], {"comparator": "about", "speech_act": "forecast"}, "exceeded"),
        ([400.0], {"comparator": "at-most"}, "missed"),
    ],
)  # fmt: skip
def test_status_of_a_due_number(values: list[float], cells: dict[str, Any], status: str) -> None:
    rows = [number(f"o{n}", v, f"house-{n}") for n, v in enumerate(values)]
    assert rating(target(**cells), observations=rows).status == status


def test_rivals_are_one_for_each_claimant_that_can_judge() -> None:
    observed = [
        number("old", 90.0, as_of="2026-01"),
        number("new", 120.0),
        number("plan", 100.0, "house", basis="target"),
        number("wrong", 5.0, "other", rank="deprecated"),
        number("its-word", 130.0, "ft"),  # the claimant on its own claim
        number("half", 60.0, "third", period="2025-H1"),
        number("other-scope", 10.0, "fourth", definition_id="d2"),
        number("before", 90.0, "fifth", as_of="2025-02"),  # older than the claim
        number("early", 90.0, "seventh", as_of="2025-12"),  # before the year was over: a forecast
        number("unknown", 90.0, "sixth", as_of="2026-12", recorded_on=date(2026, 12, 1)),
    ]
    case = Case(target(), (), tuple(observed), "flow", TODAY)
    assert [o["observation_id"] for o in judging_observations(case)] == ["new"]
    books = number("books", 101.0, "ft", basis="official", accounts=True)
    case = Case(target(), (), (*observed, books), "flow", TODAY)
    assert [o["observation_id"] for o in judging_observations(case)] == ["books"]  # beside them no house counts


def test_a_stock_counts_at_the_deadline_or_once_it_was_reached() -> None:
    stocks = [
        number("too-little", 60.0, "a", period="2025-06-30"),  # before the deadline it proves nothing
        number("reached", 110.0, "b", period="2025-09-30"),
        number("after", 70.0, "c", period="2026-02-28", as_of="2026-03"),  # within a quarter
        number("much-later", 70.0, "d", period="2026-06-30", as_of="2026-07"),
    ]
    case = Case(target(), (), tuple(stocks), "stock", TODAY)
    assert [o["observation_id"] for o in judging_observations(case)] == ["after", "reached"]


def test_without_observations_pieces_decide() -> None:
    assert reached(rating(target(), [piece("x1", "missed", "measurement", "2026-02")])) == ("missed", "hard-evidence")
    assert rating(target(), [piece("x1", "partly", "statement", "2026-03")]).status == "partly-met"
    assert rating(target(), [piece("x1", "met", "statement", "2026-03")]).status == "likely-met"
    assert rating(target(), [piece("x1", "missed", "statement", "2026-03")]).status == "likely-missed"
    # nothing older than the claim, nothing from the future and nothing from before the year was over counts
    for on in ("2025-02", "2026-12", "2025-10"):
        assert rating(target(), [piece("x1", "met", "measurement", on)]).status == "not-checked"


def test_the_number_behind_a_piece_gives_the_attainment_only_if_it_is_of_the_same_kind() -> None:
    same = number("o9", 82.0, as_of="2026-03", rank="deprecated")
    other = number("o8", 15.0, metric_id="chip-production", definition_id="accelerators")
    for row, share in ((same, 0.82), (other, None)):
        x = piece("x1", "partly", "measurement", "2026-02", observation_id=row["observation_id"])
        assert rating(target(), [x], [row]).attainment == share


def test_what_is_replaced_is_overtaken_unless_evidence_decides() -> None:
    assert rating(target(deadline="2027", superseded_by="t2")).status == "overtaken"
    assert rating(target(superseded_by="t2")).status == "overtaken"
    assert rating(target(superseded_by="t2"), observations=[number("o1", 130.0)]).status == "met"


@pytest.mark.parametrize(
    ("latest", "trailing", "years", "value", "status"),
    [
        (50.0, 0.42, 2.0, 100.0, ("on-track", "pace")),  # √2 - 1 = 41.4 % is needed
        (50.0, 0.41, 2.0, 100.0, ("needs-acceleration", "pace")),
        (50.0, 0.20, 2.0, 100.0, ("off-track", "pace")),  # less than half of 41.4 %
        (50.0, -0.5, 2.0, 100.0, ("off-track", "wrong-way")),
    ],
)
def test_pace_of_an_open_number(
    latest: float, trailing: float, years: float, value: float, status: tuple[str, str]
) -> None:
    assert status_of_pace(latest, trailing, years, target(value=value)) == status


def test_a_ceiling_wants_decline() -> None:
    ceiling = target(value=8.0, comparator="at-most")
    assert status_of_pace(32.0, growth(64.0, 32.0, 1.0), 2.0, ceiling)[0] == "on-track"  # halves, must halve twice
    assert status_of_pace(32.0, -0.2, 2.0, ceiling)[0] == "off-track"
    assert status_of_pace(32.0, 0.2, 2.0, ceiling) == ("off-track", "wrong-way")


def test_the_course_takes_two_years_back_before_one_and_no_news_is_no_course() -> None:
    series = [
        number(f"o{year}", value, period=str(year), as_of=f"{year + 1}-02")
        for year, value in ((2023, 16.0), (2024, 20.0), (2025, 36.0))
    ]
    series.append(number("o2026-h1", 99.0, period="2026-H1", as_of="2026-08"))
    open_target = target(deadline="2027", evidence_until="2028-06")
    found = course(Case(open_target, (), tuple(series), "flow", TODAY))
    assert found and found.earlier
    assert (found.latest["observation_id"], found.earlier["observation_id"]) == ("o2025", "o2023")
    # √(36/16) - 1 = 50 % a year; √(100/36) - 1 = 66.7 % are needed: ratio 0.75
    result = rating(open_target, observations=series)
    assert reached(result) == ("needs-acceleration", "pace")
    assert result.attainment == pytest.approx(0.36)
    # the same series says nothing of a claim that was made later, or whose baseline is its last value
    for cells in ({"said_on": "2026-03"}, {"baseline_period": "2025", "baseline_value": 36.0}):
        assert reached(rating(dict(open_target) | cells, observations=series)) == ("open", "nothing-since")


def test_an_open_number_by_the_model_by_pace_and_by_signs() -> None:
    share = target(metric_id="chip-value-share", deadline="2027", evidence_until="2028-06", value=70.0, unit="%")
    estimate = {"year": 2027, "tier": "all", "definition_id": "d1", "metric": "value", "ratio": "sales",
                "p05": 0.30, "p25": 0.40, "p50": 0.50, "p75": 0.60, "p95": 0.80}  # fmt: skip
    case = Case(share, (), (), "ratio", TODAY)
    assert reached(rate(case, [estimate])) == ("off-track", "model-below")
    # of a forecast of “about” 40 %, 36 to 44 %, the model expects more
    about = Case(dict(share) | {"value": 40.0, "comparator": "about", "speech_act": "forecast"}, (), (), "ratio", TODAY)
    assert reached(rate(about, [estimate])) == ("off-track", "model-above")
    promise = Case(dict(about.target) | {"speech_act": "promise"}, (), (), "ratio", TODAY)
    assert reached(rate(promise, [estimate])) == ("on-track", "model")
    # a statement that points the other way leaves it open
    against = piece("x1", "met", "statement", "2026-05")
    assert reached(rate(Case(share, (against,), (), "ratio", TODAY), [estimate])) == ("open", "signs-disagree")
    assert reached(rating(share, [against])) == ("on-track", "signs")


@pytest.mark.parametrize(
    ("pieces", "cells", "status"),
    [
        ([("met", "commercial-volume", "2026-03", True)], {}, "met"),
        ([("met", "commercial-volume", "2026-04", True)], {}, "late"),
        ([("met", "commercial-volume", "2026", True)], {}, "not-checked"),  # a year does not tell whether in time
        ([("met", "statement", "2026-03", True)], {}, "likely-met"),
        ([("met", "commercial-volume", "2026-03", False)], {}, "likely-met"),  # only the claimant says so
        ([(None, "sample", "2026-03", True)], {}, "not-checked"),  # samples are not volume
        ([("missed", "statement", "2026-02", True)], {}, "not-checked"),  # said before it was due: a forecast
        ([("missed", "statement", "2026-02", True)], {"deadline": "2027", "evidence_until": "2027-06"}, "off-track"),
        ([("missed", "statement", "2026-05", True)], {}, "likely-missed"),
        ([("missed", "statement", "2026-05", True), ("met", "measurement", "2026-07", True)], {}, "late"),
        ([("missed", "admission", "2025-09", False)], {}, "missed"),
        ([("missed", "admission", "2025-09", False)], {"deadline": "2027", "evidence_until": "2027-06"}, "missed"),
        ([], {}, "not-checked"),
        ([], {"evidence_until": "2026-12"}, "awaiting-evidence"),
        ([], {"unmeasurable_reason": "Nobody counts it."}, "unverifiable"),
        ([], {"unmeasurable_reason": "Nobody counts it.", "deadline": "2027"}, "unverifiable"),
        ([], {"deadline": "2027"}, "open"),
        ([("met", "measurement", "2026-05", True)], {"deadline": "2027"}, "met"),  # before it is due
    ],
)
def test_events(pieces: list[tuple[str, str, str, bool]], cells: dict[str, Any], status: str) -> None:
    rows = [piece(f"x{n}", c, e, on, f"house-{n}", own) for n, (c, e, on, own) in enumerate(pieces)]
    found = rating(event(**cells), rows)
    assert found.status == status
    assert {o["outcome_id"] for o in (*found.deciding, *found.rest)} == {o["outcome_id"] for o in rows}


def test_specifications() -> None:
    assert reached(rating(specification(), observations=[measured("o1", 126.0)])) == ("met", "fields")  # 98.4 %
    partly = rating(
        specification(), observations=[measured("o1", 112.0), measured("o2", 128.0, definition_id="planned")]
    )
    assert (partly.status, partly.attainment) == ("partly-met", 0.875)
    assert rating(specification(), observations=[measured("o1", 64.0)]).status == "missed"
    # one of two preferred fields falls short: not all are met
    pair = [measured("card", 112.0, rank="preferred", as_of="2026-01"), measured("chip", 128.0, rank="preferred")]
    assert rating(specification(), observations=pair).status == "partly-met"
    assert rating(specification(), [piece("x1", "partly", "measurement", "2026-03")]).status == "partly-met"
    assert rating(specification()).status == "not-checked"


@pytest.mark.parametrize("act", ["description", "reaction"])
@pytest.mark.parametrize(
    ("condition", "status"), [("met", "borne-out"), ("partly", "mixed"), ("missed", "not-borne-out")]
)
def test_what_is_told_is_borne_out_or_not(act: str, condition: str, status: str) -> None:
    told = event(claim_type="statement", speech_act=act, deadline=None, evidence_until=None)
    assert rating(told, [piece("x1", condition, "statement", "2025-02")]).status == status
    both = [piece("x1", condition, "statement", "2025-02"), piece("x2", "met", "statement", "2025-02", "b"),
            piece("x3", "missed", "statement", "2025-02", "c")]  # fmt: skip
    assert rating(told, both[1:]).status == "mixed"
    assert rating(told).status == "not-checked"
    assert rating(dict(told) | {"unmeasurable_reason": "A judgement."}).status == "unverifiable"
