"""Rules on chips and their suppliers: dates, status, number formats, tier, origin, who makes which stage."""

import re
from collections import Counter

import pandas as pd

from checks.rows.joined_rows import ask
from checks.rows.lookups import LOGIC_MAKERS, first_future, is_future, is_later, lacks_han, roles
from checks.rows.predicates import Row, Tables, flag, flag_rows, implements, map_rows, messages_where, plain
from checks.rulebook import Rule

FP8 = {"fp8", "mxfp8", "hif8"}
STAGE_ROLES = {
    "design": {"designer", "ip"},
    "logic": LOGIC_MAKERS,
    "memory": {"memory", "idm"},
    "packaging": {"packaging", "foundry", "idm"},
    "substrate": {"materials"},
    "test": {"packaging", "foundry", "idm"},
}
UNMADE = ("rumoured", "announced", "cancelled")
MADE_METRICS = ("chip-production", "chip-shipments", "chip-shipments-cumulative")


@implements("chips/announced-before-production")
def announced_before_production(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(c, lambda r: is_later(r["announced_on"], r["production_since"]))


@implements("chips/production-date-fits-status")
def production_date_fits_status(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(c, lambda r: r["production_since"] and r["status"] not in ("production", "discontinued"))


@implements("chips/production-can-be-dated")
def production_can_be_dated(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(c, lambda r: r["status"] == "production" and not (r["production_since"] or r["announced_on"]))


@implements("chips/dates-not-in-future")
def chip_dates_not_in_future(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    columns = ("announced_on", "production_since", "native_fp8_since")
    return map_rows(c, lambda r: first_future(r, columns, tables.today))


@implements("chips/fp8-date-needs-native-format")
def fp8_date_needs_native_format(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(c, lambda r: r["native_fp8_since"] and not FP8 & set(r["native_formats"]))


@implements("chips/native-fp8-on-sale-is-dated")
def native_fp8_on_sale_is_dated(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    def undated(row: Row) -> bool:
        sold = row["status"] in ("production", "discontinued")
        return sold and bool(FP8 & set(row["native_formats"])) and not row["native_fp8_since"]

    return flag_rows(c, undated)


@implements("chips/fp8-not-before-announcement")
def fp8_not_before_announcement(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(c, lambda r: is_later(r["announced_on"], r["native_fp8_since"]))


@implements("chips/fp8-not-before-production")
def fp8_not_before_production(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(c, lambda r: is_later(r["production_since"], r["native_fp8_since"]))


@implements("chips/tier-fits-specification")
def tier_fits_specification(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which preferred figure speaks against the tier. A chip with one figure missing may still be T1."""
    found = ask(
        tables,
        "observations",
        """
        select chip_id, metric_id, coalesce(max(value), cast('nan' as double))
        from {rows}
        where rank = 'preferred' and metric_id in ('fp16-tflops', 'memory-bandwidth') and chip_id is not null
        group by chip_id, metric_id
        """,
    )
    figures = {(chip, metric): most for chip, metric, most in found}

    def describe(row: Row) -> str | None:
        fp16, bandwidth = (figures.get((row["chip_id"], m)) for m in ("fp16-tflops", "memory-bandwidth"))
        known = [f"{x} {unit}" for x, unit in ((fp16, "TFLOPS FP16"), (bandwidth, "GB/s")) if x is not None]
        shown = " and ".join(known)
        reached = [x >= rule.bounds[b].value for x, b in ((fp16, "fp16"), (bandwidth, "bandwidth")) if x is not None]
        if row["tier"] != "T1" and any(reached):
            return f"reaches the training class with {shown}"
        if row["tier"] == "T1" and len(reached) == 2 and not any(reached):
            return f"is below the training class with {shown}"
        return None

    return map_rows(c, describe)


@implements("chips/third-tier-lacks-fast-memory")
def third_tier_lacks_fast_memory(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(c, lambda r: r["tier"] == "T3" and (r["memory_type"] or "").startswith(("HBM", "LPDDR")))


@implements("chips/origin-fits-designer")
def origin_fits_designer(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say where the designer is."""
    country = tables.column("firms", "firm_id", "country")

    def describe(row: Row) -> str | None:
        seat = country.get(row["designer_id"])
        return f"{row['designer_id']} is in {seat}" if (row["origin"] == "domestic") != (seat == "CN") else None

    return map_rows(c, describe)


@implements("chips/foundry-runs-the-process")
def foundry_runs_the_process(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say whose process it is."""
    runs = tables.column("processes", "process_id", "foundry_id")

    def describe(row: Row) -> str | None:
        firm = runs.get(row["process_id"])
        return f"{row['process_id']} is run by {firm}" if firm and firm != row["foundry_id"] else None

    return map_rows(c, describe)


@implements("chips/foundry-makes-logic")
def foundry_makes_logic(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    known = roles(tables)
    return flag_rows(c, lambda r: r["foundry_id"] and not LOGIC_MAKERS & known.get(r["foundry_id"], set()))


@implements("chips/designer-designs")
def designer_designs(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    known = roles(tables)
    return flag_rows(c, lambda r: "designer" not in known.get(r["designer_id"], set()))


@implements("chips/foundry-among-suppliers")
def foundry_among_suppliers(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which firms the supplier table has instead. A chip without logic suppliers there passes."""
    s = tables["chip_suppliers"]
    makers = s[s["stage"] == "logic"].groupby("chip_id")["firm_id"].agg(set).to_dict()

    def describe(row: Row) -> str | None:
        known = makers.get(row["chip_id"])
        if not known or not row["foundry_id"] or row["foundry_id"] in known:
            return None
        return f"only {', '.join(sorted(known))}"

    return map_rows(c, describe)


@implements("chips/compute-dies-believable")
def compute_dies_believable(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(c, lambda r: (r["compute_dies"] or 0) > rule.bounds["dies"].value)


@implements("chips/process-not-younger-than-chip")
def process_not_younger_than_chip(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say since when the process runs."""
    since = tables.column("processes", "process_id", "first_production")

    def describe(row: Row) -> str | None:
        first = plain(since.get(row["process_id"]))
        return f"{row['process_id']} runs since {first}" if is_later(first, row["production_since"]) else None

    return map_rows(c, describe)


@implements("chips/unmade-chips-are-not-counted")
def unmade_chips_are_not_counted(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say which observation counts it as made or shipped."""
    counted = dict(
        ask(
            tables,
            "observations",
            """
            select chip_id, arg_max(observation_id, line)
            from {rows}
            where metric_id in (select unnest(?)) and basis_observed and rank <> 'deprecated'
            group by chip_id
            """,
            list(MADE_METRICS),
        )
    )
    return map_rows(c, lambda r: counted.get(r["chip_id"]) if r["status"] in UNMADE else None)


@implements("chips/chinese-name-is-chinese")
def chip_chinese_name(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(c, lambda r: lacks_han(r["name_zh"]))


@implements("chips/names-differ-by-more-than-case")
def names_differ(c: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Report every chip whose name differs from another’s only in case, spaces or hyphens."""
    plain = c["name"].map(lambda n: re.sub(r"[\s\-_]", "", n).casefold())
    return flag(plain.map(Counter(plain)) > 1)


@implements("chip_suppliers/validity-ordered")
def validity_ordered(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(s, lambda r: is_later(r["valid_from"], r["valid_to"]))


@implements("chip_suppliers/shares-within-the-whole")
def shares_within_the_whole(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say the sum over the suppliers of one stage of one chip in one source and span."""
    keys = ["chip_id", "stage", "source_id", "valid_from", "valid_to"]
    sums = s.groupby(keys, dropna=False)["share"].transform("sum")
    return messages_where(s, sums > rule.bounds["whole"].value, lambda row: f"{sums[row.Index]:.15g}")


@implements("chip_suppliers/stage-fits-role")
def stage_fits_role(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say the roles that the firm has."""
    known = roles(tables)

    def describe(row: Row) -> str | None:
        has = known.get(row["firm_id"], set())
        return None if STAGE_ROLES[row["stage"]] & has else ", ".join(sorted(has))

    return map_rows(s, describe)


@implements("chip_suppliers/not-before-the-firm")
def not_before_the_firm(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say when the firm was founded."""
    founded = tables.column("firms", "firm_id", "founded")

    def describe(row: Row) -> str | None:
        year = plain(founded.get(row["firm_id"]))
        return f"founded in {year}" if year and is_later(str(year), row["valid_from"]) else None

    return map_rows(s, describe)


@implements("chip_suppliers/official-needs-a-good-source")
def official_needs_a_good_source(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    grade = tables.column("sources", "source_id", "reliability")
    return flag_rows(s, lambda r: r["basis"] == "official" and grade.get(r["source_id"]) == "C")


@implements("chip_suppliers/design-by-the-designer")
def design_by_the_designer(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say who the chip’s designer is; a subsidiary of it is as good."""
    designer, parent = tables.column("chips", "chip_id", "designer_id"), tables.column("firms", "firm_id", "parent_id")

    def describe(row: Row) -> str | None:
        named = str(designer.get(row["chip_id"]))
        same = named in (row["firm_id"], parent.get(row["firm_id"])) or parent.get(named) == row["firm_id"]
        return named if row["stage"] == "design" and not same else None

    return map_rows(s, describe)


@implements("chip_suppliers/future-only-as-forecast")
def future_only_as_forecast(s: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return flag_rows(s, lambda r: r["basis"] != "forecast" and is_future(r["valid_from"], tables.today))
