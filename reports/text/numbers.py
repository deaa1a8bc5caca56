"""Numbers, ranges, counts and lists in a sentence, as people read them. Plain text, not yet escaped."""

import math
from collections.abc import Iterable

from reports.text.language import ENGLISH, words


def number(value: float | None, digits: int = 6) -> str:
    """Write a number for people: thousands in groups, at most `digits` significant digits, nothing for None.

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
    """Write a percentage for people, without the sign: one decimal below 10, whole numbers from there on.

    >>> percent(39.63), percent(9.96), percent(0.15), percent(0.03), percent(0.0), percent(102.7)
    ('40', '10', '0.2', '<0.1', '0', '103')
    """
    if 0 < value < 0.05:
        return "<0.1"
    return f"{value:.0f}" if value >= 9.95 else number(round(float(value) + 1e-9, 1))


def span(low: float | None, high: float | None, unit: str = "") -> str:
    """Write a range: `39–45%`; nothing without ends."""
    if low is None or high is None:
        return ""
    return f"{number(low)}–{number(high)}{unit}"


def join_words(parts: Iterable[str], language: str = ENGLISH) -> str:
    """Write parts as a list in a sentence.

    >>> join_words([]), join_words(["a"]), join_words(["a", "b", "c"]), join_words(["甲", "乙"], "zh")
    ('', 'a', 'a, b and c', '甲，乙')
    """
    known = words(language)
    *first, last = list(parts) or [""]
    return f"{known['list.between'].join(first)}{known['list.last']}{last}" if first else last


def plural(n: int, word: str) -> str:
    """Write a count with its word, in English.

    >>> plural(1, "error"), plural(1200, "warning")
    ('1 error', '1,200 warnings')
    """
    return f"{number(n)} {word}" if n == 1 else f"{number(n)} {word}s"


def count(n: int, language: str = ENGLISH) -> str:
    """Write how many there are.

    >>> count(1200), count(0), count(0, "zh")
    ('1,200', 'none', '无')
    """
    return number(n) if n else words(language)["count.none"]


def probability(share: float, language: str = ENGLISH) -> str:
    """Write a probability in whole per cent, halves down, without false certainty at its ends: none is 0 or 100%.

    >>> probability(0.0044), probability(0.0231), probability(0.895), probability(0.9985), probability(0.97, "zh")
    ('<1%', '2%', '89%', '>99%', '97%')
    """
    known = words(language)
    if share < 0.01:
        return known["probability.below"]
    if share > 0.99:
        return known["probability.above"]
    return known.fill("value.percent", amount=math.ceil(100 * float(share) - 0.5))


def likelihood_words(share: float, language: str = ENGLISH) -> str:
    """Write how likely a probability is, in the words of the IPCC; of two that overlap the stronger.

    >>> likelihood_words(0.995), likelihood_words(0.9), likelihood_words(0.5), likelihood_words(0.0231)
    ('virtually certain', 'very likely', 'about as likely as not', 'very unlikely')
    """
    steps = {0.01: "exceptionally-unlikely", 0.1: "very-unlikely", 1 / 3: "unlikely", 2 / 3: "as-likely-as-not"}
    for end, key in (steps | {0.9: "likely", 0.99: "very-likely"}).items():
        if share < end:
            return words(language)[f"likelihood.{key}"]
    return words(language)["likelihood.virtually-certain"]
