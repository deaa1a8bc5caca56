"""Patterns that some reader never ends on are refused, those of the package are not, and what passes is linear."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.package import read_package
from schemas.patterns import refused_pattern

MANY_WAYS = "can match one text in many ways"


@pytest.mark.parametrize("pattern", sorted({
    f.constraints["pattern"] for t in read_package().tables for f in t.fields if "pattern" in f.constraints
}))  # fmt: skip
def test_every_pattern_of_the_package_passes(pattern: str) -> None:
    assert refused_pattern(pattern) == ""


@pytest.mark.parametrize("pattern", ["a{2,}", "x{0,3}y", "(ab|cd)*", r"[^\s;]+(;[^\s;]+)*", r"\.\[\]", "(?:ab)+", ""])
def test_what_the_next_character_decides_passes(pattern: str) -> None:
    assert refused_pattern(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("^(a+)+$", MANY_WAYS),
        ("(a|a)*", MANY_WAYS),
        ("(a|b|ab)*c", MANY_WAYS),
        ("(x+x+)+y", MANY_WAYS),
        (r"\d+\d+", MANY_WAYS),
        (".*a.*", MANY_WAYS),
        ("(a|a)(a|a)", MANY_WAYS),
        ("([a-c]+|[b-d]+)+", MANY_WAYS),
        ("(a*)*", "repeats what can be empty"),
        ("(a?){30}a{30}", "repeats what can be empty"),
        ("(a?|b?)", "two alternatives that can be empty"),
        ("a?b?c?" * 90, "too many pieces that may be left out"),
        ("(?=a)b", "look around"),
        ("(?i)a", "look around or a flag"),
        (r"(a)\1", "a reference back"),
        (r"\bq", "not the same in every engine"),
        ("a*+", "two signs of repetition"),
        ("a{1000}", "more than 100 times"),
        ("(a{50}){50}", "more than 600 letters"),
        ("(" * 700, "longer than 600 characters"),
        ("[a", "ends in the middle"),
        ("a)", "a bracket or an end in the wrong place"),
        ("a$b", "a bracket or an end in the wrong place"),
        ("[[:alpha:]]", "a bracket inside square brackets"),
        ("[z-a]", "a range that cannot be"),
        ("a{x}", "braces that give no number"),
        ("*a", "“*” in the wrong place"),
    ],
)
def test_what_is_refused(pattern: str, words: str) -> None:
    assert words in refused_pattern(pattern)


PIECES = st.recursive(
    st.sampled_from(["a", "b", "[ab]", ".", r"\d"]),
    lambda p: st.one_of(
        st.lists(p, min_size=1, max_size=3).map("".join),
        st.tuples(p, st.sampled_from(["*", "+", "?", "{2}", "{0,2}"])).map(lambda t: f"({t[0]}){t[1]}"),
        st.tuples(p, p).map(lambda t: f"({t[0]}|{t[1]})"),
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=150)
@given(PIECES)
def test_no_pattern_that_passes_takes_more_steps_than_a_few_for_each_character(pattern: str) -> None:
    """A matcher that tries all ways, as Python's does, is counted: what passes has few ways to fail."""
    if refused_pattern(pattern):
        return
    for text in ("a" * 18 + "c", "ab" * 9 + "c", "1a" * 9 + "c"):
        assert ways(re.compile(pattern), text) <= 40 * len(text)


def ways(pattern: re.Pattern[str], text: str) -> int:
    """Count the steps of a backtracking matcher over the parsed pattern."""
    from re import _parser  # type: ignore[attr-defined]

    count = 0

    def match(items: list, at: int, then: Callable[[int], bool]) -> bool:
        nonlocal count
        count += 1
        if count > 100_000:
            return True
        if not items:
            return then(at)
        (op, value), rest = items[0], items[1:]
        name = str(op)
        if name == "SUBPATTERN":
            return match(list(value[3]), at, lambda end: match(rest, end, then))
        if name == "BRANCH":
            return any(match(list(way), at, lambda end: match(rest, end, then)) for way in value[1])
        if name == "MAX_REPEAT":
            least, most, body = value
            return repeat(list(body), int(least), int(most), at, lambda end: match(rest, end, then))
        piece = {"LITERAL": lambda: re.escape(chr(value)), "ANY": lambda: ".", "IN": lambda: one_of(value)}[name]()
        return at < len(text) and bool(re.match(piece, text[at])) and match(rest, at + 1, then)

    def repeat(body: list, least: int, most: int, at: int, then: Callable[[int], bool]) -> bool:
        if most and match(body, at, lambda end: end > at and repeat(body, max(least - 1, 0), most - 1, end, then)):
            return True
        return not least and then(at)

    def one_of(value: list) -> str:
        return "[" + "".join(r"\d" if str(k) == "CATEGORY" else chr(v) for k, v in value) + "]"

    match(list(_parser.parse(pattern.pattern)), 0, lambda end: end == len(text))
    return count
