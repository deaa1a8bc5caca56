"""Rules on derived observations: what the package computed names what it is computed from, and equals it."""

from collections.abc import Callable, Sequence

import pandas as pd

from checks.rows.predicates import Row, Tables, flag, implements, map_rows
from checks.rulebook import Rule

COMPUTED: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": sum,
    "complement": lambda parts: 100 - sum(parts),
    "difference": lambda parts: parts[0] - sum(parts[1:]),
    "quotient": lambda parts: parts[0] / parts[1],
    "percentage": lambda parts: 100 * parts[0] / parts[1],
}
OF_TWO = {"quotient", "percentage"}


def is_derived(o: pd.DataFrame, tables: Tables) -> "pd.Series":
    """Tell which rows the package computed."""
    return o["basis"].map(tables.column("bases", "basis_id", "derived")).astype("boolean").fillna(False).astype(bool)


@implements("observations/derived-names-its-parts")
def derived_names_its_parts(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    has_parts = o["derived_from_ids"].map(bool) & o["derivation"].notna()
    has_any = o["derived_from_ids"].map(bool) | o["derivation"].notna()
    return flag((is_derived(o, tables) & ~has_parts) | (~is_derived(o, tables) & has_any))


@implements("observations/derived-is-ours")
def derived_is_ours(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    kinds = o["claimant_id"].map(tables.column("actors", "actor_id", "kind"))
    return flag(is_derived(o, tables) != (kinds == "package"))


@implements("observations/derived-equals-its-parts")
def derived_equals_its_parts(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Say what the parts give."""
    values = o["value"].fillna((o["value_low"] + o["value_high"]) / 2)
    value = dict(zip(o["observation_id"], values, strict=True))
    rounding = rule.bounds["rounding"].value / 100

    def describe(row: Row) -> str | None:
        parts = [value[key] for key in row["derived_from_ids"] if key in value]
        name = row["derivation"]
        if not name or not parts:
            return None
        if name in OF_TWO and (len(parts) != 2 or not parts[1]):
            return f"a {name} needs two parts, the second of which is not 0"
        computed = COMPUTED[name](parts)
        wrong = abs(value[row["observation_id"]] - computed) > rounding * abs(computed)
        return f"the {name} of its parts is {computed:.6g}" if wrong else None

    return map_rows(o, describe)


@implements("observations/derived-from-others")
def derived_from_others(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Name a part that is deprecated, or derived."""
    deprecated = set(o["observation_id"][o["rank"] == "deprecated"])
    derived = set(o["observation_id"][is_derived(o, tables)])

    def describe(row: Row) -> str | None:
        for key in row["derived_from_ids"]:
            if key in deprecated or key in derived:
                return f"{key} is {'deprecated' if key in deprecated else 'derived itself'}"
        return None

    return map_rows(o, describe)
