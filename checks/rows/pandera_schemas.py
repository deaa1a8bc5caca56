"""What the rules on rows say, said by pandera: one schema for each table, its types from the Table Schema.

In: the rows of a table as a frame, and rules with what finds the rows that break them. Out: nothing, or what is wrong
with a rule or with the types. Imported late: it takes a third of a second, and is asked where a rule is broken.
"""

import re
from collections.abc import Callable, Collection, Mapping

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from checks.rows.predicates import DTYPES
from checks.rulebook import Rule, RuleBookError
from schemas.package import Table

ABSENT = re.compile(r"KeyError\(['\"]([a-z][a-z0-9_]*)['\"]\)")  # as pandera writes it
Broken = Callable[[Rule], Collection[int]]  # the rows that break a rule


def validate(table: Table, rows: pd.DataFrame, rules: Collection[Rule], broken: Broken) -> None:
    """Let pandera hold rows against the types of their table, and ask the rules.

    Raises RuleBookError where a rule looks at what is not there, RuntimeError where one cannot run.
    """
    ran: dict[str, Rule] = {}

    def check(rule: Rule) -> pa.Check:
        def holds(rows: pd.DataFrame) -> "pd.Series":
            wrong = broken(rule)
            ran[rule.id] = rule
            return pd.Series(~rows.index.isin(wrong), index=rows.index)

        return pa.Check(holds, error=rule.id, name=rule.id, raise_warning=False)

    try:
        schema(table, [check(rule) for rule in rules]).validate(rows, lazy=True)
    except SchemaErrors as errors:
        _raise_if_failed(table.name, errors.failure_cases, ran)


def schema(table: Table, checks: list[pa.Check]) -> pa.DataFrameSchema:
    """Make the pandera schema of a table."""
    columns = {f.name: pa.Column(DTYPES[f.type], nullable=not f.required or bool(f.items)) for f in table.fields}
    return pa.DataFrameSchema(columns, checks=checks, strict=True, ordered=True)


def _raise_if_failed(table: str, cases: pd.DataFrame, ran: Mapping[str, Rule]) -> None:
    """Raise for a check that ended without naming rows: the rule or the types are at fault."""
    for rule_id in sorted(set(cases["check"])):
        failures = cases[cases["check"] == rule_id]
        if rule_id not in ran:
            if absent := ABSENT.match(str(failures["failure_case"].iloc[0])):
                raise RuleBookError(
                    f"{rule_id} looks at “{absent[1]}”, which no table has: restore it, or mend the rule"
                )
            raise RuntimeError(f"{table}: {rule_id} could not run: {failures['failure_case'].iloc[0]}") from None
        if failures["index"].isna().any():
            raise RuntimeError(f"{table}: {rule_id} could not run") from None
