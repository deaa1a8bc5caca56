"""Text that others wrote, made harmless for a comment or an issue on GitHub: shown as it is, and nothing in it acts."""

import re
import unicodedata

SHOWN = 50_000  # characters; GitHub takes 65,536 for a comment
LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")


def inert(text: str, more: str) -> str:
    """Put text into a block of code that nothing in it can end; what is left out at its end is said, with `more`.

    Inside, GitHub makes no links, mentions or HTML. Characters that cannot be seen or that turn text round go.

    >>> print(inert("@all ```x``` <b>", more=""))
    ````text
    @all ```x``` <b>
    ````
    """
    plain = "".join(c for c in LINE_ENDS.sub("\n", text) if c in "\n\t" or unicodedata.category(c)[0] != "C").strip(
        "\n"
    )
    shown = plain[:SHOWN]
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", shown)), default=0))
    note = f"\n\n{len(plain) - len(shown):,} more characters are left out: {more}" if len(plain) > SHOWN else ""
    return f"{fence}text\n{shown}\n{fence}{note}"
