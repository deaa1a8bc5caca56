"""Rules on observations: specifications of chips. The physics is in the bounds of the rule book."""

from checks.rows.patterns_in_sql import whole_word
from checks.rows.predicates import Row, Selection, bound, selects
from checks.rulebook import Rule
from schemas.vocabulary import VALUES

# a note may tell that the page prints the sparse value too, or says nothing of sparsity
SPARSE_ELSEWHERE = "halved|not mentioned|not sparse|without sparsity|no sparsity|is the sparse|" + whole_word("dense")
THROUGHPUT = {
    "fp8-tflops": ["fp8", "hif8", "mxfp8"],
    "fp4-tflops": ["fp4", "hif4", "mxfp4"],
    "int8-tops": ["int8"],
    "int4-tops": ["int4"],
}
TENSOR = (*THROUGHPUT, "fp16-tflops", "bf16-tflops", "tf32-tflops", "tpp")
SMALLEST, LARGEST = (f"{end}({', '.join(VALUES)})" for end in ("least", "greatest"))


@selects("observations/shipped-is-no-plan")
def shipped_is_no_plan(rule: Rule) -> Selection:
    return Selection("definition_id = 'shipped' and not basis_observed")


@selects("observations/shipped-needs-a-chip-that-exists")
def shipped_needs_a_chip_that_exists(rule: Rule) -> Selection:
    return Selection(
        "definition_id = 'shipped' and chip_status in ('rumoured', 'announced', 'cancelled')",
        lambda row: f"is {row['status']}",
        {"status": "chip_status"},
    )


@selects("observations/dense-not-sparse")
def dense_not_sparse(rule: Rule) -> Selection:
    """Pass over deprecated rows: a sparse value may be why they are deprecated."""
    text = "concat(note, ' ', locator)"
    return Selection(
        f"metric_id in {TENSOR} and rank <> 'deprecated' and regexp_matches({text}, 'spars', 'i') "
        f"and not regexp_matches({text}, '{SPARSE_ELSEWHERE}', 'i')"
    )


@selects("observations/throughput-needs-native-format")
def throughput_needs_native_format(rule: Rule) -> Selection:
    """Look only at chips whose formats are known."""
    cases = " ".join(
        f"when '{metric}' then not list_has_any(chip_native_formats, {formats})"
        for metric, formats in THROUGHPUT.items()
    )

    def describe(row: Row) -> str:
        return f"knows {', '.join(row['formats'])} but not {' or '.join(THROUGHPUT[row['metric_id']])}"

    return Selection(
        f"rank <> 'deprecated' and case metric_id {cases} end", describe, {"formats": "chip_native_formats"}
    )


@selects("observations/fp8-within-twice-fp16")
def fp8_within_twice_fp16(rule: Rule) -> Selection:
    return _above("fp8-tflops", f"half_precision * {bound(rule, 'factor')}")


@selects("observations/fp4-within-its-multiple-of-fp16")
def fp4_within_its_multiple_of_fp16(rule: Rule) -> Selection:
    return _above("fp4-tflops", f"half_precision * {bound(rule, 'factor')}")


@selects("observations/int8-within-its-multiple-of-fp16")
def int8_within_its_multiple_of_fp16(rule: Rule) -> Selection:
    """Take two factors: chips with FP8 share its lanes with INT8, older inference chips have more integer units."""
    with_fp8, without = (bound(rule, name) for name in ("with-fp8", "without-fp8"))
    has_fp8 = f"list_has_any(chip_native_formats, {THROUGHPUT['fp8-tflops']})"
    factor = f"case when {has_fp8} then {with_fp8} when chip_id is not null then {without} end"
    return _above("int8-tops", f"half_precision * {factor}")


def _above(metric: str, most: str) -> Selection:
    """Find preferred rows of a metric whose value exceeds what the chip's FP16 throughput allows."""
    value = "coalesce(value, value_low)"
    return Selection(
        f"rank = 'preferred' and metric_id = '{metric}' and {value} > {most}",
        lambda row: f"{row['most']:.15g} is {row['times']:.2f} times the FP16 value of {row['fp16']:.15g}",
        {"most": value, "times": f"{value} / half_precision", "fp16": "half_precision"},
    )


@selects("observations/bandwidth-within-the-memory")
def bandwidth_within_the_memory(rule: Rule) -> Selection:
    return _per_stack(rule, "memory-bandwidth")


@selects("observations/capacity-within-the-memory")
def capacity_within_the_memory(rule: Rule) -> Selection:
    return _per_stack(rule, "memory-capacity")


def _per_stack(rule: Rule, metric: str) -> Selection:
    """Find values above stacks x what one stack gives; where nobody states the stacks, take the rule's bound."""
    stacks = f"coalesce(stacks_known, {bound(rule, 'stacks')})"
    limits = {name: bound(rule, name) for name in rule.bounds if name != "stacks"}
    per_stack = f"case chip_memory_type {' '.join(f'when {name!r} then {limit}' for name, limit in limits.items())} end"

    def describe(row: Row) -> str:
        stated = f"{row['largest']:.15g} {row['unit']}"
        return f"{stated} is more than {row['stacks']:.0f} stacks of {row['memory']} x {row['per_stack']:.15g}"

    return Selection(
        f"metric_id = '{metric}' and rank <> 'deprecated' and {LARGEST} > {stacks} * {per_stack}",
        describe,
        {"largest": LARGEST, "stacks": stacks, "memory": "chip_memory_type", "per_stack": per_stack},
    )


@selects("observations/power-believable")
def power_believable(rule: Rule) -> Selection:
    least, most = bound(rule, "least"), bound(rule, "most")
    odd = f"{SMALLEST} < {least} or {LARGEST} > {most}"
    return Selection(f"metric_id = 'board-power' and rank <> 'deprecated' and ({odd})")


@selects("observations/die-within-the-reticle")
def die_within_the_reticle(rule: Rule) -> Selection:
    return Selection(f"metric_id = 'die-area' and {LARGEST} > {bound(rule, 'reticle')}")
