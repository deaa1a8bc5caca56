"""Things as lists and the search name them: a title, its Chinese, a line that tells them apart, and more words."""

from dataclasses import dataclass

from reports.query import Row
from reports.text.addresses import address
from reports.text.labels import fab_kind_label, fab_status_label, role_label, status_label
from reports.things.on_record import Relations
from reports.things.templates import topic, when

LONGEST = 110  # characters of a claim in the title of a page


@dataclass(frozen=True)
class Entry:
    """One thing: its table and key, what it is called, and what it can be found by."""

    table: str
    key: str
    title: str
    chinese: str
    hint: str
    words: str = ""

    @property
    def path(self) -> str:
        """Return its address in the site."""
        return address(self.table, self.key)


def entries(known: Relations) -> list[Entry]:
    """Return all things, kind by kind."""
    rows = known.rows
    return [
        *(claim_entry(r) for r in rows["targets"].values()),
        *(chip_entry(r) for r in rows["chips"].values()),
        *(firm_entry(r) for r in rows["firms"].values()),
        *(fab_entry(r) for r in rows["fabs"].values()),
        *(actor_entry(r) for r in rows["actors"].values()),
    ]


def listed_once(found: list[Entry]) -> list[Entry]:
    """Return the entries without those of claimants that are there as firms."""
    firms = {e.key for e in found if e.table == "firms"}
    return [e for e in found if e.table != "actors" or e.key not in firms]


def claim_entry(row: Row) -> Entry:
    """Return the entry of a claim."""
    due = f", due {when(row['deadline'])}" if row["deadline"] else ""
    hint = f"{row['claimant']}, {when(row['said_on'])}{due}: {status_label(row['status'])}"
    return Entry("targets", row["target_id"], row["statement"], row["statement_zh"] or "", hint, topic(row["topic_id"]))


def chip_entry(row: Row) -> Entry:
    """Return the entry of a chip."""
    hint = f"Chip by {row['designer']}, {row['status']}"
    return Entry("chips", row["chip_id"], row["name"], row["name_zh"] or "", hint, row["family"] or "")


def firm_entry(row: Row) -> Entry:
    """Return the entry of a firm."""
    hint = ", ".join(role_label(role) for role in row["roles"])
    return Entry("firms", row["firm_id"], row["name"], row["name_zh"] or "", hint, row["ticker"] or "")


def fab_entry(row: Row) -> Entry:
    """Return the entry of a plant."""
    hint = f"Plant of {row['operator']}, {fab_kind_label(row['kind'])}, {fab_status_label(row['status'])}"
    return Entry("fabs", row["fab_id"], row["name"], row["name_zh"] or "", hint, row["city"] or "")


def actor_entry(row: Row) -> Entry:
    """Return the entry of a claimant; a firm has a page as a firm too."""
    kind = row["kind"].replace("-", " ").capitalize()
    hint = f"{kind}, for {row['speaks_for']}" if row["speaks_for"] else kind
    return Entry("actors", row["actor_id"], row["name"], row["name_zh"] or "", f"{hint}: figures and claims")


def short(title: str, most: int = LONGEST) -> str:
    """Return the beginning of a title, in whole words.

    >>> short("A chip plant is planned", 12)
    'A chip plant …'
    """
    return title if len(title) <= most else f"{title[: most + 1].rsplit(' ', 1)[0]} …"
