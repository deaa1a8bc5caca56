"""How far two raters of the same claims agree."""

from collections import Counter
from collections.abc import Sequence


def agreed(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the share of claims to which both give the same status.

    >>> agreed(["met", "met", "missed", "open"], ["met", "late", "missed", "open"])
    0.75
    """
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first)


def cohens_kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Return agreement beyond chance, 1 being perfect: (observed − expected) / (1 − expected), where expected is what
    two raters with these frequencies would agree on by chance.

    Cohen, 1960, A coefficient of agreement for nominal scales, eq. 1. Of raters who both know but one status it is 1.
    """
    observed, n = agreed(first, second), len(first)
    a, b = Counter(first), Counter(second)
    expected = sum(a[status] * b[status] for status in a) / n**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def confusion(first: Sequence[str], second: Sequence[str]) -> dict[tuple[str, str], int]:
    """Return how often each pair of statuses was given, the first rater’s before the second’s."""
    return dict(Counter(zip(first, second, strict=True)))
