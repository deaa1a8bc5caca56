"""Rules on processes and fabs: who runs what, EUV, the order of dates, status, coordinates."""

import pandas as pd

from checks.rows.lookups import LOGIC_MAKERS, first_future, is_future, is_later, last_day, roles
from checks.rows.predicates import Row, Tables, flag, flag_rows, implements, map_rows
from checks.rulebook import Rule

PACKAGERS = {"packaging", "foundry", "idm", "memory"}
MAKERS_OF_CLASS = {"dram": {"memory", "idm"}, "nand": {"memory", "idm"}, "packaging": PACKAGERS}
MAKERS_OF_KIND = {
    "logic": LOGIC_MAKERS,
    "dram": {"memory", "idm"},
    "nand": {"memory", "idm"},
    "hbm": {"memory", "idm", "packaging"},
    "packaging": PACKAGERS,
    "equipment": {"equipment"},
}
CLASS_OF_KIND = {"dram": {"dram"}, "nand": {"nand"}, "hbm": {"dram", "packaging"}, "packaging": {"packaging"}}
WITH_EUV = {"7nm", "5nm", "3nm", "2nm", "dram"}
LEADING = {"5nm", "3nm", "2nm"}
NOT_YET = ("announced", "construction", "equipping", "pilot")
STOPPED = ("suspended", "cancelled")


