"""What became of mutants, and which are tried."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.package import ROOT
from torture.mutation import Mutant, mutants


@dataclass(frozen=True)
class Result:
    """What became of a mutant: killed (by a failing test, or because it did not end), survived, or reached by no
    test."""

    file: str
    mutant: Mutant
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
        found = mutants((ROOT / file).read_text(encoding="utf-8"))
        kept = random.Random(f"{seed} {file}").sample(found, round(len(found) * share)) if share < 1 else found
        for mutant in sorted(kept, key=found.index):
            yield file, mutant
