"""Files beside the tables, in the place of tables, and merges left unresolved."""

from pathlib import Path

from torture.hostile import Change, Hostile, with_bytes, with_file

KIND, MERGE = "files beside tables", "merge left unresolved"
BEGIN, MIDDLE, END, BASE = "<" * 7, "=" * 7, ">" * 7, "|" * 7
STRAY = [
    "observations (1).csv", "Copy of firms.csv", "firms - 副本.csv", "firms.csv.bak", "~$sources.xlsx", "sources.xlsx",
    ".~lock.firms.csv#", "sources.ods", "firms.numbers", "firms.csv~", "firms.csv.orig", "firms_LOCAL_1234.csv",
    ".firms.csv.swp", "firms.CSV.txt", "derived/estimates (1).csv", "new/firms.csv", "desktop.ini", "plans.tsv",
    "chips.json", "-rf.csv",
]  # fmt: skip


def moved(file: str, to: str) -> Change:
    def change(root: Path) -> None:
        (root / file).rename(root / to)

    return change


def removed(file: str) -> Change:
    return lambda root: (root / file).unlink()


def folder(file: str) -> Change:
    def change(root: Path) -> None:
        (root / file).unlink()
        (root / file).mkdir()

    return change


def in_conflict(file: str, line: int, *, base: bool = False, keep: str = "bme") -> Change:
    """Return the change that leaves both forms of a line between markers; `keep` says which markers are left."""

    def edit(raw: bytes) -> bytes:
        lines = raw.decode("utf-8").split("\n")
        old = lines[line]
        middle = [f"{BASE} 1234567", old] if base else []
        new = [
            *([f"{BEGIN} HEAD"] if "b" in keep else []), old, *middle, *([MIDDLE] if "m" in keep else []), old + " ",
            *([f"{END} topic"] if "e" in keep else []),
        ]  # fmt: skip
        return "\n".join([*lines[:line], *new, *lines[line + 1 :]]).encode()

    return with_bytes(file, edit)


TABLES = ("chips", "sources", "metrics", "derived/verdicts")
TREE = {
    "datapackage.json": 3, "schemas/tables/firms.json": 4, "schemas/views/claims.sql": 3, "checks/rules/firms.yaml": 4,
    "docs/glossary.md": 5, "reports/index.qmd": 12, "README.md": 10, "CHANGELOG.md": 4,
}  # fmt: skip

INPUTS = [
    *(Hostile(f"stray-{name}", KIND, with_file(f"data/{name}", b"firm_id\n"), "warned", f"data/{name}",
              "belongs to no table|lock of|workbook", most=1) for name in STRAY),
    *(Hostile(f"missing-{name}", KIND, removed(f"data/{name}.csv"), "refused", f"data/{name}.csv", "cannot be read",
              most=1) for name in ("actors", "regions", "metrics", "derived/estimates")),
    *(Hostile(f"other-capitals-{name}", KIND, moved(f"data/{name}.csv", f"data/{other}"), "refused",
              f"data/{name}.csv", f"is not there, but “{other}” is", most=1)
      for name, other in (("firms", "Firms.csv"), ("chips", "CHIPS.CSV"), ("actors", "actors.CSV"))),
    *(Hostile(f"folder-{name}", KIND, folder(f"data/{name}.csv"), "refused", f"data/{name}.csv", "folder", most=1)
      for name in ("firms", "regions")),
    *(Hostile(f"conflict-{name.replace('/', '-')}{'-base' if base else ''}", MERGE,
              in_conflict(f"data/{name}.csv", 4, base=base), "refused", f"data/{name}.csv",
              "unresolved merge conflict, which ends on line", most=1) for name in TABLES for base in (False, True)),
    *(Hostile(f"conflict-left-{keep}", MERGE, in_conflict("data/chips.csv", 4, keep=keep), "refused",
              "data/chips.csv", "unresolved merge conflict", most=2) for keep in ("b", "m", "e", "bm", "me")),
    Hostile("conflict-before-the-header", MERGE, in_conflict("data/chips.csv", 0), "refused", "data/chips.csv",
            "unresolved merge conflict", most=1),
    Hostile("conflict-left-above-all", MERGE, with_bytes("data/chips.csv", lambda b: f"{BEGIN} HEAD\n".encode() + b),
            "refused", "data/chips.csv", "conflict", most=1),
    Hostile("conflict-through-a-spreadsheet", MERGE,
            with_bytes("data/regions.csv", lambda b: b + f"{MIDDLE},,,,\n{END} topic,,,,\n".encode()), "refused",
            "data/regions.csv", "conflict", most=2),
    *(Hostile(f"conflict-in-{file.replace('/', '-')}", MERGE, in_conflict(file, line), "refused", file,
              "unresolved merge conflict", most=1, of="tree") for file, line in TREE.items()),
    Hostile("conflict-in-code", MERGE, in_conflict("checks/run.py", 15), "stopped", "checks/run.py",
            r"checks/run.py:\d+ an unresolved merge conflict", of="tree"),
]  # fmt: skip
