"""From what designers would sell, half-year by half-year, to what dies, memory and packaging allow.

What is not used stays in stock, and nothing is used that is not there. In a pool that falls short everybody gets the
same part of what he needs."""

from dataclasses import dataclass

import numpy as np

from model.distributions import Array
from model.halves import HALVES, flow_by_half
from model.inputs import Draws
from model.vendors import HUAWEI, HUAWEI_FAMILIES, OTHERS, VENDORS
from model.wafers import Wafers, share_by_half, wafers

POOLS = ("Ascend dies", "other dies", "own memory", "HBM stacks", "packaging")
STOCKS = ("dies-foreign", "dies-home", "others-foreign", "others-home", "own", "stacks-foreign", "stacks-home")
TINY = np.finfo(float).tiny


@dataclass(frozen=True)
class Choices:
    """What a word means where sources mean several things: shown one by one, never averaged. `order`: in which foreign
    and domestic dies and stacks are used."""

    order: str = "as-reported"
    wafers: str = "ai"
    yield_kind: str = "sellable"


@dataclass(frozen=True)
class Supply:
    """Per half-year: what each designer wanted to sell; by family units made and the parts of them with a domestic die
    and with domestic memory; by pool what was needed for all that was wanted, and what there was; by stock what came
    in, was used, and is left at the end. `used` also has packages started, by "packaging"."""

    wafers: Wafers
    wanted_units: dict[str, Array]
    units: dict[str, Array]
    die: dict[str, Array]
    memory: dict[str, Array]
    needed: dict[str, Array]
    there: dict[str, Array]
    arrived: dict[str, Array]
    used: dict[str, Array]
    left: dict[str, Array]


def supply(draw: Draws, choices: Choices) -> Supply:
    """Return what is made of what is wanted."""
    made = wafers(draw, choices.wafers)
    units = {v: flow(draw, f"vendor-sales-{v}", "vendor-growth", "vendor-half-tilt") for v in VENDORS}
    plan = _plan(draw, made, units, choices)
    stocks = {key: np.zeros(draw.n) for key in STOCKS}
    steps = [_step(plan, t, stocks, choices.order) for t in range(len(HALVES))]
    columns = {key: np.stack([step[key] for step in steps]) for key in steps[0]}

    def part(prefix: str) -> dict[str, Array]:
        return {key.removeprefix(prefix): value for key, value in columns.items() if key.startswith(prefix)}

    return Supply(made, units, part("units "), part("die "), part("memory "), part("needed "), part("there "),
                  {key: plan[key] for key in STOCKS}, part("used "), part("left "))  # fmt: skip


def flow(draw: Draws, name: str, growth: str = "", tilt: str = "") -> Array:
    """Return a flow by half-year: a level in units a year, its growth, and how the year falls to its halves, which a
    what-if leaves as it is."""
    logs = draw.log_level(name, growth)
    return flow_by_half(np.exp(logs), logs - draw.shift(name), draw.tilts(tilt, name) if tilt else 0.0)


