"""Verdicts on targets, by rule: no judgement of the moment, the same rows give the same rating.

In: a `Case` and what the model estimates. Out: a `Rating`: a status, the reason for it, the pieces that decide. The
constants are in `model.rubric`, the choice of rows in `model.evidence`, weights in `model.pieces`, numbers in
`model.figures`. That a day passes never makes a target missed or unverifiable: only evidence does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

from model.evidence import (
    DESCRIPTIVE,
    YEAR,
    Case,
    counting_outcomes,
    course,
    fields,
    happened_outcomes,
    judging_observations,
)
from model.figures import (
    ROUND,
    Chances,
    attainment,
    chances_of,
    closeness,
    estimated_chances,
    estimated_quantiles,
    growth,
    mean_chances,
    target_range,
)
from model.pieces import SEEN, Finding, Sum, in_time, summed, too_late, weighed
from model.rubric import RUBRIC, Row
from schemas.periods import period_end
from schemas.vocabulary import central_value

# What a finding is called: of promises and forecasts, firmly and softly; of descriptions and reactions
CALLED = {
    ("met", True): "met", ("met", False): "likely-met", ("partly", True): "partly-met", ("partly", False): "partly-met",
    ("missed", True): "missed", ("missed", False): "likely-missed",
}  # fmt: skip
BORNE_OUT = {"met": "borne-out", "partly": "mixed", "missed": "not-borne-out"}
OPEN = {"met": "on-track", "partly": "open", "missed": "off-track"}


@dataclass(frozen=True)
class Rating:
    """What the rules say of one target: the rows that decide, and the rest of the evidence on record about it."""

    status: str
    reason: str
    deciding: tuple[Row, ...] = ()
    chances: Chances | None = None
    attainment: float | None = None
    rest: tuple[Row, ...] = ()


def rate(case: Case, estimates: Iterable[Row] = (), multiples: Iterable[Row] = ()) -> Rating:
    """Rate one target. `multiples` are rows of `growth`."""
    rating = _decided(case) or _undecided(case, estimates, multiples)
    decided = {id(r) for r in rating.deciding}
    return replace(rating, rest=tuple(o for o in happened_outcomes(case) if id(o) not in decided))


def _decided(case: Case) -> Rating | None:
    """Return what evidence settles, or divides, whatever the day."""
    if case.target["speech_act"] in DESCRIPTIVE:
        return _told(case)
    against = [o for o in counting_outcomes(case) if o["evidence"] == "admission"]
    if against and not _seen(case, "met").strong:
        return _by_pieces(Finding(_worst(against), True, summed(against, _worst(against)).pieces), "admission")
    match case.target["claim_type"]:
        case "numeric":
            return _number(case) if case.due else None
        case "specification":
            return _specification(case) or _happening(case)
    return _happening(case)


def _worst(outcomes: list[Row]) -> str:
    return "missed" if any(o["condition"] == "missed" for o in outcomes) else "partly"


def _told(case: Case) -> Rating | None:
    """Rate a description or reaction: borne out, or not, or mixed."""
    found = weighed(counting_outcomes(case))
    if found.divided:
        return Rating("mixed", "divided", found.pieces)
    return Rating(BORNE_OUT[found.condition], _evidence_reason(found), found.pieces) if found.condition else None


def _evidence_reason(found: Finding) -> str:
    return "hard-evidence" if found.firm else "soft-evidence"


def _by_pieces(found: Finding, reason: str | None = None) -> Rating | None:
    if found.divided:
        return Rating("contested", "divided", found.pieces)
    if found.condition is None:
        return None
    return Rating(CALLED[found.condition, found.firm], reason or _evidence_reason(found), found.pieces)


def _timely(case: Case) -> list[Row]:
    """Return the pieces that can tell how it stood at the deadline: that it was met by then, or said afterwards. What
    was said before it, of what would not be, is a forecast; a date that does not tell which decides nothing."""
    rows = counting_outcomes(case)
    if not case.target["deadline"]:
        return rows
    event = case.target["claim_type"] == "event"  # of which the day on which it happened counts
    good = [o for o in rows if o["condition"] != "missed" and (in_time(o, case.due_on) or not event)]
    return good + [o for o in rows if o["condition"] == "missed" and too_late(o, case.due_on)]


def _seen(case: Case, condition: str) -> Sum:
    return summed(_timely(case), condition)


def _happening(case: Case) -> Rating | None:
    """Rate an event, or a statement that pieces settle: as they weigh; late if it came after its deadline."""
    event = case.target["claim_type"] == "event"
    late = summed((o for o in counting_outcomes(case) if event and too_late(o, case.due_on)), "met")
    found = weighed(_timely(case))
    if late.points and (found.condition in (None, "missed")) and not found.divided:
        return Rating("late", "came-late", late.pieces)
    if found.condition == "partly" and case.target["deadline"] and not case.due:
        return None  # it may still be met in full
    return _by_pieces(found)


def _number(case: Case) -> Rating | None:
    """Rate a due number by observations of the deadline's period; without any, by pieces."""
    values = judging_observations(case)
    return _by_figures(values, case) if values else _measured_by_pieces(case)


