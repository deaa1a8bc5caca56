"""The row layer on Spark: the same rules, from the same expressions; findings name keys, as rows have no lines there.

In: the tables of a package on Spark. Out: findings, and rules that could not be asked. Rules in SQL run on Spark; those
in Python, which are about small tables, on the machine from which it is asked.
"""

from dataclasses import replace

import pandas as pd

from checks.findings import Finding
from checks.rows.accusations import Accusation, accuse
from checks.rows.predicates import IMPLEMENTED, Selecting, only_messages
from checks.rows.row_layer import Found, counted_findings, load_rules, rules_of
from checks.rulebook import Rule, rules
from checks.spark.spark_tables import SparkTables, TooLarge
from schemas.csv_text import TextTable

NO_LINE = 0


def check_rows_on_spark(tables: SparkTables, names: list[str]) -> tuple[list[Finding], dict[str, str]]:
    """Run the row rules of some tables. Return findings, and why a rule was not asked. Raises RuntimeError if a rule
    itself fails."""
    load_rules()
    found, unasked = [], {}
    for name in names:
        asked = rules_of(name)
        in_sql = [rule for rule in asked if isinstance(IMPLEMENTED[rule.id], Selecting)]
        accused = accuse(in_sql, tables)
        text = tables.rows_of(name, {key for accusation in accused.values() for key in accusation.messages})
        for rule_id, accusation in accused.items():
            found += _accused(rules()[rule_id], text, accusation)
        for rule in asked:
            try:
                found += [] if rule in in_sql else _in_python(rule, tables)
            except TooLarge as error:
                unasked[rule.id] = str(error)
    return [replace(f, line=NO_LINE) for f in found], unasked


def _accused(rule: Rule, text: TextTable, accusation: Accusation) -> list[Finding]:
    rows = {" ".join(key): row for row, key in enumerate(text.keys())}
    messages = pd.Series({rows[key]: message for key, message in accusation.messages.items()}, dtype="object")
    return counted_findings(rule, text, Found(messages, accusation.looked_at, accusation.more))


def _in_python(rule: Rule, tables: SparkTables) -> list[Finding]:
    how = IMPLEMENTED[rule.id]
    assert not isinstance(how, Selecting)
    messages = only_messages(how(tables[rule.table], tables, rule))
    return counted_findings(rule, tables.text(rule.table), Found(messages, frozenset()))
