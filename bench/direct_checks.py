"""What Frictionless, pandera and Great Expectations say of a table when they are used directly, without this package.

In: the root of a package. Out: the lines of observations on which the library finds something. Each is told what the
Table Schema says, as far as it has words for it: types, required, enum, pattern, range, unique, primary and foreign
keys. None of them says anything of characters, lists, or what rules stand for; that is not asked of it.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from schemas.package import Field, Package, read_package

TABLE = "observations"
PATTERNS = {"number": r"-?\d+(\.\d+)?([eE]-?\d+)?", "integer": r"-?\d+", "date": r"\d{4}-\d{2}-\d{2}"}


def frictionless(root: Path) -> set[int]:
    """Validate the table with the descriptor; it reads the tables to which it refers."""
    from checks.structure.frictionless_layer import check_with_frictionless

    return {f.line for f in check_with_frictionless(root, [TABLE])}


def pandera(root: Path) -> set[int]:
    """Validate the table as texts with a schema of pandas."""
    import pandera.pandas as pa

    package = read_package(root)
    columns = {f.name: _pandera_column(pa, f, package) for f in package.table[TABLE].fields}
    schema = pa.DataFrameSchema(columns, unique=list(package.table[TABLE].primary_key), report_duplicates="all")
    try:
        schema.validate(_texts(root, package, TABLE), lazy=True)
    except pa.errors.SchemaErrors as error:
        return {int(row) + 2 for row in error.failure_cases["index"].dropna()}
    return set()


def _pandera_column(pa: Any, f: Field, package: Package) -> Any:
    checks = []
    if pattern := PATTERNS.get(f.type) or f.constraints.get("pattern"):
        checks.append(pa.Check.str_matches(f"^(?:{pattern})$"))
    if known := _known(f, package):
        checks.append(pa.Check.isin(known))
    return pa.Column(object, checks, nullable=not f.required, unique=bool(f.constraints.get("unique")))


def great_expectations(root: Path) -> set[int]:
    """Validate the table as texts with a suite of expectations on its columns."""
    import great_expectations as gx

    package = read_package(root)
    context = gx.get_context(mode="ephemeral")
    asset = context.data_sources.add_pandas("here").add_dataframe_asset("table")
    batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": _texts(root, package, TABLE)})
    suite = gx.ExpectationSuite("schema")
    for f in package.table[TABLE].fields:
        for expectation in _expectations(gx.expectations, f, package):
            suite.add_expectation(expectation)
    results = batch.validate(suite, result_format="COMPLETE").results
    return {int(row) + 2 for result in results for row in result.result.get("unexpected_index_list") or []}


def _expectations(kinds: Any, f: Field, package: Package) -> list[Any]:
    found = []
    if f.required:
        found.append(kinds.ExpectColumnValuesToNotBeNull(column=f.name))
    if f.constraints.get("unique") or f.name in package.table[TABLE].primary_key:
        found.append(kinds.ExpectColumnValuesToBeUnique(column=f.name))
    if pattern := PATTERNS.get(f.type) or f.constraints.get("pattern"):
        found.append(kinds.ExpectColumnValuesToMatchRegex(column=f.name, regex=f"^(?:{pattern})$"))
    if known := _known(f, package):
        found.append(kinds.ExpectColumnValuesToBeInSet(column=f.name, value_set=known))
    return found


def _known(f: Field, package: Package) -> list[str]:
    """Return what a cell may be: the words of an enumeration, or the keys of the table to which it refers."""
    if f.reference and not f.is_list and f.reference.table != TABLE:
        keys = _texts(package.root, package, f.reference.table)[f.reference.column]
        return [str(key) for key in keys]
    return list(map(str, f.constraints.get("enum", ())))


def _texts(root: Path, package: Package, table: str) -> pd.DataFrame:
    path = root / package.table[table].path
    return pd.read_csv(path, dtype=object, keep_default_na=False, na_values=[""])
