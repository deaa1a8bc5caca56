"""Which outcomes and observations bear on a target on the day of rating.

In: a `Case`: one target, the rows that might bear on it and the day. Out: the rows that do. A date known to the month
or year counts from its first day for outcomes, which are only entered once they have happened; an observation counts
from the end of its vintage, or from the day on which it was recorded if that is earlier. Nothing older than the claim
counts as its result, and a figure said before its period was over is a forecast.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from model.figures import target_range
from model.pieces import CONDITIONS
from model.rubric import RUBRIC, Row
from schemas.periods import period_end, period_start, precision
from schemas.vocabulary import DIMENSION_IDS, central_value, known_on

YEAR = 365.25
DESCRIPTIVE = ("description", "reaction")  # speech acts that promise nothing
OF_A_MOMENT = ("stock", "ratio", "price")  # kinds of metric whose value can be that of a day


@dataclass(frozen=True)
class Case:
    """A target with all that might bear on it. `kind` is the kind of its metric: stock, flow, ratio, price …

    Observations carry `observed`, from their basis, and `accounts`: whether the body speaks of its own books. Outcomes
    carry `house_id`, whose word it is, and `accounts`. `conditions` are those that are written for the target.
    """

    target: Row
    outcomes: tuple[Row, ...]
    observations: tuple[Row, ...]
    kind: str
    today: date
    conditions: frozenset[str] = frozenset(CONDITIONS)

    @property
    def due_on(self) -> date:
        """Last day of the deadline; the end of time without one."""
        return period_end(self.target["deadline"]) if self.target["deadline"] else date.max

    @property
    def due(self) -> bool:
        return self.due_on < self.today

    @property
    def awaited(self) -> bool:
        """Whether it is too early after the deadline to expect evidence."""
        until = self.target["evidence_until"]
        return bool(until) and self.today <= period_end(until)

    @property
    def said_on(self) -> date:
        return period_start(self.target["said_on"])

    @property
    def is_promise(self) -> bool:
        return bool(self.target["speech_act"] == "promise")

    def linked(self) -> set[str]:
        """Return the observations that outcomes name as the number behind a condition."""
        return {o["observation_id"] for o in counting_outcomes(self) if o["observation_id"]}


def happened_outcomes(case: Case) -> list[Row]:
    """Return the outcomes that had happened by the day of rating, by key. Of a promise or forecast what is older than
    the claim does not count; of what is told to be so it does."""
    since = date.min if case.target["speech_act"] in DESCRIPTIVE else case.said_on
    rows = [
        o for o in case.outcomes
        if period_start(o["happened_on"]) <= case.today and period_end(o["happened_on"]) >= since
    ]  # fmt: skip
    return sorted(rows, key=lambda o: str(o["outcome_id"]))


def counting_outcomes(case: Case) -> list[Row]:
    """Return those that speak to a condition of the target."""
    return [o for o in happened_outcomes(case) if o["condition"] in CONDITIONS]


def is_usable(observation: Row, case: Case) -> bool:
    """Tell whether it is an observation of what is, not withdrawn, known on the day of rating."""
    return observation["observed"] and observation["rank"] != "deprecated" and known_on(observation) <= case.today


def is_about_target(observation: Row, target: Row) -> bool:
    """Tell whether it is of the same metric, subject and, where the target names one, definition."""
    same = all(observation[d] == target[d] for d in ("metric_id", *DIMENSION_IDS))
    return same and target["definition_id"] in (None, observation["definition_id"])


def judging_observations(case: Case) -> list[Row]:
    """Return what a due number came to: one observation for each claimant that can judge the target; a body's own
    accounts alone, where there are any.

    A claimant is no judge of its own claim unless its figure is official. Of several, the moment nearest to the
    deadline counts, then what an outcome names, then the latest vintage, then the preferred one.
    """
    chosen: dict[str, Row] = {}
    fit = (o for o in case.observations if is_about_target(o, case.target) and is_usable(o, case))
    order = sorted(
        (o for o in fit if _of_deadline(o, case) and _judges(o, case)),
        key=lambda o: (
            -abs((period_end(o["period"]) - case.due_on).days), o["observation_id"] in case.linked(),
            period_end(o["as_of"]), o["rank"] == "preferred", o["observation_id"],
        ),
    )  # fmt: skip
    for o in order:
        chosen[o["claimant_id"]] = o
    rows = sorted(chosen.values(), key=lambda o: str(o["observation_id"]))
    return [o for o in rows if o["accounts"]] or rows


def _judges(observation: Row, case: Case) -> bool:
    target = case.target
    own = observation["claimant_id"] == target["claimant_id"]
    if own and (observation["source_id"] == target["source_id"] or observation["basis"] != "official"):
        return False
    return period_end(observation["as_of"]) >= case.said_on and not is_forecast(observation, case)


def is_forecast(observation: Row, case: Case) -> bool:
    """Tell whether it was said before its period was over. Of one that is the value of a moment the day itself will
    do."""
    said, over = period_end(observation["as_of"]), period_end(observation["period"])
    return said < over or (said == over and case.kind not in OF_A_MOMENT)


def _of_deadline(observation: Row, case: Case) -> bool:
    """Tell whether it is of the deadline's period; of a stock or ratio also of a moment within a quarter after its end;
    of a stock that is to grow to a size, any earlier moment at which it had that size."""
    period = observation["period"]
    if not period:
        return False
    end = period_end(period)
    if (period_start(period), end) == (period_start(case.target["deadline"]), case.due_on):
        return True
    near = 0 <= (end - case.due_on).days <= RUBRIC.stock_days
    if case.kind == "ratio":
        return near and precision(period) in ("month", "day")
    return case.kind == "stock" and (near or (end < case.due_on and _is_grown(observation, case)))


def _is_grown(observation: Row, case: Case) -> bool:
    grows = case.target["comparator"] == "at-least"
    return grows and central_value(observation) >= target_range(case.target)[0]


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
    """Return the course so far of an open number: the latest recent series of one claimant, with a value of a moment
    after the claim was made and after its baseline; older ones say nothing of how it goes.

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
    fresh = [f for f in found if _is_news(f[1].latest, case)]
    best = max(fresh, key=lambda f: (f[0], f[1].earlier is not None, period_end(f[1].latest["period"])), default=None)
    return best[1] if best else None


