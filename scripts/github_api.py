"""The few calls that workflows make of GitHub’s interface, with the standard library alone.

The job’s environment says where and as whom: `GITHUB_API_URL`, `GITHUB_REPOSITORY`, `GITHUB_TOKEN`.
"""

import json
import os
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode

from schemas.errors import UserError

BOT = "github-actions[bot]"  # who writes with the token of a workflow
PAGE = 100
SECONDS = 30


@dataclass(frozen=True)
class GitHub:
    """One repository, as the token lets one see and change it."""

    api: str
    repository: str
    token: str

    def call(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Any:
        """Ask for a path below the repository; returns what the answer holds. Raises UserError if it is refused."""
        request = urllib.request.Request(
            f"{self.api}/repos/{self.repository}/{path}",
            method=method,
            data=None if content is None else json.dumps(content).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Accept": "application/vnd.github+json",
                "Content-Type": "application/json",
                "User-Agent": self.repository,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # nosec B310 # GitHub tells its address
                return json.load(answer)
        except HTTPError as error:
            raise UserError(f"GitHub refuses {method} {path}: {error.code} {error.reason}") from None
        except URLError as error:
            raise UserError(f"GitHub cannot be reached for {method} {path}: {error.reason}") from None

    def pages(self, path: str, **query: str) -> Iterator[dict[str, Any]]:
        """Give each item of a list, page by page."""
        number = 0
        while True:
            number += 1
            found = self.call("GET", f"{path}?{urlencode(query | {'per_page': str(PAGE), 'page': str(number)})}")
            yield from found
            if len(found) < PAGE:
                return


def from_environment() -> GitHub:
    """Return the repository of this job. Raises UserError where the environment does not name it."""
    names = ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN")
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        raise UserError(f"{', '.join(missing)} is not set: this command is for a workflow")
    return GitHub(*(os.environ[name] for name in names))


def is_ours(item: Mapping[str, Any], marker: str) -> bool:
    """Tell whether a comment or an issue was written by a workflow, and begins with its mark: anybody can copy that."""
    return (item.get("user") or {}).get("login") == BOT and (item.get("body") or "").startswith(marker)
