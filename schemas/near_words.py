"""Words that somebody perhaps meant: the known ones that are spelt nearly so."""

from collections.abc import Iterable
from difflib import get_close_matches

from schemas.problems import quoted


def near_words(word: str, known: Iterable[str]) -> str:
    """Return the known words that are spelt nearly so, quoted; nothing if there is none.

    >>> near_words("cambrican", ["cambricon", "huawei"])
    '“cambricon”'
    """
    lower = {k.lower(): k for k in known}
    return " or ".join(quoted(lower[near]) for near in get_close_matches(word.lower(), lower, n=2, cutoff=0.8))
