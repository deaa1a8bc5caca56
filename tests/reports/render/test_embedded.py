"""A light page is made for each chart that the site shows, and leads to the page that shows it."""

from pathlib import Path

from reports.render.extras import embedded


def test_each_chart_of_the_site_has_a_page_to_embed_that_leads_back(tmp_path: Path) -> None:
    site, figures = tmp_path / "site", tmp_path / "figures"
    for path, text in {
        "index.html": '<figure id="fig-one" class="float">',
        "zh/index.html": '<figure id="fig-one-zh" class="float">',
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    figures.mkdir()
    for name in ("one", "one-zh", "of-yesterday"):
        (figures / f"{name}.embed.html").write_text(f'<a href="../{{page}}#fig-{name}">', encoding="utf-8")
    embedded(figures, site)
    made = {p.name: p.read_text(encoding="utf-8") for p in (site / "embed").iterdir()}
    assert made == {
        "one.html": '<a href="../index.html#fig-one">',
        "one-zh.html": '<a href="../zh/index.html#fig-one-zh">',
    }
