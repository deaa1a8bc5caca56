"""Every page has an address, a description and a picture that exists; sitemap and robots name what there is."""

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from PIL import Image

from reports.render import head
from reports.render.built_in import project
from reports.render.cards import Card, draw
from reports.render.head import Head, page_names, read_head, sitemap, tags

ADDRESS = "https://a.org/b/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def page(title: str, body: str = "", description: str = "D", lang: str = "en") -> str:
    meta = f'<meta name="description" content="{description}">' if description else ""
    text = (
        f'<html lang="{lang}"><head>{meta}<title>{title} – S</title></head><body>{body}<!-- edition --></body></html>'
    )
    return f"<!DOCTYPE html>{text}"


def meta(text: str, name: str) -> list[str]:
    return [unescape(v) for v in re.findall(rf'<meta (?:name|property)="{name}" content="(.*?)">', text)]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small site, completed: two pages of the report, one in Chinese, one made of data, one embedded."""
    facts = {"version": "1.2.3", "day": "2026-11-29", "newest": "2026-10-07"}
    monkeypatch.setattr(head, "query", lambda sql: [facts])
    site = tmp_path / "site"
    pages = {
        "index.html": page("How far?"),
        "chips.html": page("Chips", '<figure id="fig-x">'),
        "zh/index.html": page("多远", lang="zh"),
        "claims/a.html": page("A &amp; B &lt;i&gt;", description=""),
        "chips/c.html": page("C"),
        "embed/x.html": page("X"),
    }
    for name, text in pages.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    (site / "figures").mkdir()
    drawing = "<title>Found.</title><rect width='9' height='9'/>"
    (site / "figures" / "x.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 300">{drawing}</svg>', encoding="utf-8"
    )
    config = {
        "site-address": ADDRESS, "site-title": "S", "site-question": "Q?", "lang": "en",
        "project": {"render": ["index.qmd", "chips.qmd", "zh/index.qmd"]},
    }  # fmt: skip
    head.complete(site, config, tmp_path / "kept")
    return site


def test_each_page_says_its_address_and_shows_a_picture_that_exists(made: Path) -> None:
    expected = {
        "index.html": ("", "cards/index.png"),
        "chips.html": ("chips.html", "cards/chips.png"),
        "zh/index.html": ("zh/", "cards/index.png"),
        "claims/a.html": ("claims/a.html", "cards/index.png"),
        "chips/c.html": ("chips/c.html", "cards/chips.png"),
    }
    for name, (address, image) in expected.items():
        text = (made / name).read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{ADDRESS}{address}">' in text
        assert meta(text, "og:url") == [ADDRESS + address] and meta(text, "og:image") == [ADDRESS + image]
        with Image.open(made / image) as picture:
            assert picture.size == (1200, 630)
        assert len(meta(text, "description")) == len(meta(text, "og:title")) == 1
    hostile = (made / "claims" / "a.html").read_text(encoding="utf-8")
    assert (
        meta(hostile, "og:title") == ["A & B <i>"] and "<i>" not in hostile and meta(hostile, "description") == ["Q?"]
    )


def test_the_edition_stands_in_the_language_of_the_page(made: Path) -> None:
    text = (made / "index.html").read_text(encoding="utf-8")
    assert "Version 1.2.3, read up to 29 November 2026; the newest source is of 7 October 2026." in text
    assert "2026 年 11 月 29 日" in (made / "zh" / "index.html").read_text(encoding="utf-8")


def test_the_sitemap_lists_each_page_once_and_robots_names_it(made: Path) -> None:
    places = [e.text for e in Xml.parse(made / "sitemap.xml").iter(f"{SPACE}loc")]
    assert sorted(filter(None, places)) == [
        ADDRESS + n for n in ("", "chips.html", "chips/c.html", "claims/a.html", "zh/")
    ]
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (made / "robots.txt").read_text()


def test_an_address_in_the_sitemap_is_escaped() -> None:
    assert "<loc>https://a.org/?a&amp;b</loc>" in sitemap(["https://a.org/?a&b"], "2026-01-01")


def test_a_canonical_address_that_a_page_gives_stays() -> None:
    given = read_head(page("A").replace("<title>", '<link rel="canonical" href="https://a.org/c"><title>'), "S")
    assert given == Head("A", "D", "en", "", "https://a.org/c")
    found = tags(given, "D", "S", "https://a.org/other", "i.png")
    assert "canonical" not in found and meta(found, "og:url") == ["https://a.org/c"]


def test_a_picture_is_drawn_once(tmp_path: Path) -> None:
    card = Card("S", "T", "F", "foot")
    draw(card, tmp_path / "a.png", tmp_path / "kept")
    (kept,) = (tmp_path / "kept").glob("*.png")
    Image.new("RGB", (1, 1)).save(kept)  # another picture, so that it is seen whence the second comes
    draw(card, tmp_path / "b.png", tmp_path / "kept")
    draw(Card("S", "T", "Other", "foot"), tmp_path / "c.png", tmp_path / "kept")
    assert (tmp_path / "b.png").read_bytes() == kept.read_bytes() != (tmp_path / "c.png").read_bytes()


def test_the_real_site_has_it_all(site: Path) -> None:
    address, names = project()["site-address"], page_names(site)
    places = [f"{e.text}" for e in Xml.parse(site / "sitemap.xml").iter(f"{SPACE}loc")]
    assert len(set(places)) == len(places) == len(names)
    for name in names:
        text = (site / name).read_text(encoding="utf-8")
        found = {key: meta(text, key) for key in ("description", "og:title", "og:description", "og:image")}
        assert all(found.values()), (name, found)
        image = found["og:image"][0].removeprefix(address)
        assert (site / image).stat().st_size < 100_000, image
        assert text.count('<meta name="theme-color"') == 2 and text.count('rel="canonical"') == 1
        assert 'type="application/atom+xml"' in text and "<!-- edition -->" not in text
    for name in ("index.html", "data.html"):
        text = (site / name).read_text(encoding="utf-8")
        assert '"@type": "Dataset"' in text and '"temporalCoverage"' in text and '"dateModified"' in text


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"no picture"])
def test_a_picture_that_was_spoilt_is_drawn_again(tmp_path: Path, content: bytes) -> None:
    card, kept = Card("B", "T", "F", "a.org"), tmp_path / "kept"
    draw(card, tmp_path / "x.png", kept)
    (picture,) = kept.iterdir()
    sound = picture.read_bytes()
    picture.write_bytes(content or sound[:-30])
    draw(card, tmp_path / "x.png", kept)
    assert (tmp_path / "x.png").read_bytes() == picture.read_bytes() == sound
