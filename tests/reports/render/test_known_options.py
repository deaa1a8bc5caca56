"""Settings that would be dropped are refused by name; those of the tree are all honoured."""

from typing import Any

import pytest

from reports.render.built_in import REPORTS, project
from reports.render.known_options import check_page, check_project
from reports.render.page_cells import parse
from reports.render.page_error import PageError


def test_the_project_and_its_pages_are_honoured() -> None:
    config = project()
    check_project(config)
    for name in config["project"]["render"]:
        check_page(name, parse(name, (REPORTS / name).read_text(encoding="utf-8")).meta)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"website": {"title": "T", "navbar": {}}}, "“website.navbar”"),
        ({"website": {"page-footer": "F"}}, "“website.page-footer”"),
        (
            {"format": {"html": {"css": "a.css", "number-sections": True}}},
            "“format.html.css”, “format.html.number-sections”",
        ),
        ({"format": {"html": {"include-in-header": "a.html"}}}, "“format.html.include-in-header”"),
        ({"format": {"pdf": {}}}, "“format.pdf”"),
        ({"project": {"preview": {}}}, "“project.preview”"),
        ({"author": "A"}, "“author”"),
    ],
)
def test_a_setting_of_the_project_that_would_be_dropped(change: dict[str, Any], named: str) -> None:
    with pytest.raises(PageError) as caught:
        check_project(project() | change)
    assert str(caught.value).startswith(f"_quarto.yml: nothing here honours {named}; known are ")


@pytest.mark.parametrize("name", ["author", "date", "number-sections", "css", "include-in-header", "format"])
def test_a_setting_of_a_page_that_would_be_dropped(name: str) -> None:
    with pytest.raises(PageError, match=f"^p.qmd: nothing here honours “{name}”; known are "):
        check_page("p.qmd", {"title": "T", name: 1})


def test_what_the_template_shows_and_our_own_settings_pass() -> None:
    check_page("p.qmd", {"title": "T", "explore": ["a.js"], "site-x": 1, "toc": False, "toc-depth": 2})
