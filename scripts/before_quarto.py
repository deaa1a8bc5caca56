"""Run by Quarto before it renders: says what is wanted where the data have not been built. Not run by `make report`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # of the tree, wherever Quarto was started

try:
    from reports.query import database
except ModuleNotFoundError as error:
    sys.exit(f"{error}: start Quarto in the virtual environment (`make setup`, then `. .venv/bin/activate`)")


def main() -> int:
    """Return 0 if there is a file to read from, else 1, which stops Quarto."""
    if database().is_file():
        return 0
    print(f"{database()} is not there: run `make build` first, which makes it from the tables", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
