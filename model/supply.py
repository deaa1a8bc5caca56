"""From what designers would sell, half-year by half-year, to what dies, memory and packaging allow.

What is not used stays in stock, and nothing is used that is not there. In a pool that falls short everybody gets the
same part of what he needs; to HBM Huawei has a claim, and the others to the rest."""

from dataclasses import dataclass

import numpy as np

from model.distributions import Array
from model.halves import HALVES, flow_by_half
from model.inputs import Draws
from model.vendors import HUAWEI, HUAWEI_FAMILIES, OTHERS, VENDORS
from model.wafers import Wafers, share_by_half, wafers

Plan = dict[str, Array]  # what the steps need, per half-year
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


def _plan(draw: Draws, made: Wafers, sales: dict[str, Array], choices: Choices) -> Plan:
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


@dataclass(frozen=True)
class Batch:
    """Packages started in a half-year: Huawei's with its own memory, with two dies and with one; cards of the others
    with HBM and without, a row per designer."""

    own_memory: Array
    dual: Array
    single: Array
    hbm: Array
    plain: Array

    def ascend_dies(self, plan: Plan) -> Array:
        """Return the dies that Huawei’s packages take."""
        return self.own_memory * plan["dies-950"] + self.dual * plan["dies-910c"] + self.single * plan["dies-910b"]

    def huawei_stacks(self, plan: Plan) -> Array:
        """Return the HBM stacks that Huawei’s packages take."""
        return self.dual * plan["stacks-910c"] + self.single * plan["stacks-910b"]

    def other_stacks(self, plan: Plan) -> Array:
        """Return the HBM stacks that the others’ cards take."""
        return np.asarray((self.hbm * plan["stacks-each"]).sum(axis=0))

    def packages(self) -> Array:
        """Return how many need packaging: all but the cards without HBM."""
        return np.asarray(self.own_memory + self.dual + self.single + self.hbm.sum(axis=0))


def _step(plan: Plan, t: int, stocks: dict[str, Array], order: str) -> dict[str, Array]:
    """Return what one half-year makes; takes from the stocks what it uses."""
    for key in stocks:
        stocks[key] = stocks[key] + plan[key][t]
    sought, needed, there = _sought(plan, t, stocks)
    made, other_home = _allowed(plan, t, stocks, sought, needed, there)
    taken = _taken(plan, t, stocks, made, other_home, order)
    for key, amount in taken.items():
        stocks[key] = np.maximum(stocks[key] - amount, 0.0)  # below zero by rounding alone
    out = _sold(plan, t, made, other_home, taken)
    out |= {f"needed {k}": v for k, v in needed.items()} | {f"there {k}": v for k, v in there.items()}
    out |= {f"used {k}": v for k, v in taken.items()} | {f"left {k}": v for k, v in stocks.items()}
    return out | {"used packaging": made.packages()}


def _sought(plan: Plan, t: int, stocks: dict[str, Array]) -> tuple[Batch, dict[str, Array], dict[str, Array]]:
    """Return what would be started if all were there (of the 950 no more than its memory allows: the 910 takes its
    place), and by pool what it needs and what there is."""
    packed, with_hbm = plan["package-yield"][t], plan["with-hbm"]
    started = plan["huawei"][t] / packed
    own_sought = started * plan["share-950"][t]
    own = np.minimum(own_sought, stocks["own"])
    dual = (started - own) * plan["share-910c-of-910"][t]
    hbm, plain = plan["others"][t] * with_hbm / packed, plan["others"][t] * (1 - with_hbm)
    batch = Batch(own, dual, started - own - dual, hbm, plain)
    needed = {
        "own memory": own_sought,
        "Ascend dies": batch.ascend_dies(plan),
        "other dies": (hbm + plain).sum(axis=0),
        "HBM stacks": batch.huawei_stacks(plan) + batch.other_stacks(plan),
        "packaging": batch.packages(),
    }
    there = {
        "own memory": stocks["own"],
        "Ascend dies": stocks["dies-foreign"] + stocks["dies-home"],
        "other dies": stocks["others-foreign"] + stocks["others-home"],
        "HBM stacks": stocks["stacks-foreign"] + stocks["stacks-home"],
        "packaging": plan["packaging"][t],
    }
    return batch, needed, there


