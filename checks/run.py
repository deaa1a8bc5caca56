"""All layers over one package, side by side: structure first, in this process, while the others import.

In: a package and what to check. Out: findings as they come, and at the end a `Verdict`. Where a file is broken, the
other layers look at the other files, beside the rows of it that can be read and, for the rest, its last sound rows.
"""

import importlib
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from checks.dataset.expectations import check_frames
from checks.findings import Finding
from checks.last_release import read_release
from checks.rulebook import Exemption, exemptions, read_all, rules
from checks.structure.frictionless_layer import check_with_frictionless, without_known
from checks.structure.large_layer import check_tables
from checks.structure.salvage import LastSound, Readable, readable_tables
from checks.structure.structure_layer import BETWEEN_ROWS, finding, problem_finding
from checks.structure.tree_files import check_stray
from schemas.csv_text import DataError, TextTable
from schemas.errors import InternalError, UserError, describe_internal, describe_refusal
from schemas.large_rows import LargeTables, view_tables
from schemas.large_tables import is_large
from schemas.package import Package, Table, read_package
from schemas.processes import end_quietly_when_interrupted, process_context
from schemas.views import read_views
from schemas.work_folders import work_folder

LAYERS = ("structure", "rows", "dataset", "derived")
HEAVY = {"rows": "checks.rows.row_layer", "dataset": "great_expectations", "derived": "checks.derived"}


class CouldNotRun(UserError):
    """What was asked for cannot be checked; the text says why."""


@dataclass
class Verdict:
    """What came of a run: findings, the layers that ran, their seconds, and what they did not look at."""

    findings: list[Finding] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    unchecked: str = ""

    @property
    def rules_run(self) -> list[str]:
        return [r.id for r in rules().values() if r.layer in self.seconds]


def no_earlier_state(table: Table) -> None:
    """Stand for a package of which no earlier state is known."""


Progress = Callable[[str, list[Finding], float], None]


def run(
    package: Package, today: date, progress: Progress, layers: Iterable[str] = LAYERS, table: str | None = None,
    docs: Path | None = None, stale: bool = False, last: LastSound = no_earlier_state,
) -> Verdict:  # fmt: skip
    """Run the layers; `progress(layer, findings, seconds)` is called as each part ends. Raises CouldNotRun.

    With `stale`, what only the calendar broke and what `make regenerate` would write are errors, as on main and before
    a release; else they are warnings. `last` gives the last sound state of a table whose file is broken.
    """
    started = time.perf_counter()
    read_all()
    check_frames(read_views(package.root / "schemas" / "views"))
    chosen = [layer for layer in LAYERS if layer in layers]
    workers = start_workers(chosen)
    verdict = Verdict()

    def done(layer: str, findings: list[Finding]) -> None:
        shown = [f for f in findings if table is None or f.file == package.table[table].path]
        shown = [with_severity(f, today, stale) for f in shown]
        verdict.findings += shown
        verdict.seconds[layer] = time.perf_counter() - started
        progress(layer, shown, verdict.seconds[layer])

    kept = ExitStack()
    try:
        large = [t for t in package.tables if is_large(package.root, t)]
        folder = kept.enter_context(work_folder(package.root / "build", "checking")) if large else package.root
        texts, by_reader = check_tables(package, folder)
        by_reader += check_stray(package)
        broken, unsound = is_broken(by_reader), unsound_files(by_reader)
        if "structure" in chosen or broken:
            done("structure", by_reader)
        readable = readable_tables(package.root, texts, unsound, last) if broken else Readable(texts)
        asked = askable_of_large(workers, broken) if large else askable(workers, readable, unsound, package)
        if large:
            verdict.unchecked = describe_unchecked_of_large(broken, "derived" in workers)
        elif broken:
            verdict.unchecked = describe_unchecked(unsound, readable, package)
        ask_workers(asked, package, readable, today, table, docs, LargeTables({t.name: t for t in large}, folder))
        if "structure" in chosen:
            names = [t.name for t in readable_by_others(package, by_reader, large) if table in (None, t.name)]
            found = check_with_frictionless(package.root, names, processes=1 if asked else 2)
            done("frictionless", without_known(found, by_reader))
        used: set[Exemption] = set()
        for layer, worker in asked.items():
            found = [f for f in without_exempt(worker.answer(), used) if f.file not in unsound]
            done(layer, [f for f in found if layer != "dataset" or f.key not in readable.doubtful])
        if set(chosen) == set(LAYERS) and table is None and not broken and not large:
            done("exemptions", unneeded_exemptions(used))
    finally:
        for worker in workers.values():
            worker.stop()
        kept.close()
    return verdict


