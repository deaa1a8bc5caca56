"""How new the pages are that the figures of a page rest on."""

from dataclasses import dataclass

from reports.query import query
from reports.text.dates import day
from reports.text.labels import label_of
from reports.text.markdown import Markdown, escape

TABLES = """
select table_name, newest_on
from horizon
where topic_id is null and table_name in (select unnest($1)) and newest_on is not null
order by newest_on desc, table_name
"""
TOPICS = """
select topic_id, newest_on
from horizon
where table_name = 'observations' and topic_id in (select unnest($1)) and newest_on is not null
order by newest_on desc, topic_id
"""


@dataclass(frozen=True)
class Horizon:
    """How new the pages are, as a sentence."""

    sentence: Markdown


def horizon(*tables: str, topics: tuple[str, ...] = ()) -> Horizon:
    """Say of when the newest dated page is that each of these tables and topics of observations rests on."""
    found = [
        (row["table_name"].replace("_", " ").capitalize(), row["newest_on"]) for row in query(TABLES, list(tables))
    ]
    found += [(label_of("topics", row["topic_id"]).name, row["newest_on"]) for row in query(TOPICS, list(topics))]
    days = "; ".join(f"{name} {day(newest)}" for name, newest in found)
    return Horizon(Markdown(escape(f"The newest dated page behind the figures, by subject: {days}.")))
