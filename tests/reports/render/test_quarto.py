"""Quarto's part: which one is taken, what it is given, what its log means; a script stands for the program.

Where the real one is installed, a small site is made with both renderers and compared.
"""

import shutil
import sys
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path

import pytest
import yaml

from reports.render import quarto
from reports.render.built_in import REPORTS, execute_all
from reports.render.built_in import render as built_in
from reports.render.page_error import PageError
from reports.render.quarto import prepare
from reports_support import cell, page, project

GOOD = 'mkdir "$2/_site" && cp "$2/index.qmd" "$2/_site/index.html"'


def script(folder: Path, does: str = GOOD, version: str = "echo 1.7.34") -> str:
    """Write a program called quarto in `folder`."""
    folder.mkdir(exist_ok=True)
    path = folder / "quarto"
    path.write_text(
        f'#!/bin/sh\nif [ "$1" = --version ]; then {version}; exit; fi\n[ "$1" = render ] || exit 9\n{does}\n'
    )
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("prints", "version"),
    [
        ("echo 1.7.34", "1.7.34"),
        ("echo 99.9", "99.9"),
        ("echo 1.4.550-rc1", "1.4.550"),
        ("echo unknown", None),
        ("echo 1.7.34; exit 1", None),
    ],
)
def test_version(tmp_path: Path, prints: str, version: str | None) -> None:
    assert quarto.version_of(script(tmp_path, version=prints)) == version
    assert quarto.version_of(str(tmp_path / "none")) is None


@pytest.mark.parametrize(
    ("beside", "on_path", "taken"),
    [
        ("1.7.34", "1.8.1", "beside"),
        ("1.3.9", "1.4.0", "path"),
        (None, "1.10.2", "path"),
        ("1.7.34", None, "beside"),
        (None, "1.3.450", None),
        (None, "nothing", None),
        (None, None, None),
    ],
)
def test_the_one_of_the_environment_is_taken_if_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: str | None, on_path: str | None, taken: str | None
) -> None:
    for folder, version in (("beside", beside), ("path", on_path)):
        if version:
            script(tmp_path / folder, version=f"echo {version}")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "beside" / "python"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    found = quarto.find_quarto()
    assert found.command == (str(tmp_path / taken / "quarto") if taken else None)
    assert found.version == {"beside": beside, "path": on_path}.get(taken or "", "")


def test_why_there_is_no_quarto_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "beside" / "python"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    assert quarto.find_quarto().reason == "Quarto 1.4 or newer was not found"
    program = script(tmp_path / "path", version="echo 1.3.450")
    assert quarto.find_quarto().reason == f"Quarto 1.3.450 is too old, 1.4 or newer is wanted ({program})"
    script(tmp_path / "path", version="echo nothing")
    assert quarto.find_quarto().reason == f"Quarto does not say its version ({program})"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(
        tmp_path, {"index.qmd": page("T: 中", cell("print(1)"), lang="zh"), "zh/b.qmd": "B"}, jupyter="python3"
    )


PAGES = {"index.qmd": "made: 1\n\n`{{< var x >}}`", "zh/b.qmd": "B"}


def test_quarto_is_given_pages_without_cells(folder: Path, tmp_path: Path) -> None:
    for name in ("_site/old.html", "theme/a.css", "theme/a.ttf", "module.py", "figures/a.svg"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("")
    before = {p: p.read_text() for p in folder.rglob("*") if p.is_file()}
    prepare(folder, PAGES, tmp_path / "stage")
    stage = {p.relative_to(tmp_path / "stage").as_posix(): p for p in (tmp_path / "stage").rglob("*") if p.is_file()}
    assert stage.keys() == {"_quarto.yml", "index.qmd", "zh/b.qmd", "theme/a.css", "figures/a.svg"}
    assert stage["index.qmd"].read_text() == "---\nlang: zh\ntitle: 'T: 中'\n---\n\nmade: 1\n\n`{{{< var x >}}}`\n"
    config = yaml.safe_load(stage["_quarto.yml"].read_text())
    assert "jupyter" not in config and config["project"]["render"] == ["index.qmd", "zh/b.qmd"]
    assert {p: p.read_text() for p in folder.rglob("*") if p.is_file()} == before


def test_a_good_run_gives_the_site_and_shows_its_log(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    command = script(tmp_path / "bin", f"echo '[1/2] index.qmd' >&2; {GOOD}")
    quarto.render(command, folder, PAGES, tmp_path / "out")
    assert "made: 1" in (tmp_path / "out" / "index.html").read_text()
    assert "[1/2] index.qmd" in capfd.readouterr().err and not (folder / "_site").exists()


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        (r"\033[33mWARNING (main.lua:1)\033[39m a.html not found", "WARNING (main.lua:1) a.html not found"),
        (r"WARN: Unable to resolve link target: gone.qmd", "WARN: Unable to resolve link target: gone.qmd"),
        (r"[WARNING] Could not fetch resource x.png", "[WARNING] Could not fetch resource x.png"),
        (r"  \033[1m\033[31mERROR: no such filter\033[0m", "  ERROR: no such filter"),
    ],
)
def test_a_warning_stops(folder: Path, tmp_path: Path, line: str, warning: str) -> None:
    command = script(tmp_path / "bin", f"printf 'before\\n{line}\\nafter\\n' >&2; {GOOD}")
    with pytest.raises(PageError) as caught:
        quarto.render(command, folder, PAGES, tmp_path / "out")
    assert str(caught.value) == f"Quarto warned:\n  {warning}"
    assert not (tmp_path / "out").exists()


