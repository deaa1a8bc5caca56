"""Pages are asked for politely, and only what a site says itself counts as gone."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scripts import links
from scripts.links import Asked, ask_all, chosen, main
from scripts.page_request import Answer, ask
from tests_support import with_example, write_package

AGENT = "china-ai-chips/0.0.0 (+https://example.org)"


class Site:
    """A web site on loopback: what it answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, str]] = {}
        self.only_get: set[str] = set()
        self.asked: list[tuple[str, str, str | None, str]] = []
        self.address = ""


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def reply(self) -> None:
            made.asked.append((self.command, self.path, self.headers["Range"], self.headers["User-Agent"]))
            status, location = made.answers.get(self.path, (200, ""))
            if self.command == "HEAD" and self.path in made.only_get:
                status = 405
            self.send_response(status)
            self.send_header("Content-Length", "0")
            if location:
                self.send_header("Location", location)
            self.end_headers()

        do_GET = do_HEAD = reply

        def log_message(self, *args: Any) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    made.address = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()


def test_a_page_that_is_there_is_asked_for_once(site: Site) -> None:
    assert ask(f"{site.address}/图表?q=a%20b", AGENT, 0) == Answer("there")
    assert site.asked == [("HEAD", "/%E5%9B%BE%E8%A1%A8?q=a%20b", None, AGENT)]


def test_where_head_is_refused_the_first_bytes_are_got(site: Site) -> None:
    site.only_get = {"/x"}
    assert ask(f"{site.address}/x", AGENT, 0) == Answer("there")
    assert [(method, part) for method, _, part, _ in site.asked] == [("HEAD", None), ("GET", "bytes=0-1023")]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"/x": (404, "")}, Answer("gone", "404")),
        ({"/x": (410, "")}, Answer("gone", "410")),
        ({"/x": (403, "")}, Answer("not reached", "403")),
        ({"/x": (429, "")}, Answer("not reached", "429")),
        ({"/x": (500, "")}, Answer("not reached", "500")),
        ({"/x": (301, "/y")}, Answer("moved", "{site}/y")),
        ({"/x": (301, "/y"), "/y": (302, "/z")}, Answer("moved", "{site}/y")),
        ({"/x": (302, "/y"), "/y": (301, "/z")}, Answer("there")),
        ({"/x": (308, "/y"), "/y": (404, "")}, Answer("gone", "404")),
        ({"/x": (301, "/x")}, Answer("not reached", "more than 5 redirects")),
        ({"/x": (301, "file:///etc/passwd")}, Answer("not reached", "leads to no page of the web")),
    ],
)
def test_what_a_site_says(site: Site, answers: dict[str, tuple[int, str]], expected: Answer) -> None:
    site.answers = answers
    assert ask(f"{site.address}/x", AGENT, 0) == Answer(expected.state, expected.detail.format(site=site.address))


def test_a_site_that_is_down_has_lost_nothing() -> None:
    found = ask("http://127.0.0.1:9/x", AGENT, 0)
    assert found.state == "not reached" and "refused" in found.detail


def asked(url: str, at: str) -> Asked:
    return Asked("s", url, at, "there", "")


def test_the_pages_asked_for_longest_ago_come_first() -> None:
    before = {a.url: a for a in (asked("http://a/1", "2026-02-01"), asked("http://a/2", "2026-01-01"))}
    pages = {f"http://a/{n}": f"s{n}" for n in (1, 2, 3)}
    assert chosen(pages, before, 2) == [("http://a/3", "s3"), ("http://a/2", "s2")]


def test_a_host_gets_a_pause_between_requests(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(links.time, "sleep", pauses.append)
    found = ask_all([(f"{site.address}/{n}", f"s{n}") for n in range(3)], AGENT, 7.0)
    assert [a.source_id for a in found] == ["s0", "s1", "s2"] and pauses == [7.0, 7.0]


def test_after_its_time_nothing_more_is_asked(site: Site) -> None:
    assert ask_all([(f"{site.address}/x", "s")], AGENT, 0, seconds=-1) == []
    assert site.asked == []


def test_the_command_lists_what_is_odd_and_remembers(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(links, "PAUSE", 0)
    site.answers = {"/gone": (404, ""), "/old": (301, "/new")}
    sources = [{"source_id": f"s{n}", "url": f"{site.address}/{n}"} for n in ("old", "gone", "well")]
    write_package(tmp_path / "p", with_example({"sources": sources}))
    result = tmp_path / "p" / "build" / "links.json"
    assert main(["--data", str(tmp_path / "p")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"gone         sgone  {site.address}/gone  404",
        f"moved        sold  {site.address}/old  {site.address}/new",
        "3 pages asked for, 1 of them there",
    ]
    assert {a["url"].rpartition("/")[2] for a in json.loads(result.read_text())} == {"old", "gone", "well"}
    result.write_text("[{}]")  # of no use
    assert main(["--data", str(tmp_path / "p"), "--limit", "1"]) == 0
    assert len(json.loads(result.read_text())) == 1
