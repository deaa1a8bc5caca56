"""Text of others on a terminal or in a log: what cannot be seen there is spelled out, so that nothing acts."""


def visible(text: str) -> str:
    r"""Return a text on one line in which every control, invisible or direction character is spelled as an escape.

    >>> print(visible("a\u202eb\x1b[31m\n::error::x"))
    a\u202eb\x1b[31m\n::error::x
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
