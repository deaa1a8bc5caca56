"""Great Expectations imported without what no rule asks of it, in a process of its own: modules are imported once."""

import subprocess
import sys

from schemas.package import ROOT

CODE = """
import sys
import checks.dataset.late_imports
import great_expectations.expectations.core.expect_column_kl_divergence_to_be_less_than as divergence
late = ("altair.vegalite", "scipy.stats._stats_py")
print([name in sys.modules for name in late])
print(divergence.alt.Chart.__name__, float(divergence.stats.norm.cdf(0)))
print([name in sys.modules for name in late])
"""


def test_what_is_imported_late_is_there_once_it_is_used() -> None:
    run = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.splitlines() == ["[False, False]", "Chart 0.5", "[True, True]"], run.stderr
