"""Run by Quarto after it rendered: adds to the site what its pages link to (PDF, downloads, the engine of Explore).

Quarto says in its environment where the site is, and whether all of it was rendered. After one page alone, what is
there already is left as it is. Not run by `make report`.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # of the tree, wherever Quarto was started

from reports.render.built_in import REPORTS, execute_all, project
from reports.render.page_error import PageError
from scripts.report import CACHE, PDF, complete


def main() -> int:
    """Return 0 when the site is whole, 1 when a page has a mistake."""
    site = Path(REPORTS, os.environ.get("QUARTO_PROJECT_OUTPUT_DIR") or project()["project"]["output-dir"])
    if os.environ.get("QUARTO_PROJECT_RENDER_ALL") != "1" and (site / PDF).is_file():
        return 0
    try:
        complete(site, execute_all(cache=CACHE))
    except PageError as error:
        print(f"not completed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
