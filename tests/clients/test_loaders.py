"""Each loader is run by the language it is for, and finds in a release what Python's csv module finds there.

Every client prints facts as lines of a key, a tab and a value: the number of rows of each table, the types of columns
that readers of CSV guess wrong, cells that they lose, and the numbers of 2025.
"""

import csv
import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from clients_support import program
from schemas.package import ROOT, read_package

Facts = dict[str, str]
TYPED = (
    "observations.period", "observations.as_of", "observations.recorded_on", "observations.value",
    "firms.founded", "firms.roles", "metrics.note_required", "chip_specs.native_formats", "claims.due_on",
)  # fmt: skip
TYPES = {
    "duckdb": "VARCHAR VARCHAR DATE DOUBLE BIGINT VARCHAR[] BOOLEAN VARCHAR[] DATE",
    "pandas": "string string datetime64[ns] float64 Int64 object boolean object datetime64[ns]",
    "polars": "String String Date Float64 Int64 List(String) Boolean List(String) Date",
    "R": "character character Date numeric integer list logical list Date",
    "spark": "string string date double bigint array<string> boolean array<string> date",
}
SQL = """
select 'locators', count(locator) from observations union all
select 'roles', array_to_string(roles, '+') from firms where firm_id = '{firm}' union all
select 'required', sum(note_required::int) from metrics union all
select concat_ws('/', 'estimate', tier, definition_id, metric, ratio), p50 from estimates where year = 2025 union all
select concat_ws('/', 'median', tier, definition_id, metric, ratio), median from self_sufficiency where year = 2025
union all
select 'type/' || table_name || '.' || column_name, data_type from duckdb_columns()
union all
"""
PANDAS = """
from load import load, load_all
tables = load_all()
for name, table in tables.items():
    print(f"rows/{name}", len(table), sep="\\t")
tables |= {name: load(name) for name in ("self_sufficiency", "chip_specs", "claims")}
for name, table in tables.items():
    for column in table.columns:
        print(f"type/{name}.{column}", table[column].dtype, sep="\\t")
observations, firms, estimates = tables["observations"], tables["firms"], tables["estimates"]
print("locators", observations["locator"].notna().sum(), sep="\\t")
print("roles", "+".join(firms.set_index("firm_id")["roles"]["{firm}"]), sep="\\t")
print("required", tables["metrics"]["note_required"].sum(), sep="\\t")
for name, kind, column in (("estimates", "estimate", "p50"), ("self_sufficiency", "median", "median")):
    for r in tables[name].query("year == 2025").to_dict("records"):
        print("/".join((kind, r["tier"], r["definition_id"], r["metric"], r["ratio"])), r[column], sep="\\t")
"""
POLARS = """
import polars as pl
from load import load, load_all
tables = load_all(library="polars")
for name, table in tables.items():
    print(f"rows/{name}", len(table), sep="\\t")
tables |= {name: load(name, library="polars") for name in ("self_sufficiency", "chip_specs", "claims")}
for name, table in tables.items():
    for column in table.columns:
        print(f"type/{name}.{column}", table[column].dtype, sep="\\t")
print("locators", tables["observations"]["locator"].count(), sep="\\t")
roles = tables["firms"].filter(pl.col("firm_id") == "{firm}")["roles"]
print("roles", "+".join(roles[0]), sep="\\t")
print("required", tables["metrics"]["note_required"].sum(), sep="\\t")
for name, kind, column in (("estimates", "estimate", "p50"), ("self_sufficiency", "median", "median")):
    for r in tables[name].filter(pl.col("year") == 2025).iter_rows(named=True):
        print("/".join((kind, r["tier"], r["definition_id"], r["metric"], r["ratio"])), r[column], sep="\\t")
"""
R = """
source("load.R")
fact <- function(key, value) cat(paste0(key, "\\t", value, "\\n"), sep = "")
tables <- load_tables()
for (name in names(tables)) fact(paste0("rows/", name), nrow(tables[[name]]))
for (name in c("self_sufficiency", "chip_specs", "claims")) tables[[name]] <- load_table(name)
for (name in names(tables)) fact(paste0("type/", name, ".", names(tables[[name]])), sapply(tables[[name]], class))
fact("locators", sum(!is.na(tables$observations$locator)))
fact("roles", paste(tables$firms$roles[[which(tables$firms$firm_id == "{firm}")]], collapse = "+"))
fact("required", sum(tables$metrics$note_required))
numbers <- function(kind, rows, column) {
  rows <- rows[rows$year == 2025, ]
  keys <- paste(kind, rows$tier, rows$definition_id, rows$metric, rows$ratio, sep = "/")
  fact(keys, format(rows[[column]], digits = 15, trim = TRUE))
}
numbers("estimate", tables$estimates, "p50")
numbers("median", tables$self_sufficiency, "median")
fact("key", paste(attr(tables$chip_suppliers, "key"), collapse = "+"))
fact("reference", attr(tables$firms, "references")[["parent_id"]])
"""
SPARK = """
from pyspark.sql import SparkSession
from load_spark import load, load_all
settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1"}
spark = SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
tables = load_all(spark)
for name, table in tables.items():
    print(f"rows/{name}", table.count(), sep="\\t")
tables |= {name: load(spark, name) for name in ("self_sufficiency", "chip_specs", "claims")}
for name, table in tables.items():
    for field in table.schema.fields:
        print(f"type/{name}.{field.name}", field.dataType.simpleString(), sep="\\t")
print("locators", tables["observations"].where("locator is not null").count(), sep="\\t")
print("roles", "+".join(tables["firms"].where("firm_id = '{firm}'").first()["roles"]), sep="\\t")
print("required", tables["metrics"].where("note_required").count(), sep="\\t")
for name, kind, column in (("estimates", "estimate", "p50"), ("self_sufficiency", "median", "median")):
    for r in tables[name].where("year = 2025").collect():
        print("/".join((kind, r["tier"], r["definition_id"], r["metric"], r["ratio"])), r[column], sep="\\t")
"""


