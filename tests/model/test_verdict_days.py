"""No cliff: from a month before its deadline to half a year after it, a target changes only for reasons."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from model.evidence import Case
from model.rating import Rating, rate
from model.rubric import Row
from model.verdict_rows import TABLES_READ, cases
from schemas.cells import read_tables
from schemas.package import read_package
from schemas.periods import period_start
from schemas.typed_rows import typed_rows
from schemas.vocabulary import known_on

BAD = ("missed", "likely-missed", "unverifiable", "late", "not-borne-out")
BEFORE, AFTER = timedelta(days=30), timedelta(days=183)


def days(case: Case) -> Iterator[date]:
    """Yield each day from a month before the deadline to half a year after it."""
    day = case.due_on - BEFORE
    while day <= case.due_on + AFTER:
        yield day
        day += timedelta(days=1)


def is_new(case: Case, day: date) -> bool:
    """Tell whether evidence turns up on a day."""
    happened = any(period_start(o["happened_on"]) == day for o in case.outcomes)
    return happened or any(known_on(o) in (day, day - timedelta(days=1)) for o in case.observations)


def test_nothing_turns_bad_because_a_day_passes() -> None:
    texts = read_tables(read_package())
    tables: dict[str, list[Row]] = {name: list(typed_rows(texts[name])) for name in TABLES_READ}
    found: list[tuple[object, ...]] = []
    tried = 0
    for case in cases(tables, date(2026, 11, 30)):
        if not case.target["deadline"]:
            continue
        last: Rating | None = None
        for day in days(case):
            now = rate(replace(case, today=day), tables["estimates"], tables["growth"])
            turned = last is not None and now.status != last.status
            if turned and now.status in BAD and not is_new(case, day):
                found.append((case.target["target_id"], day, last and last.status, now.status))
            assert now.reason
            last, tried = now, tried + 1
    assert tried > 40_000
    assert found == []
