"""The generated documents: GitHub shows what was meant, links lead somewhere, and what is out of date is named."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checks.findings import Finding, anchor
from checks.github_markdown import escape, table
from checks.rulebook import rules
from schemas.package import ROOT, read_package
from scripts import docs

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TRICKY = st.text(alphabet="ab 1.)(`*_~[]!<>&;:#-+=|\\$/", max_size=25)


def shown(html: str) -> str:
    """Return the text of HTML without tags."""
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


@settings(max_examples=300, deadline=None)
@given(TRICKY)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    """But for backticks, which make code, and are then not shown."""
    plain = " ".join(text.replace("`", "").split())
    assert shown(GITHUB.render(escape(plain))) == plain


@settings(max_examples=300, deadline=None)
@given(TRICKY)
def test_a_cell_holds_what_it_was_given(text: str) -> None:
    plain = " ".join(text.replace("`", "").split())
    html = GITHUB.render(table(["a", "b"], [[escape(plain), "x"]]))
    assert [shown(cell) for cell in re.findall(r"<td>(.*?)</td>", html, re.DOTALL)] == [plain, "x"]


@pytest.mark.parametrize(
    "text", ["Key: publisher, date.", "ISO 639-1 of chip_suppliers, 5 * 3, 2.5 TB/s (about)", "see `chip_specs`, ≥ 1"]
)
def test_plain_words_need_no_escape(text: str) -> None:
    assert escape(text) == text


def made() -> dict[str, str]:
    return docs.documents({"answer": "**41 %**"})


def test_every_table_and_rule_has_its_place() -> None:
    pages = made()
    for t in read_package().tables:
        assert all(f"\n| `{f.name}` | " in pages[f"docs/tables/{t.name}.md"] for f in t.fields)
    for rule in rules().values():
        file, _, place = Finding("f", 1, "", rule.id, "error", "", "", "").link.partition("#")
        assert f"\n## {rule.id}\n" in pages[file] and place == anchor(rule.id)


def test_links_between_pages_lead_to_files() -> None:
    pages = made()
    for file, text in pages.items():
        if not file.endswith(".md"):
            continue
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            path = ((ROOT / file).parent / target).resolve()
            assert path.exists() or str(path.relative_to(ROOT)) in pages, f"{file} → {target}"


def test_an_answer_takes_its_place_and_without_one_the_old_stays() -> None:
    text = "a\n<!-- generated: answer -->\n41 %\n<!-- end -->\nb\n"
    assert docs.fill_parts(text, {"answer": lambda: "43 %"}) == text.replace("41", "43")
    assert docs.fill_parts(text, {}) == text


def test_no_document_counts_rows() -> None:
    lengths = {f"{len((ROOT / t.path).read_bytes().splitlines()) - 1:,}" for t in read_package().tables}
    listed = made()["README.md"].split("<!-- generated: tables -->")[1].split("<!-- end -->")[0]
    assert not {n for n in lengths if f" {n} |" in listed}


def test_what_would_change_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """derived/documents-current"""
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    for file, text in {"README.md": "a\nb\n", "docs/rules/gone.md": "x", "docs/tables/same.md": "x"}.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)
    new = {"README.md": "a\nc\n", "docs/tables/same.md": "x", "docs/tables/new.md": "y"}
    assert [(file, line) for file, line, _ in docs.outdated_documents(new)] == [
        ("README.md", 2), ("docs/tables/new.md", 1), ("docs/rules/gone.md", 1),
    ]  # fmt: skip
