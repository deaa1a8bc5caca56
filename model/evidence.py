"""Which outcomes and observations bear on a target on the day of rating.

In: a `Case`: one target, the rows that might bear on it and the day. Out: the rows that do. A date known to the month
or year counts from its first day for outcomes, which are only entered once they have happened; an observation counts
from the end of its vintage, or from the day on which it was recorded if that is earlier. Nothing older than the claim
counts as its result.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from model.rubric import RUBRIC, Row
from schemas.periods import period_end, period_start, precision
from schemas.vocabulary import DIMENSION_IDS, known_on

YEAR = 365.25


@dataclass(frozen=True)
class Case:
    """A target with all that might bear on it. `kind` is the kind of its metric: stock, flow, ratio, price …

    Observations carry `observed`, from their basis: whether they speak of what is or was.
    """

    target: Row
    outcomes: tuple[Row, ...]
    observations: tuple[Row, ...]
    kind: str
    today: date

    @property
    def due_on(self) -> date:
        """Last day of the deadline; the end of time without one."""
        return period_end(self.target["deadline"]) if self.target["deadline"] else date.max

    @property
    def due(self) -> bool:
        return self.due_on < self.today

    @property
    def said_on(self) -> date:
        return period_start(self.target["said_on"])

    def linked(self) -> set[str]:
        """Return the observations that outcomes name as the number behind them."""
        return {o["observation_id"] for o in counting_outcomes(self) if o["observation_id"]}


def counting_outcomes(case: Case) -> list[Row]:
    """Return outcomes that count, earliest first."""
    rows = [
        o
        for o in case.outcomes
        if period_start(o["happened_on"]) <= case.today and period_end(o["happened_on"]) >= case.said_on
    ]
    return sorted(rows, key=lambda o: (last_possible_day(o, case), o["outcome_id"]))


def last_possible_day(outcome: Row, case: Case) -> date:
    """Return the last day on which it can have happened."""
    return min(period_end(outcome["happened_on"]), case.today)


def is_usable(observation: Row, case: Case) -> bool:
    """Tell whether it is an observation of what is, not withdrawn, known on the day of rating."""
    return observation["observed"] and observation["rank"] != "deprecated" and known_on(observation) <= case.today


def is_about_target(observation: Row, target: Row) -> bool:
    """Tell whether it is of the same metric, subject and, where the target names one, definition."""
    same = all(observation[d] == target[d] for d in ("metric_id", *DIMENSION_IDS))
    return same and target["definition_id"] in (None, observation["definition_id"])


def judging_observations(case: Case) -> list[Row]:
    """Return what a due number came to: one observation for each claimant that can judge the target.

    A claimant is no judge of its own claim unless its figure is official. Of several, the latest moment counts, then
    what an outcome names, then the latest vintage, then the preferred one.
    """
    target, linked = case.target, case.linked()
    chosen: dict[str, Row] = {}
    fit = (o for o in case.observations if is_about_target(o, target) and is_usable(o, case) and _of_deadline(o, case))
    order = sorted(
        (o for o in fit if _judges(o, case)),
        key=lambda o: (
            period_end(o["period"]), o["observation_id"] in linked, period_end(o["as_of"]), o["rank"] == "preferred",
            o["observation_id"],
        ),
    )  # fmt: skip
    for o in order:
        chosen[o["claimant_id"]] = o
    return sorted(chosen.values(), key=lambda o: str(o["observation_id"]))


def _judges(observation: Row, case: Case) -> bool:
    target = case.target
    own = observation["claimant_id"] == target["claimant_id"]
    if own and (observation["source_id"] == target["source_id"] or observation["basis"] != "official"):
        return False
    return period_end(observation["as_of"]) >= case.said_on


def _of_deadline(observation: Row, case: Case) -> bool:
    """Tell whether it is of the deadline's period; of stocks also the year before its end, of ratios also its last day
    or month."""
    period, deadline = observation["period"], case.target["deadline"]
    if not period:
        return False
    end = period_end(period)
    if (period_start(period), end) == (period_start(deadline), case.due_on):
        return True
    if case.kind == "stock":
        return case.due_on - timedelta(days=RUBRIC.stock_days) < end <= case.due_on
    return case.kind == "ratio" and end == case.due_on and precision(period) in ("month", "day")


@dataclass(frozen=True)
class Course:
    """The latest value of a claimant's series and, where there is one, the value one or two years before."""

    latest: Row
    earlier: Row | None

    @property
    def years(self) -> float:
        assert self.earlier
        return (period_end(self.latest["period"]) - period_end(self.earlier["period"])).days / YEAR


def course(case: Case) -> Course | None:
    """Return the course so far of an open number: the latest recent series of one claimant.

    Series that an outcome points to come first, as their measure is known to be the claim's; then those with a past.
    Halves and quarters are no series with years; a year and its last day are.
    """
    linked = case.linked()
    series: dict[tuple[str, str, bool], list[Row]] = {}
    for o in case.observations:
        if is_about_target(o, case.target) and is_usable(o, case) and o["period"] and _comparable(o, case):
            part = precision(o["period"]) in ("half", "quarter")
            series.setdefault((o["claimant_id"], o["definition_id"] or "", part), []).append(o)
    found = [(any(o["observation_id"] in linked for o in rows), _course(rows)) for _, rows in sorted(series.items())]
    fresh = [f for f in found if (case.today - period_end(f[1].latest["period"])).days <= RUBRIC.fresh_days]
    best = max(fresh, key=lambda f: (f[0], f[1].earlier is not None, period_end(f[1].latest["period"])), default=None)
    return best[1] if best else None


def _comparable(observation: Row, case: Case) -> bool:
    """Tell whether its period is over; of a flow only one as long as the deadline's counts."""
    if case.kind == "flow" and precision(observation["period"]) != precision(case.target["deadline"] or ""):
        return False
    return precision(observation["period"]) != "interval" and period_end(observation["period"]) <= case.today


def _course(rows: Iterable[Row]) -> Course:
    """Compare with the value two years back if there is one, else one year; of several vintages the latest counts."""
    by_end: dict[date, Row] = {}
    for o in sorted(rows, key=lambda o: (period_end(o["as_of"]), o["rank"] == "preferred", o["observation_id"])):
        by_end[period_end(o["period"])] = o
    last = max(by_end)
    for years in (2, 1):
        near = [end for end in by_end if abs((last - end).days / YEAR - years) <= RUBRIC.span_slack]
        if near:
            return Course(by_end[last], by_end[min(near, key=lambda end: abs((last - end).days - years * YEAR))])
    return Course(by_end[last], None)


def fields(case: Case) -> list[Row]:
    """Return what a specification came to, the primary value last: what outcomes name, else what is on record as
    shipped."""
    target, linked = case.target, case.linked()
    same = [o for o in case.observations if o["metric_id"] == target["metric_id"] and o["chip_id"] == target["chip_id"]]
    same = sorted((o for o in same if is_usable(o, case)), key=lambda o: (period_end(o["as_of"]), o["observation_id"]))
    named = [o for o in same if o["observation_id"] in linked]
    shipped = [o for o in same if o["definition_id"] == "shipped"]
    return named or [o for o in shipped if o["rank"] == "preferred"] or shipped