def cells(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of this tree as they stand in its CSV."""
    with (ROOT / read_package().table[table].path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def true_facts() -> dict[str, str | float]:
    """Return what every client must find, straight from the CSVs."""
    firm = firm_of_many_roles()
    found: dict[str, str | float] = {f"rows/{t.name}": len(cells(t.name)) for t in read_package().tables}
    found["locators"] = sum(1 for r in cells("observations") if r["locator"])
    found["roles"] = next(r["roles"] for r in cells("firms") if r["firm_id"] == firm).replace(";", "+")
    found["required"] = sum(1 for r in cells("metrics") if r["note_required"] == "true")
    for r in cells("estimates"):
        if r["year"] == "2025" and r["p50"]:
            key = "/".join((r["tier"], r["definition_id"], r["metric"], r["ratio"]))
            found[f"estimate/{key}"] = float(r["p50"])
            found[f"median/{key}"] = 100 * float(r["p50"])
    return found


@functools.cache
def firm_of_many_roles() -> str:
    return next(r["firm_id"] for r in cells("firms") if ";" in r["roles"])


def run(command: list[str], folder: Path) -> Facts:
    """Return the facts that a client prints when it is run in a folder."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(line.split("\t") for line in done.stdout.splitlines() if "\t" in line)


def assert_true(found: Facts, client: str) -> None:
    """Compare the facts of a client with the true ones, and its types with those that are right there."""
    for key, value in true_facts().items():
        if isinstance(value, str):
            assert found.get(key) == value, key
        else:  # a view rounds to two decimals
            assert float(found[key]) == pytest.approx(value, abs=0.0051 if key.startswith("median/") else 1e-12), key
    assert {name: found.get(f"type/{name}") for name in TYPED} == dict(zip(TYPED, TYPES[client].split(), strict=True))


def test_there_are_facts_to_compare() -> None:
    kinds = {key.partition("/")[0] for key in true_facts()}
    assert kinds == {"rows", "locators", "roles", "required", "estimate", "median"}
    assert true_facts()["rows/observations"] != 0 and "+" in str(true_facts()["roles"])


def test_duckdb_shell(unpacked: Path, duckdb_shell: str) -> None:
    counts = [f"select 'rows/{t.name}', count(*) from \"{t.name}\"" for t in read_package().tables]
    query = SQL.format(firm=firm_of_many_roles()) + " union all ".join(counts)
    command = [duckdb_shell, "-f", "load.sql", "-list", "-noheader", "-separator", "\t", "-c", query]
    assert_true(run(command, unpacked), "duckdb")


@pytest.mark.parametrize("way", ["file", "pipe", "clone"])
def test_duckdb_shell_prints_the_query_alone(unpacked: Path, duckdb_shell: str, way: str) -> None:
    """From the file of a release and its query, from both on standard input, and at the root of a clone."""
    query = "select median from self_sufficiency where year = 2025 and median is not null;"
    made = unpacked / "load.sql"
    command = [duckdb_shell, "-csv"]
    if way == "pipe":
        folder, text = unpacked, made.read_text(encoding="utf-8") + query
    else:
        command += ["-f", str(made), "-c", query]
        folder, text = (ROOT if way == "clone" else unpacked), ""
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True)
    header, *rows = done.stdout.splitlines()
    expected = [value for key, value in true_facts().items() if key.startswith("median/")]
    assert (done.returncode, done.stderr, header) == (0, "", "median")
    assert sorted(float(row) for row in rows) == pytest.approx(sorted(map(float, expected)), abs=0.0051)


