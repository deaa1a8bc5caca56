"""Ratings computed by hand from a few invented rows."""

from collections.abc import Iterable
from dataclasses import fields as dataclass_fields
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from model.evidence import Case, course, judging_observations
from model.rating import TABLES_READ, Rating, extend_history, house, rate, rate_all
from model.rubric import (
    Row,
    Rubric,
    attainment,
    estimate_for,
    estimated_probability,
    growth,
    probability_at_most,
    probability_met,
    status_of_pace,
    status_of_values,
)
from schemas.cells import read_tables
from schemas.package import ROOT, read_package
from schemas.typed_rows import typed_rows
from scripts.verdicts import main

TODAY = date(2026, 11, 23)
NAMES = {t.name: [f.name for f in t.fields] for t in read_package().tables}


def row(table: str, **cells: Any) -> Row:
    assert cells.keys() <= set(NAMES[table])
    return {name: None for name in NAMES[table]} | cells


def target(**cells: Any) -> Row:
    """Return a due numeric claim: at least 100 in 2025, of China."""
    basic = {
        "target_id": "t1", "claimant_id": "ft", "claim_type": "numeric", "metric_id": "chip-shipments",
        "region_id": "cn", "definition_id": "d1", "comparator": "at-least", "value": 100.0, "unit": "units",
        "deadline": "2025", "said_on": "2025-03-01", "source_id": "s0",
    }  # fmt: skip
    return row("targets", **basic | cells)


def number(key: str, value: float | None, claimant: str = "idc", **cells: Any) -> Row:
    basic = {
        "observation_id": key, "metric_id": "chip-shipments", "region_id": "cn", "definition_id": "d1",
        "period": "2025", "value": value, "unit": "units", "basis": "estimated", "rank": "normal",
        "claimant_id": claimant, "source_id": "s1", "as_of": "2026-02", "recorded_on": TODAY,
    }  # fmt: skip
    found = row("observations", **basic | cells)
    return found | {"observed": found["basis"] in ("official", "reported", "estimated")}


def outcome(key: str, finding: str, evidence: str, on: str, independent: bool = True, **cells: Any) -> Row:
    found = {"outcome_id": key, "target_id": "t1", "finding": finding, "evidence": evidence, "happened_on": on}
    return row("outcomes", **found | {"independent": independent} | cells)


def rating(
    of: Row, outcomes: Iterable[Row] = (), observations: Iterable[Row] = (), kind: str = "flow", today: date = TODAY
) -> Rating:
    return rate(Case(of, tuple(outcomes), tuple(observations), kind, today))


def test_every_constant_has_a_day_and_a_reason() -> None:
    for f in dataclass_fields(Rubric):
        assert date.fromisoformat(f.metadata["date"]) and f.metadata["reason"], f.name


def test_the_distribution_hits_low_value_and_high() -> None:
    wide = number("o1", 100.0, value_low=50.0, value_high=200.0, interval="p90")
    assert [round(probability_at_most(wide, x), 6) for x in (50, 100, 200)] == [0.05, 0.5, 0.95]
    # half way in logarithms: score 1.6449 / 2 = 0.8224, of which the normal has 0.7946
    assert probability_at_most(wide, 100 * sqrt(2)) == pytest.approx(0.7946, abs=1e-4)
    # a range without stated coverage is read as 98 %, its middle as the value; below zero the normal is used
    loss = number("o2", None, value_low=-20.0, value_high=20.0, interval="range")
    assert [round(probability_at_most(loss, x), 6) for x in (-20, 0, 20)] == [0.01, 0.5, 0.99]
    # a bare figure gets 10 % on either side as its 90 % interval
    assert [round(probability_at_most(number("o3", 100.0), x), 6) for x in (90, 100, 110)] == [0.05, 0.5, 0.95]


def test_chance_by_comparator() -> None:
    value = number("o1", 100.0)
    assert probability_met(value, target(value=90.0)) == pytest.approx(0.95)
    assert probability_met(value, target(value=90.0, comparator="at-most")) == pytest.approx(0.05)
    assert probability_met(value, target(value=100.0, comparator="about")) == pytest.approx(0.90)  # within 90 and 110


