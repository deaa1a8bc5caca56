"""A value with its bound, its range and its unit, and the words for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reports.text.language import ENGLISH, words
from reports.text.markdown import Markdown
from reports.text.numbers import number, percent

LEAST = 1.0  # %: of less than this there is no count that would tell how much


@dataclass(frozen=True)
class Value:
    """One value: its central figure, its range, or both; a bound (about, at-least, at-most, below); basis and unit.

    `write` says how its figures are written. A value with neither figure nor range cannot be estimated.
    """

    central: float | None
    low: float | None = None
    high: float | None = None
    bound: str | None = None
    basis: str | None = None
    unit: str = ""
    write: Callable[[float], str] = number

    def text(self, language: str = ENGLISH) -> str:
        """Write all that is known: figure with unit, and range.

        >>> Value(1200, bound="about", unit="units").text(), Value(None, 1000, 1400, unit="units").text()
        ('about 1,200 units', '1,000 to 1,400 units')
        >>> Value(41, 36, 46, unit="%").text(), Value(41, 36, 46, unit="%").text("zh"), Value(None).text()
        ('41% (36 to 46)', '41%（36–46）', 'not estimable')
        """
        if self.central is None or not self.ranged:
            return self.short(language)
        return words(language).fill("value.with-range", value=self.figure(language), range=self.range(language))

    def short(self, language: str = ENGLISH) -> str:
        """Write the range where there is one, else the figure with its bound.

        >>> Value(1200, 1000, 2000, unit="units").short(), Value(5, bound="at-least", unit="%").short()
        ('1,000 to 2,000 units', 'at least 5%')
        """
        return self.with_unit(self.range(language), language) if self.ranged else self.figure(language)

    def figure(self, language: str = ENGLISH, bound: str = "value.{}") -> str:
        """Write the central figure with its bound, without the range; `bound` is the key of the bound's words.

        >>> Value(1200, 1000, 2000, "at-least", unit="units").figure(), Value(None, 1, 2).figure()
        ('at least 1,200 units', 'not estimable')
        """
        known = words(language)
        if self.central is None:
            return known["value.none"]
        amount = self.with_unit(self.write(self.central), language)
        return known.fill(bound.format(self.bound), value=amount) if self.bound else amount

    def signed(self, language: str = ENGLISH) -> str:
        """Write as `text` does, with a sign for the bound: words before a figure would spoil the sorting of a table.

        >>> Value(1200, bound="at-most", unit="units").signed()
        '≤1,200 units'
        """
        return self.text(language) if self.ranged else self.figure(language, "value.{}-sign")

    def range(self, language: str = ENGLISH) -> str:
        """Write the range without a unit; nothing without a range.

        >>> Value(None, 39, 45.5).range(), Value(39).range()
        ('39 to 45.5', '')
        """
        if self.low is None or self.high is None:
            return ""
        return words(language).fill("value.range", low=self.write(self.low), high=self.write(self.high))

    def markdown(self, language: str = ENGLISH) -> Markdown:
        """Write as `text` does, the figure in bold.

        >>> Value(41, 36, 46, unit="%").markdown(), Value(41, unit="%").markdown()
        ('**41%** (36 to 46)', '**41%**')
        """
        if self.central is None or not self.ranged:
            return Markdown(f"**{self.short(language)}**")
        figure = f"**{self.figure(language)}**"
        return Markdown(words(language).fill("value.with-range", value=figure, range=self.range(language)))

    @property
    def ranged(self) -> bool:
        """Whether it has a range."""
        return self.low is not None and self.high is not None

    def with_unit(self, amount: str, language: str = ENGLISH) -> str:
        """Write the unit after an amount, as the language does."""
        if not self.unit:
            return amount
        key = "value.percent" if self.unit == "%" else "value.unit"
        return words(language).fill(key, amount=amount, unit=self.unit)


def published(row: Mapping[str, Any], unit: str | None = None, write: Callable[[float], str] = number) -> Value:
    """Return the value of an observation (`central`, `value_low`, `value_high`, `bound`, `basis`, `unit`).

    A central figure that is only the middle of the range was not published: it is left out.
    """
    low, high, central = row["value_low"], row["value_high"], row["central"]
    if low is not None and high is not None and not (low <= central <= high and central != (low + high) / 2):
        central = None
    return Value(
        central, low, high, row["bound"], row.get("basis"), row.get("unit", "") if unit is None else unit, write
    )


def modelled(row: Mapping[str, Any] | None) -> Value:
    """Return the share that the model gives (`median`, `low`, `high`, in %); without a row there is none.

    A share that hardly can reach LEAST is only said to be below it; of a bound (`status`) its high end is given.

    >>> row = {"median": 1.2, "low": 0.1, "high": 3.0, "status": "bound"}
    >>> modelled(row).text(), modelled(row).signed(), modelled(row | {"high": 0.9}).text()
    ('at most 3%', '≤3%', 'below 1%, nothing counted')
    """
    if row is None or row["median"] is None:
        return Value(None, basis="modelled", unit="%")
    if row["high"] < LEAST:
        return Value(LEAST, bound="below", basis="modelled", unit="%")
    if row.get("status") == "bound":
        return Value(row["high"], bound="at-most", basis="modelled", unit="%", write=percent)
    return Value(row["median"], row["low"], row["high"], None, "modelled", "%", percent)