def _measured_by_pieces(case: Case) -> Rating | None:
    """Rate by pieces that were said after the deadline; of a size that is to be reached also by what was seen earlier.
    Of a flow nothing said before the deadline counts, as it was not over."""

    def counts(o: Row) -> bool:
        early = case.kind != "flow" and o["condition"] != "missed" and o["evidence"] in SEEN
        return early or too_late(o, case.due_on)

    rating = _by_pieces(weighed(o for o in counting_outcomes(case) if counts(o)))
    return replace(rating, attainment=_behind(rating.deciding, case)) if rating else None


def _behind(pieces: tuple[Row, ...], case: Case) -> float | None:
    """Return attainment by the numbers behind pieces that are of the target's own metric and definition."""
    same = {
        o["observation_id"]: central_value(o) for o in case.observations
        if all(o[c] == case.target[c] for c in ("metric_id", "definition_id", "unit"))
    }  # fmt: skip
    found = [same[o["observation_id"]] for o in pieces if o["observation_id"] in same]
    return attainment(median(found), case.target) if found else None


def _by_figures(values: list[Row], case: Case) -> Rating:
    """Rate by figures, one a house: as their mixture has it, unless houses stand on different sides."""
    target, by_house = case.target, [chances_of(o, case.target) for o in values]
    mixed, reached = mean_chances(by_house), attainment(median(central_value(o) for o in values), target)
    kept, p = [c.kept(target) for c in by_house], mixed.kept(target)
    reason = "accounts" if any(o["accounts"] for o in values) else "figures"
    if max(kept) >= RUBRIC.likely_met and min(kept) <= 1 - RUBRIC.likely_met:
        status, reason = "contested", "figures-disagree"
    elif target["comparator"] in ROUND and mixed.above >= RUBRIC.likely_met:
        status = "exceeded"
    elif p >= RUBRIC.likely_met or _likeliest(mixed, target):
        status = "met" if p >= RUBRIC.met else "likely-met"
    elif p > 1 - RUBRIC.likely_met:
        status, reason = "contested", "too-close"
    elif "partly" in case.conditions and closeness(reached, target) >= RUBRIC.partly_met:
        status = "partly-met"
    else:
        status = "missed" if p <= 1 - RUBRIC.met else "likely-missed"
    return Rating(status, reason, tuple(values), mixed, reached)


def _likeliest(chances: Chances, target: Row) -> bool:
    """Tell whether “about” is clearly likelier than less and than more: of three answers none need have two thirds."""
    most = RUBRIC.likeliest * max(chances.below, chances.above)
    return target["comparator"] in ROUND and chances.within >= max(most, 0.5)


def _specification(case: Case) -> Rating | None:
    """Rate delivered over promised, field by field, once there is something delivered."""
    rows = fields(case)
    if not rows:
        return None
    shares = [attainment(central_value(o), case.target) or 0.0 for o in rows]
    status = "partly-met" if shares[-1] >= RUBRIC.partly_met else "missed"
    if min(shares) >= RUBRIC.field_met:
        status = "met"
    return Rating(status, "fields", tuple(rows), attainment=shares[-1])


