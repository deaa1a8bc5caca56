"""Descriptors that are not JSON, not of the right types, or that lead out of the package; files that are no files."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from torture.hostile import Change, Hostile, with_bytes, with_file

FILE, KIND = "datapackage.json", "descriptor"
ROOM = "/tmp/torture-elsewhere"


def with_json(file: str, edit: Callable[[Any], object]) -> Change:
    """Return the change that edits what a JSON file holds."""

    def change(root: Path) -> None:
        found = json.loads((root / file).read_text(encoding="utf-8"))
        edit(found)
        (root / file).write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    return change


def setting(place: str, value: object) -> Callable[[Any], None]:
    """Return the edit that sets the value at a place such as `resources.0.path`."""

    def edit(found: Any) -> None:
        *before, last = [int(step) if step.isdigit() else step for step in place.split(".")]
        for step in before:
            found = found[step]
        found[last] = value

    return edit


def without(place: str) -> Callable[[Any], None]:
    """Return the edit that removes a property."""

    def edit(found: Any) -> None:
        *before, last = [int(step) if step.isdigit() else step for step in place.split(".")]
        for step in before:
            found = found[step]
        del found[last]

    return edit


def _stopped(name: str, change: Change, words: str) -> Hostile:
    return Hostile(f"descriptor-{name}", KIND, change, "stopped", FILE, words)


def _head(added: bytes) -> Change:
    return with_bytes(FILE, lambda b: b.replace(b"{", b"{" + added, 1))


NOT_JSON = {
    "cut-in-half": (with_bytes(FILE, lambda b: b[: len(b) // 2]), r"datapackage\.json:\d+ is not JSON"),
    "trailing-comma": (with_bytes(FILE, lambda b: b.replace(b"]\n}", b"],\n}")), r"json:\d+ is not JSON"),
    "single-quotes": (with_bytes(FILE, lambda b: b.replace(b'"', b"'")), "json:2 is not JSON"),
    "comment": (_head(b" // mine\n"), "json:1 is not JSON"),
    "empty": (with_file(FILE, b""), "json:1 is not JSON"),
    "blank": (with_file(FILE, b"\n\n"), "json:3 is not JSON"),
    "byte-order-mark": (with_bytes(FILE, lambda b: b"\xef\xbb\xbf" + b), "json:1 is not JSON"),
    "utf-16": (with_bytes(FILE, lambda b: b.decode().encode("utf-16")), "json:1 is not UTF-8"),
    "latin-1": (_head(b'\n"x": "\xe9",'), "json:2 is not UTF-8"),
    "nul": (_head(b"\0"), "json:1 is not JSON"),
    "nan": (_head(b'\n"x": NaN,'), "json:2 has NaN, which is no number"),
    "minus-infinity": (_head(b'\n"x": -Infinity,'), "json:2 has -Infinity"),
    "beyond-range": (_head(b'\n"x": 1e999,'), "json:2 has a number out of range"),
    "five-thousand-digits": (_head(b'\n"x": ' + b"9" * 5000 + b","), "json:2 has a number of 5,000 digits"),
    "deep-lists": (_head(b'"x": ' + b"[" * 100_000 + b"]" * 100_000 + b","), "nested more than 40 levels"),
    "deep-mappings": (_head(b'"x": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b","), "nested more than 40"),
    "deep-and-never-closed": (with_file(FILE, b"[" * 1_000_000), "nested more than 40 levels"),
    "key-twice": (_head(b'\n"name": "other",'), r"json:\d+ has the property “name” twice"),
    "list": (with_file(FILE, b"[]"), "json:1 is a list, and must be a mapping"),
    "text": (with_file(FILE, b'"x"'), "json:1 is a text, and must be a mapping"),
    "number": (with_file(FILE, b"1"), "json:1 is a number, and must be a mapping"),
    "null": (with_file(FILE, b"null"), "json:1 is empty, and must be a mapping"),
    "40-megabytes": (_head(b'"x": "' + b"a" * (40 << 20) + b'",'), "is not read, as it has"),
    "lone-surrogate": (_head(b'\n"title": "\\ud800",'), "twice|control character"),
}
TYPES: dict[str, tuple[str, Any, str]] = {
    "path-list": ("resources.3.path", ["data/a.csv", "data/b.csv"], r"\.path is a list, and must be a text"),
    "path-null": ("resources.3.path", None, "path is empty, and must be a text"),
    "path-number": ("resources.3.path", 7, "path is a number, and must be a text"),
    "path-mapping": ("resources.3.path", {}, "path is a mapping, and must be a text"),
    "schema-inline": ("resources.3.schema", {"fields": []}, "schema is a mapping, and must be a text"),
    "schema-list": ("resources.3.schema", [], "schema is a list"),
    "schema-is-a-table": ("resources.3.schema", "data/firms.csv", r"must be a file \*\.json"),
    "name-quotes": ("resources.3.name", 'a"; drop table firms; --', "must be a name"),
    "name-path": ("resources.3.name", "../firms", "must be a name"),
    "name-number": ("resources.3.name", 3, "name is a number"),
    "name-empty": ("resources.3.name", "", "name is empty"),
    "name-of-another": ("resources.3.name", "actors", "is that of a resource above"),
    "resource-text": ("resources.3", "data/firms.csv", r"resources\[3\] is a text, and must be a mapping"),
    "resources-mapping": ("resources", {"a": 1}, "resources is a mapping, and must be a list"),
    "resources-null": ("resources", None, "resources is empty, and must be a list"),
    "resources-none": ("resources", [], "resources has 0 items"),
    "dialect-remote": ("resources.3.dialect", "http://127.0.0.1:9/d.json", "dialect is no property"),
    "profile-remote": ("resources.3.profile", "http://127.0.0.1:9/p.json", "profile is no property"),
    "compression": ("resources.3.compression", "zip", "compression is no property"),
    "encoding": ("resources.3.encoding", "utf-7", "must be utf-8"),
    "official-profile-elsewhere": ("$schema", "http://127.0.0.1:9/p.json", "must be https://datapackage.org"),
    "version-number": ("version", 1.0, "version is a number, and must be a text"),
    "version-words": ("version", "latest", "must be a version like"),
    "created-null": ("created", None, "created is empty"),
    "created-no-day": ("created", "2026-02-30T00:00:00Z", "no day of the calendar"),
    "created-year-0000": ("created", "0000-01-01T00:00:00Z", "no day of the calendar"),
    "title-list": ("title", ["a"], "title is a list"),
    "title-of-lines": ("title", "a\nb", "line break"),
    "keywords-text": ("keywords", "chips", "keywords is a text, and must be a list"),
    "contributors-numbers": ("contributors", [1, 2], "is a number, and must be a mapping"),
}
ELSEWHERE = ("/etc/hostname.csv", "../../../etc/hostname.csv", "data/../../x.csv", "~/x.csv", "file:///etc/x.csv",
             "http://127.0.0.1:9/x.csv", "https://127.0.0.1:9/x.csv", "s3://bucket/x.csv", "zip://x.zip!x.csv",
             "/proc/self/environ", "C:\\x.csv", "data\\x.csv", "data/x\0.csv", "data//x.csv", "data/*.csv",
             "./x.csv")  # fmt: skip
MISSING = ("name", "version", "created", "resources", "resources.3.name", "resources.3.path", "resources.3.schema")


def _replaced(name: str, make: Callable[[Path], object]) -> Change:
    def change(root: Path) -> None:
        (root / name).unlink()
        make(root / name)

    return change


def _folder_moved(root: Path) -> None:
    (root / "data").rename(root.parent / "elsewhere")
    (root / "data").symlink_to(root.parent / "elsewhere")


def _linked_out(path: Path) -> None:
    secret = path.parent.parent.parent / "secret.csv"
    secret.write_text("password\n")
    path.symlink_to(secret)


NO_FILES: dict[str, Callable[[Path], object]] = {
    "link-out": _linked_out,
    "link-to-an-endless-device": lambda path: path.symlink_to("/dev/zero"),
    "link-to-the-environment": lambda path: path.symlink_to("/proc/self/environ"),
    "link-to-a-sound-table": lambda path: path.symlink_to("actors.csv"),
    "link-to-itself": lambda path: path.symlink_to(path.name),
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
}
TABLES = ("firms", "statuses")

INPUTS = [
    *(_stopped(name, change, words) for name, (change, words) in NOT_JSON.items()),
    Hostile("descriptor-conflict", KIND, with_bytes(FILE, lambda b: b"<<<<<<< HEAD\n" + b), "refused", FILE,
            "unresolved merge conflict", most=1),
    *(_stopped(name, with_json(FILE, setting(p, v)), words) for name, (p, v, words) in TYPES.items()),
    *(
        _stopped(f"{what}-{n}-{'elsewhere'}", with_json(FILE, setting(f"resources.3.{what}", path + suffix)),
                 "leads out|begins outside|is an address|holds a character|is not written plainly|must be a file")
        for what, suffix in (("path", ""), ("schema", ".json")) for n, path in enumerate(ELSEWHERE)
    ),
    *(
        _stopped(f"lacks-{place.replace('.', '-')}", with_json(FILE, without(place)),
                 f"lacks the property “{place.rpartition('.')[2]}”")
        for place in MISSING
    ),
    _stopped("lacks-a-table", with_json(FILE, lambda d: d["resources"].pop(3)), "lacks|leads to"),
    _stopped("is-a-link-out", _replaced(FILE, lambda p: p.symlink_to("/etc/hostname")), "is a link"),
    _stopped("is-a-pipe", _replaced(FILE, os.mkfifo), "no plain file"),
    _stopped("is-a-folder", _replaced(FILE, Path.mkdir), "no plain file"),
    _stopped("is-gone", lambda root: (root / FILE).unlink(), "cannot be read"),
    *(
        Hostile(f"table-{table}-is-{name}", "no plain file", _replaced(f"data/{table}.csv", make), "refused",
                f"data/{table}.csv", "is a link|no plain file|is a folder")
        for table in TABLES for name, make in NO_FILES.items()
    ),
    *(
        Hostile(f"schema-is-{name}", KIND, _replaced("schemas/tables/firms.json", make), "stopped", "",
                "schemas/tables/firms.json .*(is a link|no plain file)")
        for name, make in NO_FILES.items()
    ),
    *(
        Hostile(f"view-is-{name}", KIND, _replaced("schemas/views/labels.sql", make), "stopped", "",
                "schemas/views/labels.sql .*(is a link|no plain file)")
        for name, make in NO_FILES.items()
    ),
]  # fmt: skip
