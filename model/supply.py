"""From what designers would sell, half-year by half-year, to what dies, memory and packaging allow.

What is not used stays in stock, and nothing is used that is not there. In a pool that falls short everybody gets the
same part of what he needs; to HBM Huawei has a claim, and the others to the rest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from model.distributions import Array
from model.halves import HALVES, flow_by_half
from model.inputs import Draws
from model.supplied import TINY, Cards, Supply, share_of
from model.vendors import HUAWEI, OTHERS, VENDORS
from model.wafers import Wafers, share_by_half, wafers

Plan = dict[str, Array]  # what the steps need, per half-year
POOLS = ("Ascend dies", "other dies", "own memory", "HBM stacks", "packaging")
STOCKS = ("dies-foreign", "dies-home", "others-foreign", "others-home", "own", "stacks-foreign", "stacks-home")
TOTALS = tuple(f"{kind} {place}" for kind in ("hbm", "hbm stacks", "plain") for place in ("home", "abroad"))


@dataclass(frozen=True)
class Choices:
    """What a word means where sources mean several things: shown one by one, never averaged. `order`: in which foreign
    and domestic dies and stacks are used."""

    order: str = "as-reported"
    wafers: str = "ai"
    yield_kind: str = "sellable"


def supply(draw: Draws, choices: Choices) -> Supply:
    """Return what is made of what is wanted."""
    made = wafers(draw, choices.wafers)
    sales = {v: flow(draw, f"vendor-sales-{v}", "vendor-growth", "vendor-half-tilt") for v in VENDORS}
    plan = _plan(draw, made, sales[HUAWEI], choices)
    cards = {v: _cards(draw, v, sales[v]) for v in OTHERS}
    plan |= _together(cards.values(), plan["package-yield"])
    stocks = {key: np.zeros(draw.n) for key in STOCKS}
    steps = [_step(plan, t, stocks, choices.order) for t in range(len(HALVES))]
    columns = {key: np.stack([step[key] for step in steps]) for key in steps[0]}

    def part(prefix: str) -> dict[str, Array]:
        return {key.removeprefix(prefix): value for key, value in columns.items() if key.startswith(prefix)}

    met = part("met ")
    units = _sold(plan, cards, part("made "), met)
    memory_home = {"own": plan["own-home"], "dram": plan["dram-home"]}
    return Supply(made, sales, cards, units, met, memory_home, part("needed "), part("there "),
                  {key: plan[key] for key in STOCKS}, part("used "), part("left "))  # fmt: skip


def flow(draw: Draws, name: str, growth: str = "", tilt: str = "") -> Array:
    """Return a flow by half-year: a level in units a year, its growth, and how the year falls to its halves, which a
    what-if leaves as it is."""
    logs = draw.log_level(name, growth)
    return flow_by_half(np.exp(logs), logs - draw.shift(name), draw.tilts(tilt, name) if tilt else 0.0)


def _plan(draw: Draws, made: Wafers, huawei: Array, choices: Choices) -> Plan:
    """Return all that the steps need, per half-year, but for the cards of the other designers."""
    good = draw("fully-good-share-of-sellable") if choices.yield_kind == "fully-good" else 1.0
    twice = {name: np.repeat(draw.years(name), 2, axis=0) for name in (
        "foreign-share-of-huawei-dies", "huawei-share-of-hbm", "share-910c-of-910", "share-950dt-of-950")}  # fmt: skip
    packed = share_by_half(draw, "package-yield")
    started = huawei / packed
    return twice | {
        "package-yield": packed,
        "started": started,
        "own-sought": started * draw.halves("share-950-of-huawei"),
        "dies-home": made.huawei_dies * good,
        "others-home": made.other_dies * good,
        "dies-foreign": arrivals(draw, "foreign-die-bank-total", "foreign-die-arrival"),
        "others-foreign": flow(draw, "foreign-dies-others"),
        "own": flow(draw, "huawei-own-memory-packages"),
        "stacks-foreign": arrivals(draw, "foreign-hbm-bank-total", "foreign-hbm-arrival") + flow(draw, "smuggled-hbm"),
        "stacks-home": flow(draw, "domestic-hbm-supply"),
        "packaging": flow(draw, "packaging-capacity"),
        "dram-home": share_by_half(draw, "domestic-dram-share-no-hbm"),
        "own-home": (draw("huawei-own-memory-made-in-china") > 0.5).astype(float),
        **{f"dies-{f}": draw(f"dies-per-package-{f}") for f in ("910b", "910c", "950")},
        **{f"stacks-{f}": draw(f"hbm-stacks-per-package-{f}") for f in ("910b", "910c")},
    }


def _cards(draw: Draws, vendor: str, sales: Array) -> Cards:
    home = share_by_half(draw, f"domestic-die-share-{vendor}", "domestic-die-share-step")
    return Cards(sales, home, draw(f"hbm-share-{vendor}"), draw(f"hbm-stacks-per-package-{vendor}"))


def _together(cards: Iterable[Cards], packed: Array) -> Plan:
    """Return what all the others would start, per half-year, by where the dies come from: cards with HBM, the stacks of
    these, and cards without HBM, of which none is lost in packaging."""
    found: Plan = {key: np.zeros_like(packed) for key in TOTALS}
    for card in cards:
        at_home = card.sales * card.home
        for place, dies in (("home", at_home), ("abroad", card.sales - at_home)):
            found[f"hbm {place}"] += dies * card.with_hbm
            found[f"hbm stacks {place}"] += dies * (card.with_hbm * card.stacks)
            found[f"plain {place}"] += dies * (1 - card.with_hbm)
    return {key: value if key.startswith("plain") else value / packed for key, value in found.items()}


def arrivals(draw: Draws, total: str, arrival: str) -> Array:
    """Return a bank's total as it arrived, by half-year: its inputs say which part of it in which year."""
    return np.repeat(draw.years(arrival), 2, axis=0) / 2 * draw(total)


