"""What `pip install` says here: this is a data package, not a library. Named as the build backend in pyproject.toml."""

from typing import NoReturn

MESSAGE = (
    "This is a data package, not a Python library: there is nothing to install. "
    "Load its tables (README.md, “Load it”), or run make report, which sets up what it needs."
)


def build_wheel(*arguments: object, **settings: object) -> NoReturn:
    """Refuse, with a way on. Raises SystemExit."""
    raise SystemExit(MESSAGE)


build_sdist = build_editable = get_requires_for_build_wheel = get_requires_for_build_sdist = build_wheel
get_requires_for_build_editable = prepare_metadata_for_build_wheel = prepare_metadata_for_build_editable = build_wheel
