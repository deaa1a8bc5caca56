"""The page on firms: what stands in its tables follows the columns of the rows. Every row is invented."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reports.pages import firms
from reports.query import query
from reports.text.labels import ownership_label, role_label
from reports_support import body
from schemas.package import Package, read_package
from scripts.build import DATABASE, build

Row = dict[str, Any]


def earned(firm: str, period: str, central: float, **given: Any) -> Row:
    """Return a revenue as the chart's rows hold it."""
    row = {
        "firm_id": firm.lower(),
        "firm": firm,
        "ticker": "SSE:1",
        "kind": "reported",
        "year": int(period[:4]),
        "period": period,
    }
    return row | {"central": central, "url": "https://a.org/1"} | given


def firm(**given: Any) -> Row:
    """Return a firm as the table of firms takes it."""
    row = {"parent": None, "ownership": None, "ticker": None, "listed_on": None}
    return row | given


def test_growth_needs_the_year_before_and_forecasts_are_no_revenue() -> None:
    rows = [
        earned("A", "2023", 8.0), earned("A", "2024", 10.0), earned("A", "2025-01/2025-09", 9.0),
        earned("A", "2026", 99.0, kind="forecast"),
        earned("B", "2022", 30.0), earned("B", "2024", 20.0),
        earned("C", "2025-H1", 1.0),
    ]  # fmt: skip
    assert [[firm, year.split()[0] if year else "", change, since] for firm, _, year, change, since in
            body(firms.growth(rows))] == [
        ["[B](<firms/b.html>)", "20", "", ""],
        ["[A](<firms/a.html>)", "10", r"\+25%", "9 ([Jan to Sep 2025](<https://a.org/1>))"],
        ["[C](<firms/c.html>)", "", "", "1 ([H1 2025](<https://a.org/1>))"],
    ]  # fmt: skip


def test_an_owner_is_the_parent_or_a_word_for_who_owns_it() -> None:
    assert firms.owner(firm(parent="A & B", ownership="subsidiary")) == r"subsidiary of A \& B"
    assert (firms.owner(firm(ownership="state")), firms.owner(firm())) == ("state", "not known")


def test_a_listing_names_its_first_day_where_it_is_known() -> None:
    assert firms.listing(firm(ticker="SSE:1", listed_on="2022-08-12")) == r"SSE\:1, 12 August 2022"
    assert (firms.listing(firm(ticker="SSE:1")), firms.listing(firm(listed_on="2022-08-12"))) == (r"SSE\:1", "")


def test_a_firm_is_shown_with_its_sentence_and_not_with_its_note() -> None:
    row = firm(firm_id="a", name="A", name_zh="甲", roles=["designer"], country="CN", entity_list_on=None,
               summary="Designs chips.", note="Checked twice.",
               pages=[{"publisher": "P", "url": "https://a.org/1"}])  # fmt: skip
    assert r"| Designs chips\. ([P](<https://a.org/1>)) |" in firms.all_firms([row])


def test_every_role_and_owner_that_the_table_may_hold_has_its_place_and_its_name() -> None:
    table = read_package().table["firms"]
    fields = {f.name: f for f in table.fields}
    items = fields["roles"].items
    assert items and items.enum and sorted(firms.CHAIN) == sorted(items.enum)
    for language in ("en", "zh"):
        assert all(role_label(role, language) for role in items.enum)
        assert all(ownership_label(owner, language) for owner in fields["ownership"].constraints["enum"])


@pytest.fixture
def small(make_package: Callable[..., Package], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a package with four firms of three places, as the file to ask."""
    rows = [
        ("a", "Alpha", "foundry;designer", "CN", "2020-12-18"),
        ("b", "Be*ta", "designer", "CN", ""),
        ("h", "Harbour", "designer", "HK", "2020-12-18"),
        ("u", "Union", "foundry", "US", "2024-12-02"),
    ]
    names = ("firm_id", "name", "roles", "country", "entity_list_on")
    package = make_package(firms=[dict(zip(names, row, strict=True)) | {"source_ids": "s1"} for row in rows])
    build(package, package.root / "build")
    path = package.root / "build" / DATABASE
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(path))
    return path


def test_firms_are_counted_by_seat_and_list(small: Path) -> None:
    assert firms.Counts(**query(firms.COUNTS)[0]) == firms.Counts(4, 2, 2, 2, 0)


def test_a_firm_stands_in_the_row_of_each_of_its_roles_along_the_chain(small: Path) -> None:
    assert body(firms.roles({r["role"]: r for r in query(firms.ROLES)})) == [
        ["Chip design", r"[Alpha](<firms/a.html>), [Be\*ta](<firms/b.html>)", "[Harbour](<firms/h.html>) (HK)"],
        ["Foundry", "[Alpha](<firms/a.html>)", "[Union](<firms/u.html>) (US)"],
    ]


def test_the_entity_list_counts_up_and_names_the_country_of_foreign_units(small: Path) -> None:
    assert body(firms.entity_list(query(firms.ENTITY_LIST))) == [
        ['[18 December 2020]{data-sort="2020-12-18"}', "[Alpha](<firms/a.html>), [Harbour](<firms/h.html>)", "2"],
        ['[2 December 2024]{data-sort="2024-12-02"}', "[Union](<firms/u.html>) (US)", "3"],
    ]
    assert [r["firm"] for r in query(firms.UNDATED)] == ["Be*ta"]
