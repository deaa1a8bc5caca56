"""Sixteen faults that readers found in the first rubric, one test each: the case as it was, and what is fair."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from checks.derived import check_verdicts
from model.evidence import Case
from model.rating import rate
from model.rubric import Row
from model.verdict_rows import TABLES_READ, cases, rate_all, rating_day
from schemas.cells import TextTable, read_tables
from schemas.package import read_package
from schemas.typed_rows import typed_rows
from verdict_support import TODAY, event, number, piece, rating, row, target

STATEMENT = {"claim_type": "statement", "aspect_id": "specification", "deadline": None, "evidence_until": None}
SHARE: dict[str, Any] = {"metric_id": "chip-value-share", "unit": "%", "deadline": "2027", "evidence_until": "2028-06"}


@pytest.fixture(scope="module")
def real() -> dict[str, list[Row]]:
    texts = read_tables(read_package())
    return {name: list(typed_rows(texts[name])) for name in TABLES_READ}


@pytest.fixture(scope="module")
def rated(real: dict[str, list[Row]]) -> dict[str, Row]:
    return {r["target_id"]: r for r in rate_all(real, date(2026, 11, 30))}


def test_01_the_vaguest_date_does_not_win() -> None:
    """Evidence weighs the same whether its date is a day or a year; the order of dates decides nothing."""
    for on in ("2026", "2026-04-24"):
        rows = [piece("x1", "met", "commercial-volume", on, "huawei", independent=True),
                piece("x2", None, "statement", "2026-09", "hygon")]  # fmt: skip
        assert rating(event(**STATEMENT), rows).status == "met"


def test_02_output_does_not_judge_capacity(rated: dict[str, Row]) -> None:
    """Two houses' capacities on two sides are contested; a count of output has no say."""
    claim = target(metric_id="wafer-capacity", aspect_id="capacity", definition_id=None, value=50_000.0)
    nikkei = piece("x1", None, "measurement", "2026-02", "nikkei", aspect_id="output")
    high = piece("x2", "partly", "statement", "2025-09", "semianalysis", aspect_id="capacity")
    low = piece("x3", "missed", "statement", "2025-10", "morgan-stanley", aspect_id="capacity")
    found = rating(claim, [nikkei, high, low], kind="stock")
    assert (found.status, {o["outcome_id"] for o in found.deciding}) == ("contested", {"x2", "x3"})
    assert rated["csis-2025-smic-50k-7nm-by-end-2025"]["status"] == "contested"


def test_03_direction_comes_before_pace() -> None:
    """A share that is to fall to 8 %: that it falls is no failure, that it rises is."""
    falls = target(**SHARE | {"comparator": "about", "value": 8.0, "speech_act": "forecast"})
    series = [number("o1", 66.0, metric_id="chip-value-share", unit="%", period="2024", as_of="2025-02"),
              number("o2", 60.0, metric_id="chip-value-share", unit="%", period="2025", as_of="2026-02")]  # fmt: skip
    against = piece("x1", "met", "statement", "2026-05", "nvidia-ceo")
    assert rating(falls, [against], series, "ratio").reason == "signs-disagree"
    up = [series[1] | {"period": "2024", "as_of": "2025-02"}, series[0] | {"period": "2025", "as_of": "2026-02"}]
    assert rating(falls, observations=up, kind="ratio").reason == "wrong-way"


def test_04_pace_is_not_read_from_before_the_claim() -> None:
    series = [number(f"o{y}", v, period=str(y), as_of=f"{y + 1}-02") for y, v in ((2023, 20.0), (2024, 40.0))]
    claim = target(**{"deadline": "2030", "evidence_until": "2031-06", "said_on": "2026-04"})
    assert rating(claim, observations=series).status == "open"
    base = dict(claim) | {"said_on": "2024-06", "baseline_period": "2024", "baseline_value": 40.0}
    assert rating(base, observations=series).status == "open"