def test_duckdb_shell_stops_at_an_orphan(unpacked: Path, duckdb_shell: str, tmp_path: Path) -> None:
    shutil.copytree(unpacked / "data", tmp_path / "data")
    path = tmp_path / "data" / "chip_suppliers.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first = lines[1].split(",")
    lines[1] = ",".join([first[0], first[1], "nobody", *first[3:]])
    path.write_text("".join(lines), encoding="utf-8")
    command = [duckdb_shell, "-f", str(unpacked / "load.sql"), "-c", "from firms"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == ""
    assert "foreign key" in done.stderr and len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(("library", "script"), [("pandas", PANDAS), ("polars", POLARS)])
def test_python(unpacked: Path, client_python: str, library: str, script: str) -> None:
    assert_true(run([client_python, "-c", script.replace("{firm}", firm_of_many_roles())], unpacked), library)


def test_r(unpacked: Path) -> None:
    rscript = program("Rscript", "sh scripts/debian.sh installs R")
    found = run([rscript, "--vanilla", "-e", R.replace("{firm}", firm_of_many_roles())], unpacked)
    assert_true(found, "R")
    key = read_package().table["chip_suppliers"].primary_key
    assert (found["key"], found["reference"]) == ("+".join(key), "firms.firm_id")


def test_spark(unpacked: Path, client_python: str) -> None:
    program("java", "sh scripts/debian.sh installs Java")
    assert_true(run([client_python, "-c", SPARK.replace("{firm}", firm_of_many_roles())], unpacked), "spark")


@pytest.fixture
def address(unpacked: Path) -> Iterator[str]:
    """Return an address under which the archive is served."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(unpacked))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_python_and_r_load_from_an_address(unpacked: Path, address: str, client_python: str) -> None:
    script = f"import load; print('rows', len(load.load('firms', {address!r})), sep='\\t')"
    rows = str(true_facts()["rows/firms"])
    assert run([client_python, "-c", script], unpacked) == {"rows": rows}
    script = f'source("load.R"); cat("rows\\t", nrow(load_table("firms", "{address}")), "\\n", sep = "")'
    rscript = program("Rscript", "sh scripts/debian.sh installs R")
    assert run([rscript, "--vanilla", "-e", script], unpacked) == {"rows": rows}


@pytest.mark.parametrize("name", ["nothing", ""])
def test_an_unknown_name_is_answered_with_those_that_there_are(unpacked: Path, client_python: str, name: str) -> None:
    script = f"import load; load.load({name!r})"
    done = subprocess.run([client_python, "-c", script], cwd=unpacked, capture_output=True, text=True)
    assert done.returncode == 1 and f"there is no table or view {name}; there are grades, sources" in done.stderr