def _allowed(
    plan: Plan, t: int, stocks: dict[str, Array], sought: Batch, needed: dict[str, Array], there: dict[str, Array]
) -> tuple[Batch, Array]:
    """Return what dies, then HBM, then packaging allow, and which part of each other designer's dies is from China."""
    of_ascend = ratio(there["Ascend dies"], needed["Ascend dies"])
    own, dual, single = sought.own_memory * of_ascend, sought.dual * of_ascend, sought.single * of_ascend
    home, cards = plan["home-part"][t], sought.hbm + sought.plain
    at_home = home * ratio(stocks["others-home"], (cards * home).sum(axis=0))
    abroad = (1 - home) * ratio(stocks["others-foreign"], (cards * (1 - home)).sum(axis=0))
    batch = Batch(own, dual, single, sought.hbm * (at_home + abroad), sought.plain * (at_home + abroad))
    for_huawei, for_others = allotted(
        there["HBM stacks"], batch.huawei_stacks(plan), batch.other_stacks(plan), plan["huawei-share-of-hbm"][t]
    )
    batch = Batch(own, dual * for_huawei, single * for_huawei, batch.hbm * for_others, batch.plain)
    packed = ratio(there["packaging"], batch.packages())
    made = Batch(own * packed, batch.dual * packed, batch.single * packed, batch.hbm * packed, batch.plain)
    return made, at_home / np.maximum(at_home + abroad, TINY)


def _taken(
    plan: Plan, t: int, stocks: dict[str, Array], made: Batch, other_home: Array, order: str
) -> dict[str, Array]:
    """Return what is taken from each stock."""
    dies, stacks = made.ascend_dies(plan), made.huawei_stacks(plan) + made.other_stacks(plan)
    foreign_dies = taken_abroad(
        dies, stocks["dies-foreign"], stocks["dies-home"], order, plan["foreign-share-of-huawei-dies"][t]
    )
    order_of_stacks = "proportional" if order == "proportional" else "foreign-first"
    foreign_stacks = taken_abroad(stacks, stocks["stacks-foreign"], stocks["stacks-home"], order_of_stacks)
    cards = made.hbm + made.plain
    return {
        "dies-foreign": foreign_dies,
        "dies-home": dies - foreign_dies,
        "others-foreign": (cards * (1 - other_home)).sum(axis=0),
        "others-home": (cards * other_home).sum(axis=0),
        "own": made.own_memory,
        "stacks-foreign": foreign_stacks,
        "stacks-home": stacks - foreign_stacks,
    }


def _sold(plan: Plan, t: int, made: Batch, other_home: Array, taken: dict[str, Array]) -> dict[str, Array]:
    """Return units by family, and the parts of them with a die and with memory from China."""
    packed, late = plan["package-yield"][t], plan["share-950dt-of-950"][t]
    die_home = 1 - share_of(taken["dies-foreign"], taken["dies-foreign"] + taken["dies-home"])
    hbm_home = 1 - share_of(taken["stacks-foreign"], taken["stacks-foreign"] + taken["stacks-home"])
    own, dual, single = made.own_memory * packed, made.dual * packed, made.single * packed
    out = {"units 910b": single, "units 910c": dual, "units 950pr": own * (1 - late), "units 950dt": own * late}
    out |= {f"die {f}": die_home for f in HUAWEI_FAMILIES}
    out |= {f"memory {f}": plan["own-home"] if f.startswith("950") else hbm_home for f in HUAWEI_FAMILIES}
    for n, vendor in enumerate(OTHERS):
        with_memory, without = made.hbm[n] * packed, made.plain[n]
        out[f"units {vendor}"] = with_memory + without
        out[f"die {vendor}"] = other_home[n]
        out[f"memory {vendor}"] = share_of(
            with_memory * hbm_home + without * plan["dram-home"][t], with_memory + without
        )
    return out


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
