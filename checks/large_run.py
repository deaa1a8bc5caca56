"""The layers over a package with large tables, which are kept in a folder for all of them: nothing of it is kept for
later runs, and generated documents are not compared.

In: a package and what to check. Out: findings of each layer as it ends, and words for what was not looked at.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from checks.dataset.placed_rows import PlacedRows
from checks.findings import Finding
from checks.last_release import read_release
from checks.layer_parts import Asked, prepare_frames, prepare_great_expectations, prepare_rows
from checks.severity import closed, is_broken, without_exempt
from checks.structure.frictionless_layer import check_with_frictionless, without_known
from checks.structure.large_layer import check_tables
from checks.workers import Worker
from schemas.csv_text import TextTable
from schemas.database import load_views
from schemas.large_rows import LargeTables, view_tables
from schemas.package import Table, read_package
from schemas.views import read_views
from schemas.work_folders import work_folder

Done = Callable[[str, list[Finding]], None]


def run_large(asked: Asked, large: list[Table], stray: list[Finding], done: Done) -> str:
    """Run the layers; say what was not looked at."""
    with work_folder(asked.package.root / "build", "checking") as folder:
        kept = LargeTables({table.name: table for table in large}, folder)
        texts, by_reader = check_tables(asked.package, folder)
        by_reader += stray
        broken = is_broken(by_reader)
        if "structure" in asked.layers or broken:
            done("structure", by_reader)
        prepared = {
            "rows": prepare_rows,
            "dataset": prepare_great_expectations if asked.thorough else prepare_frames,
        }
        workers = {} if broken else {layer: Worker(prepared[layer]) for layer in asked.layers if layer in prepared}
        try:
            if "rows" in workers:
                workers["rows"].ask(rows_of_large, texts, asked.today, asked.tables, kept, asked.thorough)
            if "dataset" in workers:
                judge = dataset_of_large if asked.thorough else frames_of_large
                workers["dataset"].ask(judge, asked.package.root, texts, asked.today, asked.docs, kept)
            if "structure" in asked.layers and asked.thorough:
                names = [name for name in asked.tables if name not in closed(asked.package, by_reader, large)]
                found = check_with_frictionless(asked.package.root, names, processes=1 if workers else 2)
                done("frictionless", without_known(found, by_reader))
            for layer, worker in workers.items():
                done(layer, without_exempt(worker.answer(), set()))
        finally:
            for worker in workers.values():
                worker.stop()
    return describe_unchecked(broken, "derived" in asked.layers)


def describe_unchecked(broken: bool, derived: bool) -> str:
    """Say what later layers did not look at."""
    if broken:
        return "the form alone was checked: put it right, then check again"
    return "what make regenerate writes was not compared: the model takes no table so large" if derived else ""


def rows_of_large(
    texts: dict[str, TextTable], today: date, names: list[str], large: LargeTables, thorough: bool
) -> list[Finding]:
    """Run the rules on rows of tables."""
    from checks.rows.row_layer import check_each

    return [f for _, found, _ in check_each(texts, today, names, large=large, thorough=thorough) for f in found]


def frames_of_large(
    root: Path, texts: dict[str, TextTable], today: date, docs: Path | None, large: LargeTables
) -> list[Finding]:  # fmt: skip
    """Run the rules on the whole in SQL alone, over views of the tables."""
    from checks.dataset.frames_in_sql import check_in_sql

    con = _connect(root, texts, large)
    return check_in_sql(con, PlacedRows(texts, large, con), today, read_release(root))


def dataset_of_large(
    root: Path, texts: dict[str, TextTable], today: date, docs: Path | None, large: LargeTables
) -> list[Finding]:  # fmt: skip
    """Have Great Expectations judge what is not as expected in views of the tables."""
    from checks.dataset.dataset_layer import check_dataset

    con = _connect(root, texts, large)
    return check_dataset(con, texts, today, docs=docs, release=read_release(root), large=large)


def _connect(root: Path, texts: dict[str, TextTable], large: LargeTables) -> duckdb.DuckDBPyConnection:
    con = large.connect()
    view_tables(con, read_package(root), texts)
    load_views(con, read_views(root / "schemas" / "views"), with_comments=False)
    return con
