"""What spreadsheets and editors do to a CSV file when somebody only wants to change one cell."""

from torture.hostile import Hostile, with_bytes, with_cell

KIND = "spreadsheet"
PLAN, PLANS = "obs-fab-0234", "observations"  # a capacity that is planned: 13000 wafers a month

INPUTS = [
    Hostile("dots-for-thousands", KIND, with_cell(PLANS, PLAN, "value", "13.000"), "refused",
            "data/observations.csv", "13"),
    Hostile("carriage-returns", KIND, with_bytes("data/firms.csv", lambda b: b.replace(b"\n", b"\r\n")), "mended"),
    Hostile("conflict-left", "merge", with_bytes("data/chips.csv", lambda b: b"<<<<<<< HEAD\n" + b), "refused",
            "data/chips.csv", "conflict"),
]  # fmt: skip