def _undecided(case: Case, estimates: Iterable[Row], multiples: Iterable[Row]) -> Rating:
    """Rate what no evidence settles: by where it is heading before its deadline, by what is awaited after it."""
    if case.target["superseded_by"]:
        return Rating("overtaken", "replaced")
    heading = _heading(case, estimates, multiples)
    if case.target["unmeasurable_reason"]:
        return Rating("unverifiable", "cannot-be-settled")
    if not case.due and not (case.target["speech_act"] in DESCRIPTIVE and not case.target["deadline"]):
        return heading
    if case.awaited:
        return replace(heading, status="awaiting-evidence", reason="awaited", deciding=())
    found = weighed(counting_outcomes(case))
    if found.divided:
        return Rating("contested", "divided", found.pieces)
    reason = "beside-the-point" if happened_outcomes(case) else "nothing-found"
    return replace(heading, status="not-checked", reason=reason, deciding=())


def _heading(case: Case, estimates: Iterable[Row], multiples: Iterable[Row]) -> Rating:
    """Return where an open target is heading: by the model, by pace, by pieces; open where these disagree or are
    silent."""
    signals = [s for s in (_by_model(case, estimates, multiples), _by_pace(case), _by_signs(case)) if s]
    first = signals[0] if signals else None
    reached = next((s.attainment for s in signals if s.attainment is not None), None)
    chances = first.chances if first else None
    if first is None:
        return Rating("open", "nothing-since", attainment=reached)
    ways = {s.status for s in signals}
    deciding = tuple({id(r): r for s in signals for r in s.deciding}.values())
    if {"on-track", "off-track"} <= ways:
        return Rating("open", "signs-disagree", deciding, chances, reached)
    return replace(first, deciding=deciding, attainment=reached)


def _by_model(case: Case, estimates: Iterable[Row], multiples: Iterable[Row]) -> Rating | None:
    """Rate an open number by the model's distribution: for a forecast of “about”, too much is off as well."""
    if case.target["claim_type"] != "numeric":
        return None
    quantiles = estimated_quantiles(case.target, estimates, multiples)
    if quantiles is None:
        return None
    found = estimated_chances(quantiles, case.target)
    p = found.kept(case.target)
    if p >= RUBRIC.likely_met:
        return Rating("on-track", "model", (), found)
    if p > 1 - RUBRIC.likely_met:
        return Rating("needs-acceleration", "model-even", (), found)
    return Rating("off-track", "model-above" if found.above > found.below else "model-below", (), found)


def _by_pace(case: Case) -> Rating | None:
    """Rate growth of late against growth needed, by values of the time since the claim was made."""
    path = course(case) if case.target["claim_type"] == "numeric" else None
    if path is None:
        return None
    value, target = central_value(path.latest), case.target
    reached = attainment(value, target)
    low, high = target_range(target)
    if low <= value <= high or (case.is_promise and target["comparator"] in ROUND and value > high):
        return Rating("on-track", "already-there", (path.latest,), attainment=reached)
    years_left = (case.due_on - period_end(path.latest["period"])).days / YEAR
    past = central_value(path.earlier) if path.earlier else 0.0
    if path.earlier is None or min(past, value, float(target["value"])) <= 0 or years_left <= 0:
        return Rating("open", "no-pace", (path.latest,), attainment=reached)
    status, reason = status_of_pace(value, growth(past, value, path.years), years_left, target)
    return Rating(status, reason, (path.latest, path.earlier), attainment=reached)


def status_of_pace(latest: float, trailing: float, years_left: float, target: Row) -> tuple[str, str]:
    """Return status and reason by pace. What moves the wrong way is off track; what moves the right way is judged by
    how much of the growth (or decline) that is needed it has."""
    needed = growth(latest, float(target["value"]), years_left)
    if trailing * needed <= 0:
        return "off-track", "wrong-way"
    ratio = trailing / needed
    if ratio >= RUBRIC.on_track:
        return "on-track", "pace"
    return ("needs-acceleration" if ratio >= RUBRIC.needs_acceleration else "off-track"), "pace"


def _by_signs(case: Case) -> Rating | None:
    """Rate an open target by pieces that speak to its conditions before it is due."""
    found = weighed(counting_outcomes(case))
    if found.divided:
        return Rating("open", "divided", found.pieces)
    return Rating(OPEN[found.condition], "signs", found.pieces) if found.condition else None
