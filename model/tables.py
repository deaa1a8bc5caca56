"""The model's way into the package: its inputs and settings from the tables, and its tables beside the committed ones.

In: a package and its tables as checked text. Out: rows. Reads nothing but what it is given.
"""

from collections.abc import Mapping
from datetime import date

from model.drift import Change, changed_rows
from model.indicator import Setting
from model.inputs import Inputs, read_inputs
from model.outputs import Row, tables
from model.sensitivity import Place
from schemas.cells import TextTable
from schemas.package import Package
from schemas.typed_rows import typed_rows

DRAWS, SEED = 100_000, 20261123
SHARES = {"chip-unit-share": "units", "chip-value-share": "value"}
Texts = Mapping[str, TextTable]


def setting(day: date) -> Setting:
    """Return the years of an estimate on a day: the last full year is the one before, and the current year is a
    nowcast."""
    return Setting(last_full_year=day.year - 1)


def inputs(texts: Texts, as_of: date | None = None) -> Inputs:
    """Return the inputs in `assumptions`. Raises InputError."""
    return read_inputs(assumptions(texts), as_of)


def assumptions(texts: Texts) -> list[Row]:
    """Return rows of `assumptions`, each with the family of its input."""
    families = {row["input_id"]: row["family_id"] for row in typed_rows(texts["inputs"])}
    return [row | {"family_id": families[row["input_id"]]} for row in typed_rows(texts["assumptions"])]


def published_shares(texts: Texts) -> dict[Place, float]:
    """Return the preferred published shares of Chinese-designed chips in mainland China, by year and metric."""
    observed = {row["basis_id"] for row in typed_rows(texts["bases"]) if row["observed"]}
    return {
        (int(row["period"]), row["definition_id"], SHARES[row["metric_id"]]): row["value"] / 100
        for row in typed_rows(texts["observations"])
        if row["metric_id"] in SHARES and row["rank"] == "preferred" and row["region_id"] == "cn"
        and row["definition_id"] == "d1" and len(row["period"]) == 4 and row["value"] is not None
        and row["basis"] in observed
    }  # fmt: skip


def compute(package: Package, texts: Texts, draws: int = DRAWS, seed: int = SEED) -> dict[str, list[Row]]:
    """Compute every table of the model, from the package's own inputs."""
    return tables(assumptions(texts), draws, seed, setting(package.day), published_shares(texts))


def differences(package: Package, texts: Texts, made: Mapping[str, list[Row]]) -> dict[str, list[Change]]:
    """Return rows in which the committed tables differ from those just made, by table."""
    found = {}
    for name, rows in made.items():
        table = package.table[name]
        complete = [{f.name: row.get(f.name) for f in table.fields} for row in rows]
        changed = changed_rows(typed_rows(texts[name]), complete, table.primary_key)
        if changed:
            found[name] = changed
    return found
