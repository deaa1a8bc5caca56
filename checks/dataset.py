"""Dataset layer: what must hold of the whole and across tables; suites of Great Expectations over frames from SQL.

In: the built DuckDB and the tables as text, whose structure is sound. Out: findings, and Data Docs on request.
A frame, `checks/frames/<name>.sql`, returns one row per subject: `table_name` and `key` of the row that a finding
points at (an empty key means the whole table), and what was measured. The suite of the same name,
`checks/suites/<name>.json`, says what is expected of it; each expectation names its rule in `meta`, and
`{"$bound": name}` is a bound of that rule. Frames may read the variable `today` and the tables `rows_now`,
`rows_released` and `changelog`.
"""

import json
import logging
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from checks.findings import Finding
from checks.rulebook import Rule, RuleBookError, rules
from schemas.csv_text import TextTable
from schemas.package import ROOT

HERE = Path(__file__).resolve().parent
FRAMES, SUITES = HERE / "frames", HERE / "suites"
RELEASE = HERE / "last_release.json"
BOUND = "$bound"


@dataclass(frozen=True)
class Release:
    """The last release: its rows by table, and the lines that the changelog has gained since."""

    rows: dict[str, int] = field(default_factory=dict)
    changelog: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Expectation:
    """One expectation of a suite, its bounds filled in, and the rule that it implements."""

    rule: Rule
    type: str
    kwargs: dict[str, Any]


def check_dataset(
    con: duckdb.DuckDBPyConnection,
    texts: dict[str, TextTable],
    today: date,
    only_rule: str | None = None,
    docs: Path | None = None,
    release: Release | None = None,
) -> list[Finding]:
    """Run every suite, or only what implements one rule; write Data Docs to `docs` if given.

    Raises RuleBookError if suites and rule book do not fit, RuntimeError if an expectation could not be evaluated.
    """
    suites = read_suites(only_rule)
    findings: list[Finding] = []
    with _facts(con, texts, today, release or read_release()), _quiet():
        context = _context(docs)
        asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
        batch = asset.add_batch_definition_whole_dataframe("whole")
        for name, expectations in suites.items():
            frame = read_frame(con, name)
            for expectation, result in _validate(context if docs else None, batch, name, frame, expectations):
                findings += _findings(expectation, result, frame, texts)
        if docs:
            context.build_data_docs()
    return findings


def read_suites(only_rule: str | None = None) -> dict[str, list[Expectation]]:
    """The expectations by frame. Raises RuleBookError if a rule has no expectation or an expectation no rule."""
    suites = {
        path.stem: [_expectation(path.name, raw) for raw in json.loads(path.read_text())["expectations"]]
        for path in sorted(SUITES.glob("*.json"))
    }
    implemented = {e.rule.id for expectations in suites.values() for e in expectations}
    missing = {r.id for r in rules().values() if r.layer == "dataset"} - implemented
    if missing:
        raise RuleBookError(f"no expectation in checks/suites implements {', '.join(sorted(missing))}")
    if only_rule is None:
        return suites
    if only_rule not in implemented:
        raise RuleBookError(f"{only_rule} is no rule of the dataset layer")
    return {name: chosen for name, es in suites.items() if (chosen := [e for e in es if e.rule.id == only_rule])}


def _expectation(file: str, raw: dict[str, Any]) -> Expectation:
    rule = rules().get(raw.get("meta", {}).get("rule", ""))
    if not rule or rule.layer != "dataset":
        raise RuleBookError(f"{file}: {raw['type']} names {raw.get('meta')}, which is no dataset rule of the rule book")
    return Expectation(rule, raw["type"], {k: _bound(file, rule, v) for k, v in raw["kwargs"].items()})


def _bound(file: str, rule: Rule, value: Any) -> Any:
    if not isinstance(value, dict) or BOUND not in value:
        return value
    if value[BOUND] not in rule.bounds:
        raise RuleBookError(f"{file}: the rule {rule.id} has no bound {value[BOUND]!r} in the rule book")
    return rule.bounds[value[BOUND]].value


def read_release(file: Path = RELEASE, changelog: Path = ROOT / "CHANGELOG.md") -> Release:
    """What the last release held, and the changelog above its heading (`## <version>`)."""
    last = json.loads(file.read_text(encoding="utf-8"))
    text = changelog.read_text(encoding="utf-8").split(f"\n## {last['version']}")[0]
    return Release(last["rows"], text.splitlines())


