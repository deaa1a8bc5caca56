"""Rules on observations: ranges, units, dimensions, periods, dates, ranks."""

import pandas as pd

from checks.rows import Tables, implements
from checks.rulebook import Rule


@implements("observations/range-ordered")
def range_ordered(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    """Says which pair is out of order, with the numbers."""

    def detail(row: "pd.Series") -> str | None:
        for low, high in (("value_low", "value"), ("value", "value_high"), ("value_low", "value_high")):
            if row[low] > row[high]:
                return f"{low} {row[low]:.15g} is above {high} {row[high]:.15g}"
        return None

    return o[["value_low", "value", "value_high"]].apply(detail, axis=1, result_type="reduce").astype("object")


@implements("observations/both-ends-or-neither")
def both_ends_or_neither(o: pd.DataFrame, tables: Tables, rule: Rule) -> "pd.Series":
    return o["value_low"].isna() != o["value_high"].isna()