def test_attainment_from_the_baseline_else_of_the_value() -> None:
    assert attainment(16.0, target(value=40.0, baseline_value=10.0)) == pytest.approx(0.2)
    assert attainment(80.0, target()) == pytest.approx(0.8)
    assert attainment(400.0, target(comparator="at-most")) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("values", "cells", "status"),
    [
        ([120.0], {}, "met"),
        ([105.0], {}, "likely-met"),  # score ln(100/105)/(ln(1/0.9)/1.6449) = -0.762: 0.777
        ([101.0], {}, "unverifiable"),  # 0.56 from a single source
        ([101.0, 102.0], {}, "partly-met"),  # about 0.6 from two
        ([80.0], {}, "partly-met"),  # certainly not met, but 80 % of it
        ([80.0], {"baseline_value": 50.0}, "missed"),  # 30 of a change of 50
        ([70.0], {}, "missed"),
        ([70.0, 140.0], {}, "partly-met"),  # 0.5, median 105
        ([70.0, 140.0], {"definition_id": None}, "unverifiable"),  # they may mean different things
        ([400.0], {"comparator": "about"}, "missed"),  # four times is no part of “about”
        ([120.0], {"comparator": "about"}, "unverifiable"),  # 0.09 for 90 to 110: in doubt from one source
        ([120.0, 125.0], {"comparator": "about"}, "partly-met"),
    ],
)  # fmt: skip
def test_status_of_a_due_number(values: list[float], cells: dict[str, Any], status: str) -> None:
    rows = [number(f"o{n}", v, f"house-{n}") for n, v in enumerate(values)]
    assert status_of_values(rows, target(**cells))[0] == status


def test_rivals_are_one_for_each_claimant_that_can_judge() -> None:
    observed = [
        number("old", 90.0, as_of="2026-01"),
        number("new", 120.0),
        number("plan", 100.0, "house", basis="target"),
        number("wrong", 5.0, "other", rank="deprecated"),
        number("own-word", 130.0, "ft"),  # the claimant on its own claim
        number("half", 60.0, "third", period="2025-H1"),
        number("other-scope", 10.0, "fourth", definition_id="d2"),
        number("before", 90.0, "fifth", as_of="2025-02"),  # older than the claim
        number("unknown", 90.0, "sixth", as_of="2026-12", recorded_on=date(2026, 12, 1)),
    ]
    case = Case(target(), (), tuple(observed), "flow", TODAY)
    assert [o["observation_id"] for o in judging_observations(case)] == ["new"]
    official = number("official", 101.0, "ft", basis="official")
    assert [o["observation_id"] for o in judging_observations(Case(target(), (), (official,), "flow", TODAY))] == [
        "official"
    ]
    found = rating(target(), observations=observed)
    assert (found.status, found.evidence_ids) == ("met", ["new"])


def test_a_stock_counts_in_the_year_before_the_deadline_and_what_an_outcome_names_first() -> None:
    stocks = [
        number("stale", 10.0, period="2024-12-31"),
        number("june", 50.0, period="2025-06-30"),
        number("december", 60.0, period="2025-12-31"),
        number("after", 70.0, period="2026-01-31"),
    ]
    assert [o["observation_id"] for o in judging_observations(Case(target(), (), tuple(stocks), "stock", TODAY))] == [
        "december"
    ]
    twins = [number("yearly", 36.0, as_of="2026-03", rank="preferred"), number("quarterly", 20.0)]
    named = outcome("x1", "met", "measurement", "2026-03", observation_id="quarterly")
    case = Case(target(), (named,), tuple(twins), "ratio", TODAY)
    assert [o["observation_id"] for o in judging_observations(case)] == ["quarterly"]


def test_without_observations_outcomes_decide() -> None:
    measured = outcome("x1", "missed", "measurement", "2026-02")
    said = outcome("x2", "partly", "statement", "2026-03")
    own = outcome("x3", "met", "statement", "2026-04", independent=False)
    assert rating(target(), [measured, said, own]).status == "missed"
    assert rating(target(), [said, own]).status == "partly-met"
    assert rating(target(), [own]).status == "unverifiable"
    assert rating(target(), [outcome("x4", "met", "statement", "2026-03")]).status == "likely-met"
    # the number behind it, though of another metric, gives the attainment and is evidence
    behind = number("o9", 82.0, metric_id="chip-production", definition_id="accelerators")
    found = rating(target(), [outcome("x5", "partly", "measurement", "2026", observation_id="o9")], [behind])
    assert (found.status, found.attainment, found.evidence_ids) == ("partly-met", 0.82, ["o9", "x5"])
    # nothing older than the claim and nothing from the future counts
    early, later = outcome("x6", "met", "measurement", "2025-02"), outcome("x7", "met", "measurement", "2026-12")
    assert rating(target(), [early, later]).status == "unverifiable"


