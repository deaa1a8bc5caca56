"""What every command does beside its work: `--debug`, one line for a failure, and its exit code.

A `main` that is decorated with `command` may raise. Mistakes in the data (`DataError`) are listed and give exit code 1.
What else a person can put right (`UserError`) is one line and gives 2. Any other exception is a mistake of ours: one
line that says where, exit code 2, and the traceback with --debug.
"""

import argparse
import functools
import io
import os
import sys
import traceback
from collections.abc import Callable

from schemas.csv_text import DataError
from schemas.errors import InternalError, UserError, describe_internal, describe_refusal
from schemas.visible import visible

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
            make_writable_everywhere()
            try:
                code = main(argv)
                if sys.stdout:  # None where it was closed
                    sys.stdout.flush()
                return code
            except DataError as error:
                n = len(error.problems)
                print(error, file=sys.stderr)
                print(f"{n} {'mistake' if n == 1 else 'mistakes'} in the data; nothing was {done}.", file=sys.stderr)
                return 1
            except UserError as error:
                print("\n".join(map(visible, f"cannot {verb}: {error}".split("\n"))), file=sys.stderr)
                return 2
            except BrokenPipeError:  # the reader of a pipe had enough
                drop_output()
                return 0
            except KeyboardInterrupt:
                print(f"stopped; nothing more was {done}", file=sys.stderr)
                return 130
            except Exception as error:
                if refused := describe_refusal(error):
                    drop_output()
                    print(f"cannot {verb}: {refused}", file=sys.stderr)
                    return 2
                show_internal(error, debug="--debug" in (sys.argv if argv is None else argv))
                return 2

        return guarded

    return decorate


def make_writable_everywhere() -> None:
    """Have what standard output cannot spell, where it is not UTF-8, written with escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def drop_output() -> None:
    """Have what is still to be printed go nowhere, where standard output does not take it."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_internal(error: Exception, debug: bool) -> None:
    """Print an exception that is a mistake of ours: in one line, or in full."""
    if debug:
        print(error.trace if isinstance(error, InternalError) else _trace(error), file=sys.stderr, end="")
    hint = "" if debug else ", run again with --debug for the traceback"
    print(f"internal error in {visible(describe_internal(error))}; this is a mistake of ours, not of the data{hint}",
          file=sys.stderr)  # fmt: skip


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error))
