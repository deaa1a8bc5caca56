"""Load the tables and views of china-ai-chips into pandas or polars, each column with its exact type.

    from load import load, load_all
    load("observations", library="polars")             # in an unpacked release, or at the root of a clone
    load_all("https://…")["estimates"]                 # base: another folder, or the address of either

Needs pandas or polars, whichever is asked for. Periods stay text, lists are lists, an empty cell is missing. Views have
their CSVs in a release only. Made from schemas/ by `make regenerate`; the tests run it.
"""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

PARSERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}
PANDAS_TYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[ns]",
}


def load(name: str, base: str = ".", library: str = "pandas") -> Any:
    """Return a table or view as a frame of `library`: "pandas" or "polars"."""
    if name not in RELATIONS:
        raise ValueError(f"there is no table or view {name}; there are {', '.join(RELATIONS)}")
    path, kinds = RELATIONS[name]
    cells = read_cells(f"{base.rstrip('/')}/{path}")
    columns = {column: [parse(kind, cell) for cell in cells[column]] for column, kind in kinds.items()}
    return FRAMES[library](columns, kinds)


def load_all(base: str = ".", library: str = "pandas") -> dict[str, Any]:
    """Return every table by its name; views are loaded one by one."""
    return {name: load(name, base, library) for name, (path, _) in RELATIONS.items() if path.startswith("data/")}


def read_cells(place: str) -> dict[str, list[str]]:
    """Return the columns of a CSV as text, by their names."""
    if "://" in place:
        with urlopen(place) as answer:
            text = answer.read().decode("utf-8")
    else:
        text = Path(place).read_bytes().decode("utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return {column: [row[n] for row in rows] for n, column in enumerate(header)}


def parse(kind: str, cell: str) -> Any:
    """Return the value of a cell. A list is of kind "list", followed by what divides its items."""
    if cell == "":
        return None
    return cell.split(kind.removeprefix("list")) if kind.startswith("list") else PARSERS[kind](cell)


def pandas_frame(columns: dict[str, list[Any]], kinds: dict[str, str]) -> Any:
    """Make a pandas frame; lists are objects."""
    import pandas as pd

    types = {column: PANDAS_TYPES.get(kind, "object") for column, kind in kinds.items()}
    return pd.DataFrame({column: pd.Series(values, dtype=types[column]) for column, values in columns.items()})


def polars_frame(columns: dict[str, list[Any]], kinds: dict[str, str]) -> Any:
    """Make a polars frame."""
    import polars as pl

    types = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date}
    schema = {column: types.get(kind, pl.List(pl.String)) for column, kind in kinds.items()}
    return pl.DataFrame(columns, schema=schema)


