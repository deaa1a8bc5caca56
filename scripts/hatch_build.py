"""What hatchling asks when it makes the wheel of `china_ai_chips`: the Parquet files to put into it.

An unpacked release has them in parquet/. A clone has only CSVs: there they are built, as `make build` does, in a folder
that is gone afterwards. Named in pyproject.toml; the tree is not changed.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ParquetHook(BuildHookInterface[Any]):
    """Puts Parquet files into the wheel, as data of the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folder of Parquet files; `build_data` says what else goes into the wheel."""
        folder = Path(self.root) / "parquet"
        if not folder.is_dir():
            self.built = tempfile.TemporaryDirectory(prefix="china-ai-chips-")
            folder = _build(Path(self.root), Path(self.built.name))
        build_data["force_include"][str(folder)] = "china_ai_chips/parquet"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was built."""
        if hasattr(self, "built"):
            self.built.cleanup()


def _build(root: Path, out: Path) -> Path:
    sys.path.insert(0, str(root))
    try:
        from schemas.package import read_package
        from scripts.build import build
    finally:
        sys.path.remove(str(root))
    build(read_package(root), out)
    return out / "parquet"