def readable_by_others(package: Package, findings: Iterable[Finding], large: Iterable[Table] = ()) -> list[Table]:
    """Return the tables that libraries may open: their files, and those that they refer to, are plain files, and not so
    large that a library which reads row by row takes minutes."""
    unread = {f.file for f in findings if f.rule == "structure/file-readable"}
    shut = {t.name for t in package.tables if t.path in unread or t in large}
    return [t for t in package.tables if not shut & {t.name, *(f.reference.table for f in t.fields if f.reference)}]


def askable(
    workers: Mapping[str, "Worker"], readable: Readable, unsound: set[str], package: Package
) -> dict[str, "Worker"]:
    """Return the workers whose findings mean something: none if a schema or a view is broken; rules on rows alone if
    rows are missing, as they say what they look at."""
    if unsound - {t.path for t in package.tables}:
        return {}
    return {layer: worker for layer, worker in workers.items() if readable.complete or layer == "rows"}


def askable_of_large(workers: Mapping[str, "Worker"], broken: bool) -> dict[str, "Worker"]:
    """Return the workers that can take a package with a large table: none if its form is broken, and the model not."""
    return {} if broken else {layer: worker for layer, worker in workers.items() if layer != "derived"}


def describe_unchecked_of_large(broken: bool, derived: bool) -> str:
    """Say what later layers did not look at in a package with a large table."""
    if broken:
        return "the form alone was checked: put it right, then check again"
    return "what make regenerate writes was not compared: the model takes no table so large" if derived else ""


def ask_workers(
    workers: Mapping[str, "Worker"], package: Package, readable: Readable, today: date, table: str | None,
    docs: Path | None, large: LargeTables,
) -> None:  # fmt: skip
    """Put its question to each worker; they answer while Frictionless runs here."""
    if "dataset" in workers:
        workers["dataset"].ask(_dataset, str(package.root), readable.texts, today, docs, large)
    if "rows" in workers:
        workers["rows"].ask(_rows, readable.texts, today, table, readable.unreliable, large)
    if "derived" in workers:
        workers["derived"].ask(_derived, str(package.root), readable.texts)


def start_workers(layers: list[str]) -> dict[str, "Worker"]:
    """Start a process for each heavy layer; rows and derived tables share one, as both begin with the same imports."""
    workers = {}
    if "rows" in layers:
        workers["rows"] = Worker(HEAVY["rows"])
    if "derived" in layers:
        workers["derived"] = workers.get("rows") or Worker(HEAVY["derived"])
    if "dataset" in layers:
        workers["dataset"] = Worker(HEAVY["dataset"])
    return workers


def with_severity(found: Finding, today: date, stale: bool) -> Finding:
    """Make a finding a warning unless `stale`, if its rule depends on today or is about what `make regenerate` writes.

    Where it depends on today, its message says on which day it was judged.
    """
    rule = rules()[found.rule]
    if rule.depends_on_today:
        found = replace(found, message=f"{found.message} (judged on {today})")
    if (rule.depends_on_today or rule.regenerated) and not stale:
        return replace(found, severity="warning")
    return found


def is_broken(findings: Iterable[Finding]) -> bool:
    """Tell whether later layers cannot take the tables as they are: there is a structural mistake that neither
    `make format` fixes nor `make regenerate`."""
    return any(map(_breaks, findings))


def _breaks(found: Finding) -> bool:
    return found.severity == "error" and not found.mended and not rules()[found.rule].regenerated


def unsound_files(findings: Iterable[Finding]) -> set[str]:
    """Return the files whose rows are not all sound by themselves, whatever they refer to."""
    between = {f"structure/{kind}" for kind in BETWEEN_ROWS}
    return {f.file for f in findings if _breaks(f) and f.rule not in between}


