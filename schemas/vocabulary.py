"""Names for what the tables have in common: what an observation is about, what makes two of them rivals, its middle,
since when it is known.

The macros `cell_key`, `series_key`, `central_value` and `known_on` say the same in SQL; a test holds them together.
Words that a column may hold are rows of tables: statuses, bases, tiers, topics, grades, inputs, definitions, metrics.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from schemas.periods import period_end

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


def known_on(observation: Mapping[str, Any]) -> date:
    """Return the day since when an observation is known: the last possible day on which the number became public, or
    when it was recorded here, if that was earlier.

    >>> known_on({"first_said_on": "2021-04", "as_of": "2025-10-28", "recorded_on": date(2026, 11, 23)})
    datetime.date(2021, 4, 30)
    """
    said = observation["first_said_on"] or observation["as_of"]
    return min(period_end(said), observation["recorded_on"])
