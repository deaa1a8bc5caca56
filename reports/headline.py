"""Today's answer in one sentence, from published figures: the Chinese-designed share of the accelerators bought in
mainland China in the last full year, by units and by value, with the range of rival figures.

Used by the overview page and by the README, so that both say the same.
"""

from dataclasses import dataclass

from reports.query import number, query

SHARES = """
select measure, share, share_low, share_high, basis, rank, rank_reason, claimant, as_of, reliability, url, note, bound,
  observation_id
from market_share
where region_id = 'cn' and definition_id = 'd1' and measure = ? and period = ?
order by rank = 'preferred' desc, rank = 'deprecated', as_of desc, observation_id
"""
DEMAND = """
select ratio, supply, demand, claimant, as_of, basis, reliability, url
from supply_to_demand
where region_id = 'cn' and period = ?
order by as_of desc, claimant
"""
YEAR = "2025"


@dataclass(frozen=True)
class Published:
    """The preferred figure of one measure, and the span of all that are not deprecated; shares in %."""

    measure: str
    share: float
    low: float
    high: float
    claimant: str
    basis: str
    rivals: int

    @property
    def sentence_part(self) -> str:
        text = f"**{number(self.share)} %** by {self.measure} ({self.claimant}, {self.basis}"
        if self.rivals:
            figures = "rival figure" if self.rivals == 1 else "rival figures"
            text += f"; with {self.rivals} {figures} the range is {number(self.low)} to {number(self.high)} %"
        return text + ")"


def published(measure: str, year: str = YEAR) -> Published:
    """The published Chinese-designed share of one measure (units or value). Raises LookupError if none is preferred."""
    rows = [r for r in query(SHARES, measure, year) if r["rank"] != "deprecated"]
    if not rows or rows[0]["rank"] != "preferred":
        raise LookupError(f"no preferred Chinese-designed share by {measure} for {year}")
    best = rows[0]
    ends = [v for r in rows for v in (r["share"], r["share_low"], r["share_high"]) if v is not None]
    return Published(measure, best["share"], min(ends), max(ends), best["claimant"], best["basis"], len(rows) - 1)


def sentence(year: str = YEAR) -> str:
    """Today's answer as Markdown: shares of sales, and the latest figure against demand where there is one."""
    units, value = published("units", year), published("value", year)
    text = (
        f"Of the AI accelerators bought in mainland China in {year}, chips designed by Chinese firms were "
        f"{units.sentence_part} and {value.sentence_part}."
    )
    for row in query(DEMAND, year)[:1]:
        text += (
            f" Against what buyers wanted to spend, instead of what they spent, the same chips were "
            f"**{number(row['ratio'], 2)} %** ({row['claimant']}, {row['basis']} of {row['as_of']}: "
            f"USD {number(row['supply'])} bn of {number(row['demand'])} bn)."
        )
    return text
