"""The first screen's table: shares under stricter definitions in the last full year, the nowcast and the last year
projected, of what was sold; and of what buyers wanted. Each number leads to how it was computed."""

from reports.charts.progress import brief
from reports.query import Row, query
from reports.text.language import ENGLISH, words
from reports.text.markdown import Cell, Markdown, escape, table
from reports.text.values import modelled

# One row a definition and ratio: the years of the table, each with its status.
SQL = """
with years as (
  select max(year) filter (status = 'estimate') as full, min(year) filter (status = 'nowcast') as now,
    max(year) filter (status = 'projection') as ahead
  from self_sufficiency
)
select s.year, s.definition_id, s.ratio, s.status, s.low, s.median, s.high
from self_sufficiency s, years y
where s.year in (y.full, y.now, y.ahead) and s.tier = 'all' and s.metric = 'units'
  and (s.ratio = 'sales' and s.definition_id in ('d1', 'd2', 'd3', 'd4') or s.definition_id = 'd1')
order by s.ratio = 'demand', s.definition_id, s.year
"""
SHOWN_BY = {"sales": "fig-trajectory", "demand": "fig-sales-demand"}  # figures of the page Trajectory


def progress_table(language: str = ENGLISH, up: str = "") -> Markdown:
    """Return the table in a language; `up` leads from the page to the root of the site."""
    known = words(language)
    lines: dict[tuple[str, str], dict[str, Row]] = {}
    for row in query(SQL):
        heading = known.fill(f"progress.column.{row['status']}", year=row["year"])
        lines.setdefault((row["definition_id"], row["ratio"]), {})[heading] = row
    headings = list(next(iter(lines.values())))

    def name(line: Row) -> str:
        row = line[headings[0]]
        label = known["progress.wanted"] if row["ratio"] == "demand" else brief(row["definition_id"], known)
        return escape(label)

    def cell(heading: str) -> Cell:
        return lambda line: share(line[heading], language, up)

    columns: dict[str, str | Cell] = {known["progress.step"]: name}
    columns |= {heading: cell(heading) for heading in headings}
    return Markdown(table(list(lines.values()), columns))


def share(row: Row, language: str, up: str) -> str:
    """Return a share, linked to the figure that shows how it came about, and its range where there is room."""
    value = modelled(row)
    text = escape(value.figure(language, "value.{}-brief")).replace(" ", "\u00a0")
    ends = f" [{escape(value.range(language))}]{{.range}}" if value.ranged else ""
    return f"[**{text}**{ends}]({up}trajectory.qmd#{SHOWN_BY[row['ratio']]})"
