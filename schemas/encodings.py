"""Bytes as text: UTF-8, or what a spreadsheet or an old editor saves in its place.

In: the bytes of a file. Out: its text and the name of its encoding, where there is no doubt. Knows nothing of CSV.
"""

import re

MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe\0\0": "utf-32-le", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
NAMES = {"utf-8": "UTF-8", "utf-32-le": "UTF-32", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GB18030"}
BEGINNING = 16  # bytes of a header, which is ASCII: in UTF-16 every other one is NUL
COMMON = 0.9  # share of everyday characters, those of GB2312, in Chinese text; what merely looks like it has few
HAN = re.compile(r"[\u3400-\u9fff]")
ENOUGH = 8  # Chinese characters: of fewer nobody can tell in what they are written


def decode(raw: bytes) -> tuple[str, str] | None:
    """Return the text, a byte order mark taken off, and the name of its encoding; None where there is doubt.

    >>> decode("é".encode()), decode("é".encode("utf-16")), decode("é".encode("latin-1"))
    (('é', 'UTF-8'), ('é', 'UTF-16'), None)
    """
    mark = next((mark for mark in MARKS if raw.startswith(mark)), b"")
    codec = MARKS.get(mark) or _unmarked(raw)
    try:
        text = raw.removeprefix(mark).decode(codec)
    except UnicodeDecodeError:
        return None
    return (text, NAMES[codec]) if codec != "gb18030" or _is_chinese(text) else None


def _unmarked(raw: bytes) -> str:
    if codec := unmarked_codec(raw[:BEGINNING]):
        return codec
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def unmarked_codec(first: bytes) -> str:
    """Return the encoding of a text that begins with some bytes, if it is UTF-16 without a mark; else nothing."""
    if len(first) == BEGINNING:
        if not any(first[1::2]) and all(first[::2]):
            return "utf-16-le"
        if not any(first[::2]) and all(first[1::2]):
            return "utf-16-be"
    return ""


def _is_chinese(text: str) -> bool:
    found = HAN.findall(text)
    return len(found) >= ENOUGH and sum(map(in_gb2312, found)) >= COMMON * len(found)


def in_gb2312(character: str) -> bool:
    """Tell whether a character is an everyday one."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def not_utf8(raw: bytes) -> tuple[int, str]:
    """Return the line of the first byte that is not UTF-8, and what can be said of it."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = raw[error.start : error.start + 1]
        shown = byte.decode("cp1252", "replace")
        western = f" (“{shown}” in Windows-1252)" if shown.isalpha() else ""
        return raw.count(b"\n", 0, error.start) + 1, f"byte 0x{byte.hex()} is not UTF-8{western}"
    return 1, "is neither UTF-8 nor whole UTF-16"
