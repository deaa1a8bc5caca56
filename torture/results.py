"""What became of mutants, and which are tried."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemas.package import ROOT
from torture.mutation import Mutant, mutants
from torture.sql_mutation import SqlMutant

M = TypeVar("M")


@dataclass(frozen=True)
class Result:
    """What became of a mutant: killed (by a failing test, or because it did not end), survived, or reached by no
    test."""

    file: str
    mutant: Mutant | SqlMutant
    outcome: str

    @property
    def killed(self) -> bool:
        return self.outcome.startswith("killed")

    @property
    def key(self) -> str:
        """What an explanation is found by: it holds for the same change wherever the line stands."""
        return f"{self.file} {self.mutant.place}: {self.mutant.change}"


def chosen(files: list[str], share: float, seed: int) -> Iterator[tuple[str, Mutant]]:
    """Yield the mutants of each file, or a random share of them."""
    for file in files:
        for mutant in sampled(mutants((ROOT / file).read_text(encoding="utf-8")), share, f"{seed} {file}"):
            yield file, mutant


def sampled(found: Sequence[M], share: float, seed: str) -> list[M]:
    """Return all of some mutants, or a random share of them, in their order."""
    count = round(len(found) * share) if share < 1 else len(found)
    return [found[n] for n in sorted(random.Random(seed).sample(range(len(found)), count))]
