"""The one way to the data: queries against the built DuckDB file, over a connection that stays open.

Reads the file named in CHINA_AI_CHIPS_DB, else build/china-ai-chips.duckdb. A file that was rebuilt is opened anew.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from schemas.locked import open_locked

DEFAULT = Path(__file__).resolve().parent.parent / "build" / "china-ai-chips.duckdb"
LOG = "CHINA_AI_CHIPS_QUERY_LOG"  # file to which each query is added, so that a renderer knows what a page asked

Row = dict[str, Any]


def database() -> Path:
    """Return the DuckDB file that the report is built from."""
    return Path(os.environ.get("CHINA_AI_CHIPS_DB") or DEFAULT)


@dataclass
class Connection:
    """The open file: which one it is, how it was when it was opened, and what queries gave since: it is only read, and
    pages ask the same again and again. To open one takes 33 ms, a query 0.1 to 300."""

    state: tuple[str, int, int] | None = None
    opened: duckdb.DuckDBPyConnection | None = None
    answers: dict[str, list[Row]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def ask(self, sql: str, values: Sequence[Any]) -> list[Row]:
        """Return the rows of a query, which is put to the file once."""
        with self.cursor() as cursor:
            answers, key = self.answers, f"{sql}\0{values!r}"
            if key not in answers:
                result = cursor.execute(sql, values)
                names = [d[0] for d in result.description or []]
                answers[key] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
            return [dict(row) for row in answers[key]]

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor on the file of `database()` as it is now; threads need one each."""
        path = database()
        with self.lock:
            stat = path.stat() if path.exists() else None
            state = (str(path), stat.st_ino, stat.st_mtime_ns) if stat else None
            if self.opened is None or state != self.state:
                self._close()
                self.opened, self.state = open_locked(path), state
            return self.opened.cursor()

    def close(self) -> None:
        """Let go of the file, so that this process can write it."""
        with self.lock:
            self._close()

    def _close(self) -> None:
        if self.opened is not None:
            self.opened.close()
        self.opened, self.state, self.answers = None, None, {}


CONNECTION = Connection()


def query(sql: str, *values: Any) -> list[Row]:
    """Return the rows of a query as dictionaries; `?` in the SQL takes `values`."""
    rows = CONNECTION.ask(sql, values)
    if log := os.environ.get(LOG):
        with Path(log).open("a", encoding="utf-8") as file:
            entry = {"sql": sql, "values": values, "digest": digest(rows)}
            file.write(json.dumps(entry, default=str) + "\n")
    return rows


def read_log(path: Path) -> list[dict[str, Any]]:
    """Return the queries in a log, each once."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in dict.fromkeys(path.read_text(encoding="utf-8").splitlines())]


def digest(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what a result was, in short."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()
