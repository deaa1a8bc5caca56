"""The trees of which the publication is timed: this one, with as many observations as are asked for."""

from pathlib import Path

from bench import report_times
from schemas.package import ROOT


def test_a_copy_has_as_many_observations_as_are_asked_for(tmp_path: Path) -> None:
    root = tmp_path / "tree"
    report_times.copy_tree(root)
    assert report_times.count(root) == report_times.count(ROOT)
    assert (root / "reports" / "index.qmd").is_file() and not (root / "build").exists()
    report_times.multiply(root, 3000)
    assert report_times.count(root) == 3000 and [p.name for p in tmp_path.iterdir()] == ["tree"]
