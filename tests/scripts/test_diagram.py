"""The diagrams have every table once and a line for each key, but for those to `sources`."""

import re

from schemas.package import read_package
from scripts.diagram import diagram, diagram_page, groups


def test_one_table_by_hand() -> None:
    events = read_package().table["events"]
    assert diagram([events]) == "\n".join(
        [
            "erDiagram",
            "    events {",
            "        string event_id PK",
            "        string actor_id FK",
            "        list firm_ids FK",
            "        list chip_ids FK",
            "    }",
            '    actors ||--o{ events : "actor_id"',
            '    firms }o--o{ events : "firm_ids"',
            '    chips }o--o{ events : "chip_ids"',
        ]
    )


def test_claims_are_what_one_source_says() -> None:
    found = {title: [t.name for t in tables] for title, tables in groups(read_package()).items()}
    assert {"observations", "targets", "outcomes", "events"} <= set(found["Claims"])
    assert {"chips", "firms", "metrics", "assumptions"} <= set(found["Registries, words and inputs"])
    assert {"estimates", "verdicts"} <= set(found["Computed"])


def test_every_table_and_key_is_drawn() -> None:
    page, package = diagram_page(read_package()), read_package()
    assert sorted(re.findall(r"^    (\w+) \{$", page, re.MULTILINE)) == sorted(package.table)
    drawn = set(re.findall(r'^    (\w+) \S+--o\{ (\w+) : "(\w+)"$', page, re.MULTILINE))
    keys = {(f.reference.table, t.name, f.name) for t in package.tables for f in t.fields if f.reference}
    assert drawn == {key for key in keys if key[0] != "sources"}
