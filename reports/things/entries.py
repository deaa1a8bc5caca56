"""Things as lists and the search name them: a title, its Chinese, a line that tells them apart, and more words."""

from dataclasses import dataclass

from reports.query import Row
from reports.text.addresses import address, is_translated
from reports.text.dates import moment
from reports.text.labels import fab_kind_label, fab_status_label, label_of, role_label, status_label
from reports.text.language import ENGLISH, in_language, words
from reports.things.on_record import Relations

LONGEST = 110  # characters of a claim in the title of a page


@dataclass(frozen=True)
class Entry:
    """One thing: its table and key, what it is called, what it can be found by, and the language of its page."""

    table: str
    key: str
    title: str
    chinese: str
    hint: str
    words: str = ""
    language: str = ENGLISH

    @property
    def path(self) -> str:
        """Return its address in the site."""
        return address(self.table, self.key, language=self.language)


def entries(known: Relations, language: str = ENGLISH) -> list[Entry]:
    """Return all things, kind by kind, as pages in a language name them."""
    rows = known.rows
    others = [
        *(chip_entry(r) for r in rows["chips"].values()),
        *(firm_entry(r) for r in rows["firms"].values()),
        *(fab_entry(r) for r in rows["fabs"].values()),
        *(actor_entry(r) for r in rows["actors"].values()),
    ]
    claims = [claim_entry(r, language) for r in rows["targets"].values()]
    return [*claims, *(others if language == ENGLISH else [led_to_english(e, language) for e in others])]


def listed_once(found: list[Entry]) -> list[Entry]:
    """Return the entries without those of claimants that are there as firms."""
    firms = {e.key for e in found if e.table == "firms"}
    return [e for e in found if e.table != "actors" or e.key not in firms]


def claim_entry(row: Row, language: str = ENGLISH) -> Entry:
    """Return the entry of a claim."""
    known = words(language)
    hint = known.fill(
        "claim-page.hint-due" if row["deadline"] else "claim-page.hint",
        who=in_language(row, "claimant", language) or row["claimant"],
        day=moment(row["said_on"], language),
        due=moment(row["deadline"], language),
        verdict=status_label(row["status"], language),
    )
    if is_translated("targets", language):
        title = in_language(row, "statement", language)
        return Entry("targets", row["target_id"], title, "", hint, row["statement"], language)
    topic = label_of("topics", row["topic_id"]).name
    return Entry("targets", row["target_id"], row["statement"], row["statement_zh"] or "", hint, topic)


def led_to_english(entry: Entry, language: str) -> Entry:
    """Return the entry of a thing as pages in another language name it, which has its page in English alone.

    >>> led = led_to_english(Entry("firms", "smic", "SMIC", "中芯国际", "Foundry"), "zh")
    >>> led.title, led.hint, led.words, led.language
    ('中芯国际', 'SMIC（英文）', 'Foundry ', 'en')
    """
    title, foreign = entry.chinese or entry.title, words(language)["site.foreign"]
    hint = f"{entry.title if entry.chinese else ''}{foreign}"
    return Entry(entry.table, entry.key, title, "", hint, f"{entry.hint} {entry.words}")


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
