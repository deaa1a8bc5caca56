"""Processes that prepare at once and then answer questions, while structure is checked elsewhere.

In: a function that prepares (imports above all), and functions with what they take. Out: what they return, or what went
wrong as an exception that a command can show.
"""

import os
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from schemas.errors import InternalError, UserError, describe_internal, describe_refusal
from schemas.processes import end_quietly_when_interrupted, process_context


class CouldNotRun(UserError):
    """What was asked for cannot be checked; the text says why."""


class Worker:
    """A process that prepares at once and then answers questions, in order. Killed when not needed."""

    def __init__(self, prepare: Callable[[], object], gives_way: bool = True):
        context = process_context()
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(prepare, theirs, gives_way), daemon=True)
        self._process.start()
        self._last: threading.Thread | None = None
        theirs.close()

    def ask(self, function: Callable[..., Any], *args: Any) -> None:
        """Send a question without waiting: while the worker prepares, nobody reads the other end of the pipe."""
        before, question = self._last, (function, args)

        def send() -> None:
            if before:
                before.join()
            with suppress(ConnectionError):  # the worker is gone: `answer` says so
                self._ours.send(question)

        self._last = threading.Thread(target=send, daemon=True)
        self._last.start()

    def answer(self) -> Any:
        """Return the answer to the next question. Raises CouldNotRun or InternalError where there is none."""
        try:
            ok, result = self._ours.recv()
        except EOFError:
            raise CouldNotRun("a layer ended without an answer") from None
        if not ok:
            raise result
        return result

    def stop(self) -> None:
        self._process.kill()
        self._process.join()


def _serve(prepare: Callable[[], object], pipe: Connection, gives_way: bool) -> None:
    end_quietly_when_interrupted()
    if gives_way and hasattr(os, "nice"):
        os.nice(10)
    try:
        prepare()
        while True:
            function, args = pipe.recv()
            pipe.send((True, function(*args)))
    except EOFError:
        return
    except UserError as error:
        pipe.send((False, CouldNotRun(str(error))))
    except Exception as error:
        refused = describe_refusal(error)
        internal = InternalError(describe_internal(error), traceback.format_exc())
        pipe.send((False, CouldNotRun(refused) if refused else internal))
