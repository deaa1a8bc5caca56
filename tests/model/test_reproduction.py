"""The reproduction checks T1 to T18 of the method: published numbers computed again from what was published with them.

Inputs come from the package's observations where they are there, else they stand here with their source. What does not
close is kept as such: the test says by how much, and why it is no input of the model.
"""

import math

import duckdb
import numpy as np
import pytest

from model.inputs import Draws, Inputs
from model.production import (
    defect_density,
    domestic_share,
    drawn_from_bank,
    gross_dies_per_wafer,
    new_dies,
    packages,
)

ENOUGH = np.array([1e12])


def of(x: float) -> np.ndarray:
    return np.array([x], dtype=float)


@pytest.fixture(scope="module")
def statements(real: duckdb.DuckDBPyConnection) -> "Statements":
    return Statements(real)


class Statements:
    """What a claimant said, looked up in the observations."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    def rows(self, metric: str, claimant: str, **where: object) -> list[tuple[float, float, float]]:
        """Return value, low and high of each row that fits; None in `where` means empty."""
        clauses = [f"{k} is null" if v is None else f"{k} = ${k}" for k, v in where.items()]
        query = "select value, value_low, value_high from observations where " + " and ".join(
            ["metric_id = $metric", "claimant_id = $claimant", *clauses]
        )
        given = {"metric": metric, "claimant": claimant} | {k: v for k, v in where.items() if v is not None}
        return self.con.execute(query, given).fetchall()

    def __call__(self, metric: str, claimant: str, **where: object) -> float:
        """Return the one value that fits."""
        values = {row[0] for row in self.rows(metric, claimant, **where)}
        assert len(values) == 1, (metric, claimant, where, values)
        return float(values.pop())


def whole_dies(width: float, height: float, radius: float, dx: float, dy: float) -> int:
    """Return whole rectangles on a disc in straight rows and columns, shifted by parts of a die: a count, no
    formula."""
    places = np.arange(-12, 13)
    x, y = (places + dx) * width, (places + dy) * height
    far_x = np.maximum(abs(x), abs(x + width))
    far_y = np.maximum(abs(y), abs(y + height))
    return int(np.sum(far_x[:, None] ** 2 + far_y[None, :] ** 2 <= radius**2))


def test_t01_gross_dies_of_an_ascend_wafer(statements: Statements) -> None:
    """Morgan Stanley reckons with 78 dies (39 packages of two); the measured die gives 76.7 to 80.4.

    Counted one by one, 80 to 85 fit a whole wafer if the grid is centred on a die or on a cut (82 in the method).
    """
    area = statements("die-area", "forum-posters", chip_id="ascend-910b")
    published = statements("gross-dies-per-wafer", "morgan-stanley", chip_id="ascend-910b")
    assert gross_dies_per_wafer(area, edge=0) == pytest.approx(80.4, abs=0.1)
    assert gross_dies_per_wafer(area, edge=3) == pytest.approx(76.7, abs=0.1)
    assert abs(gross_dies_per_wafer(area) - published) <= 3
    width, height = 21.32, 31.22  # as measured, from the note of the row
    assert width * height == pytest.approx(area, abs=0.01)
    counts = {whole_dies(width, height, 150, dx, dy) for dx in (0, 0.5) for dy in (0, 0.5)}
    assert (min(counts), max(counts)) == (80, 85)
    assert published / 2 == 39


def test_t02_csis_ceiling(statements: Statements) -> None:
    """50,000 wafers a month, 80 dies, 20 %, two a package: CSIS has 400,000 a month, so without loss in packaging."""
    wafers = statements("wafer-capacity", "csis", firm_id="smic")
    good = statements("die-yield", "csis", chip_id="ascend-910c") / 100
    published = 400_000  # CSIS as relayed by 4nownews.com, “Huawei can produce millions of AI chips a year”

    def a_month(gross: float, packed: float) -> float:
        dies = new_dies(of(wafers), of(gross), of(good)) / 12
        return float(packages(dies, ENOUGH, ENOUGH, of(2), of(8), of(packed)).out[0])

    assert a_month(80, 1) == pytest.approx(published)
    assert a_month(78, 1) == pytest.approx(390_000)
    assert a_month(80, 0.75) == pytest.approx(300_000)


def test_t03_csis_bank_of_dies(statements: Statements) -> None:
    """Two million dies make a million pairs, of which three quarters survive packaging."""
    dies = of(statements("foreign-dies-received", "csis", firm_id="huawei"))
    before = statements("packages-supported", "csis", bound="at-most")
    after = statements("packages-supported", "csis", bound="about")
    for packed, published in ((1, before), (0.75, after)):
        assert packages(dies, ENOUGH, ENOUGH, of(2), of(8), of(packed)).out == pytest.approx([published])


def test_t04_bank_of_hbm(statements: Statements) -> None:
    """13 million stacks, eight a package: SemiAnalysis prints 1.6 million."""
    stacks = statements("hbm-stack-imports", "semianalysis", firm_id=None)
    published = statements("packages-supported", "semianalysis", period="2024-12-31")
    made = packages(ENOUGH, of(stacks), ENOUGH, of(2), of(8), of(1)).out[0]
    assert made == pytest.approx(1_625_000)
    assert made == pytest.approx(published, rel=0.02)


def test_t05_huawei_2025_closes_against_both_banks(statements: Statements, committed: Inputs) -> None:
    """653,000 of 805,000 are 910C: 1.458 million dies and 5.83 million stacks, less than there were."""
    every = statements("chip-shipments", "semianalysis", period="2025", firm_id="huawei", chip_id=None)
    dual = statements("chip-shipments", "semianalysis", period="2025", chip_id="ascend-910c")
    each = Draws(committed, 1, 1)
    need = {
        part: (every - dual) * each(f"{part}-910b", 2025) + dual * each(f"{part}-910c", 2025)
        for part in ("dies-per-package", "hbm-stacks-per-package")
    }
    assert every - dual == 152_000
    assert need["dies-per-package"] == pytest.approx([1_458_000])
    assert need["hbm-stacks-per-package"] == pytest.approx([5_832_000])
    dies = of(statements("foreign-dies-received", "semianalysis", firm_id="huawei", chip_id=None))
    stacks = of(statements("hbm-stack-imports", "semianalysis", firm_id=None))
    for wish, bank in ((need["dies-per-package"], dies), (need["hbm-stacks-per-package"], stacks)):
        taken, left = drawn_from_bank(wish, bank)
        assert taken == wish and left > 0


def test_t06_cloudmatrix(statements: Statements) -> None:
    """384 chips of 0.78 PFLOPS: about 300 (SemiAnalysis, 16 April 2025), 1.7 times the 180 of 72 GB200."""
    system = 384 * statements("bf16-tflops", "digitimes", chip_id="ascend-910c") / 1000
    rival = 72 * statements("fp16-tflops", "epoch-ai", chip_id="nvidia-gb200", rank="preferred") / 1000
    assert system == pytest.approx(299.5, abs=0.1)
    assert system == pytest.approx(300, rel=0.01)
    assert rival == pytest.approx(180)
    assert system / rival == pytest.approx(1.7, abs=0.05)


def test_t07_morgan_stanley_self_sufficiency(statements: Statements) -> None:
    """286.5 bn yuan (note of 6 May 2025, relayed by reportify.ai) at 7.25 over 48 bn dollars: 82 %; later 39 and 52."""
    market = statements("ai-chip-market-usd", "morgan-stanley", period="2027", region_id="cn")
    published = {"2025-05-06": 82, "2025-09-06": 39}
    revenue = {"2025-05-06": 286.5} | {
        day: statements("ai-chip-revenue-cny", "morgan-stanley", period="2027", as_of=day)
        for day in ("2025-09-06", "2025-10-21")
    }
    share = {day: 100 * r / 7.25 / market for day, r in revenue.items()}
    assert share == pytest.approx({"2025-05-06": 82.3, "2025-09-06": 39.1, "2025-10-21": 51.7}, abs=0.1)
    for day, printed in published.items():
        assert statements("ai-chip-self-sufficiency", "morgan-stanley", period="2027", as_of=day) == printed
        assert share[day] == pytest.approx(printed, abs=0.5)


@pytest.mark.parametrize(
    ("year", "gross", "chip", "revenue", "ratio"),
    [
        # revenue in bn yuan as Morgan Stanley has it (6 September 2025, relayed by cloudnews.tech and wccftech.com)
        ("2025", 78, "ascend-910b", 58.5, 0.60),
        ("2026", 39, "ascend-910c", 94, 0.47),
        ("2027", 39, "ascend-910c", 136, 0.49),
    ],
)
def test_t08_morgan_stanley_units_do_not_close(
    statements: Statements, year: str, gross: float, chip: str, revenue: float, ratio: float
) -> None:
    """Wafers, dies and yield give twice the units that revenue over price gives: 0.60, 0.47 and 0.49 of them.

    The bank says neither whether wafers are an exit rate, nor how long they take, nor what is lost in packaging. So its
    revenue is no input of the model, which states lag, utilisation and packaging yield for themselves.
    """
    places = statements.rows(
        "wafer-capacity", "morgan-stanley", period=year, definition_id="ai-wafers", as_of="2025-09-06"
    )
    ((wafers, _, _),) = places
    good = statements("die-yield", "morgan-stanley", chip_id="ascend-910b") / 100
    price = statements("chip-price-cny", "morgan-stanley", chip_id=chip)
    from_wafers = new_dies(of(wafers), of(gross), of(good))[0]
    from_revenue = revenue * 1e9 / price
    assert from_revenue / from_wafers == pytest.approx(ratio, abs=0.01)
    assert abs(from_revenue / from_wafers - 1) > 0.35


def test_t09_bernstein_2025(statements: Statements) -> None:
    """39.5 less the H20 lost, plus what came back: 37.0, short by 2.5. The 1.5 of more local supply is not in it."""
    demand = statements("ai-chip-demand-usd", "bernstein", period="2025", as_of="2025-07-17")
    lost = statements("write-down-usd", "bernstein", chip_id="nvidia-h20")
    back = [
        statements("ai-chip-supply-usd", "bernstein", chip_id="nvidia-h20"),
        statements("ai-chip-supply-usd", "bernstein", period="2025-H2", chip_id=None, firm_id="nvidia"),
        statements("ai-chip-supply-usd", "bernstein", period="2025", firm_id="amd"),
    ]
    supply = statements(
        "ai-chip-supply-usd", "bernstein", period="2025", definition_id="all-vendors", as_of="2025-07-17"
    )
    assert demand - lost + sum(back) == pytest.approx(supply)
    assert demand - supply == pytest.approx(statements("ai-chip-shortage-usd", "bernstein", period="2025"))
    local = (
        demand
        * statements("chip-value-share", "bernstein", observation_id="obs-mkt-0062")  # before the ban of the H20
        / 100
    )
    assert local == pytest.approx(14.6, abs=0.05)
    assert local + 1.5 == pytest.approx(
        statements("ai-chip-supply-usd", "bernstein", period="2025", definition_id="d1"), abs=0.2
    )
    assert demand - lost + sum(back) + 1.5 != pytest.approx(supply, abs=1)


def test_t10_bernstein_path(statements: Statements) -> None:
    """Local supply over demand: 43, 57 and 103 %; local sales over demand in 2028 93 %."""
    day = "2025-12-04"
    share = {}
    for year in ("2025", "2027", "2028"):
        local = statements("ai-chip-supply-usd", "bernstein", period=year, definition_id="d1", as_of=day)
        share[year] = 100 * local / statements("ai-chip-demand-usd", "bernstein", period=year, as_of=day)
    assert share == pytest.approx({"2025": 43.2, "2027": 56.5, "2028": 103.4}, abs=0.1)
    assert share["2028"] == pytest.approx(statements("ai-chip-self-sufficiency", "bernstein", period="2028"), abs=1)
    sales = statements("ai-chip-revenue-usd", "bernstein", period="2028") / statements(
        "ai-chip-demand-usd", "bernstein", period="2028"
    )
    assert 100 * sales == pytest.approx(statements("chip-value-share", "bernstein", period="2028"), abs=0.5)


def test_t11_idc_shares(statements: Statements) -> None:
    """NVIDIA 2.2, Chinese 1.65 and AMD 0.16 million cards: 55, 41 and 4 %. Huawei has 49 % of the Chinese ones."""
    year = {"period": "2025", "region_id": "cn"}
    cards = {
        "nvidia": statements("chip-shipments", "idc", firm_id="nvidia", **year),
        "local": statements("chip-shipments", "idc", firm_id=None, definition_id="d1", **year),
        "amd": statements("chip-shipments", "idc", firm_id="amd", **year),
    }
    printed = {
        "nvidia": statements("chip-unit-share", "idc", firm_id="nvidia", **year),
        "local": statements("chip-unit-share", "idc", firm_id=None, definition_id="d1", **year),
        "amd": statements("chip-unit-share", "idc", firm_id="amd", **year),
    }
    total = sum(cards.values())
    assert {k: 100 * n / total for k, n in cards.items()} == pytest.approx(printed, abs=0.5)
    home = domestic_share(of(total - cards["local"]), of(cards["local"]), of(total), foreign_first=False)
    assert home == pytest.approx([0.411], abs=0.001)
    assert statements("chip-shipments", "idc", firm_id="huawei", **year) / cards["local"] == pytest.approx(
        0.49, abs=0.005
    )


def test_t12_epoch_h100_equivalents(statements: Statements) -> None:
    """958,410 H20 by dense 8-bit rates are 143,348 H100 (Epoch, ai-chip-counts, nvidia_owners.ipynb, d1b1bc3)."""
    h20 = statements("fp8-tflops", "nvidia", chip_id="nvidia-h20")
    h100 = statements("fp8-tflops", "nvidia", chip_id="nvidia-h100", rank="preferred")
    assert 958_410 * h20 / h100 == pytest.approx(143_348, abs=5)


def test_t13_grunewald_and_semianalysis_agree(statements: Statements) -> None:
    """A quarter of 320,000 B300 equivalents is 231,000 to 256,000 910C; SemiAnalysis has 250,000 to 300,000.

    Consistent, and perhaps not independent: both start from CXMT. (Grunewald: lesswrong.com, relay of the post.)
    """
    b300 = statements("fp16-tflops", "nvidia", chip_id="nvidia-b300", rank="preferred")
    rate = statements("bf16-tflops", "digitimes", chip_id="ascend-910c")
    low, high = (0.25 * 320_000 * per / rate for per in (b300, 2500))
    assert (low, high) == pytest.approx((230_769, 256_410), abs=1)
    where = {"period": "2026", "chip_id": "ascend-910c", "interval": "range"}
    ((_, least, most),) = statements.rows("packages-supported", "semianalysis", **where)
    assert (least, most) == (250_000, 300_000)
    assert low < most and least < high


def test_t14_bloomberg_plan_leaves_dies_for_others(statements: Statements) -> None:
    """600,000 910C take 1.2 of 1.6 million dies: consistent, no more."""
    plan = statements("chip-production", "bloomberg", period="2026", chip_id="ascend-910c")
    dies = statements("dies-produced", "bloomberg", period="2026", firm_id="huawei")
    assert dies - 2 * plan == pytest.approx(400_000)


def test_t15_two_routes_to_huawei_2025(statements: Statements, committed: Inputs) -> None:
    """805,000 from parts and 812,000 from sales lie within one per cent, and the model's centre within one of IDC's."""
    parts = statements("chip-shipments", "semianalysis", period="2025", firm_id="huawei", chip_id=None)
    sales = statements("chip-shipments", "idc", period="2025", firm_id="huawei")
    assert abs(sales / parts - 1) < 0.01
    names = ("domestic-shipments", "huawei-share-of-shipments")
    centre = math.prod(committed.get(name, 2025).shape.central for name in names)
    assert centre == pytest.approx(sales, rel=0.01)


def test_t16_one_process_has_one_defect_density() -> None:
    """20 % on 666 mm² is 0.242 defects per cm², hence 77 % on the 107 mm² of a Kirin; 90 % there would be 52 % here.

    So “90 and 20 %” (press on Kirin and Ascend) are not one process at one time.
    """
    density = defect_density(0.20, 666)
    assert density == pytest.approx(0.242, abs=0.001)
    assert math.exp(-density * 1.07) == pytest.approx(0.77, abs=0.005)
    assert math.exp(-defect_density(0.90, 107) * 6.66) == pytest.approx(0.52, abs=0.005)


def test_t17_wafers_of_smic_2025_do_not_close_as_one_number(statements: Statements, committed: Inputs) -> None:
    """7,000, 22,000 and 45,000 wafers a month in 2025: each more than twice the one before, six times in all.

    The houses count other things (for AI; 7 nm and below; “advanced”). So they carry three definitions, the model
    chooses one per run, and the intervals of its two inputs do not even touch.
    """
    by = {
        "ai-wafers": statements("wafer-capacity", "morgan-stanley", period="2025", definition_id="ai-wafers"),
        "le-7nm-wafers": statements(
            "china-wafer-capacity", "morgan-stanley", period="2025", definition_id="le-7nm-wafers"
        ),
        "advanced-unspecified-wafers": statements(
            "wafer-capacity", "semianalysis", period="2025-12-31", definition_id="advanced-unspecified-wafers"
        ),
    }
    least, middle, most = by.values()
    assert middle / least == pytest.approx(3.14, abs=0.01)
    assert most / middle == pytest.approx(2.05, abs=0.01)
    assert most / least > 6
    ai, le_7nm = (committed.get(f"{n}-wafer-capacity", 2025).shape for n in ("ai", "le-7nm"))
    assert (ai.central, le_7nm.central) == (by["ai-wafers"], by["le-7nm-wafers"])
    assert ai.high is not None and le_7nm.low is not None and ai.high < le_7nm.low


def test_t18_forecasts_of_huawei_2026_do_not_close(
    statements: Statements, real: duckdb.DuckDBPyConnection, committed: Inputs
) -> None:
    """About 300,000 (SemiAnalysis), 600,000 910C (Bloomberg on the plan), “several million” (US officials): a spread
    of ten, with three as the least that is several.

    They rest on other views of the same inputs, so they are targets to be scored and no inputs of the model.
    """
    least = statements("chip-production", "semianalysis", period="2026", firm_id="huawei")
    plan = statements("chip-production", "bloomberg", period="2026", chip_id="ascend-910c")
    several = 3_000_000  # trendforce.com, 10 December 2025: no number beyond “several million”
    assert plan / least == pytest.approx(2)
    assert several / least >= 10
    targets = {
        "semianalysis-2025-huawei-300k-in-2026", "bloomberg-2025-huawei-600k-910c-in-2026",
        "us-officials-2025-huawei-several-million-in-2026",
    }  # fmt: skip
    kept = {row[0] for row in real.execute("select target_id from targets").fetchall()}
    assert targets <= kept
    shipped = {r.id for r in committed.rows.values() if r.family in ("domestic-shipments", "chip-production")}
    assert not any("huawei" in name for name in shipped)
