"""Dataset layer: what must hold of the whole and across tables; Great Expectations over frames from SQL.

In: the built DuckDB and the tables, as text or large, whose structure is sound. Out: findings, Data Docs on request.
A frame, `frames/<name>.sql`, returns one row per subject: `table_name` and `key` of the row that a finding points at
(an empty key means the whole table), and what was measured. What is expected of it stands in the rule book, see
`expectations`. What frames may read beside the package: `frame_facts`.
"""

import json
import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from checks.dataset.expectations import Expectation, read_suites, suite
from checks.dataset.frame_facts import facts
from checks.dataset.frame_findings import row_finding, row_findings
from checks.dataset.placed_rows import PlacedRows
from checks.dataset.read_frames import Frame, read_frame, read_long_frame
from checks.findings import Finding
from checks.last_release import NO_RELEASE, Release
from checks.rulebook import RuleBookError
from schemas.csv_text import TextTable
from schemas.database import macros_of
from schemas.files import write_whole
from schemas.large_rows import NONE_LARGE, LargeTables
from schemas.work_folders import replace_folder, work_folder

RECORD = "record.json"  # beside the Data Docs: what each expectation saw, for the page of the quality


def check_dataset(
    con: duckdb.DuckDBPyConnection,
    texts: dict[str, TextTable],
    today: date,
    only_rule: str | None = None,
    docs: Path | None = None,
    release: Release = NO_RELEASE,
    large: LargeTables = NONE_LARGE,
) -> list[Finding]:
    """Run every suite, or only what implements one rule; write Data Docs to `docs` if given.

    Raises RuleBookError if what a rule expects cannot be, or could not be evaluated.
    """
    rows = PlacedRows(texts, large, con)
    return judge_frames(read_frames(rows, con, today, release, only_rule), rows, only_rule, docs)


def read_frames(
    rows: PlacedRows, con: duckdb.DuckDBPyConnection, today: date, release: Release, only_rule: str | None = None
) -> Iterator[tuple[str, Frame]]:
    """Yield each frame that suites are about, with its name. Raises RuleBookError if one is not what it must be."""
    read, macros = read_long_frame if rows.large.tables else read_frame, macros_of(con)
    with facts(rows, con, today, release):
        for name, expectations in read_suites(only_rule).items():
            yield name, read(con, name, expectations, macros)


def judge_frames(
    frames: Iterable[tuple[str, Frame]], rows: PlacedRows, only_rule: str | None = None, docs: Path | None = None
) -> list[Finding]:
    """Run the suites over their frames, as `check_dataset` does."""
    if docs is None:
        return _judge(frames, rows, only_rule, None)
    with work_folder(docs.parent, "documenting") as folder:
        new = folder / docs.name
        findings = _judge(frames, rows, only_rule, new)
        replace_folder(new, docs)
    return findings


def _judge(
    frames: Iterable[tuple[str, Frame]], rows: PlacedRows, only_rule: str | None, docs: Path | None
) -> list[Finding]:
    """Run the suites; write Data Docs into the folder `docs`, which is new, if there is to be one."""
    suites = read_suites(only_rule)
    findings: list[Finding] = []
    record: list[dict[str, Any]] = []
    with _quiet():
        context, batch = _context(docs) if docs else _context_without_docs()
        for name, found in frames:
            for expectation, result in _validate(context if docs else None, batch, name, found.rows, suites[name]):
                rule, unexpected = expectation.rule.id, _findings(expectation, result, found, rows)
                findings += unexpected
                record.append({"rule": rule, "frame": name, "rows": found.looked_at[rule],
                               "unexpected": sum(f.count for f in unexpected)})  # fmt: skip
        if docs:
            context.build_data_docs()
            write_whole(docs / RECORD, json.dumps(record, indent=1))
    return findings


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the library: what matters comes back as findings or is raised."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _context(docs: Path | None) -> tuple[Any, Any]:
    """Make a context that keeps nothing, but writes Data Docs if given a folder; and what takes frames."""
    import great_expectations as gx  # takes seconds: only who runs this layer pays for it
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for name in list(context.list_data_docs_sites()):
        context.delete_data_docs_site(name)
    if docs:
        store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs.resolve())}
        site: Any = {"class_name": "SiteBuilder", "store_backend": store}
        site["site_index_builder"] = {"class_name": "DefaultSiteIndexBuilder"}
        context.add_data_docs_site("data_docs", site)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return context, asset.add_batch_definition_whole_dataframe("whole")


@cache
def _context_without_docs() -> tuple[Any, Any]:
    return _context(None)


def _validate(
    context: Any, batch: Any, name: str, frame: pd.DataFrame, expectations: list[Expectation]
) -> Iterator[tuple[Expectation, dict[str, Any]]]:
    """Yield each expectation with its result, kept in `context` if there is one.

    Raises RuleBookError if one cannot run.
    """
    from great_expectations import ExpectationSuite, ValidationDefinition

    made = ExpectationSuite(**suite(name, expectations))
    form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["row"]}
    if context:
        definition = ValidationDefinition(name=name, data=batch, suite=context.suites.add(made))
        context.validation_definitions.add(definition)
        results = definition.run(batch_parameters={"dataframe": frame}, result_format=form).results
    else:
        results = batch.get_batch({"dataframe": frame}).validate(made, result_format=form).results
    if len(results) != len(expectations):
        raise RuntimeError(f"frame {name}: {len(results)} of {len(expectations)} expectations ran")
    for result in results:
        config: Any = result.expectation_config
        expectation = expectations[config.meta["n"]]
        _raise_if_failed(name, expectation, result.exception_info)
        yield expectation, {"success": result.success, **result.result}


def _raise_if_failed(name: str, expectation: Expectation, info: dict[str, Any]) -> None:
    """Raise RuleBookError for what Great Expectations reports as a failed expectation though it never ran."""
    for failure in [info] if "raised_exception" in info else list(info.values()):
        if failure["raised_exception"]:
            what = f"{expectation.type} for {expectation.rule.id} could not run: {failure['exception_message']}"
            raise RuleBookError(f"frame {name}: {' '.join(what.split())[:400]}")


def _findings(expectation: Expectation, result: dict[str, Any], frame: Frame, placed: PlacedRows) -> list[Finding]:
    """Make one finding per unexpected row, or one on line 1 of the rule's table if the whole frame is unexpected."""
    if result["success"]:
        return []
    rule = expectation.rule
    if "unexpected_index_list" not in result:
        return [
            row_finding(rule, placed, {"table_name": rule.table, "key": "", "observed": result.get("observed_value")})
        ]
    rows = [_plain(frame.rows.iloc[u["row"]].to_dict()) for u in result["unexpected_index_list"]]
    return row_findings(rule, rows, placed, frame.unexpected.get(rule.id, 0))


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(name): None if pd.api.types.is_scalar(value) and pd.isna(value) else value for name, value in row.items()
    }