def _is_news(observation: Row, case: Case) -> bool:
    end, base = period_end(observation["period"]), case.target["baseline_period"]
    begun = end > case.said_on and (not base or end > period_end(base))
    return begun and (case.today - end).days <= RUBRIC.fresh_days


def _comparable(observation: Row, case: Case) -> bool:
    """Tell whether its period was over when it was said; of a flow only one as long as the deadline's counts."""
    if case.kind == "flow" and precision(observation["period"]) != precision(case.target["deadline"] or ""):
        return False
    over = period_end(observation["period"]) <= case.today and not is_forecast(observation, case)
    return over and precision(observation["period"]) != "interval"


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
    """Return what a specification came to, the primary value last: what outcomes name for a condition, else what is on
    record as shipped, on one basis: that of the preferred row."""
    target, linked = case.target, case.linked()
    same = [o for o in case.observations if o["metric_id"] == target["metric_id"] and o["chip_id"] == target["chip_id"]]
    same = sorted((o for o in same if is_usable(o, case)), key=lambda o: (period_end(o["as_of"]), o["observation_id"]))
    named = [o for o in same if o["observation_id"] in linked]
    shipped = [o for o in same if o["definition_id"] == "shipped"]
    return named or [o for o in shipped if o["rank"] == "preferred"] or shipped


def newest_day(outcomes: Iterable[Row], observations: Iterable[Row]) -> date:
    """Return the day of the newest evidence on record; of what is dated to a month or year, its first day."""
    days = [period_start(o["happened_on"]) for o in outcomes] + [known_on(o) for o in observations]
    return max(days, default=date.min)
