"""Rules on observations: what a row names (dimensions, definition), and what its note must say."""

from checks.rows.patterns_in_sql import whole_word
from checks.rows.predicates import Row, Selection, selects
from checks.rulebook import Rule
from schemas.vocabulary import DIMENSIONS

BASELINE = "against|compar|premium|discount|year on year|year-on-year|base period|" + whole_word("over|than|from|since")


@selects("observations/dimensions-of-the-metric")
def dimensions_of_the_metric(rule: Rule) -> Selection:
    """Say which dimensions are missing, which are too many, or that there are none at all."""
    faults = [f"coalesce({', '.join(f'{d}_id' for d in DIMENSIONS)}) is null"]
    for d in DIMENSIONS:
        needs, allows = (f"list_contains(metric_{c}, '{d}')" for c in ("dimensions", "optional_dimensions"))
        takes = f"coalesce({needs}, false) or coalesce({allows}, false)"
        faults.append(f"case when {d}_id is null then {needs} else not ({takes}) end")

    def describe(row: Row) -> str:
        required, optional = row["required"] or [], row["optional"] or []
        has = [d for d in DIMENSIONS if row[f"{d}_id"]]
        missing = [d for d in required if d not in has]
        extra = [d for d in has if d not in required + optional]
        if missing:
            return f"does not name its {' and '.join(missing)}"
        return f"names a {' and a '.join(extra)}, which it does not take" if extra else "names nothing"

    return Selection(
        " or ".join(faults), describe, {"required": "metric_dimensions", "optional": "metric_optional_dimensions"}
    )


@selects("observations/definition-iff-family")
def definition_iff_family(rule: Rule) -> Selection:
    def describe(row: Row) -> str:
        if row["definition_id"]:
            return f"names the definition “{row['definition_id']}”, but its metric has one meaning"
        return f"names no definition of {row['family']}"

    return Selection(
        "(metric_definition_family is null) <> (definition_id is null)",
        describe,
        {"family": "metric_definition_family"},
    )


@selects("observations/definition-of-the-family")
def definition_of_the_family(rule: Rule) -> Selection:
    return Selection(
        "metric_definition_family <> definition_family",
        lambda row: f"is of {row['given']}, the metric asks for {row['expected']}",
        {"given": "definition_family", "expected": "metric_definition_family"},
    )


@selects("observations/one-vendor-named")
def one_vendor_named(rule: Rule) -> Selection:
    return Selection("definition_id = 'one-vendor' and firm_id is null and chip_id is null")


@selects("observations/vendor-total-of-nobody")
def vendor_total_of_nobody(rule: Rule) -> Selection:
    return Selection("definition_id in ('all-vendors', 'imported') and (firm_id is not null or chip_id is not null)")


@selects("observations/note-where-the-metric-asks")
def note_where_the_metric_asks(rule: Rule) -> Selection:
    return Selection(
        "metric_note_required and note is null",
        lambda row: str(row["asked"]).rstrip("."),
        {"asked": "metric_description"},
    )


@selects("observations/comparison-names-its-base")
def comparison_names_its_base(rule: Rule) -> Selection:
    metrics = ("relative-performance", "chip-price-change", "foundry-price-change", "supply-growth-multiple")
    return Selection(f"metric_id in {metrics} and not regexp_matches(note, '{BASELINE}', 'i')")