def test_what_is_replaced_before_it_is_due_is_not_rated() -> None:
    assert rating(target(deadline="2027", superseded_by="t2"), [outcome("x", "met", "measurement", "2026")]) == Rating(
        "not-rated"
    )
    assert rating(target(superseded_by="t2"), observations=[number("o1", 120.0)]).status == "met"


@pytest.mark.parametrize(
    ("latest", "trailing", "years", "value", "status"),
    [
        (50.0, 0.42, 2.0, 100.0, "on-track"),  # √2 - 1 = 41.4 % is needed
        (50.0, 0.41, 2.0, 100.0, "needs-acceleration"),
        (50.0, 0.20, 2.0, 100.0, "off-track"),  # less than half of 41.4 %
        (120.0, -0.5, 2.0, 100.0, "on-track"),  # reached already
    ],
)
def test_pace_of_an_open_number(latest: float, trailing: float, years: float, value: float, status: str) -> None:
    assert status_of_pace(latest, trailing, years, target(value=value)) == status


def test_a_ceiling_wants_decline() -> None:
    ceiling = target(value=8.0, comparator="at-most")
    assert status_of_pace(32.0, growth(64.0, 32.0, 1.0), 2.0, ceiling) == "on-track"  # halves, must halve twice
    assert status_of_pace(32.0, -0.2, 2.0, ceiling) == "off-track"


def test_the_course_takes_two_years_back_before_one() -> None:
    series = [number(f"o{year}", value, period=str(year)) for year, value in ((2023, 16.0), (2024, 20.0), (2025, 36.0))]
    series.append(number("o2026-h1", 99.0, period="2026-H1"))
    open_target = target(deadline="2027")
    found = course(Case(open_target, (), tuple(series), "flow", TODAY))
    assert found and found.earlier
    assert (found.latest["observation_id"], found.earlier["observation_id"]) == ("o2025", "o2023")
    # √(36/16) - 1 = 50 % a year; √(100/36) - 1 = 66.7 % are needed: ratio 0.75
    result = rating(open_target, observations=series)
    assert (result.status, result.evidence_ids) == ("needs-acceleration", ["o2023", "o2025"])
    assert result.attainment == pytest.approx(0.36)
    # two years later the same series is no recent growth any more
    later = rating(target(deadline="2030"), observations=series, today=date(2028, 6, 1))
    assert later.status == "not-rated"


def test_an_open_number_without_growth_is_in_progress_if_anybody_looked() -> None:
    assert rating(target(deadline="2027")).status == "not-rated"
    assert rating(target(deadline="2027"), [outcome("x", "no-evidence", "absence", "2026")]).status == "in-progress"
    assert rating(target(deadline="2027"), observations=[number("o1", 40.0)]).status == "in-progress"


ESTIMATE = {
    "year": 2027, "tier": "all", "definition_id": "d1", "metric": "value", "ratio": "sales",
    "p05": 0.30, "p25": 0.40, "p50": 0.50, "p75": 0.60, "p95": 0.80,
}  # fmt: skip


def test_the_model_gives_the_probability_of_an_open_share() -> None:
    share = target(metric_id="chip-value-share", deadline="2027", value=70.0, unit="%")
    assert estimate_for(share, [ESTIMATE]) == ESTIMATE
    assert estimated_probability(ESTIMATE, share) == pytest.approx(0.15)  # half way from 0.75 to 0.95
    assert estimated_probability(ESTIMATE, share | {"value": 95.0}) == pytest.approx(0.05)  # beyond the quantiles
    about = share | {"value": 50.0, "comparator": "about"}
    assert estimated_probability(ESTIMATE, about) == pytest.approx(0.25)  # 45 to 55: 0.625 - 0.375
    assert estimate_for(share | {"firm_id": "huawei"}, [ESTIMATE]) is None
    assert estimate_for(share | {"deadline": "2028"}, [ESTIMATE]) is None
    case = Case(share, (), (), "ratio", TODAY)
    assert rate(case, [ESTIMATE]).probability == pytest.approx(0.15)


def event(**cells: Any) -> Row:
    empty = {"metric_id": None, "definition_id": None, "comparator": None, "value": None, "unit": None}
    return target(**{"claim_type": "event", "deadline": "2026-Q1", "said_on": "2024-01"} | empty | cells)


