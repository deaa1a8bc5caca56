"""The model's way into the package: its inputs, witnesses and settings from the tables, and its tables beside the
committed ones.

In: a package and its tables as checked text. Out: rows. Reads nothing but what it is given. What can be computed side
by side is, in processes of its own."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Any

from model.condition import Posterior, conditioned, prior
from model.drift import Change, changed_rows
from model.indicator import VERSION, Setting, run
from model.inputs import Draws, Inputs, read_inputs
from model.outputs import Row, all_tables, pooled
from model.proof import (
    BACKTEST,
    ORIGINS,
    backtest_rows,
    house_rows,
    left_out_groups,
    past_estimates,
    released_estimates,
    witness_rows,
)
from model.smc import QUICK, THOROUGH, Effort
from model.surface import surface
from model.witnesses import Witness, as_figures, in_force, read_witnesses
from schemas.cells import TextTable
from schemas.package import Package
from schemas.processes import end_quietly_when_interrupted
from schemas.typed_rows import typed_rows

PARTICLES, SEED = 3_000, 20261129
PROOF = 1_200  # particles of the runs that leave a house out or stand on an earlier day
SHARES = {"chip-unit-share": "units", "chip-value-share": "value"}
DIGEST = "inputs-digest"
# Read when a process begins: one thread of linear algebra each; and memory that is freed is kept for the next of the
# many arrays, as the system would fill it with zeros anew, which takes as long as computing with it.
WORKER = {
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**30),
}  # fmt: skip
Texts = Mapping[str, TextTable]
Task = tuple[Inputs, int, int, Setting, Sequence[Witness], Effort]


def setting(day: date) -> Setting:
    """Return the years of an estimate on a day: the last full year is the one before, and the current year is a
    nowcast."""
    return Setting(last_full_year=day.year - 1)


def inputs(texts: Texts, as_of: date | None = None) -> Inputs:
    """Return the inputs in `assumptions`. Raises InputError."""
    known = {row["input_id"]: row for row in typed_rows(texts["inputs"])}
    rows = [
        row | {"family_id": known[row["input_id"]]["family_id"], "drawn": known[row["input_id"]]["drawn"],
               "input_name": known[row["input_id"]]["name"]}
        for row in typed_rows(texts["assumptions"])
    ]  # fmt: skip
    return read_inputs(rows, as_of)


def witnesses(texts: Texts) -> list[Witness]:
    """Return the published figures that a column marks as witnesses. What the package derives speaks for the house of
    the first figure that it is derived from."""
    return read_witnesses(_with_houses(texts))


def outcomes(texts: Texts) -> list[Witness]:
    """Return the published figures that decide what came true: preferred and observed, those that are witnesses and
    those that the package adds up from them."""
    return as_figures(
        row
        for row in _with_houses(texts)
        if row["rank"] == "preferred" and row["observed"] and (row["use"] != "leave" or row["derived"])
    )


def _with_houses(texts: Texts) -> Iterator[dict[str, Any]]:
    """Yield the observations that the model predicts, with their houses and what their basis is."""
    bases = {row["basis_id"]: row for row in typed_rows(texts["bases"])}
    speaks = {row["actor_id"]: row["speaks_for_id"] or row["actor_id"] for row in typed_rows(texts["actors"])}
    rows = {row["observation_id"]: row for row in typed_rows(texts["observations"])}

    def house(row: Row) -> str:
        parts = row["derived_from_ids"]
        return house(rows[parts[0]]) if parts else speaks[row["claimant_id"]]

    for row in rows.values():
        if row["use"]:
            basis = bases[row["basis"]]
            yield row | {"house_id": house(row), "observed": basis["observed"], "derived": basis["derived"]}


def published_shares(texts: Texts) -> dict[tuple[int, str, str], float]:
    """Return the preferred published shares of Chinese-designed chips in mainland China, by year and metric."""
    observed = {row["basis_id"] for row in typed_rows(texts["bases"]) if row["observed"]}
    return {
        (int(row["period"]), row["definition_id"], SHARES[row["metric_id"]]): row["value"] / 100
        for row in typed_rows(texts["observations"])
        if row["metric_id"] in SHARES and row["rank"] == "preferred" and row["region_id"] == "cn"
        and row["definition_id"] == "d1" and len(row["period"]) == 4 and row["value"] is not None
        and row["basis"] in observed
    }  # fmt: skip


def compute(package: Package, texts: Texts, particles: int = PARTICLES, seed: int = SEED) -> dict[str, list[Row]]:
    """Compute every table of the model, from the package's own inputs."""
    known, heard, chosen = inputs(texts), witnesses(texts), setting(package.day)
    told = in_force([w for w in heard if w.use == "condition"])
    groups, few = left_out_groups(told), min(PROOF, particles)
    tasks: list[Task] = [(known, particles, seed + k, chosen, told, THOROUGH) for k in (0, 1)]
    tasks += [(known, few, seed, chosen, [w for w in told if w.house not in houses], QUICK) for houses in groups]
    tasks += [
        (inputs(texts, day), few, seed, setting(day), in_force([w for w in heard if w.use == "condition"], day), QUICK)
        for day in ORIGINS
    ]
    first, second, *proofs = side_by_side(tasks)
    before = prior(known, particles, seed, chosen)
    both = pooled(first, second, chosen)
    made = all_tables(first, second, before[1], chosen)
    held = in_force([w for w in heard if w.use == "hold"])
    made["diagnostics"].append({"diagnostic_id": DIGEST, "value": None, "text": state(package, texts)})
    origins = dict(zip(ORIGINS, proofs[len(groups) :], strict=True))
    return made | {
        "estimates_as_of": past_estimates(origins) + _released(package, texts, made["estimates"]),
        "witnesses": witness_rows(both, before, held),
        "house_scores": house_rows(dict(zip(groups, proofs, strict=False)), before, told),
        "backtests": backtest_rows(origins, outcomes(texts)),
        "surface": surface(both.draw, chosen, os.cpu_count() or 1, in_processes),
    }


