"""The real pages render from the real package, and show nothing that went wrong in silence."""

from pathlib import Path

import pytest
import yaml

from reports.render import HERE, render


@pytest.fixture(scope="module")
def site(real_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHINA_AI_CHIPS_DB", str(real_build / "china-ai-chips.duckdb"))
        render(out, say=lambda line: None)
    return out


PAGES = [Path(p).stem for p in yaml.safe_load((HERE / "_quarto.yml").read_text())["project"]["render"]]


@pytest.mark.parametrize("page", PAGES)
def test_page_renders_clean(site: Path, page: str) -> None:
    html = (site / f"{page}.html").read_text()
    assert html.count("<h1") == 1 and html.count("<table") >= 1
    for sign in ("?@", "?var:", "?meta:", "{{<", ":::", "Traceback", "No rows."):
        assert sign not in html, sign


def test_links_between_pages_lead_somewhere(site: Path) -> None:
    import re

    for page in PAGES:
        html = (site / f"{page}.html").read_text()
        for target in re.findall(r'href="([^":#]+\.html)', html):
            assert (site / target).exists() or target == "../data-docs/index.html", f"{page}: {target}"


def test_the_headline_is_on_the_overview(site: Path) -> None:
    html = (site / "index.html").read_text()
    assert "<strong>41 %</strong> by units (IDC, estimated" in html
