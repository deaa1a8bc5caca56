"""Rules on derived observations: what the package computed names what it is computed from, and equals it."""

from checks.rows.joined_lookups import MIDDLE
from checks.rows.predicates import Row, Selection, bound, selects
from checks.rulebook import Rule

COMPUTED = {
    "sum": "parts_sum",
    "complement": "100 - parts_sum",
    "difference": "parts_first - parts_others",
    "quotient": "parts_first / parts_second",
    "percentage": "100 * parts_first / parts_second",
}
OF_TWO = ("quotient", "percentage")


@selects("observations/derived-names-its-parts")
def derived_names_its_parts(rule: Rule) -> Selection:
    return Selection(
        "case when basis_derived then derived_from_ids is null or derivation is null "
        "else derived_from_ids is not null or derivation is not null end"
    )


@selects("observations/derived-is-ours")
def derived_is_ours(rule: Rule) -> Selection:
    return Selection("basis_derived <> (claimant_kind = 'package')")


@selects("observations/derived-equals-its-parts")
def derived_equals_its_parts(rule: Rule) -> Selection:
    """Say what the parts give."""
    rounding = f"{bound(rule, 'rounding')} / 100"
    ill = f"derivation in {OF_TWO} and (parts_count <> 2 or parts_second = 0)"
    cases = " ".join(f"when '{name}' then {sql}" for name, sql in COMPUTED.items())
    computed = f"case derivation {cases} end"
    off = f"abs({MIDDLE} - ({computed})) > {rounding} * abs({computed})"

    def describe(row: Row) -> str:
        if row["ill"]:
            return f"a {row['derivation']} needs two parts, the second of which is not 0"
        return f"the {row['derivation']} of its parts is {row['computed']:.6g}"

    return Selection(
        f"case when {ill} then true else {off} end",
        describe,
        {"ill": ill, "computed": computed},
    )


@selects("observations/derived-from-others")
def derived_from_others(rule: Rule) -> Selection:
    """Name a part that is deprecated, or derived."""

    def describe(row: Row) -> str:
        return f"{row['part']} is {'deprecated' if row['part_rank'] == 'deprecated' else 'derived itself'}"

    return Selection("unfit_part is not null", describe, {"part": "unfit_part", "part_rank": "unfit_rank"})
