"""Every chart of the report, and databases to draw them from."""

from collections.abc import Callable, Mapping
from pathlib import Path

from reports.charts import (
    announced_shipped,
    banks,
    bindings,
    capacity,
    chips_compute_memory,
    choices,
    claims_timeline,
    fab_map,
    fab_status,
    firm_revenue,
    forecasts,
    fp8_timeline,
    heat,
    market_shares,
    nvidia_china,
    prices,
    progress,
    sales_demand,
    shipments_time,
    shipments_vendors,
    staircase,
    supply_chain,
    tornado,
    trajectory_lines,
    verdict_bars,
)
from reports.charts.base import Chart
from schemas.cells import TextTable
from schemas.database import connect_new, load_package_table, load_tables, load_views
from schemas.package import read_package
from schemas.views import read_views
from scripts.build import facts

# Each chart for the last full year; those of the nowcast for the year after it.
CHARTS: dict[str, Callable[[int], Chart]] = {
    "announced-shipped": lambda year: announced_shipped.announced_shipped(),
    "banks": lambda year: banks.banks(),
    "bindings": lambda year: bindings.bindings(),
    "capacity-forest": lambda year: capacity.capacity_forest(),
    "memory-forest": lambda year: capacity.memory_forest(),
    "hbm-stacks": lambda year: capacity.hbm_stacks(),
    "yield-forest": lambda year: capacity.yield_forest(),
    "chips-compute-memory": lambda year: chips_compute_memory.chips_compute_memory(),
    "choices": lambda year: choices.choices(year + 1),
    "claims-timeline": lambda year: claims_timeline.claims_timeline(),
    "fab-map": lambda year: fab_map.fab_map(),
    "fab-status": lambda year: fab_status.fab_status(),
    "firm-revenue": lambda year: firm_revenue.firm_revenue(),
    "forecasts": lambda year: forecasts.forecasts(),
    "fp8-timeline": lambda year: fp8_timeline.fp8_timeline(),
    "heat": heat.heat,
    "market-shares": lambda year: market_shares.market_shares(str(year)),
    "nvidia-china": lambda year: nvidia_china.nvidia_china(),
    "prices": lambda year: prices.prices(),
    "sales-demand": lambda year: sales_demand.sales_demand(),
    "progress": lambda year: progress.progress(),
    "shipments-time": lambda year: shipments_time.shipments_time(),
    "shipments-vendors": lambda year: shipments_vendors.shipments_vendors(str(year)),
    "staircase": staircase.staircase,
    "supply-chain": lambda year: supply_chain.supply_chain(),
    "tornado": lambda year: tornado.tornado(year + 1),
    "trajectory": lambda year: trajectory_lines.trajectory(),
    "verdicts": lambda year: verdict_bars.verdict_bars(),
}


def build_database(path: Path, texts: Mapping[str, TextTable]) -> None:
    """Write a database of this package with other tables."""
    package = read_package()
    con = connect_new(path)
    try:
        load_tables(con, package, dict(texts))
        load_package_table(con, facts(package))
        load_views(con, read_views(package.root / "schemas" / "views"))
    finally:
        con.close()
