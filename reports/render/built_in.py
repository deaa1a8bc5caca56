"""The renderer that stands in where there is no Quarto: the same pages, executed by nbclient, made HTML by Pandoc.

In: the Quarto project in a folder. Out: the Markdown that each page of its `render` list gives once its cells have run
(kept, and reused while nothing changed: see `reports.render.cache`), and from that one HTML file per page with its
resources.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc
import yaml

from reports.render.cache import page_key, read_entry, write_entry
from reports.render.includes import expand
from reports.render.kernel import Kernel
from reports.render.known_options import check_page, check_project
from reports.render.page_cells import QUIET, Cell, execute, parse
from reports.render.page_error import PageError

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parent  # the project of the report
FILTERS = HERE / "filters"
READ = "markdown-smart-raw_tex"  # as in _quarto.yml; each escaped sign would be tried as TeX, a quarter of the time
Progress = Callable[[str], None]


def project(folder: Path = REPORTS) -> dict[str, Any]:
    """Return what `_quarto.yml` says."""
    found: dict[str, Any] = yaml.safe_load((folder / "_quarto.yml").read_text(encoding="utf-8"))
    return found


def execute_all(
    folder: Path = REPORTS, progress: Progress = print, cache: Path | None = None, more: Sequence[str] = ()
) -> dict[str, str]:
    """Return the Markdown that every page of the project gives, by its name; tell `progress` of each. Raises PageError.

    `cache` is the folder in which the outputs of cells are kept; without it all cells run. Pages that `more` names,
    which are not on the site, run beside the others, to be found in the cache. Each processor has one kernel.
    """
    config = project(folder)
    check_project(config)
    shown: list[str] = config["project"]["render"]
    todo = iter(list(enumerate([*more, *shown], 1)))
    found: dict[str, str] = {}

    def work() -> None:
        with Kernel(folder) as kernel:
            try:
                for n, name in todo:  # shared: each page is taken once
                    start = time.perf_counter()
                    found[name], ran = execute_page(name, kernel, cache)
                    done = f"{time.perf_counter() - start:.1f} s" if ran else "unchanged"
                    progress(f"[{n}/{len(more) + len(shown)}] {name}: {done}")
            except PageError:
                list(todo)  # no kernel begins another page
                raise

    workers = min(os.cpu_count() or 1, len(more) + len(shown))
    with ThreadPoolExecutor(workers) as pool:
        for ended in [pool.submit(work) for _ in range(workers)]:
            ended.result()
    return {name: found[name] for name in shown}


def render(pages: Mapping[str, str], out: Path, folder: Path = REPORTS) -> None:
    """Make the executed pages HTML in `out`, with the resources of the project in `folder`. Raises PageError."""
    config = project(folder)

    def one(page: tuple[str, str]) -> None:
        name, markdown = page
        target = (out / name).with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html(markdown, name, folder, config), encoding="utf-8")

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(one, pages.items()))
    copy_resources(folder, config, out)


def execute_page(name: str, kernel: Kernel, cache: Path | None = None) -> tuple[str, bool]:
    """Return the Markdown of a page with the output of its cells, and whether they ran. Raises PageError."""
    folder = kernel.folder
    source = folder / name
    if not source.is_file():
        raise PageError(f"{name}: this page of _quarto.yml is not there")
    raw = source.read_text(encoding="utf-8")
    expanded = expand(name, raw, folder)
    page = replace(parse(name, expanded.text, expanded.places), defaults=project(folder).get("execute", QUIET))
    check_page(page.name, page.meta)
    key = page_key(page, f"{page.defaults}\0{expanded.text}")
    entry = cache / f"{name}.json" if cache else None
    if entry and (known := read_entry(entry, key, folder / "figures")) is not None:
        return known, False
    markdown = execute(page, kernel)
    if entry:
        write_entry(entry, key, markdown, kernel.queries(), folder / "figures")
    return markdown, True


def html(markdown: str, name: str, folder: Path, config: dict[str, Any]) -> str:
    """Return one page as a whole HTML document."""
    text = (folder / name).read_text(encoding="utf-8")
    own = parse(name, text).meta
    metadata = {k: v for k, v in config.items() if k.startswith("site-")} | own | {"page": name}
    options = ["--standalone", f"--template={HERE / 'template.html'}", "--section-divs"]
    layout = config.get("format", {}).get("html", {}) | own
    if layout.get("toc", True):
        options += ["--toc", f"--toc-depth={layout.get('toc-depth', 3)}"]
    return pandoc(markdown, "html5", name, folder, metadata, [*options, "--mathml", "--syntax-highlighting=none"])


def pandoc(
    markdown: str,
    to: str,
    name: str,
    folder: Path,
    metadata: dict[str, Any],
    options: list[str],
    cwd: Path | None = None,
) -> str:
    """Convert the executed Markdown of a page. Raises PageError with the reason that a filter or Pandoc gives, and for
    each of Pandoc's warnings: a page with a warning is a page with a mistake.
    """
    with tempfile.TemporaryDirectory() as temporary:
        meta = Path(temporary) / "meta.yml"
        meta.write_text(yaml.safe_dump(metadata, allow_unicode=True), encoding="utf-8")
        command = [pypandoc.get_pandoc_path(), f"--from={READ}", f"--to={to}", f"--metadata-file={meta}", "--wrap=none"]
        filters = [f"--lua-filter={FILTERS / f}" for f in ("floats.lua", "page.lua")]
        folder_of_page = cwd or (folder / name).parent
        run = subprocess.run(
            [*command, *filters, *options], input=markdown, cwd=folder_of_page, capture_output=True, encoding="utf-8"
        )
    if run.returncode:
        said = re.search(r"^page: (.+)", run.stderr, re.MULTILINE)
        raise PageError(f"{name}: {place(said[1], folder / name) if said else f'Pandoc failed: {run.stderr}'}")
    if warnings := [w for w in re.findall(r"^\[WARNING\] (.+)", run.stderr, re.MULTILINE) if "translation" not in w]:
        raise PageError(f"{name}: Pandoc warned: {'; '.join(warnings)}")
    return run.stdout


def place(reason: str, source: Path) -> str:
    """Return the reason, with the line of the page, and of the cell in it, where the label that it names stands."""
    label = re.match(r"@([\w-]+)", reason)
    if not label or not source.is_file():
        return reason
    text = source.read_text(encoding="utf-8")
    for n, line in enumerate(text.splitlines(), 1):
        if f"@{label[1]}" in line:
            cells = [p for p in parse(source.name, text).parts if isinstance(p, Cell)]
            cell = next((c for c in cells if c.line <= n <= c.line + c.code.count("\n")), None)
            return f"{f'cell on line {cell.line}, ' if cell else ''}line {n}: {reason}"
    return reason


def copy_resources(folder: Path, config: dict[str, Any], out: Path) -> None:
    """Copy the folders that the project names as resources, without the files that it excludes, and the figures."""
    names = config["project"].get("resources", [])
    excluded = [name.rsplit("/", 1)[-1] for name in names if name.startswith("!")]
    for name in [*(n.strip("/") for n in names if not n.startswith("!")), "figures"]:
        if (folder / name).is_dir():
            ignore = shutil.ignore_patterns("*.inline.html", "*.bare.svg", "*.embed.html", *excluded)
            shutil.copytree(folder / name, out / name, ignore=ignore, dirs_exist_ok=True)
