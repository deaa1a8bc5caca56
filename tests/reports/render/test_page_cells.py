"""Pages are split into prose and cells, and cells run in one kernel whose output becomes Markdown."""

from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError

from reports.render import kernel as kernels
from reports.render.kernel import Kernel
from reports.render.page_cells import Cell, execute, parse
from reports.render.page_error import PageError
from reports_support import cell, run, write_database


def test_parse_splits_prose_and_cells() -> None:
    page = parse("p", "---\ntitle: T\n---\nA\n\n```{python}\n#| output: asis\nprint(1)\n```\nB\n")
    assert page.meta == {"title": "T"}
    assert page.parts == ["A\n", Cell(6, "#| output: asis\nprint(1)\n", {"output": "asis"}), "B"]


def test_a_page_needs_no_front_matter_and_no_cell() -> None:
    page = parse("p", "A\n\n---\n\nB\n")
    assert (page.meta, page.parts) == ({}, ["A\n\n---\n\nB"])


@pytest.mark.parametrize(
    "text",
    [
        "````\n```{python}\nprint(1)\n```\n````",
        "~~~\n```{python}\n~~~",
        "```python\nprint(1)\n```",
        "```\n~~~\n```",
    ],
)
def test_code_that_is_only_shown_is_text(text: str) -> None:
    assert parse("p", text).parts == [text]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A\n\n```{python}\nprint(1)\n", "p: line 3: this fence is never closed"),
        ("A\n\n~~~\n```\n", "p: line 3: this fence is never closed"),
        ("---\ntitle: T\n", "p: the front matter is never closed"),
        ("---\na: [\n---\n", "p: the front matter is not YAML"),
        ("A\n\n```{python}\n#| output: [\n```\n", "p: cell on line 3: its options are not YAML"),
    ],
)
def test_a_page_that_cannot_be_read_says_where(text: str, reason: str) -> None:
    with pytest.raises(PageError) as caught:
        parse("p", text)
    assert str(caught.value).startswith(reason)


CELLS = [
    # one print may reach the renderer in pieces, whatever the time between them
    cell('import sys, time; print("| a |\\n|---|"); sys.stdout.flush(); time.sleep(0.3); print("| 1 |")'),
    cell('print("<b> ```", end="")', asis=False),
    cell('from IPython.display import Markdown, display\nprint("x"); display(Markdown("*shown*")); print("y")'),
    cell('import warnings; warnings.warn("careful"); 6 * 7'),
    cell("from pathlib import Path; print(Path.cwd().name)\nimport reports.text.numbers as q; print(q.number(1000.0))"),
    "```{python}\n```\n",
]


def test_what_cells_show(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    text = run(parse("p", "before\n\n" + "\nbetween\n\n".join(CELLS) + "after"), folder)
    parts = [part.strip() for part in text.split("between")]
    assert parts == [
        "before\n\n\n| a |\n|---|\n| 1 |",
        "````\n<b> ```\n````",
        "x\n\n*shown*\ny",
        "```\n42\n```",
        "pages\n1,000",
        "after",
    ]


INLINE = """A `{python} word`, `{python} 6 * 7` in **`{python} word`**.

```
`{python} word` stays
```
"""
DEFINE = cell("from reports.text.markdown import Markdown\nword = Markdown('*a* & b')", asis=False)


def test_inline_values_stand_in_prose(tmp_path: Path) -> None:
    text = run(parse("p", f"{DEFINE}\n{INLINE}\n{cell('word = Markdown(2)')}\nThen `{{python}} word`."), tmp_path)
    prose, _, after = text.strip().rpartition("\n\n")
    assert prose.strip() == "A *a* & b, 42 in ***a* & b**.\n\n```\n`{python} word` stays\n```"
    assert after.strip() == "Then 2."


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("gone", "NameError: name 'gone' is not defined"),
        ("1 +", "no expression of Python (invalid syntax)"),
        ("x = 1", "no expression of Python (invalid syntax)"),
        ("None", "it gives nothing"),
        ("'plain'", "neither Markdown nor a number, but 'plain'"),
    ],
)
def test_a_wrong_inline_value_is_named_with_its_place(tmp_path: Path, expression: str, reason: str) -> None:
    text = f"---\ntitle: T\n---\n{DEFINE}\n\nWell `{{python}} word` and\n`{{python}} {expression}`."
    with pytest.raises(PageError) as caught:
        run(parse("p.qmd", text), tmp_path)
    line = text.splitlines().index(f"`{{python}} {expression}`.") + 1
    assert str(caught.value) == f"p.qmd: line {line}: `{expression}`: {reason}"


def test_a_wrong_inline_value_of_an_included_file_is_named_there(tmp_path: Path) -> None:
    places = (("p.qmd", 1), ("part.md", 1), ("part.md", 2))
    with pytest.raises(PageError, match=r"^part\.md: line 2: `gone`: NameError"):
        run(parse("p.qmd", "One\ntwo\n`{python} gone`", places), tmp_path)


def test_a_page_without_cells_starts_no_kernel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kernels, "NotebookClient", None)
    assert run(parse("p", "A\n"), tmp_path) == "A"


def test_a_cell_that_kills_its_kernel_is_named(tmp_path: Path) -> None:
    text = "```{python}\n```\n" + cell("x = 1") + cell("import os; os._exit(1)") + cell("x = 2")
    with pytest.raises(PageError, match=r"^p: cell on line 7: Kernel died"):
        run(parse("p", text), tmp_path)


def test_a_cell_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def late(client: NotebookClient, **options: object) -> None:
        client.code_cells_executed = 1
        raise CellTimeoutError("A cell timed out")

    monkeypatch.setattr(NotebookClient, "execute", late)
    with pytest.raises(PageError, match=r"^p: cell on line 1: A cell timed out"):
        run(parse("p", cell("x = 1") + cell("x = 2")), tmp_path)


ASKS = "import reports.query as q; q.query('select 1 as a'); q.query('select 1 as a')"


def test_pages_of_one_kernel_share_modules_but_neither_names_nor_queries(tmp_path: Path) -> None:
    write_database(tmp_path / "db.duckdb")
    with Kernel(tmp_path) as kernel:
        execute(parse("one", cell(f"import os; os.environ['CHINA_AI_CHIPS_DB'] = 'db.duckdb'\n{ASKS}\nx = 1")), kernel)
        assert [asked["sql"] for asked in kernel.queries()] == ["select 1 as a"]
        text = execute(parse("two", cell("import sys; print('reports.query' in sys.modules)")), kernel)
        assert text.strip() == "True" and kernel.queries() == []
        execute(parse("again", cell(ASKS)), kernel)
        assert execute(parse("none", "A"), kernel) == "A" and kernel.queries() == []
        with pytest.raises(PageError, match=r"^three: cell on line 1: NameError: name 'x' is not defined"):
            execute(parse("three", cell("x")), kernel)