def _plan(draw: Draws, made: Wafers, sales: dict[str, Array], choices: Choices) -> dict[str, Array]:
    """Return all that the steps need, per half-year; other designers as rows of one array."""
    good = draw("fully-good-share-of-sellable") if choices.yield_kind == "fully-good" else 1.0
    twice = {name: np.repeat(draw.years(name), 2, axis=0) for name in (
        "foreign-share-of-huawei-dies", "huawei-share-of-hbm", "share-910c-of-910", "share-950dt-of-950")}  # fmt: skip
    twice["package-yield"] = share_by_half(draw, "package-yield")
    return twice | {
        "huawei": sales[HUAWEI],
        "others": np.stack([sales[v] for v in OTHERS], axis=1),
        "share-950": draw.halves("share-950-of-huawei"),
        "dies-home": made.huawei_dies * good,
        "others-home": made.other_dies * good,
        "dies-foreign": arrivals(draw, "foreign-die-bank-total", "foreign-die-arrival"),
        "others-foreign": flow(draw, "foreign-dies-others"),
        "home-part": np.stack(
            [share_by_half(draw, f"domestic-die-share-{v}", "domestic-die-share-step") for v in OTHERS], axis=1
        ),
        "own": flow(draw, "huawei-own-memory-packages"),
        "stacks-foreign": arrivals(draw, "foreign-hbm-bank-total", "foreign-hbm-arrival") + flow(draw, "smuggled-hbm"),
        "stacks-home": flow(draw, "domestic-hbm-supply"),
        "packaging": flow(draw, "packaging-capacity"),
        "stacks-each": np.stack([draw(f"hbm-stacks-per-package-{v}") for v in OTHERS]),
        "with-hbm": np.stack([draw(f"hbm-share-{v}") for v in OTHERS]),
        "dram-home": share_by_half(draw, "domestic-dram-share-no-hbm"),
        "own-home": (draw("huawei-own-memory-made-in-china") > 0.5).astype(float),
        **{f"dies-{f}": draw(f"dies-per-package-{f}") for f in ("910b", "910c", "950")},
        **{f"stacks-{f}": draw(f"hbm-stacks-per-package-{f}") for f in ("910b", "910c")},
    }


def arrivals(draw: Draws, total: str, arrival: str) -> Array:
    """Return a bank's total as it arrived, by half-year: its inputs say which part of it in which year."""
    return np.repeat(draw.years(arrival), 2, axis=0) / 2 * draw(total)


