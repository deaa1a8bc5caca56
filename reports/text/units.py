"""Amounts in the units of a language: Chinese counts in 万 and 亿, and has words for units named in English.

In: a value in a unit of the data. Out: the same value in the unit that the language writes. What a unit is called, and
what one of it is worth in that name, stands under `unit` in the words of the language; one without stays as it is.
"""

from dataclasses import replace

from reports.text.language import words
from reports.text.values import Value


def in_units_of(value: Value, language: str) -> Value:
    """Return a value in the unit that a language writes.

    >>> in_units_of(Value(380, unit="CNY bn"), "zh").text("zh"), in_units_of(Value(380, unit="CNY bn"), "en").text()
    ('3,800 亿元', '380 CNY bn')
    >>> in_units_of(Value(None, 45000, 60000, unit="wafers per month"), "zh").text("zh")
    '4.5–6 万片/月'
    >>> in_units_of(Value(9, unit="fabs"), "zh").text("zh"), in_units_of(Value(9, unit="TOPS"), "zh").text("zh")
    ('9 座', '9 TOPS')
    """
    known = words(language)
    named = known.texts.get(f"unit.{value.unit}")
    if not named:
        return value
    worth, name = named.split(maxsplit=1)
    figures = [abs(v) * float(worth) for v in (value.central, value.low, value.high) if v is not None]
    fitting = [step for step in steps(known["unit.steps"]) if step[0] <= max(figures, default=0)]
    size, step = fitting[0] if fitting else (1.0, "")

    def scaled(amount: float | None) -> float | None:
        return None if amount is None else round(amount * float(worth) / size, 6)

    return replace(
        value, central=scaled(value.central), low=scaled(value.low), high=scaled(value.high), unit=f"{step}{name}"
    )


def steps(text: str) -> list[tuple[float, str]]:
    """Return the steps in which a language counts, the largest first.

    >>> steps("1e8 亿 1e4 万"), steps("")
    ([(100000000.0, '亿'), (10000.0, '万')], [])
    """
    parts = text.split()
    return [(float(size), name) for size, name in zip(parts[::2], parts[1::2], strict=True)]
