"""Verdicts on targets, by rule: no judgement of the moment, the same rows give the same rating.

In: rows of `targets`, `outcomes`, `observations`, `metrics`, `estimates` and earlier `verdicts`, and a day. Out: rows
of `verdicts`. The constants are in `model.rubric`, the choice of rows in `model.evidence`. Reads and writes no files.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from model.evidence import YEAR, Case, counting_outcomes, course, fields, judging_observations, last_possible_day
from model.rubric import (
    DIGITS,
    RUBRIC,
    VERSION,
    Row,
    attainment,
    estimate_for,
    estimated_probability,
    growth,
    status_of_pace,
    status_of_values,
)
from schemas.periods import period_end
from schemas.vocabulary import central_value

# tables that a rating depends on
TABLES_READ = ("actors", "targets", "outcomes", "observations", "bases", "metrics", "estimates", "verdicts")
HARD_EVIDENCE = ("commercial-volume", "measurement")
STATUS_BY_VOLUME = {"met": "met", "partly": "partly-met", "missed": "missed", "withdrawn": "missed"}
STATUS_BY_STATEMENT = {
    "met": "likely-met", "partly": "partly-met", "progress": "in-progress", "late": "late", "missed": "missed",
    "withdrawn": "missed", "no-evidence": "unverifiable",
}  # fmt: skip
STATUS_WHILE_OPEN = {
    "met": "on-track", "partly": "in-progress", "progress": "in-progress", "late": "off-track", "missed": "off-track",
    "withdrawn": "off-track", "no-evidence": "in-progress",
}  # fmt: skip


@dataclass(frozen=True)
class Rating:
    """What the rules say of one target, and the rows that they used."""

    status: str
    evidence: tuple[Row, ...] = ()
    probability: float | None = None
    attainment: float | None = None

    @property
    def evidence_ids(self) -> list[str]:
        """Outcomes and observations, each once, in order."""
        ids = {str(r.get("outcome_id") or r["observation_id"]) for r in self.evidence}
        return sorted(ids | {str(r["observation_id"]) for r in self.evidence if r["observation_id"]})


def rate(case: Case, estimates: Iterable[Row] = ()) -> Rating:
    """Rate one target. What a later target replaced before it was due is not rated."""
    if case.target["superseded_by"] and not case.due:
        return Rating("not-rated")
    match case.target["claim_type"]:
        case "numeric" if case.due:
            return _due_number(case)
        case "numeric":
            return _with_estimate(_open_number(case), case, estimates)
        case "event":
            return _event(case)
        case "specification":
            return _specification(case)
    return _statement(case)


def _due_number(case: Case) -> Rating:
    """Rate by observations of the deadline's period; without any, by what outcomes found."""
    values = judging_observations(case)
    if not values:
        return _by_outcomes(case)
    status, p, reached = status_of_values(values, case.target)
    return Rating(status, tuple(values), p, reached)


def _by_outcomes(case: Case) -> Rating:
    """Return the latest independent finding that rests on volume or a measurement; else the latest softer one, of which
    a finding of met is worth no more than likely."""
    rows = [o for o in counting_outcomes(case) if o["finding"] in STATUS_BY_VOLUME]
    hard = [o for o in rows if o["independent"] and o["evidence"] in HARD_EVIDENCE]
    soft = [o for o in rows if o["independent"] or o["evidence"] in HARD_EVIDENCE]
    if hard:
        return Rating(STATUS_BY_VOLUME[hard[-1]["finding"]], (hard[-1],), attainment=_behind(hard[-1], case))
    if soft:
        return Rating(STATUS_BY_STATEMENT[soft[-1]["finding"]], (soft[-1],), attainment=_behind(soft[-1], case))
    return Rating("unverifiable", tuple(counting_outcomes(case)))


def _behind(outcome: Row, case: Case) -> float | None:
    """Return attainment by the number behind an outcome, if in the target's unit; of another metric, its note says
    why."""
    for o in case.observations:
        if o["observation_id"] == outcome["observation_id"] and o["unit"] == case.target["unit"]:
            return attainment(central_value(o), case.target)
    return None


