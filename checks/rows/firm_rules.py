"""Rules on firms and regions: dates, listings, the US Entity List, names, the tree of regions."""

import re

import pandas as pd

from checks.rows.lookups import lacks_han
from checks.rows.predicates import Row, Tables, flag, flag_rows, implements, map_rows
from checks.rulebook import Rule

# shape of a code on each exchange that the package knows
EXCHANGES = {
    "SSE": r"6\d{5}",
    "SZSE": r"[03]\d{5}",
    "BSE": r"[489]\d{5}",
    "HKEX": r"\d{4,5}",
    "NASDAQ": r"[A-Z]{1,5}",
    "NYSE": r"[A-Z]{1,4}(\.[A-Z])?",
    "AMS": r"[A-Z]{2,6}",
    "KRX": r"\d{6}",
    "TSE": r"\d{4}",
    "TWSE": r"\d{4}",
}
MAINLAND = ("SSE", "SZSE", "BSE")
COUNTRY_NAMES = re.compile(
    r",|\b(China|PRC|USA?|United States|Taiwan|Japan|(South )?Korea|Netherlands|Germany|Malaysia)\b", re.IGNORECASE
)
PARENT_KINDS = {
    "country": {"world", "group"},
    "group": {"world", "group"},
    "province": {"country"},
    "city": {"country", "province"},
}


@implements("firms/founded-before-listing")
def founded_before_listing(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["founded"] and r["listed_on"] and r["founded"] > r["listed_on"].year)


@implements("firms/dates-not-in-future")
def firm_dates_not_in_future(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which."""

    def describe(row: Row) -> str | None:
        if row["founded"] and row["founded"] > tables.today.year:
            return f"founded is {row['founded']}"
        return next((f"{c} is {row[c]}" for c in ("listed_on", "entity_list_on") if _after(row[c], tables.today)), None)

    return map_rows(f, describe)


def _after(day: object, today: object) -> bool:
    return day is not None and day > today  # type: ignore[operator]


@implements("firms/entity-list-not-before-it-began")
def entity_list_not_before_it_began(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["entity_list_on"] and r["entity_list_on"].year < rule.bounds["began"].value)


@implements("firms/entity-list-not-before-founding")
def entity_list_not_before_founding(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["entity_list_on"] and r["founded"] and r["founded"] > r["entity_list_on"].year)


@implements("firms/entity-list-is-for-foreigners")
def entity_list_is_for_foreigners(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["entity_list_on"] and r["country"] == "US")


@implements("firms/entity-list-needs-a-good-source")
def entity_list_needs_a_good_source(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    grade = tables.column("sources", "source_id", "reliability")
    return flag_rows(f, lambda r: r["entity_list_on"] and {grade.get(s) for s in r["source_ids"]} <= {"C"})


@implements("firms/listed-firms-have-a-ticker")
def listed_firms_have_a_ticker(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: (r["ownership"] == "listed" or r["listed_on"]) and not r["ticker"])


@implements("firms/ticker-means-listed")
def ticker_means_listed(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["ticker"] and r["ownership"] in ("private", "subsidiary"))


@implements("firms/ticker-of-a-known-exchange")
def ticker_of_a_known_exchange(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what is wrong with it."""

    def describe(row: Row) -> str | None:
        exchange, _, code = (row["ticker"] or "").partition(":")
        if exchange and exchange not in EXCHANGES:
            return f"the exchange is none of {', '.join(EXCHANGES)}"
        if exchange and not re.fullmatch(EXCHANGES[exchange], code):
            return f"“{code}” is not a code of {exchange}"
        return None

    return map_rows(f, describe)


@implements("firms/mainland-ticker-mainland-firm")
def mainland_ticker_mainland_firm(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: (r["ticker"] or "").split(":")[0] in MAINLAND and r["country"] != "CN")


@implements("firms/city-without-country")
def city_without_country(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: bool(COUNTRY_NAMES.search(r["hq_city"] or "")))


@implements("firms/chinese-name-is-chinese")
def firm_chinese_name(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: lacks_han(r["name_zh"]))


@implements("firms/documented-chinese-firms-have-a-chinese-name")
def documented_chinese_firms(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Ask for the names that can be found: exchanges and Chinese reports on the Federal Register print them."""
    return flag_rows(f, lambda r: r["country"] == "CN" and (r["ticker"] or r["entity_list_on"]) and not r["name_zh"])


@implements("firms/subsidiary-has-a-parent")
def subsidiary_has_a_parent(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["ownership"] == "subsidiary" and not r["parent_id"])


@implements("regions/parent-unless-world")
def parent_unless_world(g: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag((g["kind"] == "world") == g["parent_id"].notna())


@implements("regions/parent-is-a-level-up")
def parent_is_a_level_up(g: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the parent is."""
    kind = tables.column("regions", "region_id", "kind")

    def describe(row: Row) -> str | None:
        above = kind.get(row["parent_id"])
        wrong = above is not None and row["kind"] in PARENT_KINDS and above not in PARENT_KINDS[row["kind"]]
        return str(above) if wrong else None

    return map_rows(g, describe)


@implements("regions/id-starts-with-the-country")
def id_starts_with_the_country(g: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which country it is in."""
    kind, parent = tables.column("regions", "region_id", "kind"), tables.column("regions", "region_id", "parent_id")

    def describe(row: Row) -> str | None:
        if row["kind"] not in ("province", "city"):
            return None
        above = row["parent_id"]
        while above and kind.get(above) not in ("country", None):
            above = parent.get(above)
        return str(above) if above and not row["region_id"].startswith(f"{above}-") else None

    return map_rows(g, describe)