@implements("processes/maker-fits-node-class")
def maker_fits_node_class(p: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say the roles that the firm has."""
    known = roles(tables)

    def describe(row: Row) -> str | None:
        has = known.get(row["foundry_id"], set())
        return None if MAKERS_OF_CLASS.get(row["node_class"], LOGIC_MAKERS) & has else ", ".join(sorted(has))

    return map_rows(p, describe)


@implements("processes/first-production-not-in-future")
def first_production_not_in_future(p: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(p, lambda r: is_future(r["first_production"], tables.today))


@implements("processes/no-euv-in-china")
def no_euv_in_china(p: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    country = tables.column("firms", "firm_id", "country")
    return flag_rows(p, lambda r: bool(r["uses_euv"]) and country.get(r["foundry_id"]) == "CN")


@implements("processes/euv-only-at-fine-nodes")
def euv_only_at_fine_nodes(p: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(p, lambda r: bool(r["uses_euv"]) and r["node_class"] not in WITH_EUV)


@implements("processes/chinese-leading-node-is-a-claim")
def chinese_leading_node(p: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    country = tables.column("firms", "firm_id", "country")

    def extraordinary(row: Row) -> bool:
        leading = row["node_class"] in LEADING and bool(row["first_production"])
        return leading and country.get(row["foundry_id"]) == "CN"

    return flag_rows(p, extraordinary)


@implements("fabs/dates-in-order")
def dates_in_order(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which pair is out of order."""
    pairs = (
        ("announced_on", "construction_on"),
        ("announced_on", "production_on"),
        ("construction_on", "production_on"),
        ("construction_on", "stopped_on"),
    )

    def describe(row: Row) -> str | None:
        wrong = [(a, b) for a, b in pairs if is_later(row[a], row[b])]
        return "; ".join(f"{a} {row[a]} is after {b} {row[b]}" for a, b in wrong) or None

    return map_rows(f, describe)


@implements("fabs/no-date-in-future")
def no_date_in_future(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which."""
    columns = ("announced_on", "construction_on", "production_on", "stopped_on")
    return map_rows(f, lambda r: first_future(r, columns, tables.today))


@implements("fabs/production-date-fits-status")
def production_date_fits_status(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["status"] in NOT_YET and r["production_on"])


@implements("fabs/production-at-a-process-is-dated")
def production_is_dated(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["status"] == "production" and r["process_id"] and not r["production_on"])


@implements("fabs/stop-is-dated")
def stop_is_dated(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["status"] in STOPPED and not r["stopped_on"])


@implements("fabs/stop-date-needs-a-stop")
def stop_date_needs_a_stop(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(f, lambda r: r["stopped_on"] and r["status"] not in STOPPED)


@implements("fabs/no-open-plan-in-production")
def no_open_plan_in_production(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which plan. Only the one said last counts: an earlier one may have been given up."""
    plans = tables["plans"]
    starts = plans[plans["milestone"] == "production"]
    order = last_day(starts["said_on"]).sort_values(kind="stable").index
    latest = starts.loc[order].drop_duplicates("fab_id", keep="last")
    ahead = {r["fab_id"]: r["plan_id"] for r in latest.to_dict("records") if is_future(r["planned_on"], tables.today)}
    return map_rows(f, lambda r: ahead.get(r["fab_id"]) if r["status"] == "production" else None)


@implements("fabs/coordinates-complete")
def coordinates_complete(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(f["latitude"].isna() != f["longitude"].isna())


@implements("fabs/precision-with-coordinates")
def precision_with_coordinates(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    placed = f["latitude"].notna() | f["longitude"].notna()
    return flag(f["location_precision"].notna() != placed)


@implements("fabs/one-point-one-site")
def one_point_one_site(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which other plants stand there without sharing the site."""
    there: dict[tuple[object, object], list[tuple[object, object]]] = {}
    columns = ("latitude", "longitude", "fab_id", "site")
    for latitude, longitude, fab_id, site in zip(*(f[c] for c in columns), strict=True):
        there.setdefault((latitude, longitude), []).append((fab_id, site))

    def describe(row: Row) -> str | None:
        if row["latitude"] is None or row["longitude"] is None:
            return None
        others = [
            str(fab_id)
            for fab_id, site in there.get((row["latitude"], row["longitude"]), [])
            if fab_id != row["fab_id"] and not (row["site"] and site == row["site"])
        ]
        return ", ".join(others) or None

    return map_rows(f, describe)


@implements("fabs/site-is-shared")
def site_is_shared(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(f["site"].notna() & ~f["site"].duplicated(keep=False))


@implements("fabs/place-has-its-source")
def place_has_its_source(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(f["location_precision"].isin(["district", "site"]) & f["location_source_id"].isna())


@implements("fabs/coordinates-in-china")
def coordinates_in_china(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    b = {name: bound.value for name, bound in rule.bounds.items()}
    outside = (f["latitude"] < b["south"]) | (f["latitude"] > b["north"])
    outside |= (f["longitude"] < b["west"]) | (f["longitude"] > b["east"])
    return flag(outside & (f["country"] == "CN"))


@implements("fabs/advanced-wafers-are-large")
def advanced_wafers_are_large(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Look at memory plants and plants at 28 nm and finer, which nobody runs on smaller wafers."""
    node = tables.column("processes", "process_id", "node_class")

    def small(row: Row) -> bool:
        advanced = row["kind"] in ("dram", "nand", "hbm") or str(node.get(row["process_id"])).endswith("nm")
        return advanced and row["wafer_size"] is not None and row["wafer_size"] < rule.bounds["diameter"].value

    return flag_rows(f, small)


@implements("fabs/process-is-the-operators")
def process_is_the_operators(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say whose process it is; that of the operator’s parent counts as its own."""
    runs, parent = (
        tables.column("processes", "process_id", "foundry_id"),
        tables.column("firms", "firm_id", "parent_id"),
    )

    def describe(row: Row) -> str | None:
        firm = runs.get(row["process_id"])
        return str(firm) if firm and firm not in (row["operator_id"], parent.get(row["operator_id"])) else None

    return map_rows(f, describe)


@implements("fabs/kind-fits-process")
def kind_fits_process(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say the class of the process. A logic plant has a node in nanometres, an equipment plant has no process."""
    node = tables.column("processes", "process_id", "node_class")

    def describe(row: Row) -> str | None:
        found = str(node.get(row["process_id"], ""))
        fits = found.endswith("nm") if row["kind"] == "logic" else found in CLASS_OF_KIND.get(row["kind"], set())
        return found if found and not fits else None

    return map_rows(f, describe)


@implements("fabs/operator-fits-kind")
def operator_fits_kind(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say the roles that the operator has."""
    known = roles(tables)

    def describe(row: Row) -> str | None:
        has = known.get(row["operator_id"], set())
        return None if MAKERS_OF_KIND[row["kind"]] & has else ", ".join(sorted(has))

    return map_rows(f, describe)


@implements("fabs/beneficiary-is-another-firm")
def beneficiary_is_another_firm(f: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag(f["beneficiary_id"].notna() & (f["beneficiary_id"] == f["operator_id"]))