def test_talk_of_warnings_is_none(folder: Path, tmp_path: Path) -> None:
    command = script(tmp_path / "bin", f"printf 'Output: no WARNING, WARN: nothing\\nWARNED of nothing\\n' >&2; {GOOD}")
    quarto.render(command, folder, PAGES, tmp_path / "out")
    assert (tmp_path / "out").is_dir()


def test_a_failure_shows_the_end_of_the_log(folder: Path, tmp_path: Path) -> None:
    lines = 'i=1; while [ $i -le 40 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 3'
    with pytest.raises(PageError) as caught:
        quarto.render(script(tmp_path / "bin", lines), folder, PAGES, tmp_path / "out")
    assert str(caught.value).splitlines() == ["Quarto stopped with exit code 3:", *(f"line {n}" for n in range(11, 41))]


def test_a_run_without_result_is_a_failure(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"^Quarto made no index\.html$"):
        quarto.render(script(tmp_path / "bin", "exit 0"), folder, PAGES, tmp_path / "out")


INDEX = page(
    "Both",
    """
See @fig-a and @tbl-a, [other](data.qmd#part), [data](figures/a.csv), [outside](https://a.org/x).

## A heading

::: {#fig-a}

![](figures/a.svg){.chart fig-alt="Says &lt;it&gt; &amp; more"}

**Found.** A caption. [data](figures/a.csv)

:::

::: {#tbl-a}

| A     | B      |
|:------|-------:|
| *x* y | 1.5 \\$ |

A table caption

:::

::: {.content-hidden when-format="html"}
## Never on the site
:::
""",
)
CHINESE = page("中", "[英文](../index.qmd#a-heading)\n\n## 二\n", lang="zh-Hans")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>A</title></svg>'
FILES = {
    "index.qmd": INDEX,
    "data.qmd": page("Other", "## Part\n\nText."),
    "zh/index.qmd": CHINESE,
    "figures/a.svg": DRAWING,
    "figures/a.inline.html": DRAWING,
    "figures/a.csv": "a\n",
}
NAMES = ("index.html", "data.html", "zh/index.html")


class Seen(HTMLParser):
    """What a reader sees of a page: texts of some elements in their order, and where links lead."""

    WATCHED = ("h1", "h2", "h3", "figcaption", "th", "td")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.open = ""
        self.feed(text)
        self.texts = [(tag, " ".join(text.split())) for tag, text in self.texts]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.WATCHED:
            self.open = tag
            self.texts.append((tag, ""))
        if tag == "a" and (address := dict(attrs).get("href")):
            self.links.append(address.removeprefix("./"))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open:
            self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open:
            tag, text = self.texts[-1]
            self.texts[-1] = (tag, text + data)


def make_both(command: str, root: Path) -> None:
    """Return a small site with the tree's own configuration, template, filters and theme: built in in a/, by Quarto in
    b/."""
    folder = root / "reports"
    left = shutil.ignore_patterns("*.py", "*.qmd", "__pycache__", "_site", "figures", "zh")
    shutil.copytree(REPORTS, folder, ignore=left)
    config = yaml.safe_load((REPORTS / "_quarto.yml").read_text(encoding="utf-8"))
    config["project"]["render"] = ["index.qmd", "data.qmd", "zh/index.qmd"]
    config["site-nav"] = config["site-nav"][:1]
    (folder / "_quarto.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    pages = execute_all(folder, lambda line: None)
    built_in(pages, root / "a", folder)
    quarto.render(command, folder, pages, root / "b")


def differences(root: Path) -> list[str]:
    """Return what differs between the two sites."""
    found = []
    for name in NAMES:
        ours, theirs = (Seen((root / site / name).read_text(encoding="utf-8")) for site in ("a", "b"))
        found += [f"{name}: {x} / {y}" for x, y in zip_longest(ours.texts, theirs.texts) if x != y]
        found += [f"{name}: {x} / {y}" for x, y in zip_longest(ours.links, theirs.links) if x != y]
    return found


def test_the_real_quarto_makes_the_same_site(tmp_path: Path) -> None:
    command = quarto.find_quarto().command
    if not command:
        pytest.skip("no Quarto 1.4 or newer on this machine")
    make_both(command, tmp_path)
    assert differences(tmp_path) == []


def test_the_comparison_sees_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The built-in renderer stands for Quarto, so both make the same; then one site is changed."""

    def stand_in(command: str, stage: Path) -> list[str]:
        pages = {
            name: (stage / name).read_text(encoding="utf-8").split("---", 2)[2] for name in FILES if ".qmd" in name
        }
        built_in(pages, stage / "_site", stage)
        return []

    monkeypatch.setattr(quarto, "run", stand_in)
    make_both("quarto", tmp_path)
    assert differences(tmp_path) == []
    index = tmp_path / "b" / "index.html"
    sound = index.read_text(encoding="utf-8")
    seen = Seen(sound)
    assert seen.texts == [
        ("h1", "Both"),
        ("h2", "A heading"),
        ("figcaption", "Figure 1: Found. A caption. data"),
        ("th", "A"),
        ("th", "B"),
        ("td", "x y"),
        ("td", "1.5 $"),
        ("figcaption", "Table 1: A table caption"),
    ]
    assert "data.html#part" in seen.links and "figures/a.csv" in seen.links and "#fig-a" in seen.links
    for old, new in [(">A heading<", ">a heading<"), ("A caption", "A word"), ("1.5", "1.6"), ("#part", "#top")]:
        index.write_text(sound.replace(old, new), encoding="utf-8")
        assert [line[:10] for line in differences(tmp_path)][:1] == ["index.html"], old
