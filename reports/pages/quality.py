"""The quality: what was checked and what came of it, how fresh the data are, and what they cover."""

from dataclasses import dataclass

from reports.pages.check_results import Checks, check_results
from reports.pages.grades import count_by_grade, grade_table
from reports.query import Row, query
from reports.text.dates import moment
from reports.text.language import words
from reports.text.markdown import Cell, Markdown, dated, escape, table
from reports.text.numbers import number

LAST = "select max(recorded_on) as day from observations"
CHIPS = """
with
settled as (
  select chip_id, list(metric_id) as metrics from chip_specifications where rank = 'preferred' group by chip_id
),
known as (
  select
    origin,
    coalesce(list_contains(metrics, 'fp16-tflops'), false) as fp16,
    coalesce(list_has_any(metrics, ['fp16-tflops', 'bf16-tflops']), false) as sixteen,
    coalesce(list_contains(metrics, 'memory-capacity'), false) as memory,
    coalesce(list_contains(metrics, 'memory-bandwidth'), false) as bandwidth,
    coalesce(list_contains(metrics, 'board-power'), false) as power
  from chips
  left join settled using (chip_id)
  where status = 'production'
)
select
  origin,
  count(*) as chips,
  count(*) filter (fp16) as fp16,
  count(*) filter (sixteen) as sixteen,
  count(*) filter (memory) as memory,
  count(*) filter (bandwidth) as bandwidth,
  count(*) filter (power) as power,
  count(*) filter (sixteen and memory and bandwidth) as complete
from known
group by origin
order by origin
"""
CLAIMS = """
select
  claims.claim_type,
  count(*) as claims,
  count(*) filter (outcomes > 0) as followed,
  count(*) filter (status in ('met', 'likely-met', 'partly-met', 'missed')) as decided,
  count(*) filter (status = 'unverifiable') as unverifiable,
  count(*) filter (status = 'not-rated') as unrated
from claims
join scoreboard using (target_id)
group by claims.claim_type
order by count(*) desc, claims.claim_type
"""
RANKS = """
select rank, reliability, count(*) as n
from observations_named
group by rank, reliability
order by case rank when 'preferred' then 1 when 'normal' then 2 else 3 end
"""
INPUTS = "select basis, count(*) as inputs from assumptions group by basis order by inputs desc, basis"
ORIGINS = {"domestic": "in China", "foreign": "abroad"}
DATES = (
    ("observations", "as_of", "said"),
    ("observations", "recorded_on", "recorded"),
    ("sources", "published_on", "published"),
    ("sources", "accessed_on", "read"),
    ("events", "happened_on", "happened"),
    ("targets", "said_on", "said"),
    ("outcomes", "happened_on", "happened or reported"),
    ("assumptions", "known_on", "known"),
    ("verdicts", "rated_on", "rated"),
)


@dataclass(frozen=True)
class Freshness:
    """The day of the last observation, and the newest entry of each table."""

    last: Markdown
    table: Markdown


@dataclass(frozen=True)
class Coverage:
    """What is known of chips and claims, and what figures and inputs rest on; `weak`: preferred ones of grade C."""

    chips: Markdown
    claims: Markdown
    weak: int
    ranks: Markdown
    inputs: Markdown


@dataclass(frozen=True)
class Quality:
    """What the page of the quality shows."""

    checks: Checks
    freshness: Freshness
    coverage: Coverage


def quality() -> Quality:
    """Return what the page of the quality shows."""
    return Quality(
        check_results(),
        Freshness(Markdown(moment(query(LAST)[0]["day"])), freshness_table(freshness())),
        coverage(),
    )


def freshness() -> list[Row]:
    """Return per table and date column the newest day, month or year on record, and how many rows have none."""
    parts = [
        f"select {n} as place, '{t}' as name, '{word}' as what, max(cast({c} as varchar)) as newest, "  # nosec B608 # all are in DATES
        f'count(*) - count({c}) as undated from "{t}"'
        for n, (t, c, word) in enumerate(DATES)
    ]
    return query(" union all ".join(parts) + " order by place")


def freshness_table(rows: list[Row]) -> Markdown:
    """Return the newest entry of each table and date column."""
    columns: dict[str, str | Cell] = {
        "Table": lambda r: f"`{r['name']}`",
        "What the date says": "what",
        "Newest": dated("newest"),
        "Rows without": "undated",
    }
    return Markdown(table(rows, columns, right=["Rows without"]))


def coverage() -> Coverage:
    """Return what is known of chips and claims, and what figures and inputs rest on."""
    ranks = count_by_grade(query(RANKS), "rank")
    inputs: dict[str, str | Cell] = {"Basis": "basis", "Inputs": "inputs"}
    return Coverage(
        chips_table(query(CHIPS)),
        claims_table(query(CLAIMS)),
        ranks["preferred"]["C"],
        grade_table("Rank", ranks),
        Markdown(table(query(INPUTS), inputs, right=["Inputs"])),
    )


def chips_table(rows: list[Row]) -> Markdown:
    """Return how many of the chips of either origin have a preferred value of each property."""
    properties = {
        "FP16": "fp16",
        "FP16 or BF16": "sixteen",
        "Memory": "memory",
        "Bandwidth": "bandwidth",
        "Power": "power",
        "16-bit, memory and bandwidth": "complete",
    }
    columns: dict[str, str | Cell] = {"Designed": lambda r: ORIGINS[r["origin"]]}
    columns |= {heading: part_of_chips(key) for heading, key in properties.items()}
    return Markdown(table(rows, columns, right=list(properties)))


def part_of_chips(key: str) -> Cell:
    """Return a cell that says how many of the chips have a property."""
    return lambda r: escape(words().fill("quality.part", part=number(r[key]), whole=number(r["chips"])))


def claims_table(rows: list[Row]) -> Markdown:
    """Return how many claims of each kind have evidence, and how many could be decided."""
    counts = {
        "Claims": "claims",
        "With evidence listed": "followed",
        "Decided": "decided",
        "Unverifiable": "unverifiable",
        "Not rated": "unrated",
    }
    columns: dict[str, str | Cell] = {"Kind": "claim_type"}
    return Markdown(table(rows, columns | counts, right=list(counts)))
