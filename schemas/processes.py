"""Processes beside this one: how they begin, and how they end when somebody presses Ctrl-C."""

import multiprocessing
import signal
from typing import Any


def process_context() -> Any:
    """Return how processes are started: as copies of this one, which have its modules already, or anew where there are
    no copies, as on Windows."""
    try:
        return multiprocessing.get_context("fork")
    except ValueError:
        return multiprocessing.get_context()


def end_quietly_when_interrupted() -> None:
    """Have this process, one of several, end at Ctrl-C without a traceback: the command says that it was stopped."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
