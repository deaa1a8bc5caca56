"""Inputs of the model in words: what `licensed-imports-t1-2026` is called on the pages.

In: keys of the table `assumptions`. Out: short English names. A key that is not known here is shown without hyphens.
"""

import re

YEAR = re.compile(r"-(\d{4})(-as-of-(\d{4}-\d{2}))?$")

WORDS = {
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


def words(key: str) -> str:
    """Name of an input or of one row of it, with its year if it has one.

    >>> words("licensed-imports-t1-2026"), words("die-yield"), words("some-new-input-2027")
    ('Licensed imports, training class, 2026', 'Die yield', 'Some new input, 2027')
    """
    found = YEAR.search(key)
    stem = key[: found.start()] if found else key
    name = WORDS.get(stem) or stem.replace("-", " ").capitalize()
    if not found:
        return name
    known = f", as known in {found.group(3)}" if found.group(3) else ""
    return f"{name}, {found.group(1)}{known}"
