"""Rules on words: that those of the vocabulary are named in every language and name what is there, and that what is
printed of a row is a sentence."""

import re
from dataclasses import fields
from typing import Any

import pandas as pd

from checks.rows.lookups import lacks_han
from checks.rows.predicates import Tables, implements, map_rows, messages_where
from checks.rulebook import Rule
from model.rubric import RUBRIC

SENTENCE = re.compile(r"(?:[^.!?]|[.!?](?=\S))*\.")  # no sign that ends a sentence stands before a blank
SENTENCE_ZH = re.compile(r"[^。！？]*。")


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


@implements("chips/summary-is-one-sentence")
@implements("firms/summary-is-one-sentence")
@implements("fabs/summary-is-one-sentence")
def summary_is_one_sentence(rows: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what is wrong with the summary of a row, if it has one."""
    longest = rule.bounds["longest"].value

    def describe(text: str) -> str | None:
        if len(text) > longest:
            return f"has {len(text)} characters"
        return None if SENTENCE.fullmatch(text) else f"“{text}” is not one sentence with a full stop"

    return map_rows(rows, lambda row: describe(row["summary"]) if row["summary"] else None)


@implements("chips/chinese-summary-is-one-sentence")
@implements("firms/chinese-summary-is-one-sentence")
@implements("fabs/chinese-summary-is-one-sentence")
def chinese_summary_is_one_sentence(rows: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what is wrong with the Chinese summary of a row, if it has one."""

    def describe(text: str) -> str | None:
        if lacks_han(text):
            return f"“{text}” contains no Chinese character"
        return None if SENTENCE_ZH.fullmatch(text) else f"“{text}” is not one sentence that ends with 。"

    return map_rows(rows, lambda row: describe(row["summary_zh"]) if row["summary_zh"] else None)
