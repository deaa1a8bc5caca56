"""Rules on the words of the vocabulary: that they are named in every language, and that what they name is there."""

from dataclasses import fields
from typing import Any

import pandas as pd

from checks.rows.predicates import Tables, implements, messages_where
from checks.rulebook import Rule
from model.rubric import RUBRIC


@implements("translations/code-exists")
def code_exists(t: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    known = {name: set(tables[name].iloc[:, 0]) for name in t["vocabulary"].unique()}
    lost = [c not in known[v] for v, c in zip(t["vocabulary"], t["code"], strict=True)]
    return messages_where(
        t, pd.Series(lost, index=t.index, dtype=bool), lambda row: f"{row.vocabulary} has no {row.code}"
    )


@implements("bases/named-in-every-language")
def bases_named(b: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _unnamed(b, tables, "bases")


@implements("statuses/named-in-every-language")
def statuses_named(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return _unnamed(s, tables, "statuses")


def _unnamed(words: pd.DataFrame, tables: Tables, vocabulary: str) -> "pd.Series":
    """Name the languages that translate something, but not this word."""
    translations = tables["translations"]
    languages = sorted(set(translations["language"]))
    named = set(
        translations.loc[translations["vocabulary"] == vocabulary, ["code", "language"]].itertuples(
            index=False, name=None
        )
    )
    codes = words.iloc[:, 0]
    lacking = {code: [lang for lang in languages if (code, lang) not in named] for code in codes}
    return messages_where(words, codes.map(lambda code: bool(lacking[code])), lambda row: ", ".join(lacking[row[1]]))


@implements("statuses/limits-of-the-rubric")
def limits_of_the_rubric(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    known = {field.name for field in fields(RUBRIC)}

    def unknown(row: Any) -> list[str]:
        return [name for name in row.limits if name not in known]

    wrong = pd.Series([bool(unknown(row)) for row in s.itertuples()], index=s.index, dtype=bool)
    return messages_where(s, wrong, lambda row: ", ".join(unknown(row)))
