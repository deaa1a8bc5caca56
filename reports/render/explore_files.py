"""The engine of the Explore page: DuckDB for browsers, fetched once from npm, checked, kept, and copied into a site.

In: `explore.lock` (package, version, integrity) and npm. Out: build/cache/explore/, and from it `explore/` of a site,
with the package's own database file beside it, compressed. Without npm or offline: a reason in words, and no engine.
"""

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schemas.files import read_kept, write_whole
from schemas.package import ROOT
from schemas.work_folders import replace_folder, work_folder

LOCK = ROOT / "reports" / "render" / "explore.lock"
CACHE = ROOT / "build" / "cache" / "explore"
DIGESTS = "digests.json"  # of the other files in the cache, so that one that was spoilt is seen
BESIDE = (DIGESTS, "stamp")
FOLDER = "explore"  # of the site
DATABASE = "china-ai-chips.duckdb.gz"
ANSWER = "engine.json"  # tells the page whether there is an engine, and else why not
MODULE = "duckdb-browser.js"
WORKER = "duckdb-browser-eh.worker.js"
ENGINE = "duckdb-eh.wasm.gz"  # 34 MB become 8; servers differ in what they compress, so it lies there compressed

# What is needed of each package: path in it → name in `explore/`. The build `eh` runs in every browser since 2021.
FILES = {
    "@duckdb/duckdb-wasm": {
        "dist/duckdb-browser.cjs": MODULE,
        "dist/duckdb-browser-eh.worker.js": WORKER,
        "dist/duckdb-eh.wasm": ENGINE,
    },
    "apache-arrow": {
        "Arrow.es2015.min.js": "arrow.js",
        "LICENSE.txt": "LICENSE-apache-arrow.txt",
        "NOTICE.txt": "NOTICE-apache-arrow.txt",
    },
}
# The package gives no copy of its licence (MIT), which asks for these lines and the permission.
COPYRIGHT = "Copyright 2021 DuckDB WASM Contributors\nCopyright 2018-2025 Stichting DuckDB Foundation"
# The module asks for one other by `require`; wrapped like this it is a classic script, and no bundler is needed.
HEAD = "window.duckdbWasm = (function (require) { var module = { exports: {} }, exports = module.exports;\n"
ELSEWHERE = re.compile(rb"https://[a-z.]+/npm/")  # where the module would look if it were asked to; it is not
TAIL = "\nreturn module.exports; })(function () { return window.Arrow; });\n"
# Before the worker's own script: what it asks for as .wasm is fetched as .wasm.gz and unpacked on the way. Some servers
# unpack such a file themselves, which its first two bytes tell.
UNPACK = """(function () {
  var plain = self.fetch.bind(self);
  self.fetch = async function (what, options) {
    var address = what.url || String(what);
    if (!address.endsWith(".wasm")) return plain(what, options);
    var answer = await plain(address + ".gz");
    if (!answer.ok) return answer;
    var reader = answer.body.getReader(), first = await reader.read();
    var bytes = new ReadableStream({
      start: function (to) { if (first.value) to.enqueue(first.value); },
      pull: async function (to) { var next = await reader.read(); next.done ? to.close() : to.enqueue(next.value); }
    });
    var packed = first.value && first.value[0] === 0x1f && first.value[1] === 0x8b;
    var stream = packed ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes;
    return new Response(stream, { headers: { "content-type": "application/wasm" } });
  };
})();
"""


class Unavailable(Exception):
    """Why the engine cannot be had, in words."""


@dataclass(frozen=True)
class Pinned:
    """One line of the lock."""

    name: str
    version: str
    integrity: str


Fetch = Callable[[Pinned, Path], Path]


def read_lock(path: Path = LOCK) -> list[Pinned]:
    """Return the packages pinned in the lock."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Pinned(*line.split()) for line in lines if line and not line.startswith("#")]


def fill_cache(cache: Path = CACHE, lock: Path = LOCK, fetch: Fetch | None = None) -> str:
    """Make sure that `cache` holds the engine. Returns nothing when it does, else the reason in words."""
    if is_complete(cache, lock):
        return ""
    with work_folder(cache.parent, "fetching") as folder:
        new = folder / "new"
        new.mkdir()
        try:
            for pinned in read_lock(lock):
                unpack(pinned, (fetch or npm_pack)(pinned, folder), new)
        except (Unavailable, OSError, tarfile.TarError, subprocess.SubprocessError, KeyError) as error:
            return str(error)
        write_licence(new)
        write_whole(new / DIGESTS, json.dumps(digests(new)))
        (new / "stamp").write_text(stamp(lock), encoding="utf-8")
        replace_folder(new, cache)
    return ""


def is_complete(cache: Path = CACHE, lock: Path = LOCK) -> bool:
    """Return whether `cache` holds the engine that the lock names."""
    try:
        kept = read_kept(cache / DIGESTS)
        unspoilt = {name: digest for name, digest in digests(cache).items() if name in kept} == kept
        return unspoilt and (cache / "stamp").read_bytes() == stamp(lock).encode()
    except OSError:
        return False


def digests(cache: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of the engine."""
    files = (p for p in cache.iterdir() if p.name not in BESIDE)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def stamp(lock: Path) -> str:
    """Return what decides what is in the cache, as one text. It is written last, so a cache that has it is whole."""
    return lock.read_text(encoding="utf-8") + json.dumps(
        [FILES, COPYRIGHT, HEAD, TAIL, UNPACK, ELSEWHERE.pattern.decode()]
    )


