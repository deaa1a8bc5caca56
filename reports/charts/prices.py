"""Prices of single accelerators in China, one line per published figure; yuan are shown in dollars at the rate of the
year that the estimate uses.
"""

from collections.abc import Sequence

from reports.charts import rivals
from reports.charts.base import Chart, Row
from reports.charts.canvas import round_ticks
from reports.charts.current_figures import show_current
from reports.query import query
from reports.text.dates import period
from reports.text.numbers import number
from reports.text.values import published

SQL = """
with
rates as (
  select period as year, central as rate from assumptions where input_id = 'usd-cny-rate' and vintage is null
),
prices as (
  select subject, designer_id, o.period, o.starts_on, o.definition_id, metric_id = 'chip-price-cny' as in_yuan, central,
    value_low, value_high, bound, basis, rank, claimant, as_of, reliability, url, observation_id
  from observations_named o
  join chips using (chip_id)
  where metric_id in ('chip-price-cny', 'chip-price-usd') and rank <> 'deprecated'
)
select
  subject, firms.name as designer, prices.period, prices.definition_id, in_yuan, central, value_low, value_high,
  central / if(in_yuan, rate, 1) as usd, value_low / if(in_yuan, rate, 1) as usd_low,
  value_high / if(in_yuan, rate, 1) as usd_high, rate, bound, basis, rank, claimant, as_of, reliability, url,
  observation_id
from prices
join firms on firms.firm_id = designer_id
left join rates on rates.year = prices.period[1:4]
where rate is not null or not in_yuan
order by case designer_id when 'nvidia' then 1 when 'huawei' then 2 else 3 end, usd desc, observation_id
"""
KINDS = {
    "list-price": "quoted",
    "contract-price": "contract",
    "channel-price": "channel",
    "modelled-price": "model",
    "grey-price": "grey market",
}


def prices() -> Chart:
    """Chart every published price of one accelerator, in USD, by designer."""
    return show_current(query(SQL), chart_of)


def chart_of(rows: Sequence[Row]) -> Chart:
    """Chart some of the prices."""
    groups = group_by_designer(rows)
    end = max(r["usd_high"] or r["usd"] for r in rows)
    ticks = [(x, f"${number(x / 1000)}k" if x else "0") for x in round_ticks(end, 5)]
    weak = sum(r["reliability"] == "C" for r in rows)
    return Chart(
        name="prices",
        sql=SQL,
        rows=rows,
        draw=lambda ax, narrow, tip: rivals.draw(ax, narrow, tip, groups, ticks, (0.42, 0.80)),
        title=title(rows),
        alt="Published prices of one accelerator in China. " + " ".join(map(describe, rows)),
        subtitle="Price of one card or module, in thousand USD",
        caption=f"Yuan at the rate of the year that our estimate uses ({exchange_rates(rows)}). Quoted, contract, "
        "channel and model prices are different things and do not compete. Square: reported; dot: estimate. "
        f"{weak} of the {len(rows)} figures were read on pages of "
        "reliability C.",
        source=f"{rivals.join_houses([r['claimant'] for r in rows])}.",
        height=rivals.heights(groups),
    )


def exchange_rates(rows: Sequence[Row]) -> str:
    """Return `7.2 in 2025, 7.05 in 2026`."""
    used = sorted({(r["period"][:4], r["rate"]) for r in rows if r["in_yuan"]})
    return ", ".join(f"{number(rate)} in {year}" for year, rate in used)


def title(rows: Sequence[Row]) -> str:
    """Return whose highest price is above whose, of the two designers with the highest."""
    highest = {r["designer"]: r for r in sorted(rows, key=lambda r: r["usd"])}
    first, *others = sorted(highest.values(), key=lambda r: -r["usd"])
    if not others:
        return f"The highest published price of an accelerator is {in_dollars(first)}."
    next_one = f"{others[0]['designer']}’s, {in_dollars(others[0])}"
    return f"{first['designer']}’s highest published price, {in_dollars(first)}, is above {next_one}."


def in_dollars(row: Row) -> str:
    """Return a price with its chip: `USD 27,000 (H200)`."""
    return f"USD {number(round(row['usd'], -2))} ({brief_name(row)})"


def brief_name(row: Row) -> str:
    """Return the name of a chip without what stands in brackets."""
    return str(row["subject"].split(" (")[0])


def group_by_designer(rows: Sequence[Row]) -> list[rivals.Group]:
    """Return the rows as lines under their designer; designers with one figure stand together."""
    names = [r["designer"] for r in rows]
    found: dict[str, list[rivals.Figure]] = {}
    for row in rows:
        heading = row["designer"] if names.count(row["designer"]) > 1 else "Other designers"
        found.setdefault(heading, []).append(figure(row))
    return [rivals.Group(heading, figures) for heading, figures in found.items()]


def figure(row: Row) -> rivals.Figure:
    """Return one row as a line."""
    return rivals.Figure(
        label=f"{brief_name(row)}, {KINDS[row['definition_id']]}, {period(row['period'])}, {row['claimant']}",
        value=row["usd"],
        low=row["usd_low"],
        high=row["usd_high"],
        basis=row["basis"],
        text=value(row),
        tip=describe(row),
        url=row.get("url"),
    )


def value(row: Row) -> str:
    """Return the price in the currency in which it was given."""
    currency = "CNY" if row["in_yuan"] else "USD"
    if row["value_low"] is not None and row["value_high"] is not None:
        return f"{currency} {published(row, '').range()}"
    return published(row, "", lambda amount: f"{currency} {number(amount)}").figure()


def describe(row: Row) -> str:
    """Return one price as a sentence."""
    dollars = f", about USD {number(round(row['usd'], -2))}" if row["in_yuan"] else ""
    kind = f"{KINDS[row['definition_id']]} price"
    return (
        f"{row['subject']}, {period(row['period'])}: {value(row)}{dollars} ({kind}, {row['basis']}, {row['claimant']})."
    )
