"""The Explore page: the query form with its examples, and what there is to query.

In: the built DuckDB file. Out: Markdown and one block of HTML. Whether the site has the engine is asked when the page
is opened (theme/explore.js): until it is known to be there, the page says how to do without.
"""

from dataclasses import dataclass
from html import escape as escape_html
from string import Template

from reports.pages.contents import code, link_tables, macros, rows_of, views, with_code
from reports.pages.explore_choices import choices_html
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Markdown, table
from reports.text.numbers import join_words
from schemas.database import PACKAGE_ROW
from schemas.formulae import BEGIN, NUMBERS
from schemas.package import Package, read_package

# Label → query. Each gives rows whatever the data of the day are.
EXAMPLES = {
    "Self-sufficiency under each definition, last full year": """
select year, definition_id, definition, low, median, high, status
from self_sufficiency
where tier = 'all' and metric = 'units' and ratio = 'sales'
  and year = (select max(year) from self_sufficiency where status = 'estimate')
order by definition_id""",
    "Rival figures of the Chinese-designed share": """
select period, measure, share, share_low, share_high, claimant, basis, rank, as_of, url
from market_share
where region_id = 'cn' and definition_id = 'd1'
order by period desc, measure, rank = 'preferred' desc, as_of desc""",
    "Chinese chips by memory bandwidth": """
select name, designer, status, process, memory_type, memory_capacity_gb, memory_bandwidth_gb_s, fp16_tflops
from chip_specs
where origin = 'domestic'
order by memory_bandwidth_gb_s desc nulls last, name""",
    "Claims that fell due and what became of them": """
select deadline, claimant, statement, status, evidence_on, first_evidence, url
from scoreboard
where due_on <= (select max(rated_on) from verdicts)
order by due_on desc, target_id""",
    "Forecasts beside what was counted later": """
select forecaster, metric, subject, period, said_on, forecast, outcome, unit, outcome_by, log_error, crps
from forecast_scores
where skipped is null
order by crps desc""",
    "What was known of wafer capacity on a day": """
select subject, period, definition, central, value_low, value_high, claimant, as_of, is_latest
from capacity_as_of('2025-08-27')
where metric_id = 'wafer-capacity'
order by all""",
    "Forecasts that are not scored, and why": """
select skipped_text, count(*) as figures, count(bound_held) as bounds, count(*) filter (bound_held) as held
from forecast_scores
where skipped is not null and forecaster_id <> 'model'
group by skipped, skipped_text
order by figures desc, skipped""",
    "Everything about a firm, its chips, plants and processes": """
select topic_id, metric, subject, period, central, unit, claimant, as_of, rank, url
from observations_named
where list_contains(about_firm_ids, 'smic') and covers(period, 2025)
order by topic_id, metric, observation_id""",
    "Which analysts and newsrooms are quoted most": """
select claimant, count(*) as observations, count(distinct metric) as metrics, max(as_of) as latest
from observations_named
group by claimant
order by observations desc, claimant""",
    "Columns of a view, with their meaning": """
select column_name, data_type, comment
from duckdb_columns()
where table_name = 'chip_specs'
order by column_index""",
}

FORM = Template("""```{=html}
<link rel="stylesheet" href="theme/explore.css">
<p id="explore-off" data-file="$from_file" data-without="$no_engine">$no_script</p>
<form id="explore" class="explore" data-files="explore/" data-formula="$formula" data-numbers="$numbers" hidden>
$choices
<label for="explore-example">$example</label>
<select id="explore-example">$examples</select>
<label for="explore-sql">$sql</label>
<textarea id="explore-sql" rows="9" spellcheck="false" autocapitalize="off" autocomplete="off"
  aria-describedby="explore-hint"></textarea>
<p id="explore-hint" class="explore-hint">$hint</p>
<div><button type="submit" id="explore-run" aria-keyshortcuts="Control+Enter Meta+Enter">$run</button>
<button type="button" id="explore-stop" hidden>$stop</button>
<button type="button" id="explore-csv" disabled>$csv</button></div>
<progress id="explore-progress" aria-label="$fetching" hidden></progress>
<p id="explore-status" class="explore-status" role="status" aria-live="polite"></p>
<div id="explore-result" class="explore-result" role="region" aria-label="$result" tabindex="0" hidden></div>
</form>
```
""")
WORDS = ("no-script", "from-file", "no-engine", "example", "sql", "hint", "run", "stop", "csv", "fetching", "result")
SIZE = '<span id="explore-size"></span>'  # filled by the script


@dataclass(frozen=True)
class Explore:
    """What the page shows: how many tables and views there are, the form, and lists of what there is to query."""

    tables: int
    views: int
    form: Markdown
    view_list: Markdown
    table_list: Markdown
    links: Markdown
    macros: Markdown


def explore(language: str = ENGLISH) -> Explore:
    """Return what the page shows."""
    package = read_package()
    meanings, links, found = table_meanings(package), link_tables(package), views()
    return Explore(
        len(meanings) + len(links),
        len(found),
        form(language),
        Markdown(
            table(
                found,
                {"View": lambda r: code(r["name"]), "What a row is": lambda r: with_code(r["comment"])},
                place="view {name}",
            )
        ),
        table_list(meanings),
        Markdown(join_words(map(code, links), language)),
        macros(),
    )


def form(language: str = ENGLISH) -> Markdown:
    """Return the query form, hidden until its script finds the engine, and the note in its place till then."""
    options = (
        f'<option value="{escape_html(sql.strip())}">{escape_html(label)}</option>' for label, sql in EXAMPLES.items()
    )
    known = words(language)
    texts = {name.replace("-", "_"): escape_html(known[f"explore.{name}"]) for name in WORDS}
    texts["hint"] = texts["hint"].format(size=SIZE)
    texts |= {"formula": escape_html(BEGIN.pattern), "numbers": escape_html(NUMBERS.pattern)}
    return Markdown(FORM.substitute(texts, examples="".join(options), choices=choices_html(known)))


def table_meanings(package: Package) -> dict[str, str]:
    """Return what the tables of the file are, without link tables, by name."""
    meanings = {found.name: found.description for found in package.tables} | {"package": PACKAGE_ROW}
    return dict(sorted(meanings.items()))


def table_list(meanings: dict[str, str]) -> Markdown:
    """Return the tables with their rows and what a row of each is."""
    cells: dict[str, str | Cell] = {
        "Table": lambda r: code(r["name"]),
        "Rows": "rows",
        "What a row is": lambda r: with_code(meanings[r["name"]]),
    }
    rows = [{"name": name, "rows": n} for name, n in rows_of(meanings).items()]
    return Markdown(table(rows, cells, right=["Rows"], place="table {name}"))
