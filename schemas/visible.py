"""Text of others on a terminal or in a log: what cannot be seen there is spelled out, so that nothing acts."""

import re

FORBIDDEN_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    r"""Return a text on one line in which every control, invisible or direction character is spelled as an escape.

    >>> print(visible("a\u202eb\x1b[31m\n::error::x"))
    a\u202eb\x1b[31m\n::error::x
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def in_xml(text: str) -> str:
    r"""Return a text as XML can hold it, with a question mark for each character that XML forbids.

    >>> print(in_xml("a\x1b[31m & <b>\ufffe"))
    a?[31m & <b>?
    """
    return FORBIDDEN_IN_XML.sub("?", text)
