"""Values from data are shown as they are, and nothing in them becomes markup."""

from typing import Any

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.text.markdown import escape, link, sort_key, table
from reports.text.numbers import number, span


@pytest.mark.parametrize(
    ("value", "shown"),
    [(812000.0, "812,000"), (41.25, "41.25"), (0.05, "0.05"), (None, ""), (-3.0, "-3"), (1234567.5, "1,234,568")],
)
def test_number(value: float | None, shown: str) -> None:
    assert number(value) == shown


def test_span() -> None:
    assert (span(39.0, 45.5, "%"), span(None, 4.0)) == ("39–45.5%", "")


def html(markdown: str) -> str:
    return str(pypandoc.convert_text(markdown, "html5", format="markdown", extra_args=["--wrap=none"]))


@pytest.mark.parametrize(
    "nasty", ["<script>alert(1)</script>", "a | b", "**bold**", "[x](javascript:alert)", "{{< include /etc >}}", "$x$"]
)
def test_markup_in_data_stays_text(nasty: str) -> None:
    page = html(table([{"a": nasty}], {"A": "a"}))
    assert "<script" not in page and "<strong" not in page and "href" not in page and "math" not in page
    assert page.count("<td") == 1


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30))
def test_escaped_text_reads_as_before(value: str) -> None:
    plain = pypandoc.convert_text(
        "x" + escape(value), "plain", format="markdown-smart", extra_args=["--wrap=none", "--columns=999"]
    )
    assert plain.strip() == "x" + value


def test_link_refuses_other_schemes() -> None:
    assert link("a", "javascript:alert(1)") == "a"
    assert link("a", "https://a.org/x y>") == "[a](<https://a.org/x%20y%3E>)"


def test_empty_table_says_so() -> None:
    assert table([], {"A": "a"}) == "*No rows.*\n"


def test_a_cell_carries_what_it_sorts_by() -> None:
    rows: list[dict[str, Any]] = [{"a": "about 5", "n": 5.0}, {"a": "disputed: 9", "n": None}, {"a": None, "n": None}]
    page = html(table(rows, {"A": "a"}, keys={"A": lambda r: sort_key("GB", r["n"])}))
    assert '<span data-sort="GB 5.0">about 5</span>' in page and '<span data-sort="">disputed: 9</span>' in page
    assert page.count("<span") == 2