def test_05_about_has_three_answers() -> None:
    """55 % claimed as a forecast, far more expected: off because it is overshot, and the chances say so."""
    estimate = {"year": 2027, "tier": "all", "definition_id": "d1", "metric": "value", "ratio": "sales",
                "p05": 0.65, "p25": 0.72, "p50": 0.78, "p75": 0.83, "p95": 0.90}  # fmt: skip
    claim = target(**SHARE | {"comparator": "about", "value": 55.0, "speech_act": "forecast"})
    found = rate(Case(claim, (), (), "ratio", TODAY), [estimate])
    assert (found.status, found.reason) == ("off-track", "model-above")
    assert found.chances and found.chances.above > 0.9 and found.chances.within < 0.1


def test_06_descriptions_and_reactions_are_no_promises() -> None:
    told = event(**STATEMENT | {"speech_act": "description"})
    assert rating(told, [piece("x1", "met", "statement", "2025-02")]).status == "borne-out"
    # what happened half a year later names no condition of a reaction of that day
    reaction = event(**STATEMENT | {"speech_act": "reaction", "said_on": "2025-08-27"})
    rows = [piece("x1", "met", "measurement", "2025-08-22"), piece("x2", None, "measurement", "2026-02")]
    found = rating(reaction, rows)
    assert (found.status, [o["outcome_id"] for o in found.deciding]) == ("borne-out", ["x1"])
    # having looked and found nothing is no progress
    assert rating(told, [piece("x1", None, "absence", "2026-02")]).status == "not-checked"


def test_07_an_admission_needs_no_other_witness(rated: dict[str, Row]) -> None:
    dropped = piece("x1", "missed", "admission", "2025-09-18", "huawei", independent=False)
    for claim in (event(), event(**STATEMENT)):
        assert (rating(claim, [dropped]).status, rating(claim, [dropped]).reason) == ("missed", "admission")
    same = {rated[t]["status"] for t in rated if t.startswith(("digitimes-2025-ascend-920", "ft-2025-ascend-910d"))}
    assert same == {"missed"}


def test_08_what_is_soft_is_likely_on_both_sides(rated: dict[str, Row]) -> None:
    for condition, status in (("met", "likely-met"), ("missed", "likely-missed")):
        assert rating(target(), [piece("x1", condition, "statement", "2026-03")]).status == status
    assert rated["ft-2025-huawei-300k-910b-in-2025"]["status"] != "missed"


def test_09_evidence_about_something_else_decides_nothing(real: dict[str, list[Row]]) -> None:
    """In the data: no piece speaks to a condition unless it is about what its target is about."""
    about = {t["target_id"]: t["aspect_id"] for t in real["targets"]}
    assert [
        o["outcome_id"] for o in real["outcomes"] if o["condition"] and o["aspect_id"] != about[o["target_id"]]
    ] == []
    ceiling = event(aspect_id="capacity", deadline="2025", evidence_until="2026-06")
    shipped = piece("x1", None, "measurement", "2026-04", "idc", aspect_id="shipments")
    assert (rating(ceiling, [shipped]).status, rating(ceiling, [shipped]).reason) == ("not-checked", "beside-the-point")


def test_10_an_estimate_made_before_the_period_ended_is_a_forecast() -> None:
    assert rating(target(), observations=[number("o1", 300.0, as_of="2025-09")]).status == "not-checked"
    assert rating(target(), [piece("x1", "met", "measurement", "2025-09")]).status == "not-checked"
    assert rating(target(), observations=[number("o1", 300.0, as_of="2026-01")]).status == "met"


def test_11_unverifiable_hides_nothing() -> None:
    sides = [number("o1", 60.0, "a"), number("o2", 160.0, "b")]
    assert rating(target(), observations=sides).status == "contested"
    assert rating(target()).status == "not-checked"
    assert rating(target(evidence_until="2026-12")).status == "awaiting-evidence"
    assert rating(target(unmeasurable_reason="Nobody can count it.")).status == "unverifiable"


