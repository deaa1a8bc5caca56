"""Every query of the cookbook runs and answers: some rows, not many, and no column without a value."""

import doctest
import re

import duckdb
import pytest

from scripts import cookbook
from scripts.cookbook import COOKBOOK, cookbook_queries

TEXT = COOKBOOK.read_text(encoding="utf-8")
QUERIES = cookbook_queries(TEXT)
MANY = 20  # rows that a reader takes in at a glance


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_answers(name: str, real: duckdb.DuckDBPyConnection) -> None:
    found = real.execute(QUERIES[name])
    headings = [column[0] for column in found.description]
    rows = found.fetchall()
    assert 0 < len(rows) <= MANY
    empty = [h for h, cells in zip(headings, zip(*rows, strict=True), strict=True) if all(c is None for c in cells)]
    assert empty == []


def test_every_block_of_sql_has_a_result_of_its_own() -> None:
    assert len(QUERIES) == TEXT.count("```sql\n") == len(re.findall(r"^<!-- generated: ", TEXT, re.MULTILINE)) >= 12


def test_a_query_is_read_with_the_name_of_its_result() -> None:
    text = "```sql\nselect 1\n```\n\n<!-- generated: result-a-b -->\n<!-- end -->\n\n```sql\nselect 2\n```\n"
    assert cookbook_queries(text) == {"result-a-b": "select 1\n"}


def test_examples_in_docstrings() -> None:
    failed, tried = doctest.testmod(cookbook)
    assert tried and not failed
