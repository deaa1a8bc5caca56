"""Rows on which model, verdicts and frames stand, without what these need: sound in form, refused by a rule on rows.

Such a row comes to every later layer, so the whole check is asked.
"""

from torture.hostile import Hostile, with_cells

KIND = "a number that others need"
COUNT, SHARE, STACKS = "obs-chip-0343", "obs-mkt-0042", "obs-fab-0239"  # figures that the estimate is held against
RANGE = {"value": "", "interval": "range"}
OF_OBSERVATIONS: dict[str, tuple[str, dict[str, str], str]] = {
    "no value": (COUNT, {"value": ""}, "neither a value nor a range"),
    "no value of a share": (SHARE, {"value": ""}, "neither a value nor a range"),
    "a low end alone": (COUNT, RANGE | {"value_low": "500000"}, "(?i)range|end"),
    "a high end alone": (COUNT, RANGE | {"value_high": "500000"}, "(?i)range|end"),
    "a range that turns": (COUNT, RANGE | {"value_low": "900000", "value_high": "500000"}, "above"),
    "a range below zero": (COUNT, RANGE | {"value_low": "-9", "value_high": "500000"}, "not within"),
    "a range wholly below zero": (COUNT, RANGE | {"value_low": "-9", "value_high": "-5"}, "not within"),
    "a value below zero": (COUNT, {"value": "-560000"}, "not within"),
    "a share above all": (SHARE, {"value": "140"}, "not within"),
    "no period": (COUNT, {"period": ""}, "period"),
    "no region": (STACKS, {"region_id": ""}, "region"),
    "no definition": (SHARE, {"definition_id": ""}, "definition"),
    "no unit that is its own": (COUNT, {"unit": "%"}, "unit"),
}
INPUTS = [
    Hostile(name, KIND, with_cells("observations", key, cells), "refused", "data/observations.csv", words, whole=True)
    for name, (key, cells, words) in OF_OBSERVATIONS.items()
]