def test_12_no_cliff_on_new_years_day(real: dict[str, list[Row]]) -> None:
    """Rated two weeks after the end of 2026 from today's evidence: nothing turns missed or unverifiable."""
    bad = ("missed", "likely-missed", "unverifiable", "late", "not-borne-out")
    before = {r["target_id"]: r for r in rate_all(real, date(2026, 12, 31))}
    for r in rate_all(real, date(2027, 1, 15)):
        if r["status"] in bad:
            assert before[r["target_id"]]["status"] == r["status"], r["target_id"]


def test_13_the_headline_claim_has_a_probability(rated: dict[str, Row]) -> None:
    triple = rated["ft-2025-triple-ai-chip-output"]
    assert triple["probability"] is not None and triple["status"] not in ("open", "not-checked")
    assert triple["reason_id"].startswith("model")


def test_14_the_band_depends_on_the_basis() -> None:
    """94 of a claimed 100: audited it is not met, by one house's estimate it might be."""
    books = number("o1", 94.0, "maker", basis="official", accounts=True)
    found = rating(target(), observations=[books])
    assert found.chances and found.chances.within < 0.001
    assert found.status == "partly-met"
    house = rating(target(), observations=[number("o1", 94.0)])
    assert house.chances and house.chances.within > 0.25


def test_15_newer_evidence_is_rated_or_found(real: dict[str, list[Row]]) -> None:
    """A piece of January is rated as of January, and the check names the command that does it."""
    package = read_package()
    texts = dict(read_tables(package))
    last = max(r["rated_on"] for r in real["verdicts"])
    newer = str(last + timedelta(days=40))
    new = dict(real["outcomes"][0]) | {"outcome_id": "out-newest", "happened_on": newer}
    assert rating_day({**real, "outcomes": [*real["outcomes"], new]}) == last + timedelta(days=40)
    old = texts["outcomes"]
    columns = {c: [*cells, newer if c == "happened_on" else "out-newest" if c == "outcome_id" else cells[0]]
               for c, cells in old.columns.items()}  # fmt: skip
    texts["outcomes"] = TextTable(**{**old.__dict__, "columns": columns})
    (finding,) = check_verdicts(package, texts, typed_rows(texts["estimates"]))
    assert newer in finding.message and "make verdicts" in finding.fix


def test_16_each_word_is_defined_once_and_each_rating_says_why(
    real: dict[str, list[Row]], rated: dict[str, Row]
) -> None:
    texts = read_tables(read_package())
    statuses = {r["status_id"]: r["description"] for r in typed_rows(texts["statuses"])}
    reasons = {r["reason_id"]: r["sentence"] for r in typed_rows(texts["reasons"])}
    for r in rated.values():
        assert statuses[r["status"]] and reasons[r["reason_id"]]
    due = {c.target["target_id"] for c in cases(real, date(2026, 11, 30)) if c.due}
    assert {rated[t]["status"] for t in due}.isdisjoint({"not-rated", "open", "on-track", "off-track"})


def test_every_target_says_what_would_settle_it() -> None:
    texts = read_tables(read_package())
    written = {(r["target_id"], r["result"]) for r in typed_rows(texts["conditions"])}
    for row_of in typed_rows(texts["targets"]):
        key = row_of["target_id"]
        assert {(key, "met"), (key, "missed")} <= written, key


def test_attainment_mixes_no_bases() -> None:
    behind = number("o1", 15.0, metric_id="buyer-domestic-share", unit="%")
    claim = target(**SHARE | {"deadline": "2025", "evidence_until": "2026-06", "value": 80.0})
    found = rating(claim, [piece("x1", "missed", "measurement", "2026-02", observation_id="o1")], [behind])
    assert found.attainment is None


def test_the_support_rows_are_rows_of_the_tables(tmp_path: Path) -> None:
    assert set(row("targets")) >= {"speech_act", "aspect_id", "evidence_until"}
