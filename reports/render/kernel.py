"""A Jupyter kernel in which pages run one after another.

In: the folder where cells run; pieces of code. Out: executed cells as nbclient gives them, and the queries that they
asked. Modules stay imported from page to page, which takes longer than most pages; names do not.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import run_sync

from reports.query import LOG, read_log

INLINE = "module://matplotlib_inline.backend_inline"  # shows a drawing that a cell leaves open, as Quarto does
FORGET = "get_ipython().reset(new_session=False)"


class CellError(Exception):
    """A cell that failed: `number` counts those that hold code from 0, the text says why."""

    def __init__(self, number: int, reason: str):
        super().__init__(reason)
        self.number = number


class Kernel:
    """Starts with the first code that it is given, and ends with its `with`. Belongs to one thread."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._manager: Any = None  # what is of Jupyter has no types

    def __enter__(self) -> "Kernel":
        self._temporary = tempfile.TemporaryDirectory()
        self.log = Path(self._temporary.name) / "queries"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._manager:
            run_sync(self._manager.shutdown_kernel)(now=True)
        self._temporary.cleanup()

    def run(self, codes: Sequence[str]) -> list[Any]:
        """Return the cells of a page once they ran, without what pages before it named. Raises CellError."""
        if self._manager and codes:
            self._execute([FORGET])
        self.log.unlink(missing_ok=True)
        return self._execute(codes) if codes else []

    def queries(self) -> list[dict[str, Any]]:
        """Return what the last page asked of the data."""
        return read_log(self.log)

    def _execute(self, codes: Sequence[str]) -> list[Any]:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in codes])
        client = NotebookClient(
            notebook,
            km=self._manager,
            timeout=600,
            kernel_name="python3",
            resources={"metadata": {"path": str(self.folder)}},
            extra_arguments=["--IPKernelApp.log_level=40"],
        )
        try:
            client.execute(cleanup_kc=False, env=environment(self.folder, self.log))
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            reason = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else str(error)
            raise CellError(client.code_cells_executed - 1, reason) from None
        finally:
            self._manager = client.km
            if client.kc:
                client.kc.stop_channels()
        return list(notebook.cells)


def environment(folder: Path, log: Path) -> dict[str, str]:
    """Return the environment in which cells run: this tree's modules can be imported whatever the working directory,
    and queries are added to the file `log`."""
    ours = str(Path(__file__).resolve().parents[2])
    found = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder.parent), ours]), "MPLBACKEND": INLINE}
    return found | {"PYDEVD_DISABLE_FILE_VALIDATION": "1", LOG: str(log)}
