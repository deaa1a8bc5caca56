"""What can be picked on the Explore page without SQL: a measure, a firm, a year, and the query that they make.

In: the built DuckDB file. Out: the options as HTML, each measure with the firms and years for which there are figures,
and the pieces of the query, which the script (theme/explore-choices.js) joins.
"""

from html import escape as escape_html

from reports.query import Row, query
from reports.text.language import Language

# One row for each measure, firm and year that there is a figure of; no firm: that of none, no year: that of any time.
PICKED = """
with about as (
  select metric_id, metric, starts_on, ends_on, unnest(if(len(about_firm_ids) = 0, [null], about_firm_ids)) as firm_id
  from observations_named
  where central is not null
)
select distinct metric_id, metric, firm_id,
  unnest(if(starts_on is null, [null], range(year(starts_on), year(ends_on) + 1))) as year
from about
order by metric, metric_id, firm_id, year
"""
FIRMS = "select firm_id, name from firms order by lower(name)"
# The pieces of the query; {} takes what was picked. Whatever is picked, they give figures as they were published.
PIECES = {
    "select": """select subject, period, definition, central, value_low, value_high, unit, claimant, basis, rank, as_of,
  url
from observations_named
where metric_id = '{}' and central is not null""",
    "firm": "\n  and list_contains(about_firm_ids, '{}')",
    "year": "\n  and covers(period, {})",
    "order": "\norder by starts_on, subject, rank = 'preferred' desc, as_of desc, observation_id",
}
WORDS = ("pick", "measure", "firm", "year", "show", "chart", "chart-key")


def choices_html(known: Language) -> str:
    """Return the fieldset: three lists, a button, and a place for the chart."""
    pieces = "".join(f' data-{name}="{escape_html(piece)}"' for name, piece in PIECES.items())
    texts = {name: escape_html(known[f"explore.{name}"]) for name in WORDS}
    firms = "".join(option(row["firm_id"], row["name"]) for row in query(FIRMS))
    return f"""<fieldset id="explore-pick"{pieces}>
<legend>{texts["pick"]}</legend>
<div class="explore-lists">
<label>{texts["measure"]} <select id="explore-measure">{measures(query(PICKED))}</select></label>
<label>{texts["firm"]} <select id="explore-firm">{option("", known["explore.any-firm"])}{firms}</select></label>
<label>{texts["year"]} <select id="explore-year">{option("", known["explore.any-year"])}</select></label>
</div>
<button type="button" id="explore-show">{texts["show"]}</button>
</fieldset>
<figure id="explore-chart" data-label="{texts["chart"]}" hidden>
<figcaption>{texts["chart-key"]}</figcaption>
</figure>"""


def measures(rows: list[Row]) -> str:
    """Return the options of the measures, each with its firms and their years as `huawei 2024 2025;smic 2025`.

    >>> measures([{"metric_id": "m", "metric": "M", "firm_id": "f", "year": y} for y in (2024, 2025)])
    '<option value="m" data-has="f 2024 2025">M</option>'
    """
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in rows:
        years = found.setdefault((row["metric_id"], row["metric"]), {}).setdefault(row["firm_id"] or "", [])
        years += [str(row["year"])] if row["year"] is not None else []
    return "".join(
        option(metric, name, ";".join(" ".join([firm, *years]) for firm, years in firms.items()))
        for (metric, name), firms in found.items()
    )


def option(value: str, text: str, has: str = "") -> str:
    """Return one option of a list."""
    more = f' data-has="{escape_html(has)}"' if has else ""
    return f'<option value="{escape_html(value)}"{more}>{escape_html(text)}</option>'
