"""Rows of `verdicts` for every target, and their history: earlier ratings stay, changes say why.

In: rows of the tables in TABLES_READ and a day. Out: rows of `verdicts`. Reads and writes no files."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from model.evidence import Case, newest_day
from model.figures import ROUND
from model.rating import Rating, rate
from model.rubric import VERSION, Row

# tables that a rating depends on
TABLES_READ = (
    "actors", "firms", "sources", "targets", "conditions", "outcomes", "observations", "bases", "metrics",
    "estimates", "growth", "verdicts",
)  # fmt: skip
Tables = Mapping[str, Sequence[Row]]
DIGITS = 3
RATED = ("status", "reason_id", "probability", "probability_above", "attainment", "deciding_ids", "evidence_ids")
PROOF = tuple(c for c in RATED if c not in ("status", "reason_id"))  # what changes with the data alone


def rating_day(tables: Tables) -> date:
    """Return the day as of which ratings are given unless another is asked for: that of the newest evidence, or of the
    last ratings if that is later."""
    last = max((r["rated_on"] for r in tables["verdicts"]), default=date.min)
    return max(newest_day(tables["outcomes"], tables["observations"]), last)


def rate_all(tables: Tables, today: date) -> list[Row]:
    """Return rows of `verdicts` for every target, without `change`, which depends on the history."""
    return [_row(case, rate(case, tables["estimates"], tables["growth"])) for case in cases(tables, today)]


def cases(tables: Tables, today: date) -> list[Case]:
    """Return every target with what might bear on it; persons speak for their bodies."""
    bodies = {a["actor_id"]: a["speaks_for_id"] or a["actor_id"] for a in tables["actors"]}
    observations = {o["observation_id"]: o for o in _observations(tables, bodies)}
    by_target, by_metric = defaultdict(list), defaultdict(list)
    for outcome in _outcomes(tables, bodies, observations):
        by_target[outcome["target_id"]].append(outcome)
    for o in observations.values():
        by_metric[o["metric_id"]].append(o)
    kinds = {m["metric_id"]: m["kind"] for m in tables["metrics"]}
    written = defaultdict(set)
    for condition in tables["conditions"]:
        written[condition["target_id"]].add(condition["result"])
    found = []
    for target in tables["targets"]:
        outcomes = by_target[target["target_id"]]
        named = {o["observation_id"] for o in outcomes if o["observation_id"]}
        near = {o["observation_id"]: o for o in by_metric[target["metric_id"]]} | {n: observations[n] for n in named}
        body = dict(target) | {"claimant_id": bodies[target["claimant_id"]]}
        kind = kinds.get(target["metric_id"], "")
        conditions = frozenset(written[target["target_id"]])
        found.append(Case(body, tuple(outcomes), tuple(near.values()), kind, today, conditions))
    return found


def _observations(tables: Tables, bodies: Mapping[str, str]) -> Iterable[Row]:
    """Yield observations with whether they are of what is, whose word they are, and if a firm's own books speak."""
    observed = {b["basis_id"]: b["observed"] for b in tables["bases"]}
    said_by = {o["observation_id"]: bodies[o["claimant_id"]] for o in tables["observations"]}
    firm_of = {a["actor_id"]: a["firm_id"] for a in tables["actors"]}
    parent = {f["firm_id"]: f["parent_id"] for f in tables["firms"]}
    for o in tables["observations"]:
        whose = house(o, said_by)
        firm = firm_of.get(whose)
        its_own = firm is not None and firm in (o["firm_id"], parent.get(o["firm_id"]))
        yield dict(o) | {
            "observed": observed[o["basis"]], "claimant_id": whose, "accounts": its_own and o["basis"] == "official",
        }  # fmt: skip


def _outcomes(tables: Tables, bodies: Mapping[str, str], observations: Mapping[str, Row]) -> Iterable[Row]:
    """Yield outcomes with the house that speaks: of the number behind it, else the first publisher of its page."""
    actor = {a["name"].casefold(): bodies[a["actor_id"]] for a in tables["actors"]}
    pages = {s["source_id"]: s["original_publisher"] or s["publisher"] for s in tables["sources"]}
    for o in tables["outcomes"]:
        behind = observations.get(o["observation_id"])
        name = pages[o["source_id"]]
        whose = behind["claimant_id"] if behind else actor.get(name.casefold(), name)
        yield dict(o) | {"house_id": whose, "accounts": bool(behind and behind["accounts"])}


def house(observation: Row, said_by: Mapping[str, str]) -> str:
    """Return whose figure it is, persons as the bodies for which they speak; of one that is computed here, the house
    whose figures all its parts are."""
    houses = {said_by[key] for key in observation["derived_from_ids"] or ()}
    return houses.pop() if len(houses) == 1 else said_by[observation["observation_id"]]


def _row(case: Case, rating: Rating) -> Row:
    found = rating.chances
    return {
        "target_id": case.target["target_id"],
        "rule_version": VERSION,
        "rated_on": case.today,
        "status": rating.status,
        "reason_id": rating.reason,
        "probability": _rounded(found.kept(case.target) if found else None),
        "probability_above": _rounded(found.above) if found and case.target["comparator"] in ROUND else None,
        "attainment": _rounded(rating.attainment),
        "deciding_ids": _keys(rating.deciding),
        "evidence_ids": _keys((*rating.deciding, *rating.rest)),
    }


def _keys(rows: Iterable[Row]) -> list[str]:
    """Return outcomes and observations, each once, in order, with the number behind each outcome after it."""
    found: dict[str, None] = {}
    for r in rows:
        found[str(r.get("outcome_id") or r["observation_id"])] = None
        if r.get("outcome_id") and r["observation_id"]:
            found[str(r["observation_id"])] = None
    return list(found)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS) + 0.0


def extend_history(history: Iterable[Row], ratings: Iterable[Row], errors: Collection[str] = ()) -> list[Row]:
    """Add to the history every rating that differs from the last one of its target.

    A second change on the same day by the same rules takes the place of the first. `errors` are targets whose rating
    changes because the one before was a mistake of ours.
    """
    rows = list(history)
    for new in ratings:
        past = sorted((r for r in rows if r["target_id"] == new["target_id"]), key=_when)
        if past and _same(past[-1], new):
            continue
        if past and _when(past[-1]) == _when(new):
            rows.remove(past.pop())
        if past and _same(past[-1], new):
            continue  # the day's first change is taken back
        rows.append({**new, "change": _change(past, new, errors)})
    return rows


def _when(row: Row) -> tuple[date, str]:
    return row["rated_on"], row["rule_version"]


def _same(old: Row, new: Row) -> bool:
    return old["rule_version"] == new["rule_version"] and all(_plain(old[c]) == _plain(new[c]) for c in RATED)


def _plain(value: object) -> object:
    return (value or None) if isinstance(value, list) else value


def _change(past: list[Row], new: Row, errors: Collection[str]) -> str:
    """Return why a rating differs from the one before: where nothing that it rests on changed, time passed."""
    if not past:
        return "first"
    if new["target_id"] in errors:
        return "error"
    old = past[-1]
    if old["rule_version"] != new["rule_version"]:
        return "method"
    return "data" if any(_plain(old[c]) != _plain(new[c]) for c in PROOF) else "time"