@dataclass(frozen=True)
class Batch:
    """Packages started in a half-year: Huawei's with its own memory, with two dies and with one; cards of the others
    with HBM, the stacks of these, and cards without."""

    own_memory: Array
    dual: Array
    single: Array
    hbm: Array
    hbm_stacks: Array
    plain: Array

    def ascend_dies(self, plan: Plan) -> Array:
        """Return the dies that Huawei’s packages take."""
        return self.own_memory * plan["dies-950"] + self.dual * plan["dies-910c"] + self.single * plan["dies-910b"]

    def huawei_stacks(self, plan: Plan) -> Array:
        """Return the HBM stacks that Huawei’s packages take."""
        return self.dual * plan["stacks-910c"] + self.single * plan["stacks-910b"]

    def packages(self) -> Array:
        """Return how many need packaging: all but the cards without HBM."""
        return self.own_memory + self.dual + self.single + self.hbm


def _step(plan: Plan, t: int, stocks: dict[str, Array], order: str) -> dict[str, Array]:
    """Return what one half-year makes; takes from the stocks what it uses."""
    for key in stocks:
        stocks[key] = stocks[key] + plan[key][t]
    sought, needed, there = _sought(plan, t, stocks)
    made, met = _allowed(plan, t, stocks, sought, needed, there)
    taken = _taken(plan, t, stocks, made, met, order)
    for key, amount in taken.items():
        stocks[key] = np.maximum(stocks[key] - amount, 0.0)  # below zero by rounding alone
    out = {"made own": made.own_memory, "made dual": made.dual, "made single": made.single}
    out |= {f"met {k}": v for k, v in met.items()}
    out |= {f"needed {k}": v for k, v in needed.items()} | {f"there {k}": v for k, v in there.items()}
    out |= {f"used {k}": v for k, v in taken.items()} | {f"left {k}": v for k, v in stocks.items()}
    return out | {"used packaging": made.packages()}


