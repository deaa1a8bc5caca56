"""One year of supply: units by family of chip, with the share of each that passes each definition of domestic.

For a full year in the past, units are what was counted; for the current year and later they follow from production.
"""

from dataclasses import dataclass, field

import numpy as np

from model import production as p
from model.distributions import Array
from model.inputs import Draws

HUAWEI = ("910b", "910c", "950pr", "950dt")
OTHERS = ("others-hbm", "others-no-hbm")


@dataclass(frozen=True)
class Choices:
    """What a word means where sources mean several things: shown one by one, never averaged."""

    foreign_first: bool
    yield_kind: str
    wafers: str


@dataclass
class Banks:
    """Foreign dies (Huawei's) and foreign HBM stacks left."""

    dies: Array
    stacks: Array


@dataclass
class Supply:
    """Units sold in China in one year, by family that was sold. `die` and `die_and_memory` are shares of its units;
    `huawei` is what packages with memory of its own and packages with HBM were made from, if that is modelled."""

    units: dict[str, Array]
    die: dict[str, Array]
    die_and_memory: dict[str, Array]
    imports: dict[str, Array]
    huawei: tuple[p.Packages, p.Packages] | None
    bank_use: dict[str, Array]
    banks_left: dict[str, Array] = field(default_factory=dict)

    @property
    def binding(self) -> Array | None:
        """What bound Huawei's largest family: own memory and standard HBM are both memory."""
        if self.huawei is None:
            return None
        own, dual = self.huawei
        return np.where(own.out >= dual.out, own.binding, dual.binding)


def first_banks(draw: Draws, year: int) -> Banks:
    """Return all that was ever banked; the uses of the years from `year` on are taken from it."""
    return Banks(draw("foreign-die-bank-total", year), draw("foreign-hbm-bank-total", year))


def supply(draw: Draws, year: int, counted: bool, banks: Banks, choices: Choices) -> Supply:
    """Return the supply of one year; takes from `banks` what its packages consume, never more than there is."""
    dies, _ = p.drawn_from_bank(draw("foreign-die-bank-use", year), banks.dies)
    stacks, _ = p.drawn_from_bank(draw("foreign-hbm-bank-use", year), banks.stacks)
    smuggled = draw("smuggled-hbm", year)
    # a past year took from the bank of stacks what its counted units needed
    foreign = {"dies": dies, "stacks": (banks.stacks if counted else stacks) + smuggled}
    make = _counted if counted else _produced
    result = make(draw, year, foreign, choices)
    exported = 1 - np.minimum(draw("domestic-exports", year) / np.maximum(p.total(result.units.values()), 1), 1)
    result.units = {family: n * exported for family, n in result.units.items()}
    result.imports = _imports(draw, year)
    result.bank_use["stacks"] = np.maximum(result.bank_use["stacks"] - smuggled, 0)
    for key in ("dies", "stacks"):
        result.bank_use[key], left = p.drawn_from_bank(result.bank_use[key], getattr(banks, key))
        setattr(banks, key, left)
    result.banks_left = {"dies": banks.dies, "stacks": banks.stacks}
    return result


def _imports(draw: Draws, year: int) -> dict[str, Array]:
    t1, everything = draw("licensed-imports-t1", year), draw("licensed-imports-all", year)
    return {"t1": t1, "t3": np.maximum(everything - t1, 0), "smuggled": draw("smuggled-imports", year)}


def _counted(draw: Draws, year: int, foreign: dict[str, Array], choices: Choices) -> Supply:
    """Return the supply of a past year: units as counted; dies and stacks as those units need them."""
    total = draw("domestic-shipments", year)
    huawei = total * draw("huawei-share-of-shipments", year)
    dual = draw("share-910c-of-huawei", year)
    no_hbm = draw("no-hbm-share-other-vendors", year)
    units = {
        "910b": huawei * (1 - dual),
        "910c": huawei * dual,
        "others-hbm": (total - huawei) * (1 - no_hbm),
        "others-no-hbm": (total - huawei) * no_hbm,
    }
    packed = draw("package-yield-after-packaging", year)
    need = p.total(units[f] * draw(f"dies-per-package-{f}", year) for f in ("910b", "910c")) / packed
    used = np.minimum(foreign["dies"], need)
    die = {f: p.domestic_share(used, need - used, need, foreign_first=True) for f in HUAWEI}
    stacks_need = p.total(
        units[f] * draw(f"hbm-stacks-per-package-{n}", year) / packed
        for f, n in (("910b", "910b"), ("910c", "910c"), ("others-hbm", "others"))
    )
    at_home = np.minimum(draw("domestic-hbm-supply", year), stacks_need)
    use = {"dies": used, "stacks": stacks_need - at_home}
    memory = p.share_of(at_home, stacks_need)
    return _with_others(
        draw, year, units, die, dict.fromkeys((*HUAWEI, "others-hbm"), memory), choices.foreign_first, None, use
    )