def _open_number(case: Case) -> Rating:
    """Rate growth of late against growth needed; where there is no growth to see, only whether anything is on
    record."""
    path = course(case)
    if path is None:
        return _open(case)
    latest, value = path.latest, central_value(path.latest)
    base = case.target["baseline_period"]
    later = not base or period_end(latest["period"]) >= period_end(base)  # nothing of a change before it began
    reached = attainment(value, case.target) if later else None
    years_left = (case.due_on - period_end(latest["period"])).days / YEAR
    past = central_value(path.earlier) if path.earlier else 0.0
    if path.earlier is None or min(past, value, float(case.target["value"])) <= 0 or years_left <= 0:
        return Rating("in-progress", (latest, *counting_outcomes(case)), attainment=reached)
    status = status_of_pace(value, growth(past, value, path.years), years_left, case.target)
    return Rating(status, (latest, path.earlier), attainment=reached)


def _open(case: Case) -> Rating:
    """Rate what is neither due nor measurable yet: in progress if anybody has looked, else not rated."""
    outcomes = tuple(counting_outcomes(case))
    return Rating("in-progress" if outcomes else "not-rated", outcomes)


def _with_estimate(rating: Rating, case: Case, estimates: Iterable[Row]) -> Rating:
    estimate = estimate_for(case.target, estimates)
    if estimate is None:
        return rating
    return replace(rating, probability=estimated_probability(estimate, case.target))


def _event(case: Case) -> Rating:
    """Rate an event: met by independent evidence of volume or a measurement in time. Samples and plans are progress at
    most."""
    outcomes = counting_outcomes(case)
    met = [o for o in outcomes if o["finding"] == "met"]
    hard = [o for o in met if o["independent"] and o["evidence"] in HARD_EVIDENCE]
    soft = [o for o in met if o["independent"] or o["evidence"] in HARD_EVIDENCE]
    for rows, status in ((hard, "met"), (soft, "likely-met")):
        if rows:
            return Rating(status if last_possible_day(rows[0], case) <= case.due_on else "late", tuple(rows))
    return Rating(_slipped(case, outcomes), tuple(outcomes)) if case.due else _open(case)


def _slipped(case: Case, outcomes: list[Row]) -> str:
    """Rate an event whose deadline passed without it. That nothing is on record here proves no standstill."""
    telling = [o for o in outcomes if o["finding"] != "no-evidence"]
    if telling and telling[-1]["finding"] in ("missed", "withdrawn"):
        return "missed"
    if not outcomes:
        return "unverifiable"
    silent = (case.today - (last_possible_day(telling[-1], case) if telling else case.said_on)).days
    if telling and (case.today - case.due_on).days <= RUBRIC.slip_days:
        return "late" if any(o["finding"] == "late" for o in telling) else "in-progress"
    if silent >= RUBRIC.abandoned_days:
        return "abandoned"
    if silent >= RUBRIC.stalled_days:
        return "stalled"
    return "late" if telling else "unverifiable"


def _specification(case: Case) -> Rating:
    """Rate delivered over promised, field by field."""
    rows = fields(case)
    if not case.due:
        reached = attainment(central_value(rows[-1]), case.target) if rows else None
        return replace(_open(case), attainment=reached)
    if not rows:
        return _by_outcomes(case)
    shares = [attainment(central_value(o), case.target) or 0.0 for o in rows]
    status = "partly-met" if shares[-1] >= RUBRIC.field_partly else "missed"
    if min(shares) >= RUBRIC.field_met:
        status = "met"
    return Rating(status, tuple(rows), attainment=shares[-1])


