"""Look-ups that rules in SQL join to the rows of their table: columns of other tables, and what a group of rows has.

A look-up is a table with one row for each key. Rules name its columns with the look-up’s name before them, as
`metric_unit`. Its SQL is about the rows of one table, `{rows}`, may name columns of other look-ups in the same way, and
has in it the bounds of the rule for which it is made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from checks.rows.lookups import actors_by_name, farms
from checks.rows.predicates import Tables
from schemas.vocabulary import CELL, SERIES, VALUES

MIDDLE = "coalesce(value, (value_low + value_high) / 2)"
STATEMENT = ("rivals_cell", *VALUES, "claimant_id")
PLACES = {  # what the SQL of look-ups shares, beside `{rows}`
    "middle": MIDDLE,
    "cell": ", ".join(CELL),
    "series": ", ".join(SERIES),
    "statement": ", ".join(STATEMENT),
    "values": ", ".join(VALUES),
    "positive": ", ".join(f"case when {name} > 0 then {name} end" for name in VALUES),
    "same-cell": " and ".join(f"s.{column} is not distinct from r.{column}" for column in CELL),
    "same-statement": " and ".join(f"s.{column} is not distinct from r.{column}" for column in STATEMENT),
}


@dataclass(frozen=True)
class Lookup:
    """Columns to look up by those of a row that are its `keys`; made of `table` by SQL, or in Python."""

    name: str
    keys: tuple[str, ...]
    table: str
    sql: str = ""
    rule: str = ""
    columns: Callable[[Tables], Mapping[str, Sequence[object]]] | None = None


def publishers(tables: Tables) -> dict[str, list[str]]:
    """Return for each page the actor whose page it is, by name."""
    actors = actors_by_name(tables)
    pages = tables.con.execute(f"select source_id, publisher from {tables.in_sql('sources')}").fetchall()  # nosec B608 # our own name
    known = [(page, actors[name.casefold()]) for page, name in pages if name and name.casefold() in actors]
    return {"source_id": [page for page, _ in known], "id": [actor for _, actor in known]}


def pages_of_farms(tables: Tables) -> dict[str, list[str]]:
    """Return the pages of content farms, each with its host."""
    found = farms(tables)
    return {"source_id": list(found), "host": list(found.values())}


_ALL = (
    Lookup("metric", ("metric_id",), "metrics", "select * from {rows}"),
    Lookup("definition", ("definition_id",), "definitions", "select definition_id, family from {rows}"),
    Lookup("chip", ("chip_id",), "chips", "select chip_id, status, native_formats, memory_type from {rows}"),
    Lookup("firm", ("firm_id",), "firms", "select firm_id, listed_on from {rows}"),
    Lookup("basis", ("basis",), "bases", "select basis_id as basis, observed, derived from {rows}"),
    Lookup("claimant", ("claimant_id",), "actors", "select actor_id as claimant_id, kind, speaks_for_id from {rows}"),
    Lookup(
        "source",
        ("source_id",),
        "sources",
        """
        select source_id, published_on, accessed_on, reliability, original_publisher,
          published_on_start as published_start, published_on_end as published_end
        from {rows}
        """,
    ),
    Lookup("publisher", ("source_id",), "sources", columns=publishers),
    Lookup("farm", ("source_id",), "sources", columns=pages_of_farms),
    # rows that are not alone in their cell, with a number for the cell; in a large table they are few
    Lookup(
        "rivals",
        ("line",),
        "observations",
        """
        with
        hashed as not materialized (select line, {cell}, hash({cell}) as hash from {rows}),
        perhaps as (select hash from hashed group by hash having count(*) > 1),
        found as (select line, {cell} from hashed semi join perhaps using (hash)),
        cells as (select {cell}, min(line) as number from found group by {cell} having count(*) > 1)
        select s.line, r.number as cell from found s join cells r on {same-cell}
        """,
    ),
    # what the rows of one cell say that are not withdrawn
    Lookup(
        "cell",
        ("line",),
        "observations",
        """
        with
        rivals as (
          select line, rivals_cell as number, observation_id, rank, {middle} as middle
          from {rows} where rivals_cell is not null
        ),
        cells as (
          select number,
            arg_min(observation_id, line) filter (rank = 'preferred') as first_preferred,
            min(middle) filter (rank <> 'deprecated') as low,
            max(middle) filter (rank <> 'deprecated') as high
          from rivals group by number
        )
        select line, first_preferred, low, high from rivals join cells using (number)
        """,
    ),
    # the first figure in use of what was, said after the period
    Lookup(
        "counted",
        ("line",),
        "observations",
        """
        with
        rivals as (
          select line, rivals_cell as number, observation_id,
            basis_observed and rank <> 'deprecated' and as_of_end >= period_end as counts
          from {rows} where rivals_cell is not null
        ),
        counted as (select number, arg_min(observation_id, line) as first from rivals where counts group by number)
        select line, first from rivals join counted using (number)
        """,
    ),
    # the level of a series in time in which a number is far from another, without what is zero or below or withdrawn
    Lookup(
        "series",
        SERIES,
        "observations",
        """
        with
        figures as not materialized (
          select {series}, hash({series}) as hash, {middle} as middle,
            greatest({values}) as largest, least({positive}) as smallest
          from {rows} where rank <> 'deprecated'
        ),
        perhaps as (
          select hash from figures group by hash
          having max(largest) >= {times} * min(middle) filter (middle > 0)
            or max(middle) / min(smallest) >= {times}
        )
        select {series}, median(middle) as median, count(*) as count
        from figures semi join perhaps using (hash)
        where middle > 0
        group by {series}
        """,
        rule="observations/far-from-its-series",
    ),
    # the largest share of a series in time, in per cent, beside which another looks like a fraction
    Lookup(
        "shares",
        SERIES,
        "observations",
        """
        select {series}, max(value) as largest
        from {rows} where unit = '%'
        group by {series} having max(value) > {jump} * min(value) filter (value > 0)
        """,
        rule="observations/percent-not-a-fraction",
    ),
    # the preferred FP16 throughput of a chip, BF16 where there is no FP16; of several the last
    Lookup(
        "half",
        ("chip_id", "definition_id"),
        "observations",
        """
        select chip_id, definition_id, coalesce(value, value_high) as precision
        from {rows}
        where rank = 'preferred' and metric_id in ('fp16-tflops', 'bf16-tflops')
        qualify row_number() over (partition by chip_id, definition_id order by metric_id desc, line desc) = 1
        """,
    ),
    Lookup(
        "stacks",
        ("chip_id",),
        "observations",
        """
        select chip_id, max(value) as known
        from {rows}
        where metric_id = 'memory-stacks' and rank <> 'deprecated'
        group by chip_id
        """,
    ),
    # of what is said again: the first row of the same claimant that says the same in the same month or, if neither or
    # both of them count what was and both are in use, within some days
    Lookup(
        "said",
        ("line",),
        "observations",
        """
        with
        said as (
          select line, observation_id, {statement}, left(as_of, 7) as month, basis_observed as observed,
            rank <> 'deprecated' as in_use, coalesce(first_said_on_start, as_of_start) as begins, as_of_end as ends
          from {rows} where rivals_cell is not null
        ),
        repeated as (select {statement}, min(line) as number from said group by {statement} having count(*) > 1),
        again as (select s.*, r.number from said s join repeated r on {same-statement}),
        vintages as (
          select number, month, observed, in_use, begins, ends, min(line) as line,
            arg_min(observation_id, line) as observation_id
          from again group by all
        )
        select b.line, arg_min(a.observation_id, a.line) as first
        from again b
        join vintages a on a.number = b.number and a.line < b.line and (
          a.month = b.month or (
            a.observed = b.observed and a.in_use and b.in_use
            and date_diff('day', least(a.ends, b.ends), greatest(a.begins, b.begins)) <= {days}
          )
        )
        group by b.line
        """,
        rule="observations/said-once",
    ),
    # what an observation is computed from: null where a part has no value
    Lookup(
        "parts",
        ("observation_id",),
        "observations",
        """
        with
        known as (select observation_id, {middle} as middle from {rows}),
        named as (
          select observation_id, derived_from_ids, unnest(generate_series(1, array_length(derived_from_ids))) as place
          from {rows} where derived_from_ids is not null
        ),
        parts as (
          select n.observation_id, k.middle,
            row_number() over (partition by n.observation_id order by n.place) as number
          from named n join known k on k.observation_id = n.derived_from_ids[n.place]
        )
        select observation_id, count(*) as count,
          case when count(middle) = count(*) then sum(middle) end as sum,
          max(middle) filter (number = 1) as first,
          max(middle) filter (number = 2) as second,
          case when count(middle) filter (number > 1) = count(*) filter (number > 1)
            then coalesce(sum(middle) filter (number > 1), 0) end as others
        from parts group by observation_id
        """,
    ),
    # the first of its parts that is withdrawn, or derived itself
    Lookup(
        "unfit",
        ("observation_id",),
        "observations",
        """
        with
        unfit as (
          select observation_id, rank from {rows} where rank = 'deprecated' or basis_derived
        ),
        named as (
          select observation_id, derived_from_ids, unnest(generate_series(1, array_length(derived_from_ids))) as place
          from {rows} where derived_from_ids is not null
        )
        select n.observation_id, arg_min(u.observation_id, n.place) as part, arg_min(u.rank, n.place) as rank
        from named n join unfit u on u.observation_id = n.derived_from_ids[n.place]
        group by n.observation_id
        """,
    ),
)
LOOKUPS = {found.name: found for found in _ALL}