def _ai_wafers(draw: Draws, year: int, choices: Choices) -> Array:
    """Return the wafers a month for AI chips: as counted, or as a share of all wafers at 7 nm and below."""
    if choices.wafers == "ai":
        return draw("ai-wafer-capacity", year)
    return draw("le-7nm-wafer-capacity", year) * draw("ai-share-of-le-7nm-wafers", year)


def _produced(draw: Draws, year: int, foreign: dict[str, Array], choices: Choices) -> Supply:
    """Return the supply of the current year or a later one: units as dies, memory and packaging allow."""
    lag, good = draw("lag-quarters", year), draw(f"die-yield-{choices.yield_kind}", year)
    starts = {y: _ai_wafers(draw, y, choices) * draw("ai-wafer-utilisation", y) for y in (year - 1, year)}
    wafers = p.sold_after_lag(starts[year], starts[year - 1], lag)
    share = draw("huawei-share-of-ai-wafers", year)
    packed, capacity = draw("package-yield-after-packaging", year), draw("packaging-capacity", year)
    huawei_dies = p.new_dies(wafers * share, draw("gross-dies-per-wafer-ascend", year), good)
    other_dies = p.new_dies(wafers * (1 - share), draw("gross-dies-per-wafer-others", year), good)
    home_stacks = draw("domestic-hbm-supply", year)
    stacks = foreign["stacks"] + home_stacks
    stacks_huawei = stacks * draw("huawei-share-of-hbm", year)

    available = huawei_dies + foreign["dies"]
    each_950, each_910c = draw("dies-per-package-950", year), draw("dies-per-package-910c", year)
    own = p.packages(available, draw("huawei-own-memory-packages", year), capacity, each_950, np.ones(draw.n), packed)
    left = available - own.started * each_950
    room = np.maximum(capacity - own.started, 0)
    stacks_each = draw("hbm-stacks-per-package-910c", year)
    dual = p.packages(left, stacks_huawei, room, each_910c, stacks_each, packed)

    late = draw("share-950dt-of-950", year)
    foreign_made = draw("foreign-made-share-other-vendors", year)
    no_hbm = draw("no-hbm-share-other-vendors", year)
    others = other_dies / np.maximum(1 - foreign_made, 0.05)
    with_hbm = np.minimum(others * (1 - no_hbm), (stacks - stacks_huawei) / draw("hbm-stacks-per-package-others", year))
    units = {
        "910c": dual.out,
        "950pr": own.out * (1 - late),
        "950dt": own.out * late,
        "others-hbm": with_hbm * packed,
        "others-no-hbm": others * no_hbm,
    }
    used = own.started * each_950 + dual.started * each_910c
    share_home = p.domestic_share(foreign["dies"], huawei_dies, used, choices.foreign_first)
    stacks_used = dual.started * stacks_each + with_hbm * draw("hbm-stacks-per-package-others", year)
    memory_home = p.domestic_share(foreign["stacks"], home_stacks, stacks_used, choices.foreign_first)
    own_memory = draw("huawei-own-memory-made-in-china", year)
    use = {"dies": used * (1 - share_home), "stacks": stacks_used * (1 - memory_home)}
    memory = {"910b": memory_home, "910c": memory_home, "950pr": own_memory, "950dt": own_memory,
              "others-hbm": memory_home}  # fmt: skip
    die = dict.fromkeys(HUAWEI, share_home)
    return _with_others(draw, year, units, die, memory, choices.foreign_first, (own, dual), use)


def _with_others(
    draw: Draws, year: int, units: dict[str, Array], die: dict[str, Array], memory: dict[str, Array],
    foreign_first: bool, huawei: tuple[p.Packages, p.Packages] | None, use: dict[str, Array],
) -> Supply:  # fmt: skip
    """Add the shares of the other designers: their dies by origin, and the memory of their cards without HBM."""
    home = 1 - draw("foreign-made-share-other-vendors", year)
    die = die | {"others-hbm": home, "others-no-hbm": home}
    memory = memory | {"others-no-hbm": draw("domestic-dram-share-no-hbm", year)}
    joint = {f: p.both_domestic(die[f], memory[f], foreign_first and f in (*HUAWEI, "others-hbm")) for f in units}
    return Supply(units, die, joint, {}, huawei, use)
