"""Characters of a cell: those that nobody sees, those that look like others, and noise of a wrong encoding.

In: the text of a cell. Out: what is wrong with it, in words with code points and places, or what `make format` makes of
it. Says nothing about what the text means: that is the work of `plain_text`.
"""

import re
import unicodedata
from functools import cache

# no letter, sign or blank that a reader could see, though Unicode does not say so by their category
BLANK = {
    "\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u180b", "\u180c", "\u180d", "\u180f", "\u2800", "\u3164",
    "\uffa0", "\ufffc", "\ufffd", "\U0001d159",
}  # fmt: skip
PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u00ff–—‘’“”…、。《》「」\u3400-\u9fff\uff01-\uff5e]*")
CONTROLS = {"C", "Z"}  # first letters of the categories of what is no letter, mark, number, sign or symbol
NO_BLANKS = re.compile("[\u200b\u2060\ufeff\u00ad]")  # white space and breaks of no width: without meaning in a table
WIDE_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
JOINERS = "\u200c\u200d"
MOST_ACCENTS = 2  # on one letter, beyond those that are part of it
FEW = 3  # characters that a message lists
SURE = 2  # ideographs that a wrong reading of their bytes hides no sooner by chance
LOST = re.compile("\\?{4,}|锟斤拷|烫烫烫|屯屯屯")
STYLED = ("Lu", "Ll", "So")  # categories of styled letters; º and ª are of others
WORD = re.compile(r"[^\W\d_]+")
HANZI = re.compile("[\u3400-\u9fff\uf900-\ufaff]{2,}")
DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u30fc]")
ALIKE = str.maketrans("0oil|", "OO111")  # letters and digits that many fonts draw alike, once in lower case


def invisible(text: str) -> str:
    """Say which characters of a text cannot be seen, or stand where they have no meaning; nothing if all can.

    >>> invisible("Ascend 910C\u200b")
    'holds U+200B ZERO WIDTH SPACE as character 12'
    """
    if PLAIN.fullmatch(text):
        return ""
    found = [(n, c) for n, c in enumerate(text) if not _is_visible(text, n, c)]
    if not found:
        return ""
    shown = [f"{described(c)} as character {n + 1}" for n, c in found[:FEW]]
    more = f" and {len(found) - FEW} more like them" if len(found) > FEW else ""
    return f"holds {', '.join(shown)}{more}"


def described(character: str) -> str:
    """Return code point and name of a character.

    >>> described("\u202e"), described("\ue000")
    ('U+202E RIGHT-TO-LEFT OVERRIDE', 'U+E000 (private use)')
    """
    kinds = {"Cc": "control character", "Co": "private use", "Cs": "half of a pair", "Cn": "no character of Unicode"}
    kind = kinds.get(unicodedata.category(character), "no name")
    return f"U+{ord(character):04X} {unicodedata.name(character, f'({kind})')}"


def _is_visible(text: str, n: int, character: str) -> bool:
    category = unicodedata.category(character)
    before = text[n - 1] if n else ""
    if character == " ":
        return True
    if character in JOINERS:
        return _joins(before, text[n + 1 : n + 2])
    if SELECTORS.match(character):
        return bool(before) and (unicodedata.category(before) in ("So", "Sm", "Po", "Nd") or bool(_is_hanzi(before)))
    if character in BLANK or category[0] in CONTROLS:
        return False
    return not (category in ("Mn", "Me") and (_is_baseless(before) or _is_stacked(text, n)))


def _joins(before: str, after: str) -> bool:
    """Tell whether a joiner stands between two pictures that make one, or two letters of a joined script."""
    pictures = "\ufe0f" in before or all(c and unicodedata.category(c) in ("So", "Sk") for c in (before, after))
    return pictures or all(c and unicodedata.bidirectional(c) == "AL" for c in (before, after))


