"""Each mistake that the gate looks for is found on a small site that has it, with its page; a sound site has none."""

from pathlib import Path

import pytest

from reports.render.gate import problems

POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
HEADING = '<h1 id="top">Title</h1>'
CSS = "@font-face {src: url(fonts/a.woff2)} p {background: url(data:image/png;base64,AA==)}"


def page(body: str = "", head: str = "", lang: str = ' lang="en"', policy: str = POLICY, heading: str = HEADING) -> str:
    return f"<!DOCTYPE html>\n<html{lang}><head>{policy}{head}</head><body>{heading}{body}</body></html>"


def site(root: Path, index: str, **files: str) -> Path:
    """Return a site with the given page, another one below zh/, and a style sheet."""
    folder = root / "site"
    other = page('<a href="../index.html#top">up</a> <p id="部分">x</p>')
    whole = {"index.html": index, "zh/index.html": other, "site.css": CSS, "data.csv": "a\n"} | files
    for name, text in whole.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


SOUND = [
    page('<a href="zh/index.html">a</a><a href="zh/">b</a><a href="#top">c</a><a href="data.csv">d</a>'),
    page('<a href="zh/index.html#%E9%83%A8%E5%88%86">anchor</a><a href="zh/index.html?sql=select#top">query</a>'),
    page('<a href="zh/index.html#sql=select%20%27x%27">what a script of that page reads</a>'),
    page('<a href="https://a.org/no#where">out</a><a href="mailto:a@b.org">mail</a><a>no address</a>'),
    page('<link rel="canonical" href="https://a.org/">', head='<link rel="stylesheet" href="site.css">'),
    page('<img src="data:image/png;base64,AA==" alt=""><br><svg><use href="#top"/><path d="M0"/></svg>'),
    page("<pre><code>?@fig-a ?var:x ?meta:y {{&lt; include &gt;}} ::: @fig-a @tbl-a @sec-a</code></pre>"),
    page("<code>Traceback (most recent call last)</code> <textarea>Unable to display output @fig-a</textarea>"),
    page('<script src="data.csv">"?@"</script><style>p:::x {}</style>'),
    page("<ul><li>one<li>two</ul>"),
]


@pytest.mark.parametrize("index", SOUND)
def test_a_sound_site_has_no_problem(tmp_path: Path, index: str) -> None:
    assert problems(site(tmp_path, index)) == []


SIGNS = {
    "see ?@fig-a": "a reference that leads nowhere",
    "in ?var:year": "a variable that is not there",
    "by ?meta:author": "a metadata entry that is not there",
    "{{&lt; include x &gt;}}": "a shortcode that was not understood",
    "::: {.note}": "a div that is not opened or closed as it should be",
    "see (@fig-a)": "a reference that was not resolved",
    "see (@tbl-a)": "a reference that was not resolved",
    "see (@sec-a)": "a reference that was not resolved",
    "Traceback (most recent call last): x": "an error of Python",
    "Unable to display output for mime type": "an output that could not be shown",
}


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_in_the_text_is_found_with_its_page(tmp_path: Path, sign: str) -> None:
    found = problems(site(tmp_path, page(f"<pre><code>x</code></pre><p>{sign}</p>")))
    shown = sign.replace("&lt;", "<").replace("&gt;", ">")
    assert [f for f in found if f.endswith(SIGNS[sign])]
    assert all(f.startswith("index.html: “") for f in found) and shown[:20] in found[0]


@pytest.mark.parametrize(
    ("index", "problem"),
    [
        (page('<p id="top">x</p>', heading=""), "0 headings of the first order instead of one"),
        (page("<h1>Again</h1>"), "2 headings of the first order instead of one"),
        (page(lang=""), "the language of the page is not said"),
        (page(policy=""), "there is no content-security policy"),
        (page("<script>x()</script>"), "a script within the page, which the content-security policy forbids"),
        (page('<p onclick="x()">x</p>'), "onclick within the page, which the content-security policy forbids"),
        (page('<p id="a">x</p><p id="a">y</p><p id="a">z</p>'), "the id “a” stands 3 times"),
        (page('<img src="data.csv">'), "the image data.csv has no alternative text"),
        (page('<script src="https://a.org/x.js"></script>'), "script: https://a.org/x.js is loaded from elsewhere"),
        (page('<img alt="" src="//a.org/x.png">'), "img: //a.org/x.png is loaded from elsewhere"),
        (page(head='<link rel="stylesheet" href="http://a.org/x">'), "link: http://a.org/x is loaded from elsewhere"),
        (page('<iframe src="https://a.org/"></iframe>'), "iframe: https://a.org/ is loaded from elsewhere"),
        (page('<form action="https://a.org/"></form>'), "form: https://a.org/ is loaded from elsewhere"),
        (page('<svg><image href="https://a.org/x"/></svg>'), "image: https://a.org/x is loaded from elsewhere"),
        (page('<svg><use href="//a.org/x#y"/></svg>'), "use: //a.org/x#y is loaded from elsewhere"),
        (page("<div><p>x</p>"), "elements are not closed in their order: div"),
        (page("<section><div></section></div>"), "elements are not closed in their order: div, div"),
        (page('<a href="gone.html">x</a>'), "gone.html leads to nothing"),
        (page('<a href="figures/">x</a>'), "figures/ leads to nothing"),
        (page('<img alt="" src="gone.png">'), "gone.png leads to nothing"),
        (page('<a href="/index.html">x</a>'), "/index.html leads to nothing"),
        (page('<a href="../outside.html#top">x</a>'), "../outside.html#top leads to nothing"),
        (page('<a href="#gone">x</a>'), "#gone: that page has no such place"),
        (page('<a href="zh/#gone">x</a>'), "zh/#gone: that page has no such place"),
        (page('<a href="zh/index.html#gone">x</a>'), "zh/index.html#gone: that page has no such place"),
    ],
)  # fmt: skip
def test_a_mistake_is_found_with_its_page(tmp_path: Path, index: str, problem: str) -> None:
    (tmp_path / "outside.html").write_text(page())
    assert problems(site(tmp_path, index)) == [f"index.html: {problem}"]


@pytest.mark.parametrize(
    "text", ["@import 'x.css';", "p {background: url(https://a.org/x.png)}", "p {background: url( '//a.org/x.png')}"]
)
def test_a_style_sheet_that_loads_from_elsewhere_is_found(tmp_path: Path, text: str) -> None:
    assert problems(site(tmp_path, page(), **{"theme/x.css": text})) == ["theme/x.css: loads from elsewhere"]


def test_a_page_below_is_named_by_its_path(tmp_path: Path) -> None:
    found = problems(site(tmp_path, page(), **{"zh/index.html": page('<a href="index.html#no">x</a>')}))
    assert found == ["zh/index.html: index.html#no: that page has no such place"]


def test_metadata_that_no_browser_runs_is_no_script(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page('<script type="application/ld+json">{}</script>'), encoding="utf-8")
    assert not [problem for problem in problems(tmp_path) if "script" in problem]


def test_a_site_without_pages_is_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == [f"{tmp_path}: there is no page"]
