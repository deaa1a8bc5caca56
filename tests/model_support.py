"""Makes published figures for the tests of the model."""

from dataclasses import replace
from datetime import date

from model.witnesses import Witness

PLAIN = Witness(
    id="obs-1", house="idc", metric="chip-shipments", definition="", firm="huawei", chip="", region="cn", period="2025",
    value=800_000, low=None, high=None, interval="", bound="", basis="estimated", said_on=date(2026, 1, 15),
    use="condition",
)  # fmt: skip


def figure(**more: object) -> Witness:
    """Return a count of Huawei’s chips of 2025 by IDC, but for what is given."""
    return replace(PLAIN, **more)  # type: ignore[arg-type]
