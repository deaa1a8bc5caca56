"""Which tables are large: their CSVs are read by DuckDB, not into lists."""

from pathlib import Path

from schemas.package import Table

LARGE = 4 << 20  # bytes of a CSV: from 1 MB on DuckDB takes less time than our own reader, from here less than half


def is_large(root: Path, table: Table) -> bool:
    """Tell whether the CSV of a table is so large that it is not read into lists."""
    path = root / table.path
    return path.is_file() and path.stat().st_size >= LARGE
