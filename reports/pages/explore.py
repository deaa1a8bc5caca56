"""What the Explore page shows: the query form with its examples, and what there is to query.

In: the built DuckDB file. Out: Markdown and one block of HTML. Whether the site has the engine is asked when the page
is opened (theme/explore.js): until it is known to be there, the page says how to do without.
"""

from html import escape as escape_html
from string import Template

from reports.query import query
from reports.text.markdown import escape, table

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
select deadline, claimant, statement, status, evidence_on, latest_evidence, url
from scoreboard
where due_on <= (select max(rated_on) from verdicts)
order by due_on desc, target_id""",
    "Forecasts beside what was counted later": """
select claimant, metric, subject, period, said_on, forecast, outcome, unit, outcome_by, log_ratio
from forecast_scores
order by abs(log_ratio) desc""",
    "What was known of wafer capacity on a day": """
select firm_id, fab_id, period, definition_id, value, value_low, value_high, claimant_id, as_of, is_latest
from observations_as_of('2025-08-27')
where metric_id = 'wafer-capacity'
order by all""",
    "Which houses are quoted most": """
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

OFF = "Queries run in this page only with JavaScript on. Without it, use the file itself: see Query locally below."
OFF_FILE = (
    "This page was opened from a file, and browsers start no database from there. Serve the folder of the site, for "
    "example with python3 -m http.server, and open the page at that address; or use the file itself: see Query locally "
    "below."
)
OFF_WITHOUT = (
    "No query can run in this page: this copy of the site was made without the database engine for browsers. The data "
    "are the same: see Query locally below."
)
FORM = Template("""```{=html}
<link rel="stylesheet" href="theme/explore.css">
<p id="explore-off" data-file="$off_file" data-without="$off_without">$off</p>
<form id="explore" class="explore" data-files="explore/" hidden>
<label for="explore-example">Example</label>
<select id="explore-example">$examples</select>
<label for="explore-sql">SQL query</label>
<textarea id="explore-sql" rows="9" spellcheck="false" autocapitalize="off" autocomplete="off"
  aria-describedby="explore-hint"></textarea>
<p id="explore-hint" class="explore-hint">One query at a time. Ctrl + Enter (on a Mac, Command + Enter) runs it. The
first run fetches about <span id="explore-size"></span> MB, less if the server compresses; later runs fetch nothing.
What you write stays in your browser, and in the address of this page, so a link to it carries the query.</p>
<div><button type="submit" id="explore-run" aria-keyshortcuts="Control+Enter Meta+Enter">Run</button>
<button type="button" id="explore-stop" hidden>Stop</button>
<button type="button" id="explore-csv" disabled>Download CSV</button></div>
<progress id="explore-progress" aria-label="Fetching the database" hidden></progress>
<p id="explore-status" class="explore-status" role="status" aria-live="polite"></p>
<div id="explore-result" class="explore-result" role="region" aria-label="Result" tabindex="0" hidden></div>
</form>
```
""")


def form() -> str:
    """The query form, hidden until its script finds the engine, and the note that stands in its place till then."""
    options = (
        f'<option value="{escape_html(sql.strip())}">{escape_html(label)}</option>' for label, sql in EXAMPLES.items()
    )
    notes = {"off": OFF, "off_file": OFF_FILE, "off_without": OFF_WITHOUT}
    return FORM.substitute({k: escape_html(v) for k, v in notes.items()}, examples="".join(options))


VIEWS = "select view_name as name, comment from duckdb_views() where not internal order by 1"
TABLES = """
select table_name as name, comment, estimated_size as rows from duckdb_tables()
where (comment like '% A row links %') = ? order by 1
"""
MACROS = """
select function_name || '(' || array_to_string(parameters, ', ') || ')' as name, comment
from duckdb_functions() where not internal order by 1
"""


def views() -> str:
    """The views with what a row of each is."""
    return table(query(VIEWS), {"View": _code, "What a row is": "comment"})


def tables() -> str:
    """The tables, without the link tables, with what a row of each is."""
    return table(query(TABLES, False), {"Table": _code, "Rows": "rows", "What a row is": _meaning}, right=["Rows"])


def links() -> str:
    """The names of the link tables, as a list in a sentence."""
    *first, last = [_code(row) for row in query(TABLES, True)]
    return f"{', '.join(first)} and {last}" if first else last


def macros() -> str:
    """The macros with what they return."""
    return table(query(MACROS), {"Macro": _code, "What it gives": "comment"})


def counts() -> dict[str, int]:
    """How many tables and views there are."""
    return {"tables": len(query("from duckdb_tables()")), "views": len(query(VIEWS))}


def _meaning(row: dict[str, str]) -> str:
    """The comment of a table without its title, which comes first."""
    return escape(row["comment"].partition(". ")[2].replace("`", ""))


def _code(row: dict[str, str]) -> str:
    """A name of the database in the type of code; names hold letters, digits and underscores."""
    return escape(row["name"]) if "`" in row["name"] else f"`{row['name']}`"
