"""Laws of ratings, tried on many invented cases: order is nothing, and nothing that speaks for a claim counts against
it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from model.evidence import Case
from model.pieces import CONDITIONS, weighed
from model.rating import Rating, rate
from model.rubric import Row
from verdict_support import TODAY, event, number, piece, target

GOOD = ("met", "likely-met", "exceeded", "partly-met", "on-track", "borne-out")
BAD = ("missed", "likely-missed", "late", "off-track", "not-borne-out")
HOUSES, DAYS = ("a", "b", "c"), ("2025-08", "2026-02", "2026-03-31", "2026", "2026-05", "2026-09-01")
EVIDENCE = ("commercial-volume", "measurement", "statement", "absence", "admission", "sample")

pieces = st.lists(
    st.tuples(st.sampled_from((*CONDITIONS, None)), st.sampled_from(EVIDENCE), st.sampled_from(DAYS),
              st.sampled_from(HOUSES), st.booleans()),
    max_size=6,
)  # fmt: skip
figures = st.lists(
    st.tuples(st.sampled_from((40.0, 80.0, 99.0, 120.0, 300.0)), st.sampled_from(HOUSES),
              st.sampled_from(("2025", "2024", "2025-H1")), st.sampled_from(("2026-02", "2025-03", "2026-06-30")),
              st.sampled_from(("official", "reported", "estimated", "target"))),
    max_size=5,
)  # fmt: skip
claims = st.builds(
    lambda kind, cells: (event if kind == "event" else target)(**cells),
    st.sampled_from(("event", "numeric")),
    st.fixed_dictionaries(
        {"deadline": st.sampled_from(("2025", "2026-Q1", "2027")),
         "evidence_until": st.sampled_from(("2026-06", "2027-12"))},
    ),
)  # fmt: skip


def outcomes_of(found: list[tuple[Any, ...]]) -> list[Row]:
    return [piece(f"x{n}", c, e, on, house, independent) for n, (c, e, on, house, independent) in enumerate(found)]


def observations_of(found: list[tuple[Any, ...]]) -> list[Row]:
    return [
        number(f"o{n}", value, house, period=period, as_of=spoken, basis=basis)
        for n, (value, house, period, spoken, basis) in enumerate(found)
    ]


def plain(found: Rating) -> tuple[object, ...]:
    keys = [r.get("outcome_id") or r["observation_id"] for r in (*found.deciding, *found.rest)]
    return found.status, found.reason, found.chances, found.attainment, keys


@settings(max_examples=80, deadline=None)
@given(of=claims, spoken=pieces, seen=figures, data=st.data())
def test_the_order_of_rows_changes_nothing(of: Row, spoken: list, seen: list, data: st.DataObject) -> None:
    outcomes, observations = outcomes_of(spoken), observations_of(seen)
    shuffled = data.draw(st.permutations(outcomes)), data.draw(st.permutations(observations))
    found = [rate(Case(of, tuple(o), tuple(n), "flow", TODAY)) for o, n in ((outcomes, observations), shuffled)]
    assert plain(found[0]) == plain(found[1])


@settings(max_examples=150, deadline=None)
@given(spoken=pieces, more=st.sampled_from(EVIDENCE), house=st.sampled_from((*HOUSES, "d")), independent=st.booleans())
def test_more_of_the_same_weighs_at_least_as_much(spoken: list, more: str, house: str, independent: bool) -> None:
    rows = outcomes_of(spoken)
    before = weighed(rows)
    if before.condition:
        after = weighed([*rows, piece("x9", before.condition, more, "2026-02", house, independent)])
        assert after.condition == before.condition and after.firm >= before.firm


def side(found: Rating) -> int:
    return (found.status in GOOD) - (found.status in BAD)


@settings(max_examples=150, deadline=None)
@given(of=claims, spoken=pieces, day=st.sampled_from(DAYS), evidence=st.sampled_from(EVIDENCE[:3]))
def test_a_piece_for_a_claim_never_turns_it_bad_and_one_against_it_never_good(
    of: Row, spoken: list, day: str, evidence: str
) -> None:
    rows = outcomes_of(spoken)
    before = rate(Case(of, tuple(rows), (), "flow", TODAY))
    for condition, way in (("met", 1), ("missed", -1)):
        more = piece("x9", condition, evidence, day, "d")
        after = rate(Case(of, (*rows, more), (), "flow", TODAY))
        assert side(after) * way >= min(side(before) * way, 0) or after.status == "late", (condition, plain(after))
