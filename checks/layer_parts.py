"""What is asked of each layer: it is run in the parts in which its findings are kept, with what each part read.

In: tables as text and what else a layer asks for. Out: `Part`s. Imports a layer when it is asked for.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checks import input_digests as inputs
from checks.findings import Finding
from checks.kept_findings import KeptFindings, Part
from checks.rulebook import read_all
from schemas.csv_text import DataError, TextTable
from schemas.errors import UserError
from schemas.package import Package, Table

if TYPE_CHECKING:
    from checks.dataset.read_frames import Frame

STRUCTURE, DERIVED, DOCUMENTS = "structure", "derived", "documents"
DATASET, EXPECTED, DATA_DOCS = "dataset", "dataset/great-expectations", "data-docs"
Frames = list[tuple[str, "Frame"]]
Documents = Callable[[Path | None], list[Finding]]  # compares them, over a database of the package if given one


@dataclass(frozen=True)
class Asked:
    """What is to be checked of which package, on which day: layers, tables by name, where Data Docs are wanted, how
    generated documents are compared, and whether Frictionless and Great Expectations are to find the same."""

    package: Package
    today: date
    layers: list[str]
    tables: list[str]
    docs: Path | None
    documents: Documents | None
    thorough: bool = True

    def parts(self, layer: str) -> list[str]:
        """Return the names of the parts of a layer, in the order in which their findings are told."""
        match layer:
            case "structure":
                return [STRUCTURE, *(map(frictionless_part, self.tables) if self.thorough else ())]
            case "rows":
                return [rows_part(table) for table in self.tables]
            case "dataset":
                return [DATASET, *([EXPECTED] if self.thorough else ()), *([DATA_DOCS] if self.docs else ())]
        return [layer]


def prepare_rows() -> None:
    """Import what the rules on rows need, and read the rule book; what is wrong in it is said by who asks."""
    from checks.rows.row_layer import load_rules

    load_rules()
    with suppress(UserError):
        read_all()


def prepare_derived() -> None:
    """Import what the derived layer needs."""
    import checks.derived  # noqa: F401


def prepare_frames() -> None:
    """Import what frames need."""
    import checks.dataset.frames_in_sql  # noqa: F401


def prepare_great_expectations() -> None:
    """Import Great Expectations, without what no rule needs."""
    import checks.dataset.late_imports  # noqa: F401


def frictionless_part(table: str) -> str:
    """Return the name of what Frictionless says of a table."""
    return f"frictionless/{table}"


def rows_part(table: str) -> str:
    """Return the name of what the rules on rows say of a table."""
    return f"rows/{table}"


def sound_structure(package: Package) -> Part:
    """Return that our own reader found nothing in any file."""
    return Part(STRUCTURE, everything(package), [])


def parts_of_frictionless(asked: Asked, kept: KeptFindings, unopened: Collection[str], processes: int) -> list[Part]:
    """Run Frictionless over the tables of which nothing is kept; it reads their files, and those to which they refer.

    Those that are `unopened` are left out.
    """
    from checks.structure.frictionless_layer import check_with_frictionless

    package = asked.package
    lacking = [n for n in asked.tables if n not in unopened and kept.lacks([frictionless_part(n)])]
    found = check_with_frictionless(package.root, lacking, processes)
    tables = [package.table[name] for name in lacking]
    return [
        Part(frictionless_part(t.name), _read_with(t, package), [f for f in found if f.file == t.path]) for t in tables
    ]


def _read_with(table: Table, package: Package) -> frozenset[str]:
    referred = {package.table[f.reference.table].path for f in table.fields if f.reference}
    return frozenset({inputs.SCHEMAS, table.path, *referred})


def parts_of_rows(
    texts: dict[str, TextTable], today: date, names: Iterable[str], unreliable: frozenset[str], thorough: bool = True
) -> list[Part]:  # fmt: skip
    """Run the rules on rows of tables; they read the tables that they looked at, and the day."""
    from checks.rows.row_layer import check_each

    always = {inputs.SCHEMAS, inputs.DAY}
    return [
        Part(rows_part(name), frozenset(always | {texts[other].table.path for other in looked_at}), found)
        for name, found, looked_at in check_each(texts, today, names, unreliable, thorough=thorough)
    ]


def frames_of(
    package: Package, texts: dict[str, TextTable], today: date, database: Path
) -> tuple[Frames, list[Finding]]:
    """Return the frames that the rules on the whole are about, and what the database refuses of the tables: every row
    that breaks its constraints. Others may read it from the file `database` afterwards."""
    from checks.dataset.dataset_layer import read_frames
    from checks.dataset.placed_rows import PlacedRows
    from checks.last_release import read_release
    from checks.structure.structure_layer import problem_finding
    from schemas.database import connect_new, load_tables, load_views
    from schemas.views import read_views

    con = connect_new(database)
    try:
        load_tables(con, package, texts)
        load_views(con, read_views(package.root / "schemas" / "views"))
        return list(read_frames(PlacedRows(texts), con, today, read_release(package.root))), []
    except DataError as error:
        return [], [problem_finding(p) for p in error.problems]
    finally:
        con.close()


def part_of_frames(package: Package, texts: dict[str, TextTable], today: date) -> list[Part]:
    """Run the rules on the whole in SQL alone, over a database in memory."""
    from checks.dataset.frames_in_sql import check_in_sql
    from checks.dataset.placed_rows import PlacedRows
    from checks.last_release import read_release
    from checks.structure.structure_layer import problem_finding
    from schemas.database import connect_new, load_rows, load_views
    from schemas.views import read_views

    with connect_new() as con:
        try:
            load_rows(con, package, texts)
            load_views(con, read_views(package.root / "schemas" / "views"), with_comments=False)
            found = check_in_sql(con, PlacedRows(texts), today, read_release(package.root))
        except DataError as error:
            found = [problem_finding(p) for p in error.problems]
    return [Part(DATASET, _reads_of_dataset(package), found)]


def parts_of_dataset(
    package: Package, texts: dict[str, TextTable], frames: Frames, refused: list[Finding], docs: Path | None
) -> list[Part]:  # fmt: skip
    """Have Great Expectations judge the frames of the rules on the whole, unless tables were refused: so every table
    was read, whatever the frames are about."""
    from checks.dataset.dataset_layer import judge_frames
    from checks.dataset.placed_rows import PlacedRows

    reads = _reads_of_dataset(package)
    found = refused or judge_frames(frames, PlacedRows(texts), docs=docs)
    documented = [Part(DATA_DOCS, reads | {inputs.DOCS}, [])] if docs and not refused else []
    return [Part(DATASET, reads, found), Part(EXPECTED, reads, []), *documented]


def _reads_of_dataset(package: Package) -> frozenset[str]:
    return everything(package) | {inputs.DAY, inputs.RELEASES}


def part_of_documents(package: Package, check_documents: Documents, database: Path | None) -> list[Part]:
    """Compare the generated documents, which may be about anything in the package."""
    return [Part(DOCUMENTS, everything(package) | {inputs.DOCUMENTS}, check_documents(database))]


def parts_of_derived(package: Package, texts: dict[str, TextTable]) -> list[Part]:
    """Check the tables that the model writes; what it reads is noted."""
    from checks.derived import check_derived

    watched = WatchedTables(texts)
    found = check_derived(package, watched)
    paths = {texts[name].table.path for name in watched.looked_at}
    return [Part(DERIVED, frozenset({inputs.SCHEMAS, inputs.RELEASES, *paths}), found)]


def everything(package: Package) -> frozenset[str]:
    """Return the names of every file of a package."""
    return frozenset({inputs.SCHEMAS, *(table.path for table in package.tables)})


class WatchedTables(Mapping[str, TextTable]):
    """Tables as text that note which of them somebody looked at."""

    def __init__(self, texts: Mapping[str, TextTable]):
        self._texts = texts
        self.looked_at: set[str] = set()

    def __getitem__(self, name: str) -> TextTable:
        self.looked_at.add(name)
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        self.looked_at |= self._texts.keys()
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