def npm_pack(pinned: Pinned, folder: Path) -> Path:
    """Fetch a package's archive by npm. Raises Unavailable."""
    npm = shutil.which("npm")
    if not npm:
        raise Unavailable("npm was not found")
    patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000"]  # offline: seconds
    options = ["--loglevel=error", "--ignore-scripts", "--prefer-offline", f"--pack-destination={folder}"]
    command = [npm, "pack", f"{pinned.name}@{pinned.version}", *options, *patience]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    if run.returncode:
        code = re.search(r"^npm \S+ code (\w+)", run.stderr, re.MULTILINE)
        raise Unavailable(f"npm could not fetch {pinned.name} ({code[1] if code else f'exit code {run.returncode}'})")
    archives = sorted(folder.glob("*.tgz"), key=lambda p: p.stat().st_mtime_ns)
    if not archives:
        raise Unavailable(f"npm wrote no archive of {pinned.name}")
    return archives[-1]


def unpack(pinned: Pinned, archive: Path, out: Path) -> None:
    """Check the archive against the lock and write the needed files of it into `out`. Raises Unavailable."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    if f"sha512-{base64.b64encode(digest).decode()}" != pinned.integrity:
        raise Unavailable(f"what came for {pinned.name} {pinned.version} is not what the lock names")
    with tarfile.open(archive) as tar:
        for path, name in FILES[pinned.name].items():
            member = tar.extractfile(f"package/{path}")
            if member is None:
                raise Unavailable(f"{pinned.name} {pinned.version} has no file {path}")
            (out / name).write_bytes(adapt(name, member.read()))


def adapt(name: str, content: bytes) -> bytes:
    """Return the file as the site serves it: scripts name no source map and no other site, the module is wrapped, the
    worker unpacks the engine, which is packed."""
    if name == ENGINE:
        return gzip.compress(content, 9, mtime=0)
    if name.endswith(".js"):
        content = ELSEWHERE.sub(b"", content.rsplit(b"//# sourceMappingURL=", 1)[0])
    before, after = {MODULE: (HEAD, TAIL), WORKER: (UNPACK, "")}.get(name, ("", ""))
    return before.encode() + content + after.encode()


def write_licence(out: Path) -> None:
    """Write the licence that the engine's package leaves out: its copyright line and the words of MIT, as in ours."""
    title, _, permission = (ROOT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)
    (out / "LICENSE-duckdb-wasm.txt").write_text(f"{title}\n\n{COPYRIGHT}\n\n{permission}", encoding="utf-8")


def add(site: Path, database: Path, cache: Path = CACHE, lock: Path = LOCK, fetch: Fetch | None = None) -> str:
    """Put the engine and the database file into `site`/explore/. Returns nothing, or why there is no engine there."""
    reason = fill_cache(cache, lock, fetch)
    out = site / FOLDER
    out.mkdir(parents=True, exist_ok=True)
    answer = {"reason": reason} if reason else copy(cache, database, out)
    (out / ANSWER).write_text(json.dumps(answer), encoding="utf-8")
    return reason


def copy(cache: Path, database: Path, out: Path) -> dict[str, int]:
    """Copy the engine into `out`, and the database file compressed; returns what a browser fetches of them, in MB, and
    how many bytes the engine has unpacked."""
    for path in cache.iterdir():
        if path.name not in BESIDE:
            shutil.copyfile(path, out / path.name)
    # mostly empty blocks: 34 MB become less than 1, and it is the very file that people download
    (out / DATABASE).write_bytes(gzip.compress(database.read_bytes(), 6, mtime=0))
    fetched = sum(p.stat().st_size for p in out.iterdir() if p.suffix in (".js", ".gz"))
    unpacked = int.from_bytes((out / ENGINE).read_bytes()[-4:], "little")  # where gzip writes it
    return {"megabytes": round(fetched / 1e6), "bytes": unpacked}
