"""What was made, by half-year and family, and which part of it is from China.

The steps of supply lead the other designers together; here each is told from the rest."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.distributions import Array
from model.vendors import HUAWEI_FAMILIES
from model.wafers import Wafers

TINY = np.finfo(float).tiny


@dataclass(frozen=True)
class Cards:
    """What another designer wants to sell, per half-year, and the part of its dies that is to be from China; the part
    of its cards with HBM, and the stacks that one of these takes."""

    sales: Array
    home: Array
    with_hbm: Array
    stacks: Array

    def dies(self, met: dict[str, Array]) -> Array:
        """Return the part of its dies that there is."""
        return met["abroad"] + self.home * (met["home"] - met["abroad"])

    def kinds(self, met: dict[str, Array]) -> tuple[Array, Array]:
        """Return cards sold with HBM and without, as parts of those that have a die."""
        return self.with_hbm * met["hbm"], 1 - self.with_hbm


@dataclass(frozen=True)
class Supply:
    """Per half-year: what each designer wanted to sell; units made by family; by pool what was needed for all that was
    wanted, and what there was; by stock what came in, was used, and is left at the end. `used` also has packages
    started, by "packaging". `met`: which part there was of what the other designers needed; `memory_home`: which part
    of memory other than HBM is from China."""

    wafers: Wafers
    wanted_units: dict[str, Array]
    cards: dict[str, Cards]
    units: dict[str, Array]
    met: dict[str, Array]
    memory_home: dict[str, Array]
    needed: dict[str, Array]
    there: dict[str, Array]
    arrived: dict[str, Array]
    used: dict[str, Array]
    left: dict[str, Array]

    @cached_property
    def die(self) -> dict[str, Array]:
        """By family, the part of its units with a die from China."""
        huawei = 1 - self._abroad("dies")
        others = {v: share_of(cards.home * self.met["home"], cards.dies(self.met)) for v, cards in self.cards.items()}
        return dict.fromkeys(HUAWEI_FAMILIES, huawei) | others

    @cached_property
    def memory(self) -> dict[str, Array]:
        """By family, the part of its units with memory from China."""
        hbm, own = 1 - self._abroad("stacks"), np.broadcast_to(self.memory_home["own"], self.used["own"].shape)
        found = {"910b": hbm, "910c": hbm, "950pr": own, "950dt": own}
        for vendor, cards in self.cards.items():
            with_hbm, plain = cards.kinds(self.met)
            found[vendor] = share_of(with_hbm * hbm + plain * self.memory_home["dram"], with_hbm + plain)
        return found

    def _abroad(self, stock: str) -> Array:
        foreign = self.used[f"{stock}-foreign"]
        return share_of(foreign, foreign + self.used[f"{stock}-home"])


def share_of(part: Array, whole: Array) -> Array:
    """Return part / whole, and 0 where the whole is 0."""
    return part / np.maximum(whole, TINY)
