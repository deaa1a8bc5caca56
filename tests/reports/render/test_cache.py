"""A page's cells run again when, and only when, something changed that they depend on."""

import contextlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.query import LOG
from reports.render import built_in as render
from reports.render import cache
from reports.render.cache import imported_modules, read_entry
from reports.render.kernel import Kernel
from reports.render.page_cells import Cell, Page
from reports_support import cell, page, project, write_database

NUMBERS = "create table numbers as select * from (values ('a', 1), ('b', 2)) t(name, n);"
ASKS = page(
    "Home",
    cell(
        "import datetime\n"
        "from pathlib import Path\n"
        "from reports.query import query\n"
        "(row,) = query(\"select n from numbers where name = ? and ? < date '2026-02-01'\", 'a', "
        "datetime.date(2026, 1, 31))\n"
        "Path('figures').mkdir(exist_ok=True)\n"
        "Path('figures/one.svg').write_text('drawn')\n"
        "print(f\"{row['n']} ![](figures/one.svg)\")"
    ),
)


class Small:
    """A project of one page with a cache and a database file; counts how often its cells run."""

    def __init__(self, root: Path) -> None:
        self.folder, self.cache, self.database = project(root, {"index.qmd": ASKS}), root / "cache", root / "db.duckdb"
        self.runs = 0
        write_database(self.database, NUMBERS)

    def change(self, data: str, inputs: str = "2") -> None:
        write_database(self.database, NUMBERS + data, inputs)

    def make(self) -> tuple[int, str]:
        """Return how often the cells have run by now, and what they gave."""
        progress: list[str] = []
        text = render.execute_all(self.folder, progress.append, self.cache)["index.qmd"]
        self.progress = progress[0]
        return self.runs, text.strip()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """Return such a project, its cells run in this process (a kernel takes its time); fixtures of the tree stand
    aside."""
    made = Small(tmp_path)

    def here(page: Page, kernel: Kernel) -> str:
        made.runs += 1
        out = io.StringIO()
        with contextlib.chdir(kernel.folder), contextlib.redirect_stdout(out), pytest.MonkeyPatch.context() as patch:
            patch.setenv(LOG, str(kernel.log))
            for part in page.parts:
                if isinstance(part, Cell):
                    exec(part.code, {})
        return out.getvalue()

    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(made.database))
    monkeypatch.setattr(render, "execute", here)
    monkeypatch.setattr(cache, "ROOT", tmp_path)
    return made


KEPT = "1 ![](figures/one.svg)"


def test_a_page_that_did_not_change_is_not_run_again(small: Small) -> None:
    assert small.make() == (1, KEPT)
    assert small.make() == (1, KEPT)
    assert small.progress == "[1/1] index.qmd: unchanged"


def test_without_a_cache_cells_run_every_time(small: Small) -> None:
    for runs in (1, 2):
        render.execute_all(small.folder, lambda line: None)
        assert small.runs == runs


def test_a_changed_page_is_run(small: Small) -> None:
    small.make()
    (small.folder / "index.qmd").write_text(ASKS.replace('print(f"', 'print(f"changed '))
    assert small.make() == (2, f"changed {KEPT}")


def test_a_changed_part_that_the_page_includes_runs_it(small: Small) -> None:
    (small.folder / "index.qmd").write_text(ASKS + "\n{{< include part.md >}}\n")
    for runs, text in enumerate(["one", "two"], 1):
        (small.folder / "part.md").write_text(text)
        assert small.make()[0] == runs


@pytest.mark.parametrize("change", ["deleted", "drawn by hand"])
def test_a_figure_that_changed_is_drawn_again(small: Small, change: str) -> None:
    small.make()
    figure = small.folder / "figures" / "one.svg"
    figure.unlink() if change == "deleted" else figure.write_text(change)
    assert small.make() == (2, KEPT) and figure.read_text() == "drawn"


def test_a_figure_of_another_page_does_not_matter(small: Small) -> None:
    other = small.folder / "figures" / "one-more.svg"
    other.parent.mkdir()
    other.write_text("of another page")
    small.make()
    other.write_text("changed")
    assert small.make()[0] == 1


