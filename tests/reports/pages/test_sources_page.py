"""The page of sources: counts by grade, houses that are relayed, languages by name. Rows are invented."""

from reports.pages.sources import KINDS, every_source, language_name, most_used_sources, publisher, source_counts, total
from reports.query import Row, query

KIND = {"news": {"A": 0, "B": 1200, "C": 3}, "filing": {"A": 40, "B": 1, "C": 0}}
SOURCE: Row = {
    "source_id": "page-1",
    "title": "A <b>title</b>",
    "url": "https://a.org/1",
    "publisher": "Page & Co",
    "original_publisher": None,
    "published_on": None,
    "kind": "news",
    "reliability": "B",
    "language": "no",
    "uses": 1300,
}


def test_grades_are_counted_over_all_kinds() -> None:
    assert total(KIND) == {"A": 40, "B": 1201, "C": 3}
    found = source_counts({"sources": 1244, "languages": 2, "relays": 7, "reports": 1200, "uses": 10000}, KIND)
    assert (found.primary, found.named, found.other) == (40, 1201, 3)
    assert (found.sources, found.uses, found.relays, found.reports) == ("1,244", "10,000", "7", "1,200")


def test_kinds_with_most_sources_come_first() -> None:
    sums: dict[str, int] = {}
    for row in query(KINDS):
        sums[row["kind"]] = sums.get(row["kind"], 0) + row["n"]
    assert list(sums) == sorted(sums, key=lambda kind: (-sums[kind], kind))


def test_a_relayed_house_is_named() -> None:
    assert publisher(SOURCE) == r"Page \& Co"
    assert publisher(SOURCE | {"original_publisher": "Reuters"}) == r"Page \& Co, relaying Reuters"


def test_a_source_without_a_date_is_listed() -> None:
    row = every_source([SOURCE]).split("\n\n")[2].splitlines()[-1]
    assert row == (
        r"| []{#page-1}[A \<b\>title\<\/b\>](<https://a.org/1>), Page \& Co |  | news | "
        r"named analyst or newsroom \(B\) | Norwegian | 1,300 |"
    )
    assert most_used_sources([SOURCE]).endswith(r"| Page \& Co | named analyst or newsroom \(B\) | 1,300 |" + "\n")


def test_a_language_without_a_name_keeps_its_code() -> None:
    assert (language_name("no"), language_name("no", "zh"), language_name("xx")) == ("Norwegian", "挪威文", "xx")
