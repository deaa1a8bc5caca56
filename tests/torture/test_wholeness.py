"""Whether outputs are whole is seen wherever they lie."""

from pathlib import Path

import duckdb

from torture.wholeness import broken_parquet


def test_parquet_files_are_read_under_an_odd_path_and_a_cut_one_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "it's “100%” of [x] {y} *"
    folder.mkdir()
    duckdb.sql("select 1 as a").write_parquet(str(folder / "a.parquet"))
    assert broken_parquet(folder) == []
    (folder / "a.parquet").write_bytes((folder / "a.parquet").read_bytes()[:-4])
    assert len(broken_parquet(folder)) == 1