def _step(plan: dict[str, Array], t: int, stocks: dict[str, Array], order: str) -> dict[str, Array]:
    """Return what one half-year makes; takes from the stocks what it uses."""
    for key in stocks:
        stocks[key] = stocks[key] + plan[key][t]
    packed, with_hbm = plan["package-yield"][t], plan["with-hbm"]
    started = plan["huawei"][t] / packed
    own_wanted = started * plan["share-950"][t]
    own = np.minimum(own_wanted, stocks["own"])
    dual = (started - own) * plan["share-910c-of-910"][t]
    single = started - own - dual
    hbm, plain = plan["others"][t] * with_hbm / packed, plan["others"][t] * (1 - with_hbm)
    home = plan["home-part"][t]

    needed, there = {}, {}
    needed["own memory"], there["own memory"] = own_wanted, stocks["own"]
    needed["Ascend dies"] = own * plan["dies-950"] + dual * plan["dies-910c"] + single * plan["dies-910b"]
    there["Ascend dies"] = stocks["dies-foreign"] + stocks["dies-home"]
    cards = hbm + plain
    needed["other dies"] = cards.sum(axis=0)
    there["other dies"] = stocks["others-foreign"] + stocks["others-home"]
    needed["HBM stacks"] = (
        dual * plan["stacks-910c"] + single * plan["stacks-910b"] + (hbm * plan["stacks-each"]).sum(axis=0)
    )
    there["HBM stacks"] = stocks["stacks-foreign"] + stocks["stacks-home"]
    needed["packaging"], there["packaging"] = started + hbm.sum(axis=0), plan["packaging"][t]

    of_ascend = ratio(there["Ascend dies"], needed["Ascend dies"])
    own, dual, single = own * of_ascend, dual * of_ascend, single * of_ascend
    at_home = home * ratio(stocks["others-home"], (cards * home).sum(axis=0))
    abroad = (1 - home) * ratio(stocks["others-foreign"], (cards * (1 - home)).sum(axis=0))
    hbm, plain = hbm * (at_home + abroad), plain * (at_home + abroad)
    other_home = at_home / np.maximum(at_home + abroad, TINY)
    for_huawei, for_others = allotted(
        there["HBM stacks"],
        dual * plan["stacks-910c"] + single * plan["stacks-910b"],
        (hbm * plan["stacks-each"]).sum(axis=0),
        plan["huawei-share-of-hbm"][t],
    )
    dual, single, hbm = dual * for_huawei, single * for_huawei, hbm * for_others
    of_packaging = ratio(there["packaging"], own + dual + single + hbm.sum(axis=0))
    own, dual, single, hbm = own * of_packaging, dual * of_packaging, single * of_packaging, hbm * of_packaging

    used = own * plan["dies-950"] + dual * plan["dies-910c"] + single * plan["dies-910b"]
    foreign_dies = taken_abroad(
        used, stocks["dies-foreign"], stocks["dies-home"], order, plan["foreign-share-of-huawei-dies"][t]
    )
    cards = hbm + plain
    stacks = dual * plan["stacks-910c"] + single * plan["stacks-910b"] + (hbm * plan["stacks-each"]).sum(axis=0)
    foreign_stacks = taken_abroad(stacks, stocks["stacks-foreign"], stocks["stacks-home"],
                                  "proportional" if order == "proportional" else "foreign-first")  # fmt: skip
    taken = {
        "dies-foreign": foreign_dies,
        "dies-home": used - foreign_dies,
        "others-foreign": (cards * (1 - other_home)).sum(axis=0),
        "others-home": (cards * other_home).sum(axis=0),
        "own": own,
        "stacks-foreign": foreign_stacks,
        "stacks-home": stacks - foreign_stacks,
    }
    for key, amount in taken.items():
        stocks[key] = np.maximum(stocks[key] - amount, 0.0)  # below zero by rounding alone

    die_home = 1 - share_of(foreign_dies, used)
    hbm_home = 1 - share_of(foreign_stacks, stacks)
    late = plan["share-950dt-of-950"][t]
    units = {
        "910b": single * packed,
        "910c": dual * packed,
        "950pr": own * packed * (1 - late),
        "950dt": own * packed * late,
    }
    out = {f"units {f}": n for f, n in units.items()}
    out |= {f"die {f}": die_home for f in HUAWEI_FAMILIES}
    out |= {f"memory {f}": plan["own-home"] if f.startswith("950") else hbm_home for f in HUAWEI_FAMILIES}
    for n, vendor in enumerate(OTHERS):
        with_memory, without = hbm[n] * packed, plain[n]
        out[f"units {vendor}"] = with_memory + without
        out[f"die {vendor}"] = other_home[n]
        out[f"memory {vendor}"] = share_of(
            with_memory * hbm_home + without * plan["dram-home"][t], with_memory + without
        )
    out |= {f"needed {k}": v for k, v in needed.items()} | {f"there {k}": v for k, v in there.items()}
    out |= {f"used {k}": v for k, v in taken.items()} | {f"left {k}": v for k, v in stocks.items()}
    return out | {"used packaging": own + dual + single + hbm.sum(axis=0)}


def ratio(there: Array, needed: Array) -> Array:
    """Return which part of what is needed there is, at most all."""
    return np.minimum(there / np.maximum(needed, TINY), 1.0)


def allotted(there: Array, first: Array, second: Array, share: Array) -> tuple[Array, Array]:
    """Return which part of what two needs is met: the first has a claim to `share` of what there is, the second to the
    rest, and what one does not need the other may have."""
    to_first = np.minimum(first, np.maximum(share * there, there - second))
    return ratio(to_first, first), ratio(there - to_first, second)


def share_of(part: Array, whole: Array) -> Array:
    """Return part / whole, and 0 where the whole is 0."""
    return part / np.maximum(whole, TINY)


def taken_abroad(used: Array, foreign: Array, home: Array, order: str, foreign_part: Array | None = None) -> Array:
    """Return how much of what is used comes from the foreign stock; home and foreign stock together hold it.

    foreign-first: all that there is. proportional: as foreign and home stock stand to each other. as-reported: the part
    `foreign_part`, and more where the home stock does not hold the rest.
    """
    if order == "proportional":
        return used * share_of(foreign, foreign + home)
    if order == "foreign-first" or foreign_part is None:
        return np.minimum(used, foreign)
    return np.clip(used * foreign_part, np.maximum(used - home, 0.0), foreign)