def _statement(case: Case) -> Rating:
    """Rate by what the latest independent outcome says; never better than likely, as no number or event settles it.

    Before the deadline it says no more than where things stand.
    """
    outcomes = counting_outcomes(case)
    independent = [o for o in outcomes if o["independent"]]
    if case.target["deadline"] and not case.due:
        return Rating(STATUS_WHILE_OPEN[independent[-1]["finding"]], (independent[-1],)) if independent else _open(case)
    if not independent:
        return Rating("unverifiable", tuple(outcomes))
    return Rating(STATUS_BY_STATEMENT[independent[-1]["finding"]], (independent[-1],))


def rate_all(tables: dict[str, list[Row]], today: date) -> list[Row]:
    """Return rows of `verdicts` for every target, without `change`, which depends on the history."""
    kinds = {m["metric_id"]: m["kind"] for m in tables["metrics"]}
    by_target, by_metric = defaultdict(list), defaultdict(list)
    observed = {b["basis_id"]: b["observed"] for b in tables["bases"]}
    bodies = {a["actor_id"]: a["speaks_for_id"] or a["actor_id"] for a in tables["actors"]}
    said_by = {o["observation_id"]: bodies[o["claimant_id"]] for o in tables["observations"]}
    observations = [
        dict(o) | {"observed": observed[o["basis"]], "claimant_id": house(o, said_by)} for o in tables["observations"]
    ]
    numbers = {o["observation_id"]: o for o in observations}
    for outcome in tables["outcomes"]:
        by_target[outcome["target_id"]].append(outcome)
    for observation in observations:
        by_metric[observation["metric_id"]].append(observation)
    rows = []
    for target in tables["targets"]:
        outcomes = by_target[target["target_id"]]
        named = {o["observation_id"] for o in outcomes if o["observation_id"]}
        near = {o["observation_id"]: o for o in by_metric[target["metric_id"]]} | {n: numbers[n] for n in named}
        target = dict(target) | {"claimant_id": bodies[target["claimant_id"]]}
        case = Case(target, tuple(outcomes), tuple(near.values()), kinds.get(target["metric_id"], ""), today)
        rows.append(_row(case, rate(case, tables["estimates"])))
    return rows


def house(observation: Row, said_by: Mapping[str, str]) -> str:
    """Return whose figure it is, persons as the bodies for which they speak; of one that is computed here, the house
    whose figures all its parts are."""
    houses = {said_by[key] for key in observation["derived_from_ids"] or ()}
    return houses.pop() if len(houses) == 1 else said_by[observation["observation_id"]]


def _row(case: Case, rating: Rating) -> Row:
    return {
        "target_id": case.target["target_id"],
        "rule_version": VERSION,
        "rated_on": case.today,
        "status": rating.status,
        "probability": _rounded(rating.probability),
        "attainment": _rounded(rating.attainment),
        "evidence_ids": rating.evidence_ids,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS) + 0.0


SAME = ("status", "probability", "attainment", "evidence_ids")


def extend_history(history: list[Row], ratings: Iterable[Row], errors: Collection[str] = ()) -> list[Row]:
    """Add to the history every rating that differs from the last one of its target.

    A second change on the same day by the same rules takes the place of the first. `errors` are targets whose rating
    changes because the one before was a mistake of ours.
    """
    rows = list(history)
    for new in ratings:
        past = sorted((r for r in rows if r["target_id"] == new["target_id"]), key=_when)
        if past and all(_plain(past[-1][c]) == _plain(new[c]) for c in SAME):
            continue
        if past and _when(past[-1]) == _when(new):
            rows.remove(past.pop())
        if past and all(_plain(past[-1][c]) == _plain(new[c]) for c in SAME):
            continue  # the day's first change is taken back
        rows.append({**new, "change": _change(past, new, errors)})
    return rows


def _when(row: Row) -> tuple[date, str]:
    return row["rated_on"], row["rule_version"]


def _plain(value: object) -> object:
    return (value or None) if isinstance(value, list) else value


def _change(past: list[Row], new: Row, errors: Collection[str]) -> str:
    if not past:
        return "first"
    if new["target_id"] in errors:
        return "error"
    return "method" if past[-1]["rule_version"] != new["rule_version"] else "data"
