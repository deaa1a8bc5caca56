"""`pip install .` gives `china_ai_chips`, whose tables and views are those of the build."""

import importlib.util
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import duckdb
import pytest

import china_ai_chips
from schemas.package import ROOT, read_package

SCRIPT = """
import json
import china_ai_chips
from china_ai_chips import load, tables
shapes = {}
for name in tables():
    relation, pandas, polars = load(name), load(name, as_="pandas"), load(name, as_="polars")
    assert list(relation.columns) == list(pandas.columns) == polars.columns, name
    rows = relation.aggregate("count(*)").fetchall()[0][0]
    shapes[name] = [[rows, len(relation.columns)], pandas.shape, polars.shape]
firms = load("firms", as_="pandas").dtypes
medians = load("self_sufficiency").filter("year = 2025").project("median").fetchall()
types = [str(firms[c]) for c in ("founded", "name_zh", "roles")] + [str(load("firms", as_="polars")["founded"].dtype)]
print(json.dumps([china_ai_chips.__version__, china_ai_chips.__file__, shapes, types, medians]))
"""


def make_wheel(root: Path, out: Path) -> Path:
    """Return the wheel that pip makes of a tree, with what is installed here and nothing else."""
    if not importlib.util.find_spec("hatchling"):
        pytest.skip("hatchling is not installed: make test sets up what builds the wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", str(out)]
    done = subprocess.run([*command, str(root)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    (wheel,) = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def test_it_holds_the_package_and_its_data_alone(wheel: Path, real_build: Path) -> None:
    assert wheel.name == f"china_ai_chips-{read_package().version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as file:
        held = {name for name in file.namelist() if ".dist-info/" not in name}
        metadata = next(file.read(n).decode() for n in file.namelist() if n.endswith("/METADATA"))
    parquet = {f"china_ai_chips/parquet/{path.name}" for path in (real_build / "parquet").iterdir()}
    assert held == parquet | {"china_ai_chips/__init__.py", "china_ai_chips/py.typed"}
    required = [line for line in metadata.splitlines() if line.startswith("Requires-Dist") and "extra ==" not in line]
    assert required == ["Requires-Dist: duckdb>=1.0"]


def test_installed_it_loads_everything_in_every_form(
    wheel: Path, tmp_path: Path, client_python: str, real: duckdb.DuckDBPyConnection
) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([*install, str(wheel)], check=True)
    done = subprocess.run(
        [client_python, "-c", SCRIPT], cwd=empty, env={"PYTHONPATH": str(site)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    version, file, shapes, types, medians = json.loads(done.stdout)
    assert version == read_package().version and file == str(site / "china_ai_chips" / "__init__.py")
    names = [name for (name,) in real.execute("select table_name from information_schema.tables").fetchall()]
    assert shapes.keys() == set(names)
    for name in names:
        rows = real.table(name)
        (count,) = rows.aggregate("count(*)").fetchall()[0]
        assert shapes[name] == [[count, len(rows.columns)]] * 3, name
    assert types == ["Int64", "string", "object", "Int64"]
    own = real.execute("select median from self_sufficiency where year = 2025").fetchall()
    assert sorted(map(tuple, medians), key=repr) == sorted(own, key=repr) and own


def test_a_release_brings_its_parquet_files(tmp_path: Path) -> None:
    """Nothing is built then: there is no table here from which it could be."""
    root = tmp_path / "release"
    shutil.copytree(ROOT / "china_ai_chips", root / "china_ai_chips", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "scripts").mkdir()
    (root / "parquet").mkdir()
    for name in (
        "pyproject.toml",
        "datapackage.json",
        "README.md",
        "LICENSE",
        "LICENSE-DATA",
        "scripts/hatch_build.py",
    ):
        shutil.copy(ROOT / name, root / name)
    (root / "parquet" / "one.parquet").write_bytes(b"PAR1")
    with zipfile.ZipFile(make_wheel(root, tmp_path / "wheel")) as file:
        assert [name for name in file.namelist() if "/parquet/" in name] == ["china_ai_chips/parquet/one.parquet"]


@pytest.fixture
def built(real_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(china_ai_chips, "PARQUET", real_build / "parquet")


def test_an_unpacked_release_needs_no_installation(real_build: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "china_ai_chips", tmp_path / "china_ai_chips")
    (tmp_path / "parquet").symlink_to(real_build / "parquet")
    script = "import china_ai_chips; print(len(china_ai_chips.load('firms').columns))"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == f"{len(read_package().table['firms'].fields)}\n", done.stderr


def test_tables_says_what_a_row_is(built: None) -> None:
    found = china_ai_chips.tables()
    assert {t.name: f"{t.title}. {t.description}" for t in read_package().tables}.items() <= found.items()
    assert found["self_sufficiency"].startswith("A row is one estimated self-sufficiency ratio")


def test_mistakes_are_answered(built: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"no table or view 'self_suficiency'\. Did you mean self_sufficiency\?"):
        china_ai_chips.load("self_suficiency")
    with pytest.raises(LookupError, match=r"'/etc/x'\. china_ai_chips.tables\(\) lists all"):
        china_ai_chips.load("/etc/x")
    with pytest.raises(ValueError, match="one of 'duckdb', 'pandas' and 'polars', not 'numpy'"):
        china_ai_chips.load("firms", as_="numpy")  # type: ignore[call-overload]
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match=r"pip install 'china-ai-chips\[polars\]'"):
        china_ai_chips.load("firms", as_="polars")
    monkeypatch.setattr(china_ai_chips, "PARQUET", tmp_path)
    with pytest.raises(FileNotFoundError, match="pip install the package"):
        china_ai_chips.load("firms")


def test_the_wheel_is_built_with_the_duckdb_of_the_tools() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (pinned,) = [tool for tool in project["dependency-groups"]["tools"] if tool.startswith("duckdb")]
    assert pinned in project["build-system"]["requires"]
