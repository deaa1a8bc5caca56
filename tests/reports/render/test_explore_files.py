"""The engine of the Explore page is checked before it is kept, and its absence is told."""

import base64
import gzip
import hashlib
import io
import json
import re
import tarfile
from pathlib import Path

import pytest

from reports.render import explore_files
from reports.render.explore_files import FILES, Pinned, Unavailable, add, fill_cache, is_complete, npm_pack, read_lock


def archive(path: Path, name: str) -> str:
    """Write an archive with invented files for package `name`; returns its integrity."""
    with tarfile.open(path, "w:gz") as tar:
        for file in FILES[name]:
            content = f"content of {file}\n//# sourceMappingURL=x.map".encode()
            info = tarfile.TarInfo(f"package/{file}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """Return a folder with archives of the two packages and `lock`, which names them."""
    lines = [f"{name} 1.0.0 {archive(tmp_path / f'{n}.tgz', name)}" for n, name in enumerate(FILES)]
    (tmp_path / "lock").write_text("# a comment\n" + "\n".join(lines) + "\n")
    return tmp_path


def take(registry: Path, asked: list[str]) -> explore_files.Fetch:
    def fetch(pinned: Pinned, folder: Path) -> Path:
        asked.append(pinned.name)
        return registry / f"{list(FILES).index(pinned.name)}.tgz"

    return fetch


def test_the_engine_is_fetched_once_and_copied(registry: Path) -> None:
    cache, lock, asked = registry / "cache" / "explore", registry / "lock", list[str]()
    (registry / "db").write_bytes(b"the database")
    for _ in range(2):
        assert add(registry / "site", registry / "db", cache, lock, take(registry, asked)) == ""
    assert asked == list(FILES) and is_complete(cache, lock)
    module = (cache / "duckdb-browser.js").read_text()
    assert module.startswith("window.duckdbWasm = ") and "sourceMappingURL" not in module
    engine = b"content of dist/duckdb-eh.wasm\n//# sourceMappingURL=x.map"
    assert gzip.decompress((cache / explore_files.ENGINE).read_bytes()) == engine
    worker = (cache / explore_files.WORKER).read_text()
    assert worker == explore_files.UNPACK + "content of dist/duckdb-browser-eh.worker.js\n"
    licence = (cache / "LICENSE-duckdb-wasm.txt").read_text()
    assert "Copyright 2021 DuckDB WASM Contributors" in licence and "Permission is hereby granted" in licence
    out = registry / "site" / "explore"
    assert gzip.decompress((out / "china-ai-chips.duckdb.gz").read_bytes()) == b"the database"
    assert {p.name for p in out.iterdir()} == {p.name for p in cache.iterdir()} - set(explore_files.BESIDE) | {
        "china-ai-chips.duckdb.gz",
        "engine.json",
    }
    assert json.loads((out / "engine.json").read_text()) == {"megabytes": 0, "bytes": len(engine)}


def test_an_engine_that_was_spoilt_is_fetched_anew(registry: Path) -> None:
    cache, lock, asked = registry / "cache" / "explore", registry / "lock", list[str]()
    fill_cache(cache, lock, take(registry, asked))
    (cache / explore_files.ENGINE).write_bytes(b"cut sho")
    assert not is_complete(cache, lock)
    assert fill_cache(cache, lock, take(registry, asked)) == "" and asked == 2 * list(FILES)
    (cache / explore_files.WORKER).unlink()
    assert not is_complete(cache, lock)


def test_what_the_lock_does_not_name_is_refused(registry: Path) -> None:
    with (registry / "1.tgz").open("ab") as file:
        file.write(b"\0")
    reason = fill_cache(registry / "cache" / "explore", registry / "lock", take(registry, []))
    assert reason == "what came for apache-arrow 1.0.0 is not what the lock names"
    assert not is_complete(registry / "cache" / "explore", registry / "lock")
    assert not list((registry / "cache").iterdir())


def test_another_version_in_the_lock_is_fetched_anew(registry: Path) -> None:
    cache, lock, asked = registry / "cache" / "explore", registry / "lock", list[str]()
    fill_cache(cache, lock, take(registry, asked))
    lock.write_text(lock.read_text().replace("1.0.0", "1.0.1"))
    assert fill_cache(cache, lock, take(registry, asked)) == "" and len(asked) == 4


def test_without_npm_there_is_a_reason(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    reason = add(registry / "site", registry / "db", registry / "cache" / "explore", registry / "lock")
    assert reason == "npm was not found"
    assert [p.name for p in (registry / "site" / "explore").iterdir()] == ["engine.json"]
    assert json.loads((registry / "site" / "explore" / "engine.json").read_text()) == {"reason": reason}


def test_a_failing_npm_is_named_with_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Unavailable, match=r"npm could not fetch apache-arrow \(ENOTFOUND\)"):
        npm_pack(Pinned("apache-arrow", "1.0.0", ""), tmp_path)


def test_the_lock_names_every_package_with_its_hash_and_no_registry() -> None:
    pinned = read_lock()
    assert {p.name for p in pinned} == FILES.keys()
    assert all(re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", p.integrity) for p in pinned)
    assert "://" not in explore_files.LOCK.read_text()
