"""The sources: how many, how far they can be relied on, which are relayed and used most, and all of them."""

from dataclasses import dataclass

from reports.pages.grades import count_by_grade, grade_table, grades
from reports.query import Row, query
from reports.text.addresses import anchor
from reports.text.labels import grade_label
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Markdown, dated, escape, link, site_only, sortable, table
from reports.text.numbers import number

COUNTS = """
select
  count(*) as sources,
  count(distinct language) as languages,
  count(*) filter (original_publisher is not null) as relays,
  (select count(distinct original_id) from originals) as reports,
  (select count(*) from source_uses) as uses
from sources
"""
KINDS = """
select kind, reliability, count(*) as n
from sources
group by kind, reliability
order by sum(n) over (partition by kind) desc, kind
"""
KINDS_IN_WORDS = "select comment from duckdb_columns() where table_name = 'sources' and column_name = 'kind'"
RELAYED = """
select original_publisher as house, count(*) as pages, count(distinct publisher) as publishers
from sources
where original_publisher is not null
group by original_publisher
order by pages desc, house
limit 10
"""
SOURCES = """
with
used as (
  select source_id, count(*) as uses from source_uses group by source_id
)
select
  s.source_id, s.title, s.url, s.publisher, s.original_publisher, s.published_on, s.kind, s.reliability, s.language,
  coalesce(u.uses, 0) as uses
from sources s
left join used u using (source_id)
"""
MOST_USED = f"{SOURCES}order by uses desc, s.source_id limit 10"
NEWEST_FIRST = f"{SOURCES}order by s.published_on desc nulls last, s.source_id"


@dataclass(frozen=True)
class Counts:
    """How many publications there are, of what grade, in how many languages, how often rows refer to them, and to how
    many reports they go back."""

    sources: Markdown
    languages: int
    uses: Markdown
    relays: Markdown
    reports: Markdown
    primary: int
    named: int
    other: int


@dataclass(frozen=True)
class Sources:
    """What the page of sources shows."""

    counts: Counts
    grades: Markdown
    kinds: Markdown
    kinds_in_words: Markdown
    relayed: Markdown
    most_used: Markdown
    table: Markdown


def sources() -> Sources:
    """Return what the page of sources shows."""
    kinds = count_by_grade(query(KINDS), "kind")
    return Sources(
        source_counts(query(COUNTS)[0], kinds),
        Markdown("\n".join(f"- **{grade}**: {escape(meaning)}" for grade, meaning in grades().items())),
        grade_table("Kind", kinds | {"all": total(kinds)}),
        Markdown(escape(query(KINDS_IN_WORDS)[0]["comment"])),
        most_relayed(query(RELAYED)),
        most_used_sources(query(MOST_USED)),
        every_source(query(NEWEST_FIRST)),
    )


def source_counts(row: Row, kinds: dict[str, dict[str, int]]) -> Counts:
    """Return the counts of the page's first sentences."""
    by_grade = total(kinds)
    return Counts(
        Markdown(number(row["sources"])),
        row["languages"],
        Markdown(number(row["uses"])),
        Markdown(number(row["relays"])),
        Markdown(number(row["reports"])),
        *(by_grade[grade] for grade in ("A", "B", "C")),
    )


def total(kinds: dict[str, dict[str, int]]) -> dict[str, int]:
    """Return the counts of all kinds together, by grade."""
    return {grade: sum(found[grade] for found in kinds.values()) for grade in grades()}


def most_relayed(rows: list[Row]) -> Markdown:
    """Return the houses whose reports are relayed most often."""
    counts = {"Pages that relay it": "pages", "Publishers of these pages": "publishers"}
    columns: dict[str, str | Cell] = {"Original publisher": "house"}
    return Markdown(table(rows, columns | counts, right=list(counts)))


def most_used_sources(rows: list[Row]) -> Markdown:
    """Return the sources that most rows refer to."""
    columns: dict[str, str | Cell] = {
        "Title": lambda r: link(r["title"], r["url"]),
        "Publisher": publisher,
        "Grade": lambda r: escape(grade_label(r["reliability"])),
        "Uses": "uses",
    }
    return Markdown(table(rows, columns, right=["Uses"]))


def every_source(rows: list[Row]) -> Markdown:
    """Return all sources as a table that readers can sort and filter; print leaves it out."""
    columns: dict[str, str | Cell] = {
        "Title and publisher": lambda r: f"{anchor(r['source_id'])}{link(r['title'], r['url'])}, {publisher(r)}",
        "Date": dated("published_on"),
        "Kind": "kind",
        "Grade": lambda r: escape(grade_label(r["reliability"])),
        "Language": lambda r: escape(language_name(r["language"])),
        "Uses": "uses",
    }
    return Markdown(site_only(sortable(table(rows, columns, right=["Uses"]), "Kind;Grade;Language")))


def publisher(row: Row) -> str:
    """Return who published a page, and whom it relays, as Markdown."""
    if not row["original_publisher"]:
        return escape(row["publisher"])
    names = {"publisher": row["publisher"], "original": row["original_publisher"]}
    return escape(words().fill("source.relaying", **names))


def language_name(code: str, language: str = ENGLISH) -> str:
    """Return what a language is called; one without a name here keeps its code."""
    return words(language).texts.get(f"source.language.{code}", code)
