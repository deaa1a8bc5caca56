"""Rules on sources and actors: dates, kinds and letters, relays; firms and countries of actors."""

import re
from typing import Any

import pandas as pd

from checks.rows.lookups import day_number, farms, first_day
from checks.rows.predicates import Selection, Tables, flag, implements, map_rows, messages_where, selects
from checks.rulebook import Rule

RELAY = re.compile(r"\bvia\b|\(relay\)|\brelayed\b|\bmirror\)|\bcopy of\b|\brepost", re.I)
RELAYS = re.compile(r"(relays|mirror of)\b", re.I)  # at the start of a note
PRIMARY = {"filing", "spec-sheet", "government", "dataset", "company", "teardown", "research"}
# scripts whose title gives the language away, with the languages that are written in them
SCRIPTS = [
    (re.compile("[\u3040-\u30ff]"), {"ja"}),
    (re.compile("[\uac00-\ud7af]"), {"ko"}),
    (re.compile("[\u4e00-\u9fff]"), {"zh", "ja", "ko"}),
    (re.compile("[\u0400-\u04ff]"), {"ru", "uk"}),
    (re.compile("[\u0370-\u03ff]{2}"), {"el"}),
    (re.compile("[\u0590-\u05ff]"), {"he"}),
    (re.compile("[\u0600-\u06ff]"), {"ar"}),
    (re.compile("[\u0e00-\u0e7f]"), {"th"}),
    (re.compile("[\u0e80-\u0eff]"), {"lo"}),
]
ID_DATE = re.compile(r"-(20\d\d)(?:-(0[1-9]|1[0-2])(?:-([0-3]\d))?)?(?=-|$)")


@implements("sources/read-after-it-was-published")
def read_after_it_was_published(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Leave a publication date in the future to the rule about that."""
    published = first_day(s["published_on"])
    return flag((day_number(s["accessed_on"]) < published) & (published <= tables.today.toordinal()))


@implements("sources/accessed-not-in-the-future")
def accessed_not_in_the_future(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(day_number(s["accessed_on"]) > tables.today.toordinal())


@implements("sources/published-not-in-the-future")
def published_not_in_the_future(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(first_day(s["published_on"]) > tables.today.toordinal())


@implements("sources/key-tells-the-date")
def key_tells_the_date(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Compare at the coarser of the two precisions, as a key may stop at the month."""
    dated = s[s["published_on"].str.fullmatch(r"\d{4}(-\d\d){0,2}").fillna(False).astype(bool)]
    in_key = dated["source_id"].map(_date_in_key)
    odd = [bool(k) and not (p.startswith(k) or k.startswith(p))
           for k, p in zip(in_key, dated["published_on"], strict=True)]  # fmt: skip
    return messages_where(
        dated, pd.Series(odd, index=dated.index, dtype=bool), lambda row: f"the key says {in_key[row.Index]}"
    )


def _date_in_key(key: str) -> str:
    """Return the date that a key names, or an empty text.

    >>> _date_in_key("ft-2025-08-27-china-triple")
    '2025-08-27'
    """
    found = ID_DATE.search(key)
    return "-".join(g for g in found.groups() if g) if found else ""


@implements("sources/community-not-rated-a")
def community_not_rated_a(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((s["kind"] == "community") & (s["reliability"] == "A"))


@implements("sources/community-rated-b-names-original")
def community_rated_b_names_original(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((s["kind"] == "community") & (s["reliability"] == "B") & s["original_publisher"].isna())


@implements("sources/a-is-a-primary-document")
def a_is_a_primary_document(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((s["reliability"] == "A") & ~s["kind"].isin(PRIMARY) & (s["kind"] != "community"))


@implements("sources/relay-names-its-original")
def relay_names_its_original(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    relay = s["publisher"].str.contains(RELAY) | s["title"].str.contains(RELAY)
    relay |= s["note"].map(lambda n: bool(n and RELAYS.match(n)))
    return flag(relay & s["original_publisher"].isna())


@implements("sources/original-is-another-publisher")
def original_is_another_publisher(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(s["publisher"].str.casefold() == s["original_publisher"].str.casefold())


@implements("sources/original-title-with-its-publisher")
def original_title_with_its_publisher(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(s["original_title"].notna() & s["original_publisher"].isna())


@implements("sources/language-fits-the-title")
def language_fits_the_title(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Report only what the script rules out: a page in Chinese may be listed under an English title."""

    def odd(row: Any) -> bool:
        return any(script.search(row.title) and row.language not in fits for script, fits in SCRIPTS)

    return flag(pd.Series([odd(row) for row in s.itertuples()], index=s.index, dtype=bool))


@implements("actors/firm-iff-of-kind-firm")
def firm_iff_of_kind_firm(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return messages_where(
        a,
        (a["kind"] == "firm") != a["firm_id"].notna(),
        lambda row: f"names the firm “{row.firm_id}”" if row.firm_id else "names no firm",
    )


@implements("actors/person-speaks-for-somebody")
def person_speaks_for_somebody(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((a["kind"] == "person") != a["speaks_for_id"].notna())


@implements("actors/firm-under-its-own-key")
def firm_under_its_own_key(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((a["kind"] == "firm") & a["firm_id"].notna() & (a["firm_id"] != a["actor_id"]))


@implements("actors/government-has-a-country")
def government_has_a_country(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((a["kind"] == "government") & a["country"].isna())


@implements("actors/country-of-its-firm")
def country_of_its_firm(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    country = a["firm_id"].map(tables.column("firms", "firm_id", "country"))
    return messages_where(
        a,
        a["firm_id"].notna() & country.notna() & (a["country"] != country),
        lambda row: f"the firm’s is “{country[row.Index]}”",
    )


@implements("actors/chinese-name-in-chinese")
def chinese_name_in_chinese(a: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(a["name_zh"].notna() & ~a["name_zh"].str.contains("[\u4e00-\u9fff]", na=False))


@selects("observations/preferred-on-no-content-farm")
def preferred_on_no_content_farm(rule: Rule) -> Selection:
    return Selection(
        "rank = 'preferred' and farm_host is not null", lambda row: str(row["host"]), {"host": "farm_host"}
    )


@implements("firms/on-no-content-farm")
def firms_on_no_content_farm(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    bad = farms(tables)
    return map_rows(f, lambda row: next((bad[key] for key in row["source_ids"] if key in bad), None))


@implements("chip_suppliers/on-no-content-farm")
def chip_suppliers_on_no_content_farm(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    host = c["source_id"].map(farms(tables))
    return messages_where(c, host.notna(), lambda row: host[row.Index])
