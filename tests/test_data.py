"""The data of this tree: at least as much as promised, every source used, and the claims it was started for."""

import duckdb
import pytest

Con = duckdb.DuckDBPyConnection

LEAST = {
    "sources": 250, "firms": 52, "chips": 60, "fabs": 25, "processes": 12, "metrics": 40, "observations": 2000,
    "targets": 230, "events": 230, "outcomes": 150, "assumptions": 60,
}  # fmt: skip


@pytest.mark.parametrize("table", LEAST)
def test_table_has_at_least(real: Con, table: str) -> None:
    row = real.execute(f"select count(*) from {table}").fetchone()
    assert row and row[0] >= LEAST[table]


def test_every_source_is_used(real: Con) -> None:
    assert real.execute("select source_id from sources anti join source_uses using (source_id)").fetchall() == []


def test_no_c_source_under_a_preferred_value(real: Con) -> None:
    sql = "select observation_id from observations_named where rank = 'preferred' and reliability = 'C'"
    assert real.execute(sql).fetchall() == []


def test_one_preferred_value_per_cell(real: Con) -> None:
    twice = real.execute("""
        select metric_id, firm_id, chip_id, fab_id, process_id, region_id, period, definition_id, list(observation_id)
        from observations where rank = 'preferred' group by all having count(*) > 1
    """).fetchall()
    assert twice == []


def test_observations_keep_to_their_metric(real: Con) -> None:
    """Unit of the metric, the dimensions it asks for and none besides, a definition of its family."""
    wrong = real.execute("""
        with
        present as (
          unpivot (select observation_id, firm_id, chip_id, fab_id, process_id, region_id from observations)
          on firm_id, chip_id, fab_id, process_id, region_id into name dimension value key
        ),
        named as (
          select observation_id, list(replace(dimension, '_id', '')) as dimensions from present group by 1
        )
        select observation_id
        from observations o join metrics m using (metric_id)
        left join named n using (observation_id)
        left join definitions d on d.definition_id = o.definition_id
        where o.unit <> m.unit or n.dimensions is null or m.definition_family is distinct from d.family
          or not list_has_all(n.dimensions, coalesce(m.dimensions, []))
          or not list_has_all(
            list_concat(coalesce(m.dimensions, []), coalesce(m.optional_dimensions, [])), n.dimensions)
    """).fetchall()
    assert wrong == []


FOUNDING = {
    "output to triple in 2026": "value = 3 and deadline = '2026'",
    "a dedicated plant by the end of 2025": "deadline like '2025%' and topic_id = 'plants'",
    "two more in 2026": "statement ilike 'two further plants%'",
    "their capacity against SMIC's": "statement ilike '%SMIC%' and statement ilike '%together%'",
    "SMIC doubling 7 nm": "value = 2 and firm_id = 'smic'",
    "Ascend 910D": "chip_id = 'ascend-910d' or statement ilike '%910D%'",
    "Cambricon 690": "chip_id = 'cambricon-mlu690' or statement ilike '%690%'",
    "DeepSeek and FP8": "claimant_id = 'deepseek' and statement ilike '%FP8%'",
    "shares react": "statement ilike '%share%' and statement ilike '%Cambricon%'",
    "Beijing 100%": "value = 100 and region_id = 'cn-bj'",
    "process front": "topic_id = 'logic' and claim_type = 'statement'",
    "memory front": "topic_id = 'memory' and claim_type = 'statement'",
    "packaging front": "topic_id = 'packaging' and claim_type = 'statement'",
}


@pytest.mark.parametrize("claim", FOUNDING)
def test_founding_claim_is_there_with_what_became_of_it(real: Con, claim: str) -> None:
    sql = f"""
        select target_id, (select count(*) from outcomes o where o.target_id = t.target_id)
        from targets t where collection = 'founding-report' and ({FOUNDING[claim]})
    """
    found = real.execute(sql).fetchall()
    assert found and all(outcomes > 0 for _, outcomes in found)


def test_market_reaction_is_an_event(real: Con) -> None:
    sql = "select count(*) from events where collection = 'founding-report' and kind = 'market-reaction'"
    assert real.execute(sql).fetchone() != (0,)


def test_native_fp8_dates_are_on_record(real: Con) -> None:
    sql = "select count(*) from chips where origin = 'domestic' and native_fp8_since is not null"
    row = real.execute(sql).fetchone()
    assert row and row[0] >= 3


def test_foreign_baselines_are_complete(real: Con) -> None:
    rows = real.execute("""
        select name from chip_specs
        where chip_id in ('nvidia-a100', 'nvidia-h100', 'nvidia-h20', 'nvidia-h200', 'nvidia-b200', 'amd-mi300x')
          and (fp16_tflops is null or memory_capacity_gb is null or memory_bandwidth_gb_s is null)
    """).fetchall()
    assert rows == []


def test_assumptions_are_ordered_and_sourced(real: Con) -> None:
    wrong = real.execute("""
        select assumption_id from assumptions
        where low > central or central > high or (basis <> 'assumed' and source_ids is null)
          or (low is null) <> (high is null)
    """).fetchall()
    assert wrong == []


def test_on_the_day_of_the_founding_report_the_filed_revenues_were_known(real: duckdb.DuckDBPyConnection) -> None:
    """A page of a later day relays them; the annual reports had said them."""
    known = real.execute("""
        select period, max(period_end(coalesce(first_said_on, as_of))) from observations_as_of('2025-08-27')
        where firm_id = 'cambricon' and metric_id = 'revenue-cny' and regexp_full_match(period, '[0-9]{4}')
        group by period order by period
    """).fetchall()
    assert {"2020", "2021", "2022", "2023", "2024"} <= {period for period, _ in known}
    assert all(str(day) <= "2025-08-27" for _, day in known)
    later = real.execute("""
        select observation_id from observations_as_of('2025-08-27') o
        where period_start(coalesce(first_said_on, as_of)) > date '2025-08-27'
    """).fetchall()
    assert later == []
