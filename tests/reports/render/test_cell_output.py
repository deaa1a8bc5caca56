"""Ordinary cells show what Quarto shows of them, or stop with page, line and words."""

from pathlib import Path

import pytest

from reports.render.page_cells import parse
from reports.render.page_error import PageError
from reports_support import run

PLOT = "import matplotlib.pyplot as plt\n_ = plt.figure(figsize=(1, 1))\nplt.plot([1, 2])"
FRAME = "import pandas as pd\npd.DataFrame({'a': [1]})"
HTML = "from IPython.display import HTML, display\ndisplay(HTML('<b>it</b>'))"


def ordinary(code: str, **options: str) -> str:
    """Return a cell with options, named with _ for -."""
    lines = "".join(f"#| {name.replace('_', '-')}: {value}\n" for name, value in options.items())
    return f"```{{python}}\n{lines}{code}\n```\n"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return what each cell of one page shows, its pictures beside."""
    folder = tmp_path_factory.mktemp("pages")
    cells = [
        ordinary(PLOT),
        ordinary(PLOT, label="fig-plot", fig_cap="A plot", fig_alt='"It ""rises"""'.replace('""', "'")),
        ordinary(FRAME, label="tbl-frame", tbl_cap="A frame"),
        ordinary(HTML),
        ordinary("x = 1\nx + 1", echo="true"),
        ordinary("print('never')", eval="false"),
        ordinary("print('never')", eval="false", echo="true"),
        ordinary("y = 5\nprint('hidden')", include="false"),
        ordinary("print(y)"),
        ordinary("print('quiet')", output="false"),
        "````{python}\nprint('long fence')\n````\n",
    ]
    text = run(parse("p.qmd", "\n\nbetween\n\n".join(cells)), folder)
    assert len(list((folder / "figures").glob("cell-*.png"))) == 1  # the same plot twice
    return [part.strip() for part in text.split("between")]


def test_a_drawing_is_a_picture_and_its_object_is_not_shown(shown: list[str]) -> None:
    assert shown[0].startswith("![](figures/cell-") and shown[0].endswith('.png){fig-alt=""}')


def test_label_and_caption_make_a_float(shown: list[str]) -> None:
    first, *_, last = shown[1].splitlines()
    assert first == "::: {#fig-plot}" and last == ":::" and "\n\nA plot\n\n" in shown[1]
    assert 'fig-alt="It &#x27;rises&#x27;"' in shown[1]
    assert shown[2].startswith("::: {#tbl-frame}\n\n```{=html}\n") and shown[2].endswith("\n\nA frame\n\n:::")
    assert '<table border="1" class="dataframe">' in shown[2]


def test_what_else_is_shown(shown: list[str]) -> None:
    assert shown[3:] == [
        "```{=html}\n<b>it</b>\n```",
        "```python\nx = 1\nx + 1\n```\n\n```\n2\n```",
        "",
        "```python\nprint('never')\n```",
        "",
        "```\n5\n```",
        "",
        "```\nlong fence\n```",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            ordinary("1", fig_width="3"),
            "p.qmd: cell on line 3: the option “fig-width” is not known here; known are",
        ),
        (
            ordinary("1", echo="fenced"),
            "p.qmd: cell on line 3: the option “echo: fenced” is not known here, only",
        ),
        (ordinary("1", warning="true"), "p.qmd: cell on line 3: the option “warning: true” is not known here, only"),
        (ordinary("1", label="fig-a"), "p.qmd: cell on line 3: the label “fig-a” wants the option “fig-cap” beside it"),
        (ordinary("1", fig_cap="A"), "p.qmd: cell on line 3: the option “fig-cap” wants a label that begins with fig-"),
        (ordinary("1", fig_cap="[A, B]"), "p.qmd: cell on line 3: the option “fig-cap” wants one text, not ['A', 'B']"),
        (
            ordinary("1;", label="fig-a", fig_cap="A"),
            "p.qmd: cell on line 3: the label “fig-a” has nothing to stand for",
        ),
        (
            ordinary("from IPython.display import Latex\nLatex('$x$')"),
            "p.qmd: cell on line 3: an output of the kind text/latex, text/plain cannot be shown",
        ),
        (
            "```{mermaid}\nA\n```",
            "p.qmd: line 3: only {python} cells, with options in lines of #|, are run; not {merm",
        ),
        ("```{r}\n1\n```", "p.qmd: line 3: only {python} cells"),
        ("```{python echo=true}\n1\n```", "p.qmd: line 3: only {python} cells"),
        ("```{python}\n#| x\n1\n```", "p.qmd: cell on line 3: its options are no pairs of name and value"),
    ],
)
def test_what_would_be_dropped_stops(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(PageError) as caught:
        run(parse("p.qmd", f"A\n\n{text}\n"), tmp_path)
    assert str(caught.value).startswith(reason)


def test_a_page_may_set_options_for_its_cells(tmp_path: Path) -> None:
    text = f"---\ntitle: T\nexecute:\n  echo: true\n---\n{ordinary('1')}"
    assert "```python\n1\n```" in run(parse("p.qmd", text), tmp_path)


@pytest.mark.parametrize("text", ["```{=html}\n<b>\n```", "```{.python}\n1\n```", "~~~{python}\n1\n~~~"])
def test_code_for_pandoc_is_text(text: str) -> None:
    assert parse("p.qmd", text).parts == [text]
