"""Ask whether the pages of `sources` are still there: `python -m scripts.links [--limit N]`.

Slow on purpose: one request at a time to a host, with a pause, and few pages in one go: those never asked for first,
then those asked for longest ago. What came out is kept in build/links.json and shown as a table: gone (404, 410), moved
for good, with the new address, or not reached, which says nothing about the page. Exit code 0 whatever the network
says.
"""

import json
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from schemas.csv_text import DataError, read_text
from schemas.errors import UserError
from schemas.files import write_whole
from schemas.package import ROOT, Package, read_package
from scripts.command import command, parser
from scripts.estimate import positive_number
from scripts.page_request import ask

LIMIT = 300  # pages
PAUSE = 2.0  # seconds between two requests to one host
SECONDS = 900  # after which no further page is asked for
HOSTS_AT_ONCE = 8
RESULT = Path("build") / "links.json"
ORDER = ("gone", "moved", "not reached")


@dataclass(frozen=True)
class Asked:
    """A page, when it was last asked for, and what came of it."""

    source_id: str
    url: str
    asked_at: str
    state: str
    detail: str


@command("look at the links", done="looked at")
def main(argv: list[str] | None = None) -> int:
    options = parser("links", __doc__)
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    options.add_argument(
        "--limit", type=positive_number, default=LIMIT, help=f"pages to ask for, at most (default: {LIMIT})"
    )
    args = options.parse_args(argv)
    package = read_package(args.data)
    result = package.root / RESULT
    before = read_result(result)
    pages = addresses(package)
    found = ask_all(chosen(pages, before, args.limit), user_agent(package), PAUSE)
    kept = {a.url: a for a in [*before.values(), *found] if a.url in pages}
    write_whole(result, json.dumps([asdict(a) for a in sorted(kept.values(), key=lambda a: a.url)], indent=1))
    print(as_table(found))
    return 0


def addresses(package: Package) -> dict[str, str]:
    """Return the id of each source by its address. Raises DataError if the table cannot be read."""
    text, problems = read_text(package.table["sources"], package.root)
    if problems:
        raise DataError(problems)
    return dict(zip(text.columns["url"], text.columns["source_id"], strict=True))


def read_result(file: Path) -> dict[str, Asked]:
    """Return what came out the last times, by address; nothing if there is no such file or it is of no use."""
    with suppress(OSError, json.JSONDecodeError):
        found = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(found, list) and all(set(a) == set(Asked.__dataclass_fields__) for a in found):
            return {a["url"]: Asked(**a) for a in found}
    return {}


def chosen(pages: Mapping[str, str], before: Mapping[str, Asked], limit: int) -> list[tuple[str, str]]:
    """Return address and source of the pages to ask for: first those never asked for, then the longest ago."""
    asked = sorted(pages, key=lambda url: (before[url].asked_at if url in before else "", url))
    return [(url, pages[url]) for url in asked[:limit]]


def user_agent(package: Package) -> str:
    """Say who asks, so that whoever runs a site can complain. Raises UserError without an address for that."""
    home = package.descriptor.get("homepage")
    if not home:
        raise UserError("datapackage.json has no homepage, which requests must name; add it")
    return f"{package.descriptor['name']}/{package.version} (+{home})"


def ask_all(pages: Iterable[tuple[str, str]], agent: str, pause: float, seconds: float = SECONDS) -> list[Asked]:
    """Ask for pages: those of a host one after another, several hosts side by side, none after `seconds`."""
    hosts: dict[str, list[tuple[str, str]]] = {}
    for url, source in pages:
        hosts.setdefault(urlsplit(url).netloc, []).append((url, source))
    end = time.monotonic() + seconds

    def ask_host(of_host: list[tuple[str, str]]) -> list[Asked]:
        found: list[Asked] = []
        for url, source in of_host:
            if found:
                time.sleep(pause)
            if time.monotonic() > end:
                break
            answer = ask(url, agent, pause)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            found.append(Asked(source, url, now, answer.state, answer.detail))
        return found

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        return [asked for found in pool.map(ask_host, hosts.values()) for asked in found]


def as_table(found: Iterable[Asked]) -> str:
    """Write a line for each page that is not simply there, and how many are."""
    asked = list(found)
    odd = sorted((a for a in asked if a.state in ORDER), key=lambda a: (ORDER.index(a.state), a.source_id))
    lines = [f"{a.state:<11}  {a.source_id}  {a.url}  {a.detail}" for a in odd]
    return "\n".join([*lines, f"{len(asked)} pages asked for, {len(asked) - len(odd)} of them there"])


if __name__ == "__main__":
    sys.exit(main())
