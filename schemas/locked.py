"""DuckDB locked in: what SQL of the package runs cannot read files, reach the network, load extensions or run for ever.

In: a connection. Out: the same, with external access off and its settings locked. The code that runs in it is that of
views, macros, frames and recipes, which anybody may propose: see `schemas.sql_files`.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.errors import UserError
from schemas.package import sql_text

MEMORY, SECONDS = "2GB", 60  # for SQL of the package; all of it together takes a few seconds
LARGE_MEMORY, LARGE_SECONDS = "4GB", 900  # beside tables that are large
SETTINGS = {
    "memory_limit": f"'{MEMORY}'",
    "temp_directory": "''",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


class QueryError(UserError):
    """SQL of the package that cannot run; the text names the file."""


def lock(con: duckdb.DuckDBPyConnection, *writes: Path, spills: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Lock a connection in; files below the folders `writes` alone can be read and written from then on. What does not
    fit into memory goes to the folder `spills`, if there is one."""
    if con.execute("select current_setting('lock_configuration')").fetchone() == (True,):
        return con  # of a database that this process has open already
    if writes:
        con.execute("set allowed_directories = ?", [[str(folder) for folder in writes]])
    own = {"memory_limit": f"'{LARGE_MEMORY}'", "temp_directory": sql_text(str(spills))} if spills else {}
    for name, value in (SETTINGS | own).items():
        con.execute(f"set {name} = {value}")
    return con


def open_locked(path: Path, writes: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database to be read, locked in; with `writes`, by itself, so that no lock of another is in the way."""
    if not writes:
        return lock(duckdb.connect(str(path), read_only=True))
    con = duckdb.connect()
    con.execute(f"attach {sql_text(str(path))} as package_file (read_only)")
    con.execute("use package_file")
    return lock(con, writes)


@contextmanager
def limited(con: duckdb.DuckDBPyConnection, what: str, seconds: float = SECONDS) -> Iterator[None]:
    """Say of all that goes wrong in SQL, and of what takes too long, where it stands: raises QueryError."""
    timer = threading.Timer(seconds, con.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException:
        raise QueryError(f"{what} was stopped, as it did not end within {seconds:g} seconds") from None
    except (duckdb.OutOfMemoryException, MemoryError):
        raise QueryError(f"{what} was stopped, as it needs more memory than it may have") from None
    except duckdb.PermissionException:
        raise QueryError(f"{what} reads or writes what is no table of the package, which is refused") from None
    except duckdb.Error as error:
        raise QueryError(f"{what} cannot run: {str(error).splitlines()[0]}") from None
    finally:
        timer.cancel()