@pytest.mark.parametrize(
    ("outcomes", "cells", "status"),
    [
        ([("met", "commercial-volume", "2026-03", True)], {}, "met"),
        ([("met", "commercial-volume", "2026-04", True)], {}, "late"),
        ([("met", "statement", "2026-03", True)], {}, "likely-met"),
        ([("met", "commercial-volume", "2026-03", False)], {}, "likely-met"),  # only the claimant says so
        ([("progress", "sample", "2026-03", True)], {}, "late"),  # samples are not volume; 237 days over
        ([("progress", "sample", "2026-03", True)], {"deadline": "2026-H1"}, "in-progress"),  # within two quarters
        ([("late", "absence", "2026-05", True)], {"deadline": "2026-H1"}, "late"),
        ([("progress", "sample", "2024-10", True)], {}, "stalled"),  # 753 days of silence
        ([("progress", "sample", "2022-10", True)], {"said_on": "2022-01"}, "abandoned"),  # 1,484 days
        ([("no-evidence", "absence", "2026-06", True)], {}, "stalled"),  # said on 1 January 2024, silence since
        ([("no-evidence", "absence", "2026-06", True)], {"said_on": "2025-06"}, "unverifiable"),
        ([("progress", "plan", "2025-03", True), ("withdrawn", "absence", "2025-09", False)], {}, "missed"),
        ([], {}, "unverifiable"),  # nothing on record here proves no standstill
        ([], {"deadline": "2027"}, "not-rated"),
        ([("no-evidence", "absence", "2026-06", True)], {"deadline": "2027"}, "in-progress"),
        ([("met", "measurement", "2026-05", True)], {"deadline": "2027"}, "met"),  # before it is due
    ],
)
def test_events(outcomes: list[tuple[str, str, str, bool]], cells: dict[str, Any], status: str) -> None:
    rows = [outcome(f"x{n}", *o) for n, o in enumerate(outcomes)]
    found = rating(event(**cells), rows)
    assert found.status == status
    assert found.evidence_ids == [o["outcome_id"] for o in rows]


def specification(**cells: Any) -> Row:
    basic = {"claim_type": "specification", "metric_id": "memory-capacity", "chip_id": "c1", "region_id": None,
             "definition_id": "shipped", "value": 128.0, "unit": "GB", "deadline": "2026-Q1"}  # fmt: skip
    return target(**basic | cells)


def measured(key: str, value: float, **cells: Any) -> Row:
    basic = {"metric_id": "memory-capacity", "chip_id": "c1", "region_id": None, "definition_id": "shipped",
             "period": None, "unit": "GB"}  # fmt: skip
    return number(key, value, **basic | cells)


def test_specifications() -> None:
    assert rating(specification(), observations=[measured("o1", 126.0)]).status == "met"  # 98.4 %
    partly = rating(
        specification(), observations=[measured("o1", 112.0), measured("o2", 128.0, definition_id="planned")]
    )
    assert (partly.status, partly.attainment, partly.evidence_ids) == ("partly-met", 0.875, ["o1"])
    assert rating(specification(), observations=[measured("o1", 64.0)]).status == "missed"
    # one of two preferred fields falls short: not all are met
    pair = [measured("card", 112.0, rank="preferred", as_of="2026-01"), measured("chip", 128.0, rank="preferred")]
    assert rating(specification(), observations=pair).status == "partly-met"
    assert rating(specification(), [outcome("x1", "partly", "measurement", "2026-03")]).status == "partly-met"
    assert rating(specification()).status == "unverifiable"
    early = rating(
        specification(deadline="2026-Q4"),
        [outcome("x1", "progress", "statement", "2026", observation_id="o1")],
        [measured("o1", 64.0)],
    )
    assert (early.status, early.attainment) == ("in-progress", 0.5)


@pytest.mark.parametrize(
    ("finding", "status"),
    [
        ("met", "likely-met"), ("partly", "partly-met"), ("progress", "in-progress"), ("late", "late"),
        ("missed", "missed"), ("no-evidence", "unverifiable"),
    ],
)  # fmt: skip
def test_statements_follow_the_latest_independent_outcome(finding: str, status: str) -> None:
    rows = [
        outcome("x1", "met", "measurement", "2025-09"),
        outcome("x2", finding, "statement", "2026-02"),
        outcome("x3", "met", "statement", "2026-05", independent=False),
    ]
    found = rating(event(claim_type="statement", deadline=None), rows)
    assert (found.status, found.evidence_ids) == (status, ["x2"])
    assert rating(event(claim_type="statement"), rows[2:]).status == "unverifiable"


