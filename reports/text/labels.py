"""Labels of what the data hold as keys: statuses, kinds of claimants, inputs of the model, chips."""

import re
from dataclasses import dataclass
from typing import Any

from reports.text.language import ENGLISH, words


@dataclass(frozen=True)
class Status:
    """One status: its key in the data, its group, and its mark: Matplotlib's marker, colour of the palette, filled."""

    key: str
    group: str
    marker: str
    colour: str
    filled: bool = True

    @property
    def label(self) -> str:
        return status_label(self.key)


STATUSES = (
    Status("met", "kept", "o", "good"),
    Status("likely-met", "kept", "p", "good"),
    Status("partly-met", "partly", "^", "warn"),
    Status("missed", "broken", "X", "bad"),
    Status("late", "broken", ">", "bad"),
    Status("stalled", "broken", "P", "bad"),
    Status("abandoned", "broken", "s", "bad"),
    Status("unverifiable", "unknown", "d", "other"),
    Status("on-track", "open", "^", "good", filled=False),
    Status("needs-acceleration", "open", "s", "warn", filled=False),
    Status("off-track", "open", "v", "bad", filled=False),
    Status("in-progress", "open", "o", "estimate", filled=False),
    Status("not-rated", "open", "D", "foreign", filled=False),
)
BY_KEY = {s.key: s for s in STATUSES}
GROUPS = {
    "kept": "met or likely met",
    "partly": "partly met",
    "broken": "missed or late",
    "unknown": "unverifiable",
    "open": "open",
}
KINDS = {
    "firm": "Firms",
    "state": "States",
    "press": "Press reports of plans",
    "analyst": "Analysts",
    "official": "Officials",
}


def status_label(key: str, language: str = ENGLISH) -> str:
    """Return the label of a verdict's status."""
    return words(language)[f"status.{key}"]


def basis_label(key: str, language: str = ENGLISH) -> str:
    """Return the label of a basis: official, reported, estimated, forecast, target."""
    return words(language)[f"basis.{key}"]


def binding_label(key: str, language: str = ENGLISH) -> str:
    """Return the label of what limits production."""
    return words(language)[f"binding.{key}"]


def counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    """How many of `rows` (each with `status`) are in each group, in the order of GROUPS."""
    found = dict.fromkeys(GROUPS, 0)
    for row in rows:
        found[BY_KEY[row["status"]].group] += row.get("claims", 1)
    return found


YEAR_OF_INPUT = re.compile(r"-(\d{4})(-as-of-(\d{4}-\d{2}))?$")

INPUTS = {
    "ai-share-of-le-7nm-wafers": "AI share of wafers at 7 nm and below",
    "ai-wafer-capacity": "Wafers for AI chips",
    "ai-wafer-utilisation": "Utilisation of wafer lines",
    "brand-only-share": "Chinese brands on foreign designs",
    "chip-fp16-tflops": "FP16 throughput",
    "chip-memory-bandwidth": "Memory bandwidth",
    "chip-price": "Price of a chip",
    "correlation": "Correlation",
    "demand-value": "Demand in money",
    "die-area": "Die area",
    "die-yield": "Die yield",
    "die-yield-fully-good": "Die yield, fully good",
    "die-yield-sellable": "Die yield, sellable",
    "dies-per-package": "Dies in a package",
    "domestic-dram-share-no-hbm": "Chinese DRAM on cards without HBM",
    "domestic-exports": "Exports of Chinese chips",
    "domestic-hbm-supply": "HBM made in China",
    "domestic-packaging-and-substrate-share": "Packaging and substrate from China",
    "domestic-shipments": "Chinese-designed chips shipped",
    "foreign-die-bank-total": "Foreign Ascend dies, all ever banked",
    "foreign-die-bank-use": "Foreign Ascend dies used",
    "foreign-hbm-bank-total": "Foreign HBM, all ever banked",
    "foreign-hbm-bank-use": "Foreign HBM used",
    "foreign-made-share-other-vendors": "Other designers’ dies made abroad",
    "gross-dies-per-wafer": "Dies on a wafer",
    "gross-dies-per-wafer-ascend": "Dies on a wafer, Ascend",
    "gross-dies-per-wafer-others": "Dies on a wafer, other designers",
    "hbm-stacks-per-package": "HBM stacks in a package",
    "huawei-own-memory-made-in-china": "Huawei’s own memory made in China",
    "huawei-own-memory-packages": "Packages that Huawei’s own memory allows",
    "huawei-share-of-ai-wafers": "Huawei’s share of AI wafers",
    "huawei-share-of-hbm": "Huawei’s share of HBM",
    "huawei-share-of-shipments": "Huawei’s share of shipments",
    "lag-quarters": "Quarters from wafer to sale",
    "le-7nm-wafer-capacity": "Wafers at 7 nm and below",
    "licensed-imports": "Licensed imports",
    "licensed-imports-all": "Licensed imports, all tiers",
    "licensed-imports-t1": "Licensed imports, training class",
    "no-hbm-share": "Other designers’ cards without HBM",
    "no-hbm-share-other-vendors": "Other designers’ cards without HBM",
    "package-yield": "Yield of packaging",
    "package-yield-after-packaging": "Yield of packaging",
    "packaging-capacity": "Packaging capacity",
    "share-910c-of-huawei": "Share of the 910C in Huawei’s",
    "share-950dt-of-950": "Share of the 950DT in the 950",
    "smuggled-hbm": "Smuggled HBM",
    "smuggled-imports": "Smuggled accelerators",
    "t1-share-of-other-vendors": "Training class among other designers’",
    "usd-cny-rate": "Yuan for a dollar",
}


def input_name(key: str) -> str:
    """Name of an input or of one row of it, with its year if it has one.

    >>> input_name("licensed-imports-t1-2026"), input_name("die-yield"), input_name("some-new-input-2027")
    ('Licensed imports, training class, 2026', 'Die yield', 'Some new input, 2027')
    """
    found = YEAR_OF_INPUT.search(key)
    stem = key[: found.start()] if found else key
    name = INPUTS.get(stem) or stem.replace("-", " ").capitalize()
    if not found:
        return name
    known = f", as known in {found.group(3)}" if found.group(3) else ""
    return f"{name}, {found.group(1)}{known}"


def short_name(name: str, designer: str) -> str:
    """The name of a chip without its designer’s and without what stands in brackets.

    >>> short_name("Ascend 910B (first)", "Huawei"), short_name("Biren BR100", "Biren")
    ('Ascend 910B', 'BR100')
    """
    return re.sub(r" \(.*\)", "", name).removeprefix(f"{designer} ")
