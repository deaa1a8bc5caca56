"""Names for what the tables have in common: what an observation is about, what makes two of them rivals, its middle.

The macros `cell_key`, `series_key` and `central_value` say the same in SQL; a test holds them together. Words that a
column may hold are rows of tables: statuses, bases, tiers, topics, grades, inputs, definitions, metrics.
"""

from collections.abc import Mapping
from typing import Any

DIMENSIONS = ("firm", "chip", "fab", "process", "region")  # what a value can be about
DIMENSION_IDS = tuple(f"{name}_id" for name in DIMENSIONS)
SERIES = ("metric_id", *DIMENSION_IDS, "definition_id")  # what makes observations a series in time
CELL = ("metric_id", *DIMENSION_IDS, "period", "definition_id")  # what makes observations rivals
VALUES = ("value", "value_low", "value_high")


def central_value(observation: Mapping[str, Any]) -> float:
    """Return the value, or the middle of the range where the source gives a range alone.

    >>> central_value({"value": None, "value_low": 1.0, "value_high": 4.0})
    2.5
    """
    if observation["value"] is not None:
        return float(observation["value"])
    return float(observation["value_low"] + observation["value_high"]) / 2