def _sought(plan: Plan, t: int, stocks: dict[str, Array]) -> tuple[Batch, dict[str, Array], dict[str, Array]]:
    """Return what would be started if all were there (of the 950 no more than its memory allows: the 910 takes its
    place), and by pool what it needs and what there is."""
    own = np.minimum(plan["own-sought"][t], stocks["own"])
    older = plan["started"][t] - own
    dual = older * plan["share-910c-of-910"][t]
    batch = Batch(own, dual, older - dual, *_cards_on(plan, t, 1.0, 1.0))
    needed = {
        "own memory": plan["own-sought"][t],
        "Ascend dies": batch.ascend_dies(plan),
        "other dies": batch.hbm + batch.plain,
        "HBM stacks": batch.huawei_stacks(plan) + batch.hbm_stacks,
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


def _cards_on(plan: Plan, t: int, home: Array | float, abroad: Array | float) -> Iterator[Array]:
    """Yield the others’ cards of a half-year, as in Batch, on these parts of the dies sought at home and abroad."""
    for kind in ("hbm", "hbm stacks", "plain"):
        yield plan[f"{kind} home"][t] * home + plan[f"{kind} abroad"][t] * abroad


def _allowed(
    plan: Plan, t: int, stocks: dict[str, Array], sought: Batch, needed: dict[str, Array], there: dict[str, Array]
) -> tuple[Batch, dict[str, Array]]:
    """Return what dies, then HBM, then packaging allow; and which part of the others’ dies sought at home and abroad
    there is, and which part of their cards with HBM is made of these dies."""
    of_ascend = ratio(there["Ascend dies"], needed["Ascend dies"])
    own, dual, single = sought.own_memory * of_ascend, sought.dual * of_ascend, sought.single * of_ascend
    home = ratio(stocks["others-home"], plan["hbm home"][t] + plan["plain home"][t])
    abroad = ratio(stocks["others-foreign"], plan["hbm abroad"][t] + plan["plain abroad"][t])
    batch = Batch(own, dual, single, *_cards_on(plan, t, home, abroad))
    for_huawei, for_others = allotted(
        there["HBM stacks"], batch.huawei_stacks(plan), batch.hbm_stacks, plan["huawei-share-of-hbm"][t]
    )
    dual, single, hbm = dual * for_huawei, single * for_huawei, batch.hbm * for_others
    packed = ratio(there["packaging"], own + dual + single + hbm)
    with_hbm = for_others * packed
    made = Batch(own * packed, dual * packed, single * packed, hbm * packed, batch.hbm_stacks * with_hbm, batch.plain)
    return made, {"home": home, "abroad": abroad, "hbm": with_hbm}


def _taken(
    plan: Plan, t: int, stocks: dict[str, Array], made: Batch, met: dict[str, Array], order: str
) -> dict[str, Array]:
    """Return what is taken from each stock."""
    dies, stacks = made.ascend_dies(plan), made.huawei_stacks(plan) + made.hbm_stacks
    foreign_dies = taken_abroad(
        dies, stocks["dies-foreign"], stocks["dies-home"], order, plan["foreign-share-of-huawei-dies"][t]
    )
    order_of_stacks = "proportional" if order == "proportional" else "foreign-first"
    foreign_stacks = taken_abroad(stacks, stocks["stacks-foreign"], stocks["stacks-home"], order_of_stacks)
    return {
        "dies-foreign": foreign_dies,
        "dies-home": dies - foreign_dies,
        "others-foreign": (plan["hbm abroad"][t] * met["hbm"] + plan["plain abroad"][t]) * met["abroad"],
        "others-home": (plan["hbm home"][t] * met["hbm"] + plan["plain home"][t]) * met["home"],
        "own": made.own_memory,
        "stacks-foreign": foreign_stacks,
        "stacks-home": stacks - foreign_stacks,
    }


def _sold(plan: Plan, cards: Mapping[str, Cards], made: dict[str, Array], met: dict[str, Array]) -> dict[str, Array]:
    """Return units by family, per half-year: packages started that are not lost in packaging, and cards."""
    packed, late = plan["package-yield"], plan["share-950dt-of-950"]
    own = made["own"] * packed
    huawei = {"910b": made["single"] * packed, "910c": made["dual"] * packed,
              "950pr": own * (1 - late), "950dt": own * late}  # fmt: skip
    return huawei | {v: card.sales * card.dies(met) * np.add(*card.kinds(met)) for v, card in cards.items()}


def ratio(there: Array, needed: Array) -> Array:
    """Return which part of what is needed there is, at most all."""
    return np.minimum(there / np.maximum(needed, TINY), 1.0)


def allotted(there: Array, first: Array, second: Array, share: Array) -> tuple[Array, Array]:
    """Return which part of what two needs is met: the first has a claim to `share` of what there is, the second to the
    rest, and what one does not need the other may have."""
    to_first = np.minimum(first, np.maximum(share * there, there - second))
    return ratio(to_first, first), ratio(there - to_first, second)


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
