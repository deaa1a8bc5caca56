"""The verbs: one thin module per make target.

A merge that is left unresolved in a module that a verb imports is named in one line, as the verb cannot begin.
"""

import sys
from types import TracebackType

MARKER = "<" * 7


def show_conflict(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show what ended this program: a conflict marker in a module as such, all else as Python does."""
    if isinstance(error, SyntaxError) and (error.text or "").startswith(MARKER):
        print(f"{error.filename}:{error.lineno} an unresolved merge conflict: choose one side", file=sys.stderr)
        sys.exit(2)
    sys.__excepthook__(kind, error, trace)


sys.excepthook = show_conflict
