"""The shortcodes of Quarto that the built-in renderer knows, and what it says of the others."""

from pathlib import Path

import pytest

from reports.render.page_cells import PageError
from reports.render.shortcodes import expand

FILES = {
    "zh/p.qmd": "",
    "_variables.yml": "year: 2025\nzero: 0\nnested: {word: deep}\n",
    "parts/a.md": "A {{< include b.md >}}",
    "parts/b.md": "B {{< var year >}}",
    "parts/broken.md": "one\n\n{{< include gone.md >}}\n",
    "parts/loop.md": "{{< include loop.md >}}",
}
META = {"title": "T", "params": {"size": 3}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("page", "text", "expanded"),
    [
        ("p.qmd", "x {{< include parts/b.md >}} y", "x B 2025 y"),
        ("zh/p.qmd", "{{< include /parts/b.md >}}", "B 2025"),
        ("zh/p.qmd", "{{< include ../parts/b.md >}}", "B 2025"),
        ("p.qmd", "{{< include parts/a.md >}}", "A B 2025"),  # b.md is looked for beside a.md
        ("p.qmd", "{{<var nested.word>}}, {{< var zero >}}", "deep, 0"),
        ("p.qmd", "{{< meta title >}} of {{< meta params.size >}}", "T of 3"),
        ("p.qmd", '{{< var "year" >}}', "2025"),
        ("p.qmd", "{{{< var year >}}} and {{< var year >}}", "{{< var year >}} and 2025"),
        ("p.qmd", "{{ no shortcode }}", "{{ no shortcode }}"),
    ],
)
def test_known_shortcodes(folder: Path, page: str, text: str, expanded: str) -> None:
    assert expand(page, text, folder, META) == expanded


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("one\n{{< include no.md >}}", "p.qmd: line 2: the included file no.md is not there"),
        ("{{< include parts/broken.md >}}", "parts/broken.md: line 3: the included file gone.md is not there"),
        ("{{< include parts/loop.md >}}", "parts/loop.md: line 1: files include one another more than 5 deep"),
        ("\n\n{{< var month >}}", "p.qmd: line 3: there is no var month"),
        ("{{< var year.month >}}", "p.qmd: line 1: there is no var year.month"),
        ("{{< meta author >}}", "p.qmd: line 1: there is no meta author"),
        ("{{< video a.mp4 >}}", "p.qmd: line 1: unknown shortcode “video”; include, var and meta are known"),
    ],
)
def test_what_is_not_there_is_named_with_page_and_line(folder: Path, text: str, reason: str) -> None:
    with pytest.raises(PageError) as caught:
        expand("p.qmd", text, folder, META)
    assert str(caught.value) == reason


def test_without_variables_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="there is no var year"):
        expand("p.qmd", "{{< var year >}}", tmp_path, META)