def read_frame(con: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    """What a frame's SQL returns, with the running column `row`."""
    frame = con.execute((FRAMES / f"{name}.sql").read_text(encoding="utf-8")).df()
    frame.insert(0, "row", range(len(frame)))
    return frame


@contextmanager
def _facts(
    con: duckdb.DuckDBPyConnection, texts: dict[str, TextTable], today: date, release: Release
) -> Iterator[None]:
    """What frames may read besides the package, for as long as the checks run."""
    now = {name: len(text.keys()) for name, text in texts.items()}
    facts = {
        "rows_now": pd.DataFrame({"table_name": list(now), "rows": list(now.values())}),
        "rows_released": pd.DataFrame({"table_name": list(release.rows), "rows": list(release.rows.values())}),
        "changelog": pd.DataFrame({"line": release.changelog}),
    }
    con.execute("set variable today = cast(? as date)", [today])
    for name, frame in facts.items():
        con.register(name, frame.astype({c: "int64" if c == "rows" else "object" for c in frame}))
    try:
        yield
    finally:
        for name in facts:
            con.unregister(name)
        con.execute("reset variable today")


@contextmanager
def _quiet() -> Iterator[None]:
    """No messages of the library: what matters comes back as findings or is raised."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _context(docs: Path | None) -> Any:
    """A context that keeps nothing, but writes its Data Docs as a static site if a folder is given."""
    import great_expectations as gx  # takes seconds: only who runs this layer pays for it
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for name in list(context.list_data_docs_sites()):
        context.delete_data_docs_site(name)
    if docs:
        shutil.rmtree(docs / "validations", ignore_errors=True)  # the results of earlier runs
        store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs.resolve())}
        site: Any = {"class_name": "SiteBuilder", "store_backend": store}
        site["site_index_builder"] = {"class_name": "DefaultSiteIndexBuilder"}
        context.add_data_docs_site("data_docs", site)
    return context


def _validate(
    context: Any, batch: Any, name: str, frame: pd.DataFrame, expectations: list[Expectation]
) -> Iterator[tuple[Expectation, dict[str, Any]]]:
    """Each expectation with its result, kept in `context` if there is one. Raises RuntimeError if one did not work."""
    from great_expectations import ExpectationSuite, ValidationDefinition
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.metadata_types import FailureSeverity

    suite = ExpectationSuite(name)
    for n, e in enumerate(expectations):
        severity = FailureSeverity.CRITICAL if e.rule.severity == "error" else FailureSeverity.WARNING
        meta = {"rule": e.rule.id, "n": n, "notes": e.rule.holds}
        config: Any = ExpectationConfiguration(type=e.type, kwargs=e.kwargs, meta=meta, severity=severity)
        suite.add_expectation_configuration(config)
    wanted = {"result_format": "COMPLETE", "unexpected_index_column_names": ["row"]}
    if context:
        definition = ValidationDefinition(name=name, data=batch, suite=context.suites.add(suite))
        context.validation_definitions.add(definition)
        results = definition.run(batch_parameters={"dataframe": frame}, result_format=wanted).results
    else:
        results = batch.get_batch({"dataframe": frame}).validate(suite, result_format=wanted).results
    if len(results) != len(expectations):
        raise RuntimeError(f"checks/suites/{name}.json: {len(results)} of {len(expectations)} expectations ran")
    for result in results:
        config = result.expectation_config
        expectation = expectations[config.meta["n"]]
        _raise_if_failed(name, expectation, result.exception_info)
        yield expectation, {"success": result.success, **result.result}


def _raise_if_failed(name: str, expectation: Expectation, info: dict[str, Any]) -> None:
    """Great Expectations reports an error inside an expectation as a failed one: it is none."""
    for failure in [info] if "raised_exception" in info else list(info.values()):
        if failure["raised_exception"]:
            what = f"{expectation.type} for {expectation.rule.id} could not run: {failure['exception_message']}"
            raise RuntimeError(f"checks/suites/{name}.json: {what}")


def _findings(
    expectation: Expectation, result: dict[str, Any], frame: pd.DataFrame, texts: dict[str, TextTable]
) -> list[Finding]:
    """One finding per unexpected row; one on line 1 of the rule's table where the frame as a whole is unexpected."""
    if result["success"]:
        return []
    rule = expectation.rule
    if "unexpected_index_list" not in result:
        return [_finding(rule, texts[rule.table], {"key": "", "observed": result.get("observed_value")})]
    rows = [frame.iloc[u["row"]].to_dict() for u in result["unexpected_index_list"]]
    return [_finding(rule, texts[row["table_name"]], row) for row in rows]


def _finding(rule: Rule, text: TextTable, row: dict[Any, Any]) -> Finding:
    message = rule.message.format_map({name: _cell(value) for name, value in row.items()})
    where = (text.table.path, _line(text, row["key"]), rule.column)
    return Finding(*where, rule.id, rule.severity, message, rule.holds, rule.mend, row["key"])


def _line(text: TextTable, key: str) -> int:
    """The physical line of a row; line 1 stands for the whole table."""
    keys = ["", *map(" ".join, text.keys())]
    if key not in keys:
        raise RuntimeError(f"a frame points at {key!r}, which is not in {text.table.path}")
    return keys.index(key) + 1


def _cell(value: Any) -> str:
    """A measured value in a message: whole numbers without decimals, nothing for missing ones."""
    if value is None or value is pd.NA or value != value:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