FRAMES = {"pandas": pandas_frame, "polars": polars_frame}
# What a row is; where the CSV lies; the kind of each column.
RELATIONS: dict[str, tuple[str, dict[str, str]]] = {
    # A row is one grade of how far a page can be relied on; it follows from what was read, not from whether we believe
    # it
    "grades": (
        "data/grades.csv",
        {
            "grade_id": "string",
            "description": "string",
        },
    ),
    # A row is one publication
    "sources": (
        "data/sources.csv",
        {
            "source_id": "string",
            "title": "string",
            "publisher": "string",
            "original_publisher": "string",
            "original_title": "string",
            "published_on": "string",
            "accessed_on": "date",
            "url": "string",
            "archive_url": "string",
            "language": "string",
            "kind": "string",
            "reliability": "string",
            "note": "string",
        },
    ),
    # A row is somebody who says or does something
    "actors": (
        "data/actors.csv",
        {
            "actor_id": "string",
            "name": "string",
            "name_zh": "string",
            "kind": "string",
            "country": "string",
            "firm_id": "string",
            "speaks_for_id": "string",
            "note": "string",
        },
    ),
    # A row is one place for which numbers are published
    "regions": (
        "data/regions.csv",
        {
            "region_id": "string",
            "name": "string",
            "name_zh": "string",
            "kind": "string",
            "parent_id": "string",
        },
    ),
    # A row is one organisation that designs, makes, packages, equips or buys AI chips
    "firms": (
        "data/firms.csv",
        {
            "firm_id": "string",
            "name": "string",
            "name_zh": "string",
            "roles": "list;",
            "hq_city": "string",
            "country": "string",
            "founded": "integer",
            "parent_id": "string",
            "ownership": "string",
            "ticker": "string",
            "listed_on": "date",
            "entity_list_on": "date",
            "website": "string",
            "summary": "string",
            "summary_zh": "string",
            "source_ids": "list;",
            "note": "string",
        },
    ),
    # A row is one manufacturing process of one foundry or memory maker
    "processes": (
        "data/processes.csv",
        {
            "process_id": "string",
            "foundry_id": "string",
            "name": "string",
            "marketing_name": "string",
            "node_class": "string",
            "uses_euv": "boolean",
            "first_production": "string",
            "source_ids": "list;",
            "note": "string",
        },
    ),
    # A row is one class of AI accelerators by what they can do, or all of them together
    "tiers": (
        "data/tiers.csv",
        {
            "tier_id": "string",
            "name": "string",
            "position": "integer",
            "description": "string",
        },
    ),
    # A row is one AI accelerator or a named variant of it
    "chips": (
        "data/chips.csv",
        {
            "chip_id": "string",
            "name": "string",
            "name_zh": "string",
            "designer_id": "string",
            "family": "string",
            "process_id": "string",
            "foundry_id": "string",
            "compute_dies": "integer",
            "memory_type": "string",
            "form": "string",
            "status": "string",
            "announced_on": "string",
            "production_since": "string",
            "native_formats": "list;",
            "native_fp8_since": "string",
            "origin": "string",
            "tier": "string",
            "summary": "string",
            "summary_zh": "string",
            "source_ids": "list;",
            "note": "string",
        },
    ),
    # A row says which firm does one stage of one chip, from when to when, according to one source
    "chip_suppliers": (
        "data/chip_suppliers.csv",
        {
            "chip_id": "string",
            "stage": "string",
            "firm_id": "string",
            "valid_from": "string",
            "valid_to": "string",
            "share": "number",
            "basis": "string",
            "source_id": "string",
            "note": "string",
        },
    ),
    # A row is one plant (or one phase that is reported on its own)
    "fabs": (
        "data/fabs.csv",
        {
            "fab_id": "string",
            "name": "string",
            "name_zh": "string",
            "operator_id": "string",
            "beneficiary_id": "string",
            "city": "string",
            "province": "string",
            "country": "string",
            "kind": "string",
            "wafer_size": "integer",
            "process_id": "string",
            "status": "string",
            "announced_on": "string",
            "construction_on": "string",
            "production_on": "string",
            "stopped_on": "string",
            "latitude": "number",
            "longitude": "number",
            "location_precision": "string",
            "site": "string",
            "location_source_id": "string",
            "summary": "string",
            "summary_zh": "string",
            "source_ids": "list;",
            "collection": "string",
            "note": "string",
        },
    ),
    # A row is one dated plan for one plant
    "plans": (
        "data/plans.csv",
        {
            "plan_id": "string",
            "fab_id": "string",
            "milestone": "string",
            "planned_on": "string",
            "said_on": "string",
            "claimant_id": "string",
            "source_id": "string",
            "note": "string",
        },
    ),
    # A row is one subject that metrics and claims are about; views and charts choose by it
    "topics": (
        "data/topics.csv",
        {
            "topic_id": "string",
            "name": "string",
            "theme": "string",
            "position": "integer",
            "description": "string",
        },
    ),
    # A row is one meaning that a word can have in a claim
    "definitions": (
        "data/definitions.csv",
        {
            "definition_id": "string",
            "family": "string",
            "rung": "integer",
            "name": "string",
            "short_name": "string",
            "description": "string",
        },
    ),
    # A row is one measurable thing, with its unit, the dimensions that a value of it must name, and the range that a
    # value may take
    "metrics": (
        "data/metrics.csv",
        {
            "metric_id": "string",
            "name": "string",
            "short_name": "string",
            "unit": "string",
            "kind": "string",
            "topic_id": "string",
            "dimensions": "list;",
            "optional_dimensions": "list;",
            "period_precision": "list;",
            "minimum": "number",
            "maximum": "number",
            "definition_family": "string",
            "note_required": "boolean",
            "description": "string",
        },
    ),
    # A row is one kind of figure
    "bases": (
        "data/bases.csv",
        {
            "basis_id": "string",
            "name": "string",
            "observed": "boolean",
            "derived": "boolean",
            "position": "integer",
            "marker": "string",
            "colour": "string",
            "description": "string",
        },
    ),
    # A row is one sourced value of one metric for one subject and period, as said by somebody at some time
    "observations": (
        "data/observations.csv",
        {
            "observation_id": "string",
            "metric_id": "string",
            "firm_id": "string",
            "chip_id": "string",
            "fab_id": "string",
            "process_id": "string",
            "region_id": "string",
            "period": "string",
            "definition_id": "string",
            "value": "number",
            "value_low": "number",
            "value_high": "number",
            "interval": "string",
            "bound": "string",
            "unit": "string",
            "basis": "string",
            "derivation": "string",
            "derived_from_ids": "list;",
            "rank": "string",
            "rank_reason": "string",
            "use": "string",
            "use_reason": "string",
            "claimant_id": "string",
            "source_id": "string",
            "locator": "string",
            "as_of": "string",
            "first_said_on": "string",
            "recorded_on": "date",
            "note": "string",
        },
    ),
    # A row is one aspect of the industry that a claim or a piece of evidence can be about
    "aspects": (
        "data/aspects.csv",
        {
            "aspect_id": "string",
            "name": "string",
            "name_zh": "string",
            "description": "string",
        },
    ),
    # A row is one promise or prediction with a deadline, paraphrased, with what would settle it
    "targets": (
        "data/targets.csv",
        {
            "target_id": "string",
            "claimant_id": "string",
            "kind": "string",
            "claim_type": "string",
            "speech_act": "string",
            "aspect_id": "string",
            "topic_id": "string",
            "collection": "string",
            "statement": "string",
            "statement_zh": "string",
            "metric_id": "string",
            "firm_id": "string",
            "chip_id": "string",
            "fab_id": "string",
            "process_id": "string",
            "region_id": "string",
            "definition_id": "string",
            "comparator": "string",
            "value": "number",
            "value_low": "number",
            "value_high": "number",
            "unit": "string",
            "baseline_value": "number",
            "baseline_period": "string",
            "deadline": "string",
            "evidence_until": "string",
            "said_on": "string",
            "scope": "string",
            "unmeasurable_reason": "string",
            "source_id": "string",
            "superseded_by": "string",
            "note": "string",
        },
    ),
    # A row is a condition under which a target is met, partly met or missed, written with the claim and not with the
    # evidence
    "conditions": (
        "data/conditions.csv",
        {
            "target_id": "string",
            "result": "string",
            "statement": "string",
            "statement_zh": "string",
        },
    ),
    # A row is one dated piece of evidence about a target
    "outcomes": (
        "data/outcomes.csv",
        {
            "outcome_id": "string",
            "target_id": "string",
            "happened_on": "string",
            "condition": "string",
            "evidence": "string",
            "aspect_id": "string",
            "independent": "boolean",
            "statement": "string",
            "observation_id": "string",
            "source_id": "string",
            "note": "string",
        },
    ),
    # A row is one dated policy, trade or market event that bears on the supply of AI chips in China
    "events": (
        "data/events.csv",
        {
            "event_id": "string",
            "happened_on": "string",
            "effective_on": "string",
            "actor_id": "string",
            "kind": "string",
            "title": "string",
            "short_title": "string",
            "description": "string",
            "collection": "string",
            "marked_in": "list;",
            "firm_ids": "list;",
            "chip_ids": "list;",
            "source_id": "string",
            "note": "string",
        },
    ),
    # A row is one input of the model, or a family of inputs that are of one kind
    "inputs": (
        "data/inputs.csv",
        {
            "input_id": "string",
            "family_id": "string",
            "drawn": "string",
            "name": "string",
        },
    ),
    # A row is one input of the estimate for one period
    "assumptions": (
        "data/assumptions.csv",
        {
            "assumption_id": "string",
            "input_id": "string",
            "subject": "string",
            "period": "string",
            "vintage": "string",
            "definition_id": "string",
            "low": "number",
            "central": "number",
            "high": "number",
            "unit": "string",
            "distribution": "string",
            "interval": "string",
            "basis": "string",
            "reason": "string",
            "source_ids": "list;",
            "observation_ids": "list;",
            "known_on": "string",
            "note": "string",
        },
    ),
    # A row is one reason that the rules of verdicts can give, as a sentence that stands after the verdict
    "reasons": (
        "data/reasons.csv",
        {
            "reason_id": "string",
            "sentence": "string",
            "sentence_zh": "string",
        },
    ),
    # A row is one verdict that a target can be given, with what it means and how charts mark it
    "statuses": (
        "data/statuses.csv",
        {
            "status_id": "string",
            "name": "string",
            "standing": "string",
            "position": "integer",
            "marker": "string",
            "colour": "string",
            "filled": "boolean",
            "limits": "list;",
            "description": "string",
            "description_zh": "string",
        },
    ),
    # A row is what one thing of the vocabulary is called in a language other than English
    "translations": (
        "data/translations.csv",
        {
            "vocabulary": "string",
            "code": "string",
            "language": "string",
            "name": "string",
            "short_name": "string",
        },
    ),
    # A row is one computed quantile set of one self-sufficiency ratio
    "estimates": (
        "data/derived/estimates.csv",
        {
            "year": "integer",
            "tier": "string",
            "definition_id": "string",
            "metric": "string",
            "ratio": "string",
            "p05": "number",
            "p25": "number",
            "p50": "number",
            "p75": "number",
            "p95": "number",
            "status": "string",
            "model_version": "string",
        },
    ),
    # A row is the rating of one target by one version of the rules on one day
    "verdicts": (
        "data/derived/verdicts.csv",
        {
            "target_id": "string",
            "rule_version": "string",
            "rated_on": "date",
            "status": "string",
            "reason_id": "string",
            "probability": "number",
            "probability_above": "number",
            "attainment": "number",
            "deciding_ids": "list;",
            "evidence_ids": "list;",
            "change": "string",
        },
    ),
    # A row says how much one input moves one cell of the estimate (share of sales, all tiers)
    "sensitivities": (
        "data/derived/sensitivities.csv",
        {
            "year": "integer",
            "definition_id": "string",
            "metric": "string",
            "assumption_id": "string",
            "drawn_for": "string",
            "rank_correlation": "number",
            "variance_share": "number",
        },
    ),
    # A row is one cell of the estimate (share of sales, all tiers) under one choice of definition, all else equal
    "choice_effects": (
        "data/derived/choice_effects.csv",
        {
            "year": "integer",
            "definition_id": "string",
            "metric": "string",
            "choice": "string",
            "p05": "number",
            "p50": "number",
            "p95": "number",
        },
    ),
    # A row is the probability that one constraint binds Huawei’s largest family of packages in one year
    "bindings": (
        "data/derived/bindings.csv",
        {
            "year": "integer",
            "binding": "string",
            "probability": "number",
        },
    ),
    # A row is what is left of one stock of foreign parts at the end of one year
    "banks": (
        "data/derived/banks.csv",
        {
            "year": "integer",
            "bank": "string",
            "p05": "number",
            "p50": "number",
            "p95": "number",
            "years_left": "number",
        },
    ),
    # A row is the probability that a ratio (share of sales, all tiers) reaches a level by the end of a year, or that
    # this is not estimable
    "trajectories": (
        "data/derived/trajectories.csv",
        {
            "definition_id": "string",
            "metric": "string",
            "level": "number",
            "by_year": "integer",
            "probability": "number",
            "status": "string",
            "rests_on": "string",
        },
    ),
    # A row is one self-sufficiency ratio, all tiers together, as the model put it on a day
    "estimates_as_of": (
        "data/derived/estimates_as_of.csv",
        {
            "as_of": "date",
            "occasion": "string",
            "model_version": "string",
            "year": "integer",
            "definition_id": "string",
            "metric": "string",
            "ratio": "string",
            "p05": "number",
            "p25": "number",
            "p50": "number",
            "p75": "number",
            "p95": "number",
        },
    ),
    # A row is what the model would have expected on a day of one figure that came later
    "backtests": (
        "data/derived/backtests.csv",
        {
            "as_of": "date",
            "observation_id": "string",
            "p05": "number",
            "p50": "number",
            "p95": "number",
            "crps": "number",
        },
    ),
    # A row is a share of what was sold, in a state of the world that the estimate otherwise mixes by its weight
    "scenarios": (
        "data/derived/scenarios.csv",
        {
            "scenario": "string",
            "year": "integer",
            "definition_id": "string",
            "metric": "string",
            "p05": "number",
            "p50": "number",
            "p95": "number",
            "weight": "number",
        },
    ),
    # A row says how many times the last full year the nowcast is
    "growth": (
        "data/derived/growth.csv",
        {
            "year": "integer",
            "definition_id": "string",
            "metric": "string",
            "p05": "number",
            "p50": "number",
            "p95": "number",
            "probability_of_three_times": "number",
        },
    ),
    # A row is what is in use at the end of a year, in thousand H100 equivalents (dense FP16 throughput over 989
    # TFLOPS), retirement taken off; domestic-share is the part of it that was designed in China
    "stocks": (
        "data/derived/stocks.csv",
        {
            "year": "integer",
            "origin": "string",
            "p05": "number",
            "p50": "number",
            "p95": "number",
        },
    ),
    # A row is what one input was drawn as for one period, in some draws of the estimate as it stands; the n-th number
    # of every row belongs to the n-th draw
    "draws": (
        "data/derived/draws.csv",
        {
            "input_id": "string",
            "drawn_for": "string",
            "scores": "string",
        },
    ),
    # A row is one figure on how the estimate was computed
    "diagnostics": (
        "data/derived/diagnostics.csv",
        {
            "diagnostic_id": "string",
            "value": "number",
            "text": "string",
        },
    ),
    # A row is one published figure that the estimate can predict, with what it expected before and after it heard all
    # figures, in the unit of the figure
    "witnesses": (
        "data/derived/witnesses.csv",
        {
            "observation_id": "string",
            "house_id": "string",
            "use": "string",
            "prior_p05": "number",
            "prior_p50": "number",
            "prior_p95": "number",
            "p05": "number",
            "p50": "number",
            "p95": "number",
            "p_value": "number",
        },
    ),
    # A row is one house whose figures were left out, and how well the others’ figures let the estimate expect them
    "house_scores": (
        "data/derived/house_scores.csv",
        {
            "house_id": "string",
            "figures": "integer",
            "covered": "number",
            "crps": "number",
            "crps_prior": "number",
            "crps_persistence": "number",
        },
    ),
    # A row says how one quantile of a share goes with eight inputs that may be halved, doubled or moved by less from
    # the nowcast year on
    "surface": (
        "data/derived/surface.csv",
        {
            "year": "integer",
            "definition_id": "string",
            "metric": "string",
            "quantile": "number",
            "levers": "list;",
            "coefficients": "string",
        },
    ),
    # A row is one published figure of wafer capacity in 12-inch wafer starts per month
    "capacity": (
        "views/capacity.csv",
        {
            "observation_id": "string",
            "metric_id": "string",
            "metric": "string",
            "subject": "string",
            "about_firm_ids": "list;",
            "firm_id": "string",
            "chip_id": "string",
            "fab_id": "string",
            "process_id": "string",
            "region_id": "string",
            "period": "string",
            "starts_on": "date",
            "ends_on": "date",
            "definition_id": "string",
            "definition": "string",
            "central": "number",
            "value_low": "number",
            "value_high": "number",
            "bound": "string",
            "unit": "string",
            "basis": "string",
            "observed": "boolean",
            "rank": "string",
            "claimant_id": "string",
            "claimant": "string",
            "as_of": "string",
            "source_id": "string",
            "reliability": "string",
            "url": "string",
            "note": "string",
        },
    ),
    # A row is one property of one chip
    "chip_specifications": (
        "views/chip_specifications.csv",
        {
            "chip_id": "string",
            "chip": "string",
            "designer_id": "string",
            "designer": "string",
            "metric_id": "string",
            "metric": "string",
            "observation_id": "string",
            "central": "number",
            "value_low": "number",
            "value_high": "number",
            "bound": "string",
            "unit": "string",
            "definition_id": "string",
            "definition": "string",
            "basis": "string",
            "observed": "boolean",
            "rank": "string",
            "reliability": "string",
            "claimant_id": "string",
            "claimant": "string",
            "as_of": "string",
            "source_id": "string",
            "url": "string",
            "note": "string",
            "rivals": "integer",
            "rivals_low": "number",
            "rivals_high": "number",
        },
    ),
    # A row is one chip with the best figure on record for each property
    "chip_specs": (
        "views/chip_specs.csv",
        {
            "chip_id": "string",
            "name": "string",
            "summary": "string",
            "designer_id": "string",
            "designer": "string",
            "origin": "string",
            "tier": "string",
            "status": "string",
            "form": "string",
            "process_id": "string",
            "process": "string",
            "foundry_id": "string",
            "foundry": "string",
            "compute_dies": "integer",
            "memory_type": "string",
            "announced_on": "string",
            "production_since": "string",
            "native_formats": "list;",
            "native_fp8_since": "string",
            "fp16_tflops": "number",
            "bf16_tflops": "number",
            "fp8_tflops": "number",
            "fp4_tflops": "number",
            "int8_tops": "number",
            "fp32_tflops": "number",
            "memory_capacity_gb": "number",
            "memory_bandwidth_gb_s": "number",
            "memory_stacks": "number",
            "interconnect_gb_s": "number",
            "board_power_w": "number",
            "die_area_mm2": "number",
            "transistors_bn": "number",
            "tpp": "number",
            "planned": "list;",
            "unsettled": "list;",
            "fp16_id": "string",
            "fp16_basis": "string",
            "fp16_reliability": "string",
            "fp16_rank": "string",
            "fp16_rivals": "integer",
            "fp8_id": "string",
            "fp8_basis": "string",
            "fp8_reliability": "string",
            "fp8_rank": "string",
            "fp8_rivals": "integer",
            "memory_capacity_id": "string",
            "memory_capacity_basis": "string",
            "memory_capacity_reliability": "string",
            "memory_capacity_rank": "string",
            "memory_capacity_rivals": "integer",
            "memory_bandwidth_id": "string",
            "memory_bandwidth_basis": "string",
            "memory_bandwidth_reliability": "string",
            "memory_bandwidth_rank": "string",
            "memory_bandwidth_rivals": "integer",
            "board_power_id": "string",
            "board_power_basis": "string",
            "board_power_reliability": "string",
            "board_power_rank": "string",
            "board_power_rivals": "integer",
        },
    ),
    # A row is one claimant and what it does by speaking (promises, forecasts, descriptions, reactions)
    "claimant_records": (
        "views/claimant_records.csv",
        {
            "claimant_id": "string",
            "claimant": "string",
            "kind": "string",
            "speech_act": "string",
            "claims": "integer",
            "kept": "integer",
            "partly": "integer",
            "broken": "integer",
            "unknown": "integer",
            "open": "integer",
            "settled": "integer",
            "kept_share": "number",
            "kept_rank": "integer",
            "forecasts_scored": "integer",
            "typical_error": "number",
            "error_rank": "integer",
        },
    ),
    # A row is one target with the evidence on record about it; what it amounts to is rated by rule, not here
    "claims": (
        "views/claims.csv",
        {
            "target_id": "string",
            "claimant_id": "string",
            "claimant": "string",
            "kind": "string",
            "claim_type": "string",
            "topic_id": "string",
            "theme": "string",
            "firm_id": "string",
            "fab_id": "string",
            "collection": "string",
            "statement": "string",
            "statement_zh": "string",
            "said_on": "string",
            "deadline": "string",
            "due_on": "date",
            "outcomes": "integer",
            "latest_on": "string",
            "latest_condition": "string",
            "latest_statement": "string",
            "source_id": "string",
            "url": "string",
        },
    ),
    # A row is one observation and one house whose figure it is
    "figure_houses": (
        "views/figure_houses.csv",
        {
            "observation_id": "string",
            "house_id": "string",
        },
    ),
    # A row is one scored forecast of a house beside what the model expected of the same figure, on the last day of its
    # backtest before the house spoke
    "forecast_pairs": (
        "views/forecast_pairs.csv",
        {
            "forecast_id": "string",
            "forecaster_id": "string",
            "forecaster": "string",
            "metric_id": "string",
            "metric": "string",
            "subject": "string",
            "firm_id": "string",
            "chip_id": "string",
            "fab_id": "string",
            "process_id": "string",
            "region_id": "string",
            "period": "string",
            "definition_id": "string",
            "definition": "string",
            "outcome_id": "string",
            "outcome": "number",
            "outcome_by_id": "string",
            "outcome_by": "string",
            "unit": "string",
            "said_on": "string",
            "forecast": "number",
            "log_error": "number",
            "crps": "number",
            "model_said_on": "string",
            "model_forecast": "number",
            "model_low": "number",
            "model_high": "number",
            "model_log_error": "number",
            "model_crps": "number",
        },
    ),
    # A row is one forecast of a period that its author names, beside the preferred figure that another house counted
    # later, with its scores; or one that is not scored, and why
    "forecast_scores": (
        "views/forecast_scores.csv",
        {
            "forecast_id": "string",
            "forecaster_id": "string",
            "forecaster": "string",
            "own_plan": "boolean",
            "metric_id": "string",
            "metric": "string",
            "subject": "string",
            "about_firm_ids": "list;",
            "firm_id": "string",
            "chip_id": "string",
            "fab_id": "string",
            "process_id": "string",
            "region_id": "string",
            "period": "string",
            "ends_on": "date",
            "definition_id": "string",
            "definition": "string",
            "said_on": "string",
            "lead_years": "number",
            "lead_class": "string",
            "forecast": "number",
            "forecast_low": "number",
            "forecast_high": "number",
            "bound": "string",
            "bound_held": "boolean",
            "outcome_id": "string",
            "outcome": "number",
            "outcome_by_id": "string",
            "outcome_by": "string",
            "unit": "string",
            "log_error": "number",
            "spread_from": "string",
            "crps": "number",
            "in_range": "boolean",
            "skipped": "string",
            "skipped_text": "string",
            "source_id": "string",
            "url": "string",
        },
    ),
    # A row is how one forecaster did at one lead time, or at all of them, over the forecasts that forecast_scores
    # scores
    "forecaster_scores": (
        "views/forecaster_scores.csv",
        {
            "forecaster_id": "string",
            "forecaster": "string",
            "lead_class": "string",
            "forecasts": "integer",
            "outcomes": "integer",
            "mean_crps": "number",
            "median_error": "number",
            "bias": "number",
            "ranges": "integer",
            "held": "integer",
            "rank": "integer",
        },
    ),
    # A row is one table, or one topic of its observations, with the newest page that its rows name
    "horizon": (
        "views/horizon.csv",
        {
            "table_name": "string",
            "topic_id": "string",
            "newest_on": "date",
            "pages": "integer",
            "undated": "integer",
        },
    ),
    # A row is what one thing of the vocabulary is called in one language
    "labels": (
        "views/labels.csv",
        {
            "vocabulary": "string",
            "code": "string",
            "language": "string",
            "name": "string",
            "short_name": "string",
        },
    ),
    # A row is the latest plan on record for one milestone of one plant
    "latest_plans": (
        "views/latest_plans.csv",
        {
            "fab_id": "string",
            "milestone": "string",
            "plan_id": "string",
            "planned_on": "string",
            "said_on": "string",
            "claimant_id": "string",
            "source_id": "string",
        },
    ),
    # A row is one published share of the accelerators of a region in one period, of one vendor or group of vendors
    "market_share": (
        "views/market_share.csv",
        {
            "observation_id": "string",
            "metric_id": "string",
            "measure": "string",
            "region_id": "string",
            "firm_id": "string",
            "chip_id": "string",
            "vendor": "string",
            "definition_id": "string",
            "period": "string",
            "starts_on": "date",
            "ends_on": "date",
            "share": "number",
            "share_low": "number",
            "share_high": "number",
            "bound": "string",
            "basis": "string",
            "observed": "boolean",
            "rank": "string",
            "rank_reason": "string",
            "claimant_id": "string",
            "claimant": "string",
            "as_of": "string",
            "source_id": "string",
            "reliability": "string",
            "url": "string",
            "note": "string",
        },
    ),
    # A row is one observation with the days between which it was its claimant’s latest word on its subject, period and
    # definition
    "observation_vintages": (
        "views/observation_vintages.csv",
        {
            "observation_id": "string",
            "known_on": "date",
            "superseded_on": "date",
        },
    ),
    # A row is one observation with the names of its metric, subject, definition, claimant and source
    "observations_named": (
        "views/observations_named.csv",
        {
            "observation_id": "string",
            "metric_id": "string",
            "metric": "string",
            "topic_id": "string",
            "subject": "string",
            "subject_zh": "string",
            "about_firm_ids": "list;",
            "firm_id": "string",
            "chip_id": "string",
            "fab_id": "string",
            "process_id": "string",
            "region_id": "string",
            "period": "string",
            "starts_on": "date",
            "ends_on": "date",
            "definition_id": "string",
            "definition": "string",
            "value": "number",
            "value_low": "number",
            "value_high": "number",
            "central": "number",
            "interval": "string",
            "bound": "string",
            "unit": "string",
            "basis": "string",
            "observed": "boolean",
            "derived": "boolean",
            "derivation": "string",
            "derived_from_ids": "list;",
            "rank": "string",
            "rank_reason": "string",
            "use": "string",
            "use_reason": "string",
            "claimant_id": "string",
            "claimant": "string",
            "claimant_zh": "string",
            "source_id": "string",
            "publisher": "string",
            "reliability": "string",
            "url": "string",
            "first_said_on": "string",
            "as_of": "string",
            "note": "string",
        },
    ),
    # A row is one source with the report that it goes back to
    "originals": (
        "views/originals.csv",
        {
            "source_id": "string",
            "original_id": "string",
            "original_publisher": "string",
            "original_title": "string",
            "relayed": "boolean",
        },
    ),
    # A row is one dated plan for a plant
    "plant_slips": (
        "views/plant_slips.csv",
        {
            "fab_id": "string",
            "fab": "string",
            "operator_id": "string",
            "operator": "string",
            "kind": "string",
            "status": "string",
            "plan_id": "string",
            "target_id": "string",
            "milestone": "string",
            "claimant_id": "string",
            "claimant": "string",
            "statement": "string",
            "said_on": "string",
            "planned_on": "string",
            "superseded_by": "string",
            "replanned_on": "string",
            "production_on": "string",
            "stopped_on": "string",
            "slip_months": "integer",
            "overdue_months": "integer",
        },
    ),
    # A row is one target with its latest verdict and the evidence on record about it, what decides first
    "scoreboard": (
        "views/scoreboard.csv",
        {
            "target_id": "string",
            "statement": "string",
            "statement_zh": "string",
            "claimant_id": "string",
            "claimant": "string",
            "kind": "string",
            "claim_type": "string",
            "topic_id": "string",
            "theme": "string",
            "firm_id": "string",
            "fab_id": "string",
            "collection": "string",
            "said_on": "string",
            "deadline": "string",
            "due_on": "date",
            "speech_act": "string",
            "standing": "string",
            "status": "string",
            "reason_id": "string",
            "reason": "string",
            "probability": "number",
            "probability_above": "number",
            "attainment": "number",
            "rated_on": "date",
            "rule_version": "string",
            "change": "string",
            "deciding_ids": "list;",
            "evidence_ids": "list;",
            "evidence_on": "string",
            "first_evidence": "string",
            "source_id": "string",
            "url": "string",
        },
    ),
    # A row is one estimated self-sufficiency ratio of one year, in %, with its range; what counts is said in words
    "self_sufficiency": (
        "views/self_sufficiency.csv",
        {
            "year": "integer",
            "tier": "string",
            "definition_id": "string",
            "definition": "string",
            "rung": "integer",
            "metric": "string",
            "ratio": "string",
            "low": "number",
            "median": "number",
            "high": "number",
            "status": "string",
        },
    ),
    # A row is one published figure of accelerators shipped or produced; the metric says which, the definition what is
    # counted
    "shipments": (
        "views/shipments.csv",
        {
            "observation_id": "string",
            "metric_id": "string",
            "metric": "string",
            "subject": "string",
            "about_firm_ids": "list;",
            "firm_id": "string",
            "chip_id": "string",
            "fab_id": "string",
            "process_id": "string",
            "region_id": "string",
            "period": "string",
            "starts_on": "date",
            "ends_on": "date",
            "definition_id": "string",
            "definition": "string",
            "central": "number",
            "value_low": "number",
            "value_high": "number",
            "bound": "string",
            "unit": "string",
            "basis": "string",
            "observed": "boolean",
            "rank": "string",
            "claimant_id": "string",
            "claimant": "string",
            "as_of": "string",
            "source_id": "string",
            "reliability": "string",
            "url": "string",
            "note": "string",
        },
    ),
    # A row is one use of one source by one row of a table; a source without a row here supports nothing
    "source_uses": (
        "views/source_uses.csv",
        {
            "source_id": "string",
            "table_name": "string",
            "key": "string",
        },
    ),
    # A row is one house’s own Chinese supply over its own demand for one period, both said on the same day; computed
    # here
    "supply_to_demand": (
        "views/supply_to_demand.csv",
        {
            "region_id": "string",
            "period": "string",
            "claimant_id": "string",
            "claimant": "string",
            "as_of": "string",
            "supply": "number",
            "demand": "number",
            "ratio": "number",
            "basis": "string",
            "supply_id": "string",
            "demand_id": "string",
            "source_id": "string",
            "reliability": "string",
            "url": "string",
        },
    ),
    # A row is one dated thing
    "timeline": (
        "views/timeline.csv",
        {
            "on_date": "date",
            "period": "string",
            "kind": "string",
            "title": "string",
            "key": "string",
            "table_name": "string",
        },
    ),
    # A row is one change of a verdict
    "verdict_changes": (
        "views/verdict_changes.csv",
        {
            "target_id": "string",
            "claimant_id": "string",
            "claimant": "string",
            "statement": "string",
            "rated_on": "date",
            "rule_version": "string",
            "rule_version_before": "string",
            "status_before": "string",
            "status": "string",
            "moved": "boolean",
            "change": "string",
            "reason": "string",
        },
    ),
    # A row is one published figure that the estimate can predict, with what it expected before and after it heard the
    # figures
    "witness_fit": (
        "views/witness_fit.csv",
        {
            "observation_id": "string",
            "use": "string",
            "house_id": "string",
            "house": "string",
            "metric_id": "string",
            "metric": "string",
            "subject": "string",
            "firm_id": "string",
            "chip_id": "string",
            "fab_id": "string",
            "process_id": "string",
            "region_id": "string",
            "period": "string",
            "ends_on": "date",
            "definition_id": "string",
            "definition": "string",
            "stated": "number",
            "bound": "string",
            "unit": "string",
            "basis": "string",
            "before_low": "number",
            "before": "number",
            "before_high": "number",
            "after_low": "number",
            "after": "number",
            "after_high": "number",
            "inside": "boolean",
            "p_value": "number",
            "as_of": "string",
            "source_id": "string",
            "url": "string",
        },
    ),
}
