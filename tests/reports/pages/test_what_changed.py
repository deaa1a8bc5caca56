"""What changed: entries by day with anchors that stay, the same on the page, the overview and in the feed."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from reports.pages import corrections, what_changed
from reports.pages.entry import Entry, entry
from reports.pages.feed import ATOM, LONGEST, atom
from reports.pages.what_changed import by_day, entries, releases, revision, since_release
from reports.query import query
from reports.text.markdown import Markdown

ADDRESS = "https://a.org/b/"
NAME = {
    name: f"{{{ATOM}}}{name}"
    for name in ("feed", "entry", "id", "title", "updated", "author", "name", "link", "content")
}


def problems(text: str) -> list[str]:
    """Return what RFC 4287 asks of a feed and this one lacks."""
    feed = Xml.fromstring(text)
    found = [] if feed.tag == NAME["feed"] else ["no feed"]
    every = feed.findall(NAME["entry"])
    for element in (feed, *every):
        for name in ("id", "title", "updated"):
            values = [e.text for e in element.findall(NAME[name])]
            if len(values) != 1 or not values[0]:
                found.append(f"{name}: {values}")
            elif name == "updated" and datetime.fromisoformat(values[0]).tzinfo is None:
                found.append(f"updated: {values[0]} names no zone")
        links = {e.get("rel"): e.get("href") or "" for e in element.findall(NAME["link"])}
        found += [f"link {rel}: {href}" for rel, href in links.items() if not href.startswith("https://")]
        if "alternate" not in links:
            found.append("no alternate link")
    ids = [e.findtext(NAME["id"]) for e in every]
    found += ["ids that are not unique"] if len(set(ids)) < len(ids) else []
    author = feed.find(NAME["author"])
    return found + ([] if author is not None and author.findtext(NAME["name"]) else ["no author"])


def feed(found: Sequence[Entry]) -> str:
    return atom(found, ADDRESS, "T & <T>", "A", "R")


def some(anchor: str, day: str = "2026-01-02") -> Entry:
    return Entry(anchor, day, "a & <b>", ("x < y",), Markdown("m"))


def test_the_feed_of_the_real_entries_is_valid() -> None:
    found = entries()
    assert problems(feed(found)) == []
    assert len(feed(found)) < 100_000


def test_a_faulty_feed_is_found_out() -> None:
    sound = feed([some("a"), some("b")])
    assert problems(sound) == []
    assert problems(feed([some("a"), some("a")])) == ["ids that are not unique"]
    assert problems(sound.replace("<name>A</name>", "")) == ["no author"]
    assert problems(re.sub(r"<id>.*#a</id>", "", sound)) == ["id: []"]
    assert problems(sound.replace("2026-01-02T00:00:00Z", "2026-01-02T00:00:00", 1)) == [
        "updated: 2026-01-02T00:00:00 names no zone"
    ]
    assert "link self: feed.xml" in problems(sound.replace(f'"{ADDRESS}feed.xml"', '"feed.xml"'))
    with pytest.raises(Xml.ParseError):
        problems(sound.replace("&lt;", "<"))


HOSTILE = [
    '"><img src="https://evil.example/i" onerror="canary()">',
    "]]> </content></entry><script>canary()</script>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e; &#60;b&#62;",
    "\x00\x1b[31m\x0b\ufffe\ud800 \u202ered",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_others_stays_text_in_the_feed(text: str) -> None:
    made = atom([Entry("a", "2026-01-02", text, (text, text), Markdown("m"))], ADDRESS, text, text, text)
    assert problems(made) == []
    elements = list(Xml.fromstring(made).iter())
    assert {e.tag for e in elements} == {*NAME.values(), f"{{{ATOM}}}rights"}
    assert {e.get("type") for e in elements if e.tag == NAME["content"]} == {"text"}
    assert {e.get("type") for e in elements if e.tag == NAME["title"]} == {None}  # which is text, too
    assert not [e.attrib for e in elements if text in e.attrib.values()]
    shown = Xml.fromstring(made).findtext(NAME["title"]) or ""
    assert [c for c in shown if c not in text] == ["?"] * sum(c in "\x00\x1b\x0b\ufffe\ud800" for c in text)


def test_the_feed_says_what_the_entries_say_and_is_short() -> None:
    text = feed([some(f"e{n}") for n in range(LONGEST + 5)])
    found = Xml.fromstring(text).findall(NAME["entry"])
    assert len(found) == LONGEST
    assert found[0].findtext(NAME["id"]) == f"{ADDRESS}changes.html#e0"
    assert (found[0].findtext(NAME["title"]), found[0].findtext(NAME["content"])) == ("a & <b>", "x < y")


def test_entries_are_in_order_and_their_anchors_unique() -> None:
    found = entries()
    days = [e.day for e in found]
    assert days == sorted(days, reverse=True) and all(re.fullmatch(r"\d{4}-\d\d-\d\d", d) for d in days)
    anchors = [e.anchor for e in found]
    assert len(set(anchors)) == len(anchors)
    founding = (
        "select count(*) as n from verdict_changes join targets using (target_id) where moved and collection <> ''"
    )
    moved = query(founding)
    assert sum("Verdict:" in e.title for e in found) == moved[0]["n"]


def test_every_anchor_of_an_entry_is_on_the_page() -> None:
    text = what_changed.changes().days
    assert [e.anchor for e in entries() if f"{{#{e.anchor}}}" not in text] == []


def test_the_verdicts_that_moved_are_counted_by_cause() -> None:
    (row,) = query("select max(rated_on) as day from verdict_changes where moved")
    (found,) = [e for e in entries() if e.anchor == f"{row['day']}-verdicts"]
    n = query("select count(*) as n from verdict_changes where moved and rated_on = ?", row["day"])[0]["n"]
    assert found.title == f"Verdicts that moved: {n}"
    assert sum(int(line.rsplit(" ", 1)[1].replace(",", "")) for line in found.lines) == n


def test_an_entry_shows_its_first_lines_and_counts_the_rest() -> None:
    found = entry("a", "2026-01-01", "t", [f"l*{n}" for n in range(17)], [f"https://a.org/{n}" for n in range(17)])
    assert found.shown.count("https://a.org/") == 15 and found.shown.endswith("- and 2 more\n")
    assert found.shown.startswith("- [l\\*0](<https://a.org/0>)\n") and len(found.lines) == 17


def test_a_revision_says_from_what_to_what() -> None:
    row = {
        "claimant": "IDC", "metric": "Share", "subject": None, "period": "2025", "unit": "%", "as_of": "2026-04",
        "central": 41.0, "value_low": None, "value_high": None, "bound": None, "before_central": 36.0,
        "before_low": None, "before_high": None, "before_bound": "about", "before_on": "2026-01",
    }  # fmt: skip
    text = revision(row).replace("\N{NO-BREAK SPACE}", " ").replace(" %", "%")
    assert text == "IDC: Share, 2025: about 36% (Jan 2026) → 41% (Apr 2026)"


def test_rows_are_grouped_by_day() -> None:
    rows = [{"day": "2026-01-02", "n": 1}, {"day": "2026-01-02", "n": 2}, {"day": "2026-01-01", "n": 3}]
    assert [(day, len(found)) for day, found in by_day(rows)] == [("2026-01-02", 2), ("2026-01-01", 1)]


def test_releases_are_read_from_the_changelog(tmp_path: Path) -> None:
    path = tmp_path / "CHANGELOG.md"
    path.write_text(
        "# \n\n## Unreleased\n\n- N\n\n## 0.2.0 (2027-01-01)\n\n- More\n  words.\n\n## 0.1.0 (2026-01-01)\n\nFirst.\n"
    )
    first, second = releases(path)
    assert (first.anchor, first.day, first.title, first.lines) == (
        "v0.2.0",
        "2027-01-01",
        "Release 0.2.0",
        ("More words.",),
    )
    assert second.shown == "First."
    path.write_text("nothing")
    with pytest.raises(LookupError, match=r"CHANGELOG\.md: no entry"):
        releases(path)


def test_the_overview_names_what_came_after_the_last_release(monkeypatch: pytest.MonkeyPatch) -> None:
    release = Entry("v1.0.0", "2026-01-02", "Release 1.0.0", (), Markdown("x"))
    monkeypatch.setattr(what_changed, "releases", lambda: [release])
    monkeypatch.setattr(
        what_changed, "entries", lambda: [some("new", "2026-01-03"), release, some("old", "2026-01-02")]
    )
    text = since_release()
    assert "Since then" in text and "changes.qmd#new" in text and "#old" not in text
    monkeypatch.setattr(what_changed, "entries", lambda: [release])
    assert "Nothing has changed since" in since_release()


def test_shares_that_differ_from_the_last_release_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {
        "occasion": "v1.0.0",
        "year": 2025,
        "definition_id": "d1",
        "low_before": 0.2,
        "before": 0.3,
        "high_before": 0.4,
    }
    answers = {
        corrections.REESTIMATED: [row | {"p05": 0.25, "p50": 0.35, "p95": 0.45}],
        corrections.DAY: [{"day": "2026-01-02"}],
    }
    monkeypatch.setattr(corrections, "query", lambda sql: answers[sql])
    (found,) = corrections.reestimated()
    assert (found.anchor, found.day) == ("shares-since-v1.0.0", "2026-01-02")
    (line,) = found.lines
    assert line.replace("\N{NO-BREAK SPACE}", " ").replace(" %", "%") == (
        "2025, Designed in China: 30% (20 to 40) → 35% (25 to 45)"
    )
    answers[corrections.REESTIMATED] = []
    assert list(corrections.reestimated()) == []


def test_rows_that_were_corrected_are_counted_and_ranks_named(tmp_path: Path) -> None:
    row = query("select observation_id, claimant from observations_named order by observation_id limit 1")[0]
    path = tmp_path / "since.json"
    assert list(corrections.corrections(path)) == []
    path.write_text("null")
    assert list(corrections.corrections(path)) == []
    tables = [{"table": "observations", "removed": 1, "changed": 1200, "added": 3}]
    ranks = [[row["observation_id"], "normal", "preferred"], ["gone", "normal", "preferred"]]
    path.write_text(json.dumps({"base": "v1.0.0", "tables": tables, "ranks": ranks}))
    (found,) = corrections.corrections(path)
    assert found.title == "Rows corrected since release v1.0.0: 1,200" and found.anchor == "rows-since-v1.0.0"
    first, second = found.lines
    assert first == "observations: 1,200 changed, 1 removed, 3 added"
    assert second.startswith(f"{row['claimant']}: ") and second.endswith("rank normal → preferred")