def renewed_estimates_as_of(package: Package, texts: Texts) -> list[Row]:
    """Return the table `estimates_as_of` with what `estimates` holds as the rows of this release."""
    backtests = [row for row in typed_rows(texts["estimates_as_of"]) if row["occasion"] == BACKTEST]
    return backtests + _released(package, texts, typed_rows(texts["estimates"]))


def _released(package: Package, texts: Texts, estimates: Iterable[Row]) -> list[Row]:
    return released_estimates(typed_rows(texts["estimates_as_of"]), estimates, package.day, f"v{package.version}")


def side_by_side(tasks: Sequence[Task]) -> list[Posterior]:
    """Return the posterior of each task, computed side by side, the longest first."""
    return [_posterior(task, found) for task, found in zip(tasks, in_processes(_scores, tasks), strict=True)]


def in_processes(function: Callable[..., Any], *tasks: Iterable[Any]) -> Iterator[Any]:
    """Yield what map does, computed in as many processes as there are processors.

    The processes begin anew and not as copies, which would inherit the locks of linear algebra."""
    os.environ.update(WORKER)
    starting: Any = {"mp_context": get_context("spawn"), "initializer": end_quietly_when_interrupted}
    with ProcessPoolExecutor(os.cpu_count(), **starting) as pool:
        yield from pool.map(function, *tasks)


def _scores(task: Task) -> tuple[Any, ...]:
    """Return what of a posterior can be sent from process to process cheaply: its scores, and how the sampler went."""
    found = conditioned(*task)
    return found.draw.scores, found.keys, found.moved, found.sample


def _posterior(task: Task, found: tuple[Any, ...]) -> Posterior:
    known, n, _, chosen, heard, _ = task
    scores, keys, told, sample = found
    draw = Draws(known, n, 0, scores)
    return Posterior(draw, run(draw, chosen), sample, keys, told, tuple(heard))


def digest(known: Inputs, heard: Iterable[Witness], chosen: Setting) -> str:
    """Return what the tables depend on in short: inputs, figures heard, setting and version of the model.

    It begins with a letter: a spreadsheet would read 8597714239e66197 as a number.
    """
    text = "\n".join([VERSION, repr(chosen), known.hash, *map(repr, heard)])
    return f"h-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def is_current(package: Package, texts: Texts) -> bool:
    """Tell whether the committed tables were computed from these inputs and figures."""
    stated = {row["diagnostic_id"]: row["text"] for row in typed_rows(texts["diagnostics"])}
    return stated.get(DIGEST) == state(package, texts)


def state(package: Package, texts: Texts) -> str:
    """Return what the tables depend on in short: inputs, figures heard and outcomes, setting and version."""
    return digest(inputs(texts), [*witnesses(texts), *outcomes(texts)], setting(package.day))


def differences(package: Package, texts: Texts, made: Mapping[str, list[Row]]) -> dict[str, list[Change]]:
    """Return rows in which the committed tables differ from those just made, by table."""
    found = {}
    for name, rows in made.items():
        table = package.table[name]
        complete = [{f.name: row.get(f.name) for f in table.fields} for row in rows]
        changed = changed_rows(typed_rows(texts[name]), complete, table.primary_key)
        if changed:
            found[name] = changed
    return found
