"""What is on record about things, read at once: a few queries for hundreds of pages.

In: the built DuckDB file. Out: `Relations`: rows by table, and each relation by the key that pages ask by. Rows with a
`source_id` have their source beside it, under `source`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.query import Row, query
from reports.text.addresses import FOLDERS
from reports.text.listed import LISTED, ORDER, PLACE, first_of, left_out

SOURCES = """
select source_id, title, publisher, original_publisher, published_on, accessed_on, url, archive_url, reliability
from sources
"""
CLAIMS = """
select
  s.target_id, s.statement, s.statement_zh, s.claimant_id, s.claimant, a.name_zh as claimant_zh, s.claim_type,
  s.topic_id, s.firm_id, s.fab_id, s.said_on, s.deadline, s.due_on, s.speech_act, s.standing, s.status, s.reason,
  e.sentence_zh as reason_zh, s.probability, s.probability_above, s.rated_on, s.rule_version, s.deciding_ids,
  s.evidence_ids, s.source_id, t.aspect_id, t.metric_id, m.name as metric, t.chip_id, t.process_id, p.name as process,
  t.region_id, r.name as region, r.name_zh as region_zh, t.definition_id, t.comparator, t.value, t.value_low,
  t.value_high, t.unit, t.scope, t.unmeasurable_reason, t.superseded_by, st.description as meaning,
  st.description_zh as meaning_zh
from scoreboard s
join targets t using (target_id)
join actors a on a.actor_id = s.claimant_id
left join reasons e on e.reason_id = s.reason_id
join statuses st on st.status_id = s.status
left join metrics m on m.metric_id = t.metric_id
left join processes p on p.process_id = t.process_id
left join regions r on r.region_id = t.region_id
order by s.due_on nulls last, s.said_on, s.target_id
"""
VERDICTS = """
select v.target_id, v.rated_on, v.rule_version, v.status, v.probability, v.change, r.sentence as reason,
  r.sentence_zh as reason_zh
from verdicts v
left join reasons r using (reason_id)
order by v.target_id, v.rated_on desc, v.rule_version desc
"""
CONDITIONS = """
select target_id, result, statement, statement_zh
from conditions
order by target_id, case result when 'met' then 1 when 'partly' then 2 else 3 end
"""
OUTCOMES = """
select o.outcome_id, o.target_id, o.happened_on, o.condition, o.evidence, o.independent, o.statement, o.observation_id,
  o.source_id
from outcomes o
"""
ABOUT = {"chips": "chip_id", "fabs": "fab_id", "firms": "firm_id", "actors": "claimant_id"}
COUNTED = {"firms": "and rank = 'preferred'"}  # the page of a firm shows preferred figures alone
COUNTS = " union all ".join(
    f"select '{table}' as about, {column} as key, count(*) as n "  # nosec B608 # names of ours
    f"from observations where key is not null {COUNTED.get(table, '')} group by key"
    for table, column in ABOUT.items()
)
# of each thing those that its page shows, and the evidence of claims
FIGURES = f"""
with
placed as (
  select observation_id, {", ".join(ABOUT.values())}, {PLACE}
  from observations o
  left join regions r using (region_id)
),
shown as (
  select observation_id, place
  from placed
  qualify {
    " or ".join(
        f"{column} is not null and row_number() over (partition by {column} order by place) <= {LISTED}"
        for column in ABOUT.values()
    )
} or observation_id in (select unnest(list_concat(deciding_ids, evidence_ids)) from scoreboard)
)
select
  o.observation_id, o.metric_id, o.metric, m.kind as metric_kind, o.subject, o.subject_zh, o.firm_id,
  o.chip_id, o.fab_id, o.period, o.ends_on, o.definition_id, o.definition, o.value, o.value_low, o.value_high, o.bound,
  o.unit, o.basis, o.rank, o.claimant_id, o.claimant, o.claimant_zh, o.source_id, o.as_of, place
from observations_named o
join shown using (observation_id)
join metrics m using (metric_id)
order by period_end(o.as_of) desc, o.observation_id
"""  # nosec B608 # names of ours
CHIPS = """
select c.chip_id, c.name, c.name_zh, c.designer_id, d.name as designer, c.family, p.name as process, c.foundry_id,
  c.compute_dies, c.memory_type, c.form, c.status, c.announced_on, c.production_since, c.native_formats,
  c.native_fp8_since, c.origin, c.tier, c.summary, c.summary_zh, c.source_ids
from chips c
join firms d on d.firm_id = c.designer_id
left join processes p using (process_id)
order by c.origin, d.name, c.name
"""
SUPPLIERS = """
select s.chip_id, s.stage, s.firm_id, f.name as firm, s.valid_from, s.valid_to, s.share, s.basis, s.source_id
from chip_suppliers s
join firms f using (firm_id)
order by s.chip_id, s.stage, s.valid_from nulls first, f.name, s.source_id
"""
FIRMS = """
select f.firm_id, f.name, f.name_zh, f.roles, f.hq_city, f.country, f.founded, f.parent_id, p.name as parent,
  f.ownership, f.ticker, f.listed_on, f.entity_list_on, f.website, f.summary, f.summary_zh, f.source_ids
from firms f
left join firms p on p.firm_id = f.parent_id
order by f.name
"""
FABS = """
select f.fab_id, f.name, f.name_zh, f.operator_id, o.name as operator, f.beneficiary_id, b.name as beneficiary, f.city,
  f.province, f.country, f.kind, f.wafer_size, p.name as process, f.status, f.announced_on, f.construction_on,
  f.production_on, f.stopped_on, f.summary, f.summary_zh, f.source_ids