def describe_unchecked(unsound: set[str], readable: Readable, package: Package) -> str:
    """Say what later layers did not look at."""
    others = sorted(unsound - {t.path for t in package.tables})
    if others:
        return f"checked the form of files alone, as {', '.join(others)} cannot be used"
    if not unsound:
        return "rows that refer to what is not there were not checked further"
    rest = "the other files were checked" if readable.complete else (
        "the rows of other files were checked, but not the whole, as no earlier state of it is known"
    )  # fmt: skip
    return f"of {', '.join(sorted(unsound))} the form alone was checked, {rest}; put it right, then check again"


def _rows(
    texts: dict[str, TextTable], today: date, table: str | None, unreliable: frozenset[str], large: LargeTables
) -> list[Finding]:  # fmt: skip
    from checks.rows.row_layer import check_rows

    return check_rows(texts, today, table, unreliable, large)


def _dataset(
    root: str, texts: dict[str, TextTable], today: date, docs: Path | None, large: LargeTables
) -> list[Finding]:  # fmt: skip
    from checks.dataset.dataset_layer import check_dataset
    from schemas.database import connect_new, load_tables, load_views
    from schemas.views import read_views

    package = read_package(Path(root))
    con = large.connect() if large.tables else connect_new()
    try:
        if large.tables:
            view_tables(con, package, texts)
        else:
            load_tables(con, package, texts)
    except DataError as error:
        return [problem_finding(p) for p in error.problems]
    load_views(con, read_views(package.root / "schemas" / "views"))
    return check_dataset(con, texts, today, docs=docs, release=read_release(package.root), large=large)


def without_exempt(findings: list[Finding], used: set[Exemption]) -> list[Finding]:
    """Return the findings that no exemption covers; add the exemptions that cover one to `used`."""
    listed = {(e.rule, e.table, e.key): e for e in exemptions()}
    kept = []
    for f in findings:
        exemption = listed.get((f.rule, Path(f.file).stem, f.key))
        if exemption:
            used.add(exemption)
        else:
            kept.append(f)
    return kept


def unneeded_exemptions(used: set[Exemption]) -> list[Finding]:
    """Report exemptions whose row no longer breaks its rule."""
    file, fix = "checks/exemptions.yaml", "remove the entry"
    return [
        finding(file, 1, "", "exemptions-needed", f"{e.table} {e.key} does not break {e.rule}", fix)
        for e in exemptions()
        if e not in used
    ]


def _derived(root: str, texts: dict[str, TextTable]) -> list[Finding]:
    from checks.derived import check_derived

    return check_derived(read_package(Path(root)), texts)


class Worker:
    """A process that imports a heavy library at once and then answers questions, in order. Killed when not needed."""

    def __init__(self, library: str):
        context = process_context()
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(library, theirs), daemon=True)
        self._process.start()
        self._last: threading.Thread | None = None
        theirs.close()

    def ask(self, function: Callable[..., list[Finding]], *args: Any) -> None:
        """Send a question without waiting: while the worker imports, nobody reads the other end of the pipe."""
        before, question = self._last, (function, args)

        def send() -> None:
            if before:
                before.join()
            with suppress(ConnectionError):  # the worker is gone: `answer` says so
                self._ours.send(question)

        self._last = threading.Thread(target=send, daemon=True)
        self._last.start()

    def answer(self) -> list[Finding]:
        try:
            ok, result = self._ours.recv()
        except EOFError:
            raise CouldNotRun("a layer ended without an answer") from None
        if not ok:
            raise result
        findings: list[Finding] = result
        return findings

    def stop(self) -> None:
        self._process.kill()
        self._process.join()


def _serve(library: str, pipe: Connection) -> None:
    end_quietly_when_interrupted()
    if library != HEAVY["dataset"] and hasattr(os, "nice"):
        os.nice(10)  # the dataset layer takes longest and structure is awaited first: the others give way
    try:
        importlib.import_module(library)
        while True:
            function, args = pipe.recv()
            pipe.send((True, function(*args)))
    except EOFError:
        return
    except UserError as error:
        pipe.send((False, CouldNotRun(str(error))))
    except Exception as error:
        refused = describe_refusal(error)
        internal = InternalError(describe_internal(error), traceback.format_exc())
        pipe.send((False, CouldNotRun(refused) if refused else internal))
