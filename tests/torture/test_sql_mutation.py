"""Mutants of SQL: which there are of a piece, thought out by hand; and that SQL written anew, as mutants are, is still
the same SQL."""

import sys

import pytest

from checks.rows.row_layer import messages_of
from checks.rulebook import Rule, rules
from schemas.package import ROOT
from torture.row_sql_mutants import RememberedTables, rules_seeing, sql_installed
from torture.sql_mutation import mutants, rewritten
from torture.sql_pieces import Piece, conditions, frames, lookups

sys.path.append(str(ROOT / "tests" / "checks"))
from filled_tables import FilledTables, said_of  # stands beside the rules’ other tests
from test_row_rules import tables_with

from torture.frame_mutants import shown, sql_of_frame

TABLES = FilledTables()


def changed(sql: str, *places: str) -> set[str]:
    return {m.sql for m in mutants(sql, places)}


@pytest.mark.parametrize(
    ("sql", "faulty"),
    [
        ("a > 1", {"a >= 1", "a <= 1", "a > 2"}),
        ("a = 'x'", {"a <> 'x'", "a = 'another word'"}),
        ("a is null", {"NOT a IS NULL"}),
        ("a is not null", {"a IS NULL"}),
        ("a is distinct from b", {"a IS NOT DISTINCT FROM b", "a <> b"}),
        ("a = b and c", {"(a = b OR c)", "c", "a = b", "a <> b AND c", "a = b AND NOT c"}),
        ("not (a < b)", {"(a < b)", "NOT (a <= b)", "NOT (a >= b)"}),
        ("a in ('x', 'y')", {"NOT a IN ('x', 'y')", "a IN ('y')", "a IN ('x')"}),
        ("a not in ('x')", {"a IN ('x')", "NOT a IN ('another word')"}),
        ("a + b", {"a - b"}),
        ("2.5e+00 * a", {"3.12500000000000000e+00 * a", "2.5e+00 / a"}),
        ("coalesce(a, b, c)", {"COALESCE(b, c)", "COALESCE(a, c)", "COALESCE(a, b)"}),
        ("coalesce(a, b)", {"a", "b"}),
        ("least(a, b)", {"GREATEST(a, b)"}),
        ("arg_min(a, b)", {"ARG_MAX(a, b)"}),
        ("bool_or(a)", {"BOOL_AND(CAST(a AS BOOLEAN))"}),
        ("max(a) filter (b)", {"MAX(a)", "MIN(a) FILTER(WHERE b)", "MAX(a) FILTER(WHERE NOT b)"}),
        ("count(distinct a)", {"COUNT(a)"}),
        ("round(a / b, 2)", {"ROUND(a * b, 2)"}),
        ("list_has_any(a, ['x', 'y'])", {"a @> ['x', 'y']", "a && ['y']", "a && ['x']"}),
        ("list_contains(a, 'x')", {"ARRAY_CONTAINS(a, 'another word')"}),
        (
            "case when a then b else c end",
            {"CASE WHEN a THEN b END", "CASE WHEN NOT a THEN b ELSE c END"},
        ),
        (
            "case a when 'x' then b when 'y' then c end",
            {
                "CASE a WHEN 'y' THEN c END", "CASE a WHEN 'x' THEN b END",
                "CASE a WHEN 'another word' THEN b WHEN 'y' THEN c END",
                "CASE a WHEN 'x' THEN b WHEN 'another word' THEN c END",
            },
        ),
    ],
)  # fmt: skip
def test_mutants_of_a_condition(sql: str, faulty: set[str]) -> None:
    assert changed(sql) == faulty


@pytest.mark.parametrize(
    ("sql", "faulty"),
    [
        ("select a from t where b", {"SELECT a FROM t", "SELECT a FROM t WHERE NOT b"}),
        (
            "select a from t left join u on t.k = u.k",
            {
                "SELECT a FROM t JOIN u ON t.k = u.k", "SELECT a FROM t LEFT JOIN u ON TRUE",
                "SELECT a FROM t LEFT JOIN u ON t.k <> u.k",
            },
        ),
        (
            "select a from t join u using (k, l)",
            {"SELECT a FROM t JOIN u USING (l)", "SELECT a FROM t JOIN u USING (k)"},
        ),
        ("select a from t semi join u using (k)", {"SELECT a FROM t ANTI JOIN u USING (k)"}),
        (
            "select a from t union all select b from u",
            {
                "SELECT * FROM (SELECT a FROM t) AS side WHERE FALSE UNION ALL SELECT b FROM u",
                "SELECT a FROM t UNION ALL SELECT * FROM (SELECT b FROM u) AS side WHERE FALSE",
            },
        ),
        ("select distinct a from t order by a", {"SELECT a FROM t ORDER BY a"}),
        (
            "select a from t qualify row_number() over (partition by b, c order by d) = 1",
            {
                "SELECT a FROM t",
                "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY c ORDER BY d) = 1",
                "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY b ORDER BY d) = 1",
                "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY b, c ORDER BY d DESC) = 1",
                "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY b, c ORDER BY d) <> 1",
                "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY b, c ORDER BY d) = 2",
            },
        ),
    ],
)  # fmt: skip
def test_mutants_of_a_query(sql: str, faulty: set[str]) -> None:
    assert changed(sql) == faulty


def test_places_are_restored() -> None:
    sql = "select {cell} from {rows} where {same-statement} and a < {days}"
    assert changed(sql, "cell", "rows", "same-statement", "days") == {
        "SELECT {cell} FROM {rows}",
        "SELECT {cell} FROM {rows} WHERE ({same-statement} OR a < {days})",
        "SELECT {cell} FROM {rows} WHERE a < {days}",
        "SELECT {cell} FROM {rows} WHERE {same-statement}",
        "SELECT {cell} FROM {rows} WHERE {same-statement} AND a <= {days}",
        "SELECT {cell} FROM {rows} WHERE {same-statement} AND a >= {days}",
    }  # fmt: skip


def test_a_mutant_says_what_it_is_and_where() -> None:
    first, *_ = mutants("with\n  old as (select a from t where b <> 1.25000000000e+01)\nselect a from old")
    assert (first.kind, first.place) == ("condition left out", "old")
    assert first.change == "WHERE b <> 12.5 left out"
    assert {m.line for m in mutants("select a\nfrom t\nwhere b > 1")} == {3}


@pytest.mark.parametrize("piece", [*conditions(), *lookups()], ids=lambda p: f"{p.owner} {p.part}")
def test_rules_on_rows_with_sql_written_anew_answer_as_before(piece: Piece) -> None:
    before = {rule_id: said_by(rules()[rule_id]) for rule_id in rules_seeing(piece)}
    with sql_installed(RememberedTables(tables_with), piece, rewritten(piece.sql, piece.places)):
        assert before == {rule_id: said_by(rules()[rule_id]) for rule_id in before}


def said_by(rule: Rule) -> list[list[str]]:
    """Return what a rule says of its bad example and of its good one."""
    return [list(messages_of(rule, tables_with(example))) for example in (rule.bad, rule.good)]


@pytest.mark.parametrize("piece", list(frames()), ids=lambda p: p.owner)
def test_frames_written_anew_are_as_before(piece: Piece) -> None:
    for _, rule, example, is_right in [s for s in shown(piece.owner) if s[0].endswith((" bad", " good"))]:
        texts = TABLES.fill(example)
        with sql_of_frame(rewritten(piece.sql)):
            assert is_right(said_of(rule, example, TABLES.con, texts))
