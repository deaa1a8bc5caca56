"""How far is China from making all of the AI chips it uses? The tables and views of the data package, ready to query.

>>> import china_ai_chips
>>> china_ai_chips.load("self_sufficiency").filter("year = 2025").order("median desc")
>>> china_ai_chips.load("observations", as_="polars")
>>> china_ai_chips.tables()["self_sufficiency"]

Reads the Parquet files that are installed with it, and nothing else. A relation of DuckDB needs nothing more; for
frames install china-ai-chips[pandas] or china-ai-chips[polars]. Periods are text, lists are lists, what is missing is
null. What a column holds is in the metadata of each Parquet file, under the key `columns`.
"""

from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import duckdb

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["__version__", "load", "tables"]

try:
    __version__ = version("china-ai-chips")
except PackageNotFoundError:  # imported from a clone
    __version__ = ""

HERE = Path(__file__).parent
PARQUET = HERE / "parquet" if (HERE / "parquet").is_dir() else HERE.parent / "parquet"  # that of an unpacked release
# pandas' own guesses turn an integer column with gaps into floats; a number that is missing is NaN.
PANDAS_TYPES = {"VARCHAR": "string", "BIGINT": "Int64", "BOOLEAN": "boolean"}
DESCRIPTIONS = """
select parse_filename(file_name, true), decode(value)
from parquet_kv_metadata(?) where decode(key) = 'description' order by 1
"""


@overload
def load(name: str, as_: Literal["duckdb"] = "duckdb") -> duckdb.DuckDBPyRelation: ...
@overload
def load(name: str, as_: Literal["pandas"]) -> "pandas.DataFrame": ...
@overload
def load(name: str, as_: Literal["polars"]) -> "polars.DataFrame": ...
def load(name: str, as_: str = "duckdb") -> Any:
    """Return a table or view, as a relation of DuckDB or a frame of pandas or polars.

    Raises LookupError for a name that `tables` does not list, ValueError for another `as_`, ImportError where the
    library that is asked for is not installed.
    """
    path = _path(name)
    if as_ == "duckdb":
        return duckdb.read_parquet(str(path))
    if as_ == "polars":
        return _library("polars").read_parquet(path)
    if as_ == "pandas":
        _library("pandas")
        relation = duckdb.read_parquet(str(path))
        kinds = zip(relation.columns, map(str, relation.types), strict=True)
        return relation.df().astype({column: PANDAS_TYPES[kind] for column, kind in kinds if kind in PANDAS_TYPES})
    raise ValueError(f"as_ is one of 'duckdb', 'pandas' and 'polars', not {as_!r}")


def tables() -> dict[str, str]:
    """Return the name of every table and view, with what a row of it is."""
    _names()
    with duckdb.connect() as con:
        return dict(con.execute(DESCRIPTIONS, [str(PARQUET / "*.parquet")]).fetchall())


def _path(name: str) -> Path:
    names = _names()
    if name in names:
        return PARQUET / f"{name}.parquet"
    near = get_close_matches(name, names, n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise LookupError(f"There is no table or view {name!r}.{hint} china_ai_chips.tables() lists all.")


def _names() -> list[str]:
    found = sorted(path.stem for path in PARQUET.glob("*.parquet"))
    if not found:
        raise FileNotFoundError("no Parquet files here: pip install the package, and leave the clone's folder")
    return found


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ImportError(f"{name} is not installed: pip install 'china-ai-chips[{name}]'") from None
