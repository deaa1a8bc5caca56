"""Patterns for texts in SQL: of RE2, which knows a word’s end (`\b`) between letters of ASCII alone; of Java too, on
Spark, to which a bare `[` in a class begins another class."""

# signs that stand beside words, of ASCII, Latin, general, Chinese and full-width punctuation: no letter, no digit
BESIDE_WORDS = (
    r"\x00-/:-@\[-^`{-\x7f\x{a0}-\x{a9}\x{ab}-\x{b1}\x{b4}\x{b6}-\x{b8}\x{bb}\x{bf}\x{2000}-\x{206f}"
    r"\x{3000}-\x{3003}\x{3008}-\x{3020}\x{ff01}-\x{ff0f}\x{ff1a}-\x{ff20}"
)


def whole_word(words: str) -> str:
    """Return the pattern of whole words, given as alternatives: neither a letter nor a digit of any script beside them.

    Spelled out, as the classes of all letters and digits take 5 ms to compile each time that a query names them.
    """
    return f"(^|[{BESIDE_WORDS}])({words})([{BESIDE_WORDS}]|$)"
