"""What every command does beside its work: `--debug`, one line for a failure, and its exit code.

A `main` that is decorated with `command` may raise. Mistakes in the data (`DataError`) are listed and give exit code 1.
What else a person can put right (`UserError`) is one line and gives 2. Any other exception is a mistake of ours: one
line that says where, exit code 2, and the traceback with --debug.
"""

import argparse
import functools
import os
import sys
import traceback
from collections.abc import Callable

from schemas.csv_text import DataError
from schemas.errors import InternalError, UserError, describe_internal

Main = Callable[[list[str] | None], int]


def parser(name: str, about: str | None) -> argparse.ArgumentParser:
    """Return the parser of a command's arguments, to which the command adds its own."""
    made = argparse.ArgumentParser(prog=f"python -m scripts.{name}", description=about)
    made.add_argument("--debug", action="store_true", help="show the traceback of an internal error")
    return made


def command(verb: str, done: str = "done") -> Callable[[Main], Callable[..., int]]:
    """Decorate a `main`: `verb` says what it could not do (“cannot build: …”), `done` what did not happen."""

    def decorate(main: Main) -> Callable[..., int]:
        @functools.wraps(main)
        def guarded(argv: list[str] | None = None) -> int:
            try:
                return main(argv)
            except DataError as error:
                n = len(error.problems)
                print(error, file=sys.stderr)
                print(f"{n} {'mistake' if n == 1 else 'mistakes'} in the data; nothing was {done}.", file=sys.stderr)
                return 1
            except UserError as error:
                print(f"cannot {verb}: {error}", file=sys.stderr)
                return 2
            except BrokenPipeError:  # the reader of a pipe had enough
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return 0
            except Exception as error:
                show_internal(error, debug="--debug" in (sys.argv if argv is None else argv))
                return 2

        return guarded

    return decorate


def show_internal(error: Exception, debug: bool) -> None:
    """Print an exception that is a mistake of ours: in one line, or in full."""
    if debug:
        print(error.trace if isinstance(error, InternalError) else _trace(error), file=sys.stderr, end="")
    hint = "" if debug else ", run again with --debug for the traceback"
    print(f"internal error in {describe_internal(error)}; this is a mistake of ours, not of the data{hint}",
          file=sys.stderr)  # fmt: skip


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error))
