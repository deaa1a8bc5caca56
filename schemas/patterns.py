"""Patterns that every reader matches in a time that grows with the text: proved before they are used.

In: the `pattern` of a column. Out: why it is refused, or nothing. Allowed are letters, classes, groups, alternatives
and repetition in which the next character alone decides how matching goes on. One loop may be left where it stands
undecided, as in `.*\\S`, if no other loop can follow. So `^(a+)+$`, on which readers hang, is no pattern of a column;
nor are references back, looks around and flags, which DuckDB's engine, RE2, does not have.

The proof follows Glushkov: each letter of the pattern is a state, and who follows whom says how many ways there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

LARGEST, TIMES, LINKS = 600, 100, 20_000  # letters once repetition is written out, times of a piece, pairs of followers
LAST = 0x10FFFF
Set = tuple[tuple[int, int], ...]  # ranges of characters, in order
SPACES: Set = ((9, 13), (28, 32), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
               (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000))  # fmt: skip
DIGITS: Set = ((48, 57), (0x80, LAST))  # readers differ in what is a digit beyond ASCII: both ways are thought of
WORDS: Set = ((48, 57), (65, 90), (95, 95), (97, 122), (0x80, LAST))


class _Refused(ValueError):
    """What the pattern holds that it must not."""


@cache
def refused_pattern(pattern: str) -> str:
    """Return why a pattern is refused; an empty text if it is not.

    >>> refused_pattern("^[a-z0-9]+(-[a-z0-9]+)*$"), refused_pattern("^(a+)+$")
    ('', 'can match one text in many ways, and a reader may never end; let the next character decide')
    """
    try:
        if len(pattern) > LARGEST:
            raise _Refused(f"is longer than {LARGEST} characters")
        _prove(_Parser(pattern).parsed())
    except _Refused as error:
        return str(error)
    except RecursionError:
        return "is nested too deep"
    return ""


@dataclass
class _Part:
    """A part of a pattern: the states that it begins and ends with, and whether it can be empty."""

    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    empty: bool = True


@dataclass
class _States:
    """All states: the characters that each takes, and those that follow it, as often as there are ways."""

    takes: list[Set] = field(default_factory=list)
    follow: list[list[int]] = field(default_factory=list)
    begin: list[int] = field(default_factory=list)

    def add(self, taken: Set) -> _Part:
        if len(self.takes) >= LARGEST:
            raise _Refused(f"has more than {LARGEST} letters once its repetition is written out")
        self.takes.append(taken)
        self.follow.append([])
        return _Part([len(self.takes) - 1], [len(self.takes) - 1], empty=False)

    def link(self, ends: list[int], begins: list[int]) -> None:
        for end in ends:
            self.follow[end] += begins
        if sum(map(len, self.follow)) > LINKS:
            raise _Refused("has too many pieces that may be left out")


class _Parser:
    """Reads a pattern from left to right. A piece that is repeated is read once for each time."""

    def __init__(self, pattern: str):
        self.text = pattern
        self.at = 0
        self.states = _States()

    def parsed(self) -> _States:
        self.at += self.text.startswith("^")
        part = self.alternatives()
        if self.text[self.at :] not in ("", "$"):
            raise _Refused("has a bracket or an end in the wrong place")
        self.states.begin = part.first
        return self.states

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        self.at += 1
        if self.at > len(self.text):
            raise _Refused("ends in the middle")
        return self.text[self.at - 1]

    def alternatives(self) -> _Part:
        found = [self.sequence()]
        while self.peek() == "|":
            self.take()
            found.append(self.sequence())
        if sum(part.empty for part in found) > 1:
            raise _Refused("has two alternatives that can be empty")
        return _Part(
            [n for p in found for n in p.first], [n for p in found for n in p.last], any(p.empty for p in found)
        )

    def sequence(self) -> _Part:
        whole = _Part()
        while self.peek() not in ("", "|", ")", "$"):
            whole = self.joined(whole, self.repeated())
        return whole

    def joined(self, before: _Part, after: _Part) -> _Part:
        self.states.link(before.last, after.first)
        first = before.first + after.first if before.empty else before.first
        last = before.last + after.last if after.empty else after.last
        return _Part(first, last, before.empty and after.empty)

    def repeated(self) -> _Part:
        """Read an atom and how often it stands there."""
        start = self.at
        part, after = self.atom(), self.at
        least, most = self.quantity()
        end = self.at
        if (least, most) == (1, 1):
            return part
        if part.empty:
            raise _Refused("repeats what can be empty")
        if most is None and least <= 1:
            self.states.link(part.last, part.first)
            return _Part(part.first, part.last, empty=least == 0)
        copies = [part, *(self.copied(start, after) for _ in range((most or least) - 1))]
        self.at = end
        return self.counted(copies, least, most)

    def copied(self, start: int, end: int) -> _Part:
        self.at = start
        part = self.atom()
        assert self.at == end
        return part

    def counted(self, copies: list[_Part], least: int, most: int | None) -> _Part:
        """Join copies of a piece: those that must be there, and each other one inside the one before it."""
        if most is None:
            self.states.link(copies[-1].last, copies[-1].first)
        rest = _Part()
        for n, copy in reversed(list(enumerate(copies))):
            rest = self.joined(copy, rest)
            if n >= least:
                rest = _Part(rest.first, rest.last, empty=True)
        return rest

    def quantity(self) -> tuple[int, int | None]:
        sign = self.peek()
        if sign not in ("*", "+", "?", "{") or not sign:
            return 1, 1
        self.take()
        found = self.braces() if sign == "{" else {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        if self.peek() in ("*", "+", "?", "{") and self.peek():
            raise _Refused("has two signs of repetition side by side")
        return found

    def braces(self) -> tuple[int, int | None]:
        inside = ""
        while (sign := self.take()) != "}":
            inside += sign
        low, comma, high = inside.partition(",")
        if not (low.isascii() and low.isdigit() and (not high or (high.isascii() and high.isdigit()))):
            raise _Refused("has braces that give no number of times")
        least, most = int(low[:6]), (int(high[:6]) if high else None) if comma else int(low[:6])
        if max(least, most or 0) > TIMES or (most is not None and (most < least or most == 0)):
            raise _Refused(f"repeats a piece more than {TIMES} times, or a number of times that cannot be")
        return least, most

    def atom(self) -> _Part:
        sign = self.take()
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.states.add(self.members())
        if sign == ".":
            return self.states.add(_others(((10, 10),)))
        if sign == "\\":
            return self.states.add(self.escaped())
        if sign in "*+?{}^$])":
            raise _Refused(f"has “{sign}” in the wrong place; write \\{sign} for the sign itself")
        return self.states.add(((ord(sign), ord(sign)),))

    def group(self) -> _Part:
        if self.peek() == "?":
            if self.text[self.at : self.at + 2] != "?:":
                raise _Refused("has a group with “(?”, such as a look around or a flag, which not every engine has")
            self.at += 2
        part = self.alternatives()
        if self.take() != ")":
            raise _Refused("has a bracket or an end in the wrong place")
        return part

    def escaped(self) -> Set:
        sign = self.take()
        classes = {"d": DIGITS, "w": WORDS, "s": SPACES, "S": _others(SPACES), "D": _others(((48, 57),)),
                   "W": _others(WORDS[:-1])}  # fmt: skip
        if sign in classes:
            return classes[sign]
        if sign.isascii() and sign.isalnum():
            raise _Refused(f"has “\\{sign}”, which is a reference back or not the same in every engine")
        return ((ord(sign), ord(sign)),)

    def members(self) -> Set:
        """Read a class in square brackets."""
        negated = self.peek() == "^"
        self.at += negated
        found: list[tuple[int, int]] = []
        while not found or self.peek() != "]":
            sign = self.take()
            if sign == "[":
                raise _Refused("has a bracket inside square brackets; write \\[")
            one = self.escaped() if sign == "\\" else ((ord(sign), ord(sign)),)
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("", "]"):
                self.take()
                end = self.take()
                if len(one) > 1 or end in "\\[" or ord(end) < one[0][0]:
                    raise _Refused("has a range that cannot be in square brackets")
                one = ((one[0][0], ord(end)),)
            found += one
        self.take()
        return _others(tuple(found)) if negated else tuple(found)


def _others(taken: Set) -> Set:
    """Return the characters that are not among these."""
    found, at = [], 0
    for low, high in sorted(taken):
        if low > at:
            found.append((at, low - 1))
        at = max(at, high + 1)
    return (*found, (at, LAST)) if at <= LAST else tuple(found)


def _prove(states: _States) -> None:
    """Refuse a pattern in which the next character leaves open how matching goes on."""
    looping = _looping(states)
    for ways in (states.begin, *states.follow):
        if len(set(ways)) < len(ways) or any(_undecided(a, b, states, looping) for a, b in _pairs(ways)):
            raise _Refused("can match one text in many ways, and a reader may never end; let the next character decide")


def _pairs(ways: list[int]) -> Iterator[tuple[int, int]]:
    return ((a, b) for n, a in enumerate(ways) for b in ways[n + 1 :])


def _undecided(a: int, b: int, states: _States, looping: set[int]) -> bool:
    """Tell whether a character fits two states, unless one of them is in or before a loop and the other is not."""
    shared = any(low <= up and down <= high for low, high in states.takes[a] for down, up in states.takes[b])
    return shared and (a in looping) == (b in looping)


def _looping(states: _States) -> set[int]:
    """Return the states from which a loop can still be reached."""
    found = {n for n in range(len(states.takes)) if _reaches(n, n, states)}
    before = -1
    while len(found) != before:
        before = len(found)
        found |= {n for n, ways in enumerate(states.follow) if not found.isdisjoint(ways)}
    return found


def _reaches(start: int, end: int, states: _States) -> bool:
    seen, ahead = set(), list(states.follow[start])
    while ahead:
        at = ahead.pop()
        if at == end:
            return True
        if at not in seen:
            seen.add(at)
            ahead += states.follow[at]
    return False
