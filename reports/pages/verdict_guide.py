"""How verdicts are to be read: what each status means, with the limits that decide it, and for which reasons they are
given.

Statuses and reasons stand in the tables `statuses` and `reasons`, the limits in `model.rubric`.
"""

from collections import Counter
from collections.abc import Iterable

from model.rubric import RUBRIC
from reports.query import Row, query
from reports.text.labels import status_label, statuses
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Markdown, escape, table
from reports.text.numbers import number

REASONS = """
select r.reason_id, r.sentence, count(*) as claims, list(distinct s.status) as statuses
from reasons r
join scoreboard s using (reason_id)
group by r.reason_id, r.sentence
order by claims desc, r.reason_id
"""


def limit(name: str, language: str = ENGLISH) -> str:
    """Return a constant of the rubric in words: what it decides, and its value as a share.

    >>> limit("likely_met")
    'likely met from a probability of 66%'
    """
    known = words(language)
    return known.fill(f"limit.{name}", share=known.fill("value.percent", amount=number(100 * getattr(RUBRIC, name))))


def meanings(rows: Iterable[Row]) -> Markdown:
    """Return a table of the statuses that are given: how many of the claims have it, what it means, and its limits."""
    counts = Counter(r["status"] for r in rows)
    columns: dict[str, str | Cell] = {
        "Verdict": lambda r: f"**{escape(status_label(r['status'].key))}**",
        "Claims": lambda r: str(counts[r["status"].key]),
        "What it means": lambda r: escape(r["status"].meaning),
        "Limits": lambda r: escape("; ".join(limit(name) for name in r["status"].limits)),
    }
    given = [{"status": status} for status in statuses().values() if counts[status.key]]
    return Markdown(table(given, columns, right=["Claims"], place="verdict {status.key}"))


def reasons() -> Markdown:
    """Return a table of the reasons for verdicts: how many claims each settles, and with which verdicts."""
    columns: dict[str, str | Cell] = {
        "Reason": "sentence",
        "Claims": lambda r: str(r["claims"]),
        "Verdicts": lambda r: escape(", ".join(sorted(status_label(s) for s in r["statuses"]))),
    }
    return Markdown(table(query(REASONS), columns, right=["Claims"], place="reason {reason_id}"))