@pytest.mark.parametrize(
    "data",
    ["update numbers set n = 3 where name = 'b'", "alter table numbers rename to x; create view numbers as from x"],
)
def test_changed_data_with_the_same_results_keep_a_page(small: Small, data: str) -> None:
    small.make()
    small.change(data)
    assert small.make() == (1, KEPT)
    small.change("drop table numbers")  # nothing is asked again: of inputs “2” it is known that they give the same
    assert small.make() == (1, KEPT)


@pytest.mark.parametrize(
    ("data", "shown"),
    [("update numbers set n = 3 where name = 'a'", "3"), ("alter table numbers alter n type double", "1.0")],
)
def test_changed_data_with_other_results_run_a_page(small: Small, data: str, shown: str) -> None:
    small.make()
    small.change(data)
    assert small.make() == (2, f"{shown} ![](figures/one.svg)")


def test_a_query_that_no_longer_works_runs_the_page(small: Small) -> None:
    small.make()
    small.change("drop table numbers")
    with pytest.raises(Exception, match="numbers"):
        small.make()
    assert small.runs == 2


def test_what_is_beside_the_data_runs_a_page(small: Small, tmp_path: Path) -> None:
    for runs, name in enumerate(["datapackage.json", "CHANGELOG.md", "schemas/x.json", "reports/theme/x.css"], 1):
        assert small.make()[0] == runs, name
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("changed")
        assert small.make()[0] == runs + 1, name


@pytest.mark.parametrize("text", ["", "{", '{"key": 1}', "[1]", "\x00"])
def test_an_entry_that_cannot_be_read_is_no_entry(tmp_path: Path, text: str) -> None:
    (tmp_path / "entry.json").write_text(text)
    assert read_entry(tmp_path / "entry.json", "key", tmp_path) is None
    assert read_entry(tmp_path / "none.json", "key", tmp_path) is None


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


def test_modules_are_those_of_ours_and_what_they_import(tree: Callable[[str, str], Path], tmp_path: Path) -> None:
    a = tree("ours/a.py", "import json\nfrom ours import b\n")
    b = tree("ours/b.py", "def f():\n    import ours.parts.c as c\n")
    c = tree("ours/parts/c.py", "from ours.a import x\n")  # in a ring
    package = tree("ours/parts/__init__.py", "from ours.d import y\n")
    d = tree("ours/d.py", "this is not Python")
    tree("ours/unused.py", "")
    assert imported_modules(["from ours.a import x", "not Python either"], tmp_path) == {a, b, c, d, package}
    assert imported_modules(["from ours.parts import y"], tmp_path) == {package, d}
    assert imported_modules(["import json"], tmp_path) == set()


def test_a_module_that_changed_runs_the_page(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(codes: object) -> set[Path]:
        return imported_modules(codes, tmp_path)  # type: ignore[arg-type]

    monkeypatch.setattr(cache, "imported_modules", found)
    (small.folder / "index.qmd").write_text(ASKS.replace("import datetime\n", "import datetime\nimport top\n"))
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "top.py").write_text("import below\n")
    (tmp_path / "below.py").write_text("x = 1\n")
    assert [small.make()[0] for _ in range(2)] == [1, 1]
    (tmp_path / "below.py").write_text("x = 2\n")
    assert small.make()[0] == 2


def test_cells_of_a_kernel_are_kept_with_their_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Small(tmp_path)
    monkeypatch.setenv("CHINA_AI_CHIPS_DB", str(small.database))
    assert small.make()[1] == KEPT and small.progress.endswith(" s")
    (asked,) = json.loads((small.cache / "index.qmd.json").read_text())["queries"]
    assert asked["sql"].startswith("select n from numbers") and asked["values"] == ["a", "2026-01-31"]
    assert small.make()[1] == KEPT and small.progress.endswith(": unchanged")


def test_a_tree_that_was_moved_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digests = []
    for name in ("here", "there"):
        file = tmp_path / name / "reports" / "a.py"
        file.parent.mkdir(parents=True)
        file.write_text("1")
        monkeypatch.setattr(cache, "ROOT", tmp_path / name)
        digests.append(cache.files_digest([file, tmp_path / name / "gone"]))
    assert digests[0] == digests[1]
    (tmp_path / "there" / "reports" / "a.py").rename(tmp_path / "there" / "reports" / "b.py")
    assert cache.files_digest([tmp_path / "there" / "reports" / "b.py"]) != cache.files_digest([file])
