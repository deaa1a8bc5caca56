"""Rules on addresses of pages: how they are spelled, whose they are, and that one page is one source.

An address that is spelled wrongly is accused of that alone: what else it seems to be follows from the spelling.
"""

from typing import Any

import pandas as pd

from checks.page_addresses import Fault, fault_of, host_fault, page_of, private_parts, without_private_parts
from checks.rows.predicates import Tables, implements, map_rows, messages_where
from checks.rulebook import Rule
from checks.wrapped_addresses import address_inside, bare_host, is_archive, is_copy, leads_on, split, unwrapped

SHOWN = 200  # characters of an address in a message


def _with_mended(fault: Fault | None) -> str | None:
    """Put a fault into words, with the address put right where that is known."""
    if not fault:
        return None
    what, mended = fault
    return f"{what}; perhaps {mended[:SHOWN]}" if mended else what


def _is_sound(url: str) -> bool:
    return not fault_of(url) and not host_fault(url)


@implements("sources/url-well-formed")
def url_well_formed(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    def wrong(row: dict[str, Any]) -> str | None:
        copy = _with_mended(fault_of(row["archive_url"])) if row["archive_url"] else None
        return _with_mended(fault_of(row["url"])) or (f"archive_url {copy}" if copy else None)

    return map_rows(s, wrong)


@implements("sources/url-without-credentials")
def url_without_credentials(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    def wrong(row: dict[str, Any]) -> str | None:
        given = [url for url in (row["url"], row["archive_url"]) if url and "@" in split(url).netloc]
        return _with_mended(host_fault(given[0])) if given and not fault_of(given[0]) else None

    return map_rows(s, wrong)


@implements("sources/url-of-a-public-page")
def url_of_a_public_page(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Leave names of users to the rule about them."""

    def wrong(url: str) -> str | None:
        return None if fault_of(url) or "@" in split(url).netloc else _with_mended(host_fault(url))

    return s["url"].map(wrong)


@implements("sources/url-without-tracking")
def url_without_tracking(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    def wrong(url: str) -> str | None:
        found = private_parts(url) if _is_sound(url) else []
        return f"{', '.join(found)}; without: {without_private_parts(url)[:SHOWN]}" if found else None

    return s["url"].map(wrong)


@implements("sources/url-once")
def url_once(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Report the later rows and name the first."""
    first = s.groupby(s["url"].map(page_of))["source_id"].transform("first")
    return messages_where(s, first != s["source_id"], lambda row: f"the same page is {first[row.Index]}")


@implements("sources/url-of-the-page-itself")
def url_of_the_page_itself(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return s["url"].map(lambda url: unwrapped(url)[:SHOWN] if _is_sound(url) and address_inside(url) else None)


@implements("sources/url-not-shortened")
def url_not_shortened(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return s["url"].map(lambda url: "" if leads_on(url) else None)


@implements("sources/archive-is-an-archive")
def archive_is_an_archive(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return s["archive_url"].map(lambda url: None if is_archive(bare_host(split(url))) else "", na_action="ignore")


@implements("sources/archive-of-the-page")
def archive_of_the_page(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Take a copy whose address does not say of what it is for one of the page."""

    def wrong(row: dict[str, Any]) -> str | None:
        copy = row["archive_url"]
        if not copy or not is_archive(bare_host(split(copy))) or fault_of(copy):
            return None
        if not is_copy(copy):
            return f"{copy[:SHOWN]} is a page of the archive itself, not a copy"
        inside = unwrapped(copy)
        other = inside != copy and page_of(inside) != page_of(row["url"])
        return f"{copy[:SHOWN]} is a copy of {inside[:SHOWN]}" if other else None

    return map_rows(s, wrong)


@implements("firms/website-well-formed")
def website_well_formed(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    def wrong(url: str) -> str | None:
        return _with_mended(fault_of(url) or host_fault(url)) or ("a short link" if leads_on(url) else None)

    return f["website"].map(wrong, na_action="ignore")