@pytest.mark.parametrize(
    ("finding", "status"), [("met", "on-track"), ("progress", "in-progress"), ("missed", "off-track")]
)
def test_before_its_deadline_a_statement_is_only_on_or_off_track(finding: str, status: str) -> None:
    of = event(claim_type="statement", deadline="2030")
    assert rating(of, [outcome("x1", finding, "statement", "2026-02")]).status == status
    assert rating(of).status == "not-rated"


def tables(**more: list[Row]) -> dict[str, list[Row]]:
    return {
        "targets": [target()], "outcomes": [], "observations": [number("o1", 120.0)], "estimates": [],
        "metrics": [{"metric_id": "chip-shipments", "kind": "flow"}], "verdicts": [],
        "bases": [{"basis_id": "estimated", "observed": True}, {"basis_id": "official", "observed": True}],
        "actors": [
            {"actor_id": "ft", "speaks_for_id": None}, {"actor_id": "idc", "speaks_for_id": None},
            {"actor_id": "editor", "speaks_for_id": "ft"},
        ],
    } | more  # fmt: skip


def test_the_history_grows_only_by_changes_and_says_why() -> None:
    first = extend_history([], rate_all(tables(), TODAY))
    assert [(r["status"], r["change"], r["probability"]) for r in first] == [("met", "first", 0.998)]
    later = date(2027, 1, 5)
    assert extend_history(first, rate_all(tables(), later)) == first  # nothing changed, nothing added
    corrected = tables(observations=[number("o1", 80.0)])
    second = extend_history(first, rate_all(corrected, later))
    assert [(r["rated_on"], r["status"], r["change"]) for r in second] == [
        (TODAY, "met", "first"), (later, "partly-met", "data"),
    ]  # fmt: skip
    assert extend_history(first, rate_all(corrected, later), {"t1"})[1]["change"] == "error"
    old_rules = [{**first[0], "rule_version": "0"}]
    assert extend_history(old_rules, rate_all(corrected, later))[1]["change"] == "method"
    # a second change on the same day takes the place of the first, and may take it back
    missed = extend_history(second, rate_all(tables(observations=[number("o1", 10.0)]), later))
    assert [(r["status"], r["change"]) for r in missed] == [("met", "first"), ("missed", "data")]
    assert extend_history(second, rate_all(tables(), later)) == first


def test_a_person_is_no_judge_of_what_the_body_said_for_which_the_person_speaks() -> None:
    """An estimate of the claimant's own does not settle its claim, whoever of it says so."""
    for claimant, status in (("idc", "met"), ("ft", "unverifiable"), ("editor", "unverifiable")):
        (rated,) = rate_all(tables(observations=[number("o1", 120.0, claimant_id=claimant)]), TODAY)
        assert rated["status"] == status, claimant
    (rated,) = rate_all(
        tables(targets=[target(claimant_id="editor")], observations=[number("o1", 120.0, claimant_id="ft")]), TODAY
    )
    assert rated["status"] == "unverifiable"


def test_every_claim_of_the_founding_report_is_rated_on_evidence() -> None:
    texts = read_tables(read_package())
    found: dict[str, list[Any]] = {name: list(typed_rows(texts[name])) for name in TABLES_READ}
    founding = {t["target_id"] for t in found["targets"] if t["collection"] == "founding-report"}
    rows = [r for r in rate_all(found, read_package().day) if r["target_id"] in founding]
    assert len(rows) == len(founding) == 18
    for r in rows:
        assert r["status"] != "not-rated" and r["evidence_ids"], r["target_id"]


def test_command_writes_checks_and_refuses(tree_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ["--data", str(tree_copy), "--today", "2030-01-01"]
    file = tree_copy / "data" / "derived" / "verdicts.csv"
    file.write_text(file.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    assert main([*run, "--check"]) == 1
    assert "make regenerate writes them" in capsys.readouterr().err
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


@pytest.mark.parametrize(
    ("parts", "whose"), [(None, "ours"), (["a"], "bernstein"), (["a", "b"], "bernstein"), (["a", "c"], "ours")]
)
def test_a_derived_figure_counts_for_the_one_house_of_its_parts(parts: list[str] | None, whose: str) -> None:
    said_by = {"a": "bernstein", "b": "bernstein", "c": "idc", "d": "ours"}
    assert house({"observation_id": "d", "derived_from_ids": parts}, said_by) == whose