def _is_hanzi(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def _is_baseless(before: str) -> bool:
    return not before or unicodedata.category(before)[0] not in "LMNS"


def _is_stacked(text: str, n: int) -> bool:
    last = text[max(0, n - MOST_ACCENTS) : n + 1]
    return len(last) > MOST_ACCENTS and all(unicodedata.category(c) in ("Mn", "Me") for c in last)


def unnormalised(text: str) -> str:
    """Say which letter is written otherwise than in its shortest form (NFC); nothing if none is.

    >>> unnormalised("Zu\u0308rich")
    'writes “ü” in a longer way than Unicode’s normal form (NFC)'
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return ""
    normal = unicodedata.normalize("NFC", text)
    new = next((c for c, old in zip(normal, text, strict=False) if c != old), normal[-1:])
    return f"writes “{new}” in a longer way than Unicode’s normal form (NFC)"


def mended(text: str) -> str:
    """Return a text with plain blanks, without breaks of no width, and in Unicode’s normal form (NFC). Noise of a
    wrong encoding stays as it is: blanks and breaks are part of what it was.

    >>> mended("10\u00a0000\u200b wafers")
    '10 000 wafers'
    """
    if text.isascii() and "\t" not in text:
        return text
    plain = NO_BLANKS.sub("", WIDE_BLANKS.sub(" ", text))
    return text if plain != text and wrongly_decoded(text) else unicodedata.normalize("NFC", plain)


def wrongly_decoded(text: str) -> str:
    """Say what a text was before it was read in a wrong encoding; nothing if it was not.

    >>> wrongly_decoded("cafÃ©"), wrongly_decoded("中国芯片")
    ('is noise of a wrong encoding; perhaps “café” was meant', '')
    """
    if text.isascii() and "????" not in text:
        return ""
    if lost := LOST.search(text):
        return f"has “{lost[0]}” where characters were lost"
    if text.isascii():
        return ""
    from ftfy import badness, fix_encoding  # late: nearly all cells need it not, and it is slow to import

    meant = fix_encoding(text) if badness.is_bad(text) else _misread(text)
    return f"is noise of a wrong encoding; perhaps “{mended(meant)}” was meant" if meant not in ("", text) else ""


def _misread(text: str) -> str:
    """Return what a text was, if its bytes are UTF-8 that was read as the GBK or the Cyrillic of Windows; else
    nothing."""
    for run in HANZI.findall(text):
        try:
            meant = run.encode("gbk").decode("utf-8", "ignore")
        except UnicodeEncodeError:
            continue
        kept = len(meant.encode()) >= 2 * len(run) - 2
        if kept and len(meant) >= SURE and HANZI.fullmatch(meant):
            return meant
    try:
        return text.encode("cp1251").decode("utf-8")
    except UnicodeError:
        return ""


def mixed_letters(text: str) -> str:
    """Say which letter of another script stands in a word of Latin letters and looks like one; nothing if none does.

    >>> mixed_letters("Hu\u0430wei"), mixed_letters("1 \u03bcm")
    ('has U+0430 CYRILLIC SMALL LETTER A in “Huаwei”, which looks like “a”', '')
    """
    if text.isascii():
        return ""
    if styled := next(filter(_is_styled, text), ""):
        return f"has {described(styled)}, which looks like “{unicodedata.normalize('NFKC', styled)}”"
    words = WORD.findall(text)
    latin = any(c.isascii() for word in words for c in word)
    for word in words:
        alike = [c for c in word if not c.isascii() and _latin_twin(c) not in ("", c)]
        disguised = latin and 1 < len(word) == len(alike) and _all_alike(words)
        if alike and (disguised or any(c.isascii() for c in word)):
            return f"has {described(alike[0])} in “{word}”, which looks like “{_latin_twin(alike[0])}”"
    return ""


@cache
def _is_styled(character: str) -> bool:
    """Tell whether a character is a plain letter in another style: full-width, circled, mathematical."""
    plain = "" if character.isascii() else unicodedata.normalize("NFKC", character)
    return len(plain) == 1 and plain.isascii() and plain.isalpha() and unicodedata.category(character) in STYLED


def _all_alike(words: list[str]) -> bool:
    """Tell whether no letter of another alphabet shows that a language is written which has that alphabet."""
    foreign = [c for word in words for c in word if not c.isascii() and not _is_hanzi(c)]
    return all(_latin_twin(c) or "LATIN" in unicodedata.name(c, "") for c in foreign)


@cache
def _latin_twin(character: str) -> str:
    """Return the plain letter that a letter of another script looks like; nothing if it looks like none."""
    if _is_hanzi(character) or unicodedata.category(character)[0] not in "LS":
        return ""
    plain = unicodedata.normalize("NFKC", character)
    if _is_styled(character):
        return plain
    if "LATIN" in unicodedata.name(plain[0], ""):
        return ""
    from confusable_homoglyphs import confusables  # late: few cells need it, and it is slow to import

    found = confusables.is_confusable(plain[0], greedy=True) or [{"homoglyphs": []}]
    return next((h["c"] for h in found[0]["homoglyphs"] if len(h["c"]) == 1 and h["c"].isascii()), "")


def look_of(text: str) -> str:
    """Return how a text looks: two texts of one look cannot be told apart by a reader.

    >>> look_of("Ascend 910C") == look_of("\u0410scend\u00a0910\u0421\u200b")
    True
    """
    plain = text if text.isascii() else "".join(map(_seen, unicodedata.normalize("NFKC", mended(text))))
    return " ".join(DASHES.sub("-", plain).casefold().translate(ALIKE).split())


def _seen(character: str) -> str:
    if unicodedata.category(character) in ("Cf", "Cc", "Mn") or character in BLANK:
        return ""
    return _latin_twin(character) or character


def twins(texts: list[str]) -> list[tuple[int, int]]:
    """Return the places of texts that look like an earlier one but are not the same, each with the place of that one.

    >>> twins(["SMIC", "Hua Hong", "\u0405MIC", "SMIC"])
    [(2, 0)]
    """
    first: dict[str, int] = {}
    found = []
    for n, text in enumerate(texts):
        at = first.setdefault(look_of(text), n)
        if text and text != texts[at]:
            found.append((n, at))
    return found
