"""All layers over one package, side by side: structure first, in this process, while the others import.

In: a package and what to check. Out: findings as they come, and at the end a `Verdict`. Where a file is broken, the
other layers look at the other files, beside the rows of it that can be read and, for the rest, its last sound rows.
What an earlier run found is not looked for again where nothing changed: see `kept_findings`.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from checks import layer_parts as parts
from checks.dataset.expectations import check_frames
from checks.findings import Finding
from checks.kept_findings import KeptFindings
from checks.rulebook import Exemption, lacking_tables, read_all, rules
from checks.severity import closed, is_broken, unneeded_exemptions, unsound_files, with_severity, without_exempt
from checks.structure.frictionless_layer import without_known
from checks.structure.salvage import LastSound, Readable, readable_tables
from checks.structure.structure_layer import Early, check_structure, nobody
from checks.structure.tree_files import check_stray
from checks.workers import CouldNotRun, Worker
from schemas.csv_text import TextTable
from schemas.errors import UserError
from schemas.large_files import is_large
from schemas.package import DESCRIPTOR, Package, Table
from schemas.views import read_views

LAYERS = ("structure", "rows", "derived", "dataset")
PROCESSES = {"rows": "rows", "derived": "derived", "dataset": "dataset", "documents": "database"}
PREPARED = {
    "rows": parts.prepare_rows,
    "derived": parts.prepare_derived,
    "dataset": parts.prepare_great_expectations,
    "database": parts.prepare_frames,
}
Progress = Callable[[str, list[Finding], float], None]


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


def run(
    package: Package, today: date, progress: Progress, layers: Iterable[str] = LAYERS, table: str | None = None,
    docs: Path | None = None, stale: bool = False, last: LastSound = no_earlier_state, kept: KeptFindings | None = None,
    early: Early = nobody, documents: parts.Documents | None = None, thorough: bool = True,
) -> Verdict:  # fmt: skip
    """Run the layers; `progress(layer, findings, seconds)` is called as each part ends. Raises CouldNotRun.

    With `stale`, what only the calendar broke and what `make regenerate` would write are errors, as on main and before
    a release; else they are warnings. `last` gives the last sound state of a table whose file is broken. What is `kept`
    of earlier runs does not run again; what runs is added to it. What structure finds within a table is told `early`,
    before it is reported among all that structure found. `documents` compares generated documents, beside the layers.
    A run that is not `thorough` asks our own reader and SQL alone, not Frictionless and Great Expectations, too.
    """
    started = time.perf_counter()
    verdict = Verdict()

    def shown(findings: list[Finding]) -> list[Finding]:
        ours = [f for f in findings if table is None or f.file == package.table[table].path]
        return [with_severity(f, today, stale) for f in ours]

    def done(layer: str, findings: list[Finding]) -> None:
        ours = shown(findings)
        verdict.findings += ours
        verdict.seconds[layer] = time.perf_counter() - started
        progress(layer, ours, verdict.seconds[layer])

    names = [t.name for t in package.tables if table in (None, t.name)]
    chosen = [layer for layer in LAYERS if layer in layers]
    wanted = [*chosen, *(["documents"] if documents else [])]
    asked = parts.Asked(package, today, wanted, names, docs, documents, thorough)
    flow = Flow(asked, last, KeptFindings(None, {}) if kept is None else kept, done)
    stray = check_stray(package)
    if large := [t for t in package.tables if is_large(package.root, t)]:
        from checks.large_run import run_large  # late: it needs DuckDB

        require_what_rules_need(package)
        verdict.unchecked = run_large(asked, large, stray, done)
    elif stray or any(flow.lacks(layer) for layer in asked.layers):
        verdict.unchecked = flow.run(stray, lambda found: early(shown(found)))
    else:
        flow.show_kept()
    if len(chosen) == len(LAYERS) and table is None and not verdict.unchecked and not large:
        done("exemptions", unneeded_exemptions(flow.exempt))
    return verdict


@dataclass
class Flow:
    """A run on its way: what is asked and kept, the processes that were started, the exemptions that were needed, and
    who hears when a layer is `done`."""

    asked: parts.Asked
    last: LastSound
    kept: KeptFindings
    done: Callable[[str, list[Finding]], None]
    workers: dict[str, Worker] = field(default_factory=dict)
    exempt: set[Exemption] = field(default_factory=set)

    def lacks(self, layer: str) -> bool:
        """Tell whether a part of a layer has to run."""
        return self.kept.lacks(self.asked.parts(layer))

    def show_kept(self) -> None:
        """Show what is kept of every layer."""
        for layer in self.asked.layers:
            self.kept.unchanged.add(layer)
            found = self.kept.findings(self.asked.parts(layer))
            self.done(layer, found if layer == "structure" else without_exempt(found, self.exempt))

    def run(self, stray: list[Finding], early: Early) -> str:
        """Run what is not kept, structure first. Return what was not looked at."""
        package = self.asked.package
        try:
            self.start("rows")  # which has most to import
            changed = [name for name in self.asked.tables if self.kept.lacks([parts.rows_part(name)])]
            if len(changed) == len(self.asked.tables):  # else what is wrong in one of a few is said before that
                with suppress(UserError):  # what is wrong is said after structure; the others need not read it again
                    read_all()
            self.start(*PROCESSES)
            texts, by_reader = self.structure(changed, stray, early)
            require_what_rules_need(package)
            broken, unsound = is_broken(by_reader), unsound_files(by_reader)
            readable = readable_tables(package.root, texts, unsound, self.last) if broken else Readable(texts)
            layers = askable(self.asked.layers, readable, unsound, package)
            self.start(*layers)
            self.others(layers, readable, by_reader)
        finally:
            for worker in self.workers.values():
                worker.stop()
        return describe_unchecked(unsound, readable, package) if broken else ""

    def structure(
        self, changed: list[str], stray: list[Finding], early: Early
    ) -> tuple[dict[str, TextTable], list[Finding]]:
        """Run our own reader, over changed tables first. Return the tables and its findings; with findings, what other
        layers find may rest on more than they read, and nothing is kept."""
        texts, by_reader = check_structure(self.asked.package, changed, early)
        by_reader += stray
        if by_reader:
            self.kept = KeptFindings(None, {})
        else:
            self.kept.keep([parts.sound_structure(self.asked.package)])
        if "structure" in self.asked.layers or is_broken(by_reader):
            self.done("structure", by_reader)
        return texts, by_reader

    def start(self, *layers: str) -> None:
        """Start a process for each layer that has to run and has none. Documents and what Great Expectations judges
        rest on one database, and share a process. What the dataset layer waits for comes first: the others give way."""
        wanted = [layer for layer in layers if layer in self.asked.layers and self.lacks(layer)]
        for layer in wanted:
            judged = layer == "dataset" and self.asked.thorough
            for process in (self.process_of(layer), *(["database"] if judged else [])):
                if process not in self.workers:
                    self.workers[process] = Worker(
                        PREPARED[process], gives_way=self.asked.thorough and process in ("rows", "derived")
                    )

    def process_of(self, layer: str) -> str:
        """Return the name of the process that runs a layer. Frames in SQL need no Great Expectations."""
        return "database" if layer == "dataset" and not self.asked.thorough else PROCESSES[layer]

    def others(self, layers: list[str], readable: Readable, by_reader: list[Finding]) -> None:
        """Run the other layers in their processes while Frictionless runs here, and show what was found."""
        asked, package, texts = self.asked, self.asked.package, readable.texts
        to_run = [layer for layer in layers if self.lacks(layer)]
        worker = {layer: self.workers[self.process_of(layer)] for layer in to_run}
        with_frames = asked.thorough and ("dataset" in to_run or ("documents" in to_run and not by_reader))
        with TemporaryDirectory(prefix="china-ai-chips-") as folder:
            database = Path(folder) / "checked.duckdb"
            if with_frames:
                self.workers["database"].ask(parts.frames_of, package, texts, asked.today, database)
            elif "dataset" in to_run:
                worker["dataset"].ask(parts.part_of_frames, package, texts, asked.today)
            if "rows" in to_run:
                names = [table for table in asked.tables if self.kept.lacks([parts.rows_part(table)])]
                worker["rows"].ask(parts.parts_of_rows, texts, asked.today, names, readable.unreliable, asked.thorough)
            if "derived" in to_run:
                worker["derived"].ask(parts.parts_of_derived, package, texts)
            if "documents" in to_run:
                made = database if with_frames and not by_reader else None
                worker["documents"].ask(parts.part_of_documents, package, asked.documents, made)
            if "structure" in asked.layers and asked.thorough:
                self.frictionless(by_reader, processes=1 if to_run else 2)
            if with_frames:
                frames = self.workers["database"].answer()
            if "dataset" in to_run and asked.thorough:
                worker["dataset"].ask(parts.parts_of_dataset, package, texts, *frames, asked.docs)
            for layer in layers:
                if layer in to_run:
                    self.kept.keep(worker[layer].answer())
                else:
                    self.kept.unchanged.add(layer)
                self.show(layer, unsound_files(by_reader), readable)

    def show(self, layer: str, unsound: set[str], readable: Readable) -> None:
        """Show what was found in a layer, but of rows that are not sound, or that others were left out for."""
        found = without_exempt(self.kept.findings(self.asked.parts(layer)), self.exempt)
        found = [f for f in found if f.file not in unsound or layer == "documents"]
        self.done(layer, [f for f in found if layer != "dataset" or f.key not in readable.doubtful])

    def frictionless(self, by_reader: list[Finding], processes: int) -> None:
        """Run Frictionless over the tables of which nothing is kept."""
        if not self.lacks("structure"):
            self.kept.unchanged.add("frictionless")
        shut = closed(self.asked.package, by_reader)
        self.kept.keep(parts.parts_of_frictionless(self.asked, self.kept, shut, processes))
        self.done("frictionless", without_known(self.kept.findings(self.asked.parts("structure")), by_reader))


def require_tables(package: Package) -> None:
    """Raise CouldNotRun where the package lacks a table on which rules stand, RuleBookError where these are wrong."""
    read_all()
    if lacking := lacking_tables(package):
        raise CouldNotRun(f"{DESCRIPTOR}:1 lacks the resource {', '.join(lacking)}, on which rules stand; restore it")


def require_what_rules_need(package: Package) -> None:
    """Raise an error as `require_tables` does, and where a frame is not one query over tables of the package."""
    require_tables(package)
    check_frames(read_views(package.root / "schemas" / "views"))


def askable(layers: Iterable[str], readable: Readable, unsound: set[str], package: Package) -> list[str]:
    """Return the layers beside structure whose findings mean something. Of a package in which a schema or a view is
    broken these are the documents alone; where rows are missing, rules on rows, too, as they say what they look at."""
    if unsound - {t.path for t in package.tables}:
        meaning = {"documents"}
    elif not readable.complete:
        meaning = {"documents", "rows"}
    else:
        meaning = set(PROCESSES)
    return [layer for layer in layers if layer in meaning]


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
