"""A GitHub of one repository on this machine: comments, issues and pull requests, and a record of what was asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

BASE = "/repos/owner/package/"
Item = dict[str, Any]


@dataclass
class FakeGitHub:
    """What there is, by path below the repository; what was changed; and where it listens."""

    lists: dict[str, list[Item]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    changed: list[tuple[str, str, Item]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    address: str = ""
    refuses: bool = False

    def answer(self, method: str, target: str, content: Item) -> Any:
        """Answer a request; lists come in pages."""
        parts = urlsplit(target)
        path, query = parts.path.removeprefix(BASE), dict(parse_qsl(parts.query))
        if method != "GET":
            self.changed.append((method, path, content))
            return {"number": 12, "id": 1}
        self.asked.append((path, query))
        size, page = int(query["per_page"]), int(query["page"])
        return self.lists.get(path, [])[(page - 1) * size : page * size]

    def environment(self) -> dict[str, str]:
        """Return what a job knows of it."""
        return {"GITHUB_API_URL": self.address, "GITHUB_REPOSITORY": "owner/package", "GITHUB_TOKEN": "secret"}


@contextmanager
def served(github: FakeGitHub) -> Iterator[FakeGitHub]:
    """Serve it on loopback for as long as it is used."""

    class Handler(BaseHTTPRequestHandler):
        def reply(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            github.tokens.add(self.headers["Authorization"])
            found = github.answer(self.command, self.path, json.loads(content or b"{}"))
            raw = json.dumps(found).encode()
            self.send_response(403 if github.refuses else 200)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_PATCH = reply

        def log_message(self, *args: Any) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    github.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield github
    finally:
        server.shutdown()
        server.server_close()
