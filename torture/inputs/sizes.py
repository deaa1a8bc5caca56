"""Cells, rows, numbers and periods beyond what any table here holds."""

from pathlib import Path

from schemas.plain_files import LARGEST
from torture.hostile import Change, Hostile, read_rows, with_bytes, with_cell, write_rows

KIND, FILE = "size", "data/observations.csv"
ROW = "obs-fab-0234"
NUMBERS = {
    "400-digits": "9" * 400, "5000-digits": "9" * 5000, "131000-digits": "1" * 131_000, "exponent": "1e999",
    "minus-exponent": "-1e999", "ten-to-the-400": "1" + "0" * 400, "many-decimals": "0." + "3" * 60,
    "above-1e15": "1000000000000000", "below-minus-1e15": "-9999999999999999", "hex": "0xFFFFFFFFFFFFFFFFFF",
    "infinity": "Infinity", "nan": "nan",
}  # fmt: skip
PERIODS = {
    "year-0000": "0000", "year-0001": "0001-01", "year-9999": "9999", "million-years": "2025/1002025",
    "year-of-7-digits": "2000000", "negative": "-0500", "year-1799": "1799-Q1", "day-of-year-0": "0000-01-01",
    "far-interval": "2025-01/9999-12", "5000-digits": "2" * 5000,
}  # fmt: skip
DAYS = {"year-0001": "0001-01-01", "year-9999": "9999-12-31", "year-10000": "10000-01-01", "year-0000": "0000-01-01"}
WIDE = "x" * 10_000_000


def _all_cells(column: str, value: str) -> Change:
    def change(root: Path) -> None:
        header, *rows = read_rows(root, "observations")
        at = header.index(column)
        write_rows(root, "observations", [header, *([*row[:at], value, *row[at + 1 :]] for row in rows)])

    return change


def _repeated(table: str) -> Change:
    """Return the change that fills a table with its first row, as often as a file that is read may hold it."""

    def change(root: Path) -> None:
        path = root / "data" / f"{table}.csv"
        header, first, *_ = path.read_bytes().split(b"\n")
        times = (LARGEST - len(header)) // (len(first) + 1) - 1
        path.write_bytes(b"\n".join([header, *[first] * times, b""]))

    return change


INPUTS = [
    *(
        Hostile(f"{column}-{name}", KIND, with_cell("observations", ROW, column, value), "refused", FILE, words)
        for column, cases, words in (
            ("value", NUMBERS, "out of range|no number here|not a plain decimal|not a finite|means|can be read"),
            ("period", PERIODS, "lies in the year|look like|means|can be read"),
            ("as_of", PERIODS, "lies in the year|look like|means|can be read"),
            ("recorded_on", DAYS, "lies in the year|not a date"),
        )
        for name, value in cases.items()
    ),
    *(
        Hostile(f"cell-of-10-megabytes-in-{column}", KIND, with_cell("observations", ROW, column, WIDE), "refused",
                FILE, "characters|field larger")
        for column in ("note", "value", "period", "observation_id")
    ),
    Hostile("file-of-40-megabytes", KIND, with_bytes(FILE, lambda b: b + b"x" * (40 << 20)), "refused", FILE,
            "is not read, as it has"),
    Hostile("a-million-rows-of-one-key", KIND, _repeated("translations"), "refused", "data/translations.csv",
            "is already on line|more cells"),
    Hostile("every-value-is-a-word", KIND, _all_cells("value", "many"), "refused", FILE, "more cells|not a plain"),
    Hostile("every-period-is-beyond", KIND, _all_cells("period", "9999"), "refused", FILE, "lies in the year|more"),
]  # fmt: skip
