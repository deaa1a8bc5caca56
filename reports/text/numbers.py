"""Numbers, ranges, counts and lists in a sentence, as people read them. Plain text, not yet escaped."""

from collections.abc import Iterable


def number(value: float | None, digits: int = 6) -> str:
    """A number for people: thousands in groups, at most `digits` significant digits, nothing for None.

    >>> number(812000.0), number(41.25), number(None)
    ('812,000', '41.25', '')
    """
    if value is None:
        return ""
    if value == int(value):
        return f"{int(value):,}"
    text = f"{value:,.{digits}g}"
    return f"{value:,.0f}" if "e" in text else text


def percent(value: float) -> str:
    """A percentage for people, without the sign: one decimal below 10, whole numbers from there on.

    >>> percent(39.63), percent(9.96), percent(0.15), percent(0.03), percent(0.0), percent(102.7)
    ('40', '10', '0.2', '< 0.1', '0', '103')
    """
    if 0 < value < 0.05:
        return "< 0.1"
    return f"{value:.0f}" if value >= 9.95 else number(round(float(value) + 1e-9, 1))


def span(low: float | None, high: float | None, unit: str = "") -> str:
    """A range: `39–45 %`; nothing without ends."""
    if low is None or high is None:
        return ""
    return f"{number(low)}–{number(high)}{unit}"


def joined(words: Iterable[str]) -> str:
    """Words as a list in a sentence.

    >>> joined([]), joined(["a"]), joined(["a", "b", "c"])
    ('', 'a', 'a, b and c')
    """
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def plural(n: int, word: str) -> str:
    """A count with its word.

    >>> plural(1, "error"), plural(1200, "warning")
    ('1 error', '1,200 warnings')
    """
    return f"{number(n)} {word}" if n == 1 else f"{number(n)} {word}s"


def chance(probability: float) -> str:
    """A probability in whole per cent without the sign, and without false certainty at its ends.

    >>> chance(0.0044), chance(0.0231), chance(0.97), chance(0.9985)
    ('< 1', '2', '97', '> 99')
    """
    if probability < 0.01:
        return "< 1"
    return "> 99" if probability > 0.99 else f"{100 * probability:.0f}"
