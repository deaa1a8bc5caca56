"""One page asked for: HEAD, and a few bytes by GET where that is refused; redirects followed one by one.

Out: an `Answer`. A site that refuses programs, is slow or is down has not lost its page: only 404 and 410 say “gone”.
"""

import time
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote

from checks.rows.split_addresses import address_led_to

SECONDS = 20  # for one answer
REDIRECTS = 5
FOR_GOOD, FOR_NOW = (301, 308), (302, 303, 307)
GONE = (404, 410)
SAFE = "%/:?#[]@!$&'()*+,;=~"  # what stays in an address as it is


@dataclass(frozen=True)
class Answer:
    """What came of a request: `there`, `gone`, `moved` or `not reached`; the new address, or why."""

    state: str
    detail: str = ""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to us: whether one is for good is what we want to know."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing."""


OPENER = urllib.request.build_opener(NoRedirect)


def ask(url: str, agent: str, pause: float) -> Answer:
    """Ask for a page and follow where it leads, with a pause before each further request."""
    at = new = url  # `new` is how far the page has moved for good
    for_good = True
    for _ in range(REDIRECTS + 1):
        status, detail = _request(at, agent, pause)
        if status not in (*FOR_GOOD, *FOR_NOW):
            return _answer(status, detail, "" if new == url else new)
        at = address_led_to(at, detail)
        if not at:
            return Answer("not reached", "leads to no page of the web")
        for_good = for_good and status in FOR_GOOD
        new = at if for_good else new
        time.sleep(pause)
    return Answer("not reached", f"more than {REDIRECTS} redirects")


def _answer(status: int, detail: str, new: str) -> Answer:
    if status in GONE:
        return Answer("gone", str(status))
    if not 200 <= status < 300:
        return Answer("not reached", detail or str(status))
    return Answer("moved", new) if new else Answer("there")


def _request(url: str, agent: str, pause: float) -> tuple[int, str]:
    """Return the status, and the address of a redirect; or 0 and why there is none. What HEAD is refused is asked for
    by GET."""
    status, detail = _send("HEAD", url, agent)
    if status < 400:
        return status, detail
    time.sleep(pause)
    return _send("GET", url, agent)


def _send(method: str, url: str, agent: str) -> tuple[int, str]:
    address = quote(url, safe=SAFE)
    headers = {"User-Agent": agent, "Accept": "*/*"} | ({"Range": "bytes=0-1023"} if method == "GET" else {})
    try:
        with OPENER.open(urllib.request.Request(address, method=method, headers=headers), timeout=SECONDS) as answer:
            return int(answer.status), ""
    except HTTPError as error:
        error.close()
        return error.code, error.headers.get("Location") or ""
    except (OSError, HTTPException, UnicodeError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        return 0, " ".join(str(reason).split()) or type(error).__name__
