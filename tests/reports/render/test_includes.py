"""The shortcode `include`: files stand where they are named, and what is not there is named with its place."""

from pathlib import Path

import pytest

from reports.render.includes import expand
from reports.render.page_error import PageError

FILES = {
    "zh/p.qmd": "",
    "parts/a.md": "A {{< include b.md >}}",
    "parts/b.md": "B",
    "parts/lines.md": "one\ntwo\n",
    "parts/broken.md": "one\n\n{{< include gone.md >}}\n",
    "parts/loop.md": "{{< include loop.md >}}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("page", "text", "expanded"),
    [
        ("p.qmd", "x {{< include parts/b.md >}} y", "x B y"),
        ("zh/p.qmd", "{{< include /parts/b.md >}}", "B"),
        ("zh/p.qmd", "{{< include ../parts/b.md >}}", "B"),
        ("p.qmd", "{{< include parts/a.md >}}", "A B"),  # b.md is looked for beside a.md
        ("p.qmd", "{{{< include x >}}} and {{< include parts/b.md >}}", "{{< include x >}} and B"),
        ("p.qmd", "{{ no shortcode }}", "{{ no shortcode }}"),
    ],
)
def test_includes(folder: Path, page: str, text: str, expanded: str) -> None:
    assert expand(page, text, folder).text == expanded


def test_every_line_knows_where_it_comes_from(folder: Path) -> None:
    source = expand("p.qmd", "first\n{{< include parts/lines.md >}}\nlast", folder)
    lines = list(zip(source.text.split("\n"), source.places, strict=True))
    assert lines[:3] == [("first", ("p.qmd", 1)), ("one", ("parts/lines.md", 1)), ("two", ("parts/lines.md", 2))]
    assert lines[-1] == ("last", ("p.qmd", 3))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("one\n{{< include no.md >}}", "p.qmd: line 2: the included file no.md is not there"),
        ("{{< include parts/broken.md >}}", "parts/broken.md: line 3: the included file gone.md is not there"),
        ("{{< include parts/loop.md >}}", "parts/loop.md: line 1: files include one another more than 5 deep"),
        ("{{< video a.mp4 >}}", "p.qmd: line 1: unknown shortcode “video”; only include is known"),
        ("\n\n{{< var month >}}", "p.qmd: line 3: unknown shortcode “var”; only include is known"),
    ],
)
def test_what_is_not_there_is_named_with_page_and_line(folder: Path, text: str, reason: str) -> None:
    with pytest.raises(PageError) as caught:
        expand("p.qmd", text, folder)
    assert str(caught.value) == reason