from fabs f
join firms o on o.firm_id = f.operator_id
left join firms b on b.firm_id = f.beneficiary_id
left join processes p using (process_id)
order by f.name
"""
PLANS = """
select s.fab_id, s.target_id, s.milestone, s.claimant_id, s.claimant, s.said_on, s.planned_on, s.replanned_on,
  s.slip_months, s.overdue_months, coalesce(p.source_id, t.source_id) as source_id
from plant_slips s
left join plans p using (plan_id)
left join targets t on t.target_id = s.target_id
order by s.fab_id, period_end(s.said_on), s.planned_on, s.plan_id, s.target_id
"""
ACTORS = """
select a.actor_id, a.name, a.name_zh, a.kind, a.country, a.firm_id, a.speaks_for_id, b.name as speaks_for
from actors a
left join actors b on b.actor_id = a.speaks_for_id
order by a.name
"""
FORECASTS = f"""
select forecaster_id, metric, subject, f.period, definition, said_on, forecast as value, forecast_low as value_low,
  forecast_high as value_high, f.bound, f.unit, outcome, outcome_by_id, outcome_by, log_error, crps, in_range,
  skipped_text, f.source_id, count(*) over (partition by forecaster_id, skipped is null) as found
from forecast_scores f
join observations o on o.observation_id = f.forecast_id
left join regions r on r.region_id = o.region_id
qualify row_number() over (partition by forecaster_id, skipped is null order by {ORDER}) <= {LISTED}
order by skipped is not null, period_end(said_on) desc, metric, subject, forecast_id
"""  # nosec B608 # names of ours
SCORES = """
select forecaster_id, forecasts, mean_crps, median_error, bias, rank from forecaster_scores where lead_class = 'all'
"""
RECORDS = """
select claimant_id, speech_act, claims, kept, partly, broken, unknown, open, kept_rank
from claimant_records
where claims > 0
order by claimant_id, speech_act
"""
FACTS = "select version, (select max(recorded_on) from observations) as day from package"
TABLES = {"targets": CLAIMS, "chips": CHIPS, "firms": FIRMS, "fabs": FABS, "actors": ACTORS}
KEYS = {"targets": "target_id", "chips": "chip_id", "firms": "firm_id", "fabs": "fab_id", "actors": "actor_id"}


@dataclass(frozen=True)
class Relations:
    """Everything that pages of things show. `rows` and `names` are by table and key, other mappings by a key alone.

    `claims` and `figures` are by table and key of the thing that they are about, or that said them (`actors`); of very
    many figures there are the first, and `counts` says of how many.
    """

    version: str
    day: str
    rows: dict[str, dict[str, Row]]
    sources: dict[str, Row]
    verdicts: dict[str, list[Row]]
    conditions: dict[str, list[Row]]
    evidence: dict[str, Row]
    claims: dict[tuple[str, str], list[Row]]
    figures: dict[tuple[str, str], list[Row]]
    counts: dict[tuple[str, str], int]
    suppliers: dict[str, list[Row]]
    supplied: dict[str, list[Row]]
    plans: dict[str, list[Row]]
    forecasts: dict[str, list[Row]]
    scores: dict[str, Row]
    records: dict[str, list[Row]]

    def name(self, table: str, key: str) -> str:
        """Return what a thing is called; a claim is called by its statement."""
        row = self.rows[table][key]
        return str(row["statement" if table == "targets" else "name"])

    def more(self, table: str, key: str, shown: Sequence[Row]) -> str:
        """Say how many of the figures of a thing are shown on its page, if not all."""
        return left_out(len(shown), self.counts.get((table, key), 0))

    def pages(self, row: Row) -> list[Row]:
        """Return the sources of a row that names several."""
        return [self.sources[key] for key in row["source_ids"]]


def relations() -> Relations:
    """Return what is on record."""
    sources = {r["source_id"]: r for r in query(SOURCES)}

    def sourced(sql: str) -> list[Row]:
        return [r | {"source": sources.get(r["source_id"])} for r in query(sql)]

    rows = {table: {r[KEYS[table]]: r for r in query(TABLES[table])} for table in FOLDERS}
    rows["targets"] = {key: r | {"source": sources[r["source_id"]]} for key, r in rows["targets"].items()}
    figures, outcomes, suppliers = sourced(FIGURES), sourced(OUTCOMES), sourced(SUPPLIERS)
    facts = query(FACTS)[0]
    return Relations(
        version=facts["version"],
        day=str(facts["day"]),
        rows=rows,
        sources=sources,
        verdicts=grouped(query(VERDICTS), "target_id"),
        conditions=grouped(query(CONDITIONS), "target_id"),
        evidence={r["outcome_id"]: r for r in outcomes} | {r["observation_id"]: r for r in figures},
        claims=about(rows["targets"].values()),
        figures=defaultdict(list, {thing: first_of(rows) for thing, rows in about(figures).items()}),
        counts={(r["about"], r["key"]): r["n"] for r in query(COUNTS)},
        suppliers=grouped(suppliers, "chip_id"),
        supplied=grouped(suppliers, "firm_id"),
        plans=grouped(sourced(PLANS), "fab_id"),
        forecasts=grouped(sourced(FORECASTS), "forecaster_id"),
        scores={r["forecaster_id"]: r for r in query(SCORES)},
        records=grouped(query(RECORDS), "claimant_id"),
    )


def grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Return rows by a column, in their order."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def about(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return rows by table and key of the chip, firm or plant that they are about, and of who said them."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for table, column in ABOUT.items():
            if row[column]:
                found[table, row[column]].append(row)
    return found
