-- A row is one source with the report that it goes back to: pages that relay one report, and the page of the report itself
-- where it is on record, have one original_id. Count independent sources by that. A relay whose original_title is not known
-- is a report of its own here, so there may be fewer reports than are counted. A page that is no relay is always its own.
--   source_id: Key of the source.
--   original_id: Key of the source that stands for the report: the original page, or else the first of its relays.
--   original_publisher: Who published the report.
--   original_title: Its title, where it is known.
--   relayed: Whether the source is not the original page itself.
create view originals as
with
reports as (
  select
    source_id,
    coalesce(original_publisher, publisher) as house,
    case when original_publisher is null then title else original_title end as report_title,
    original_publisher is not null as relayed
  from sources
)
select
  source_id,
  case
    when report_title is null or not relayed then source_id
    else first(source_id) over (partition by lower(house), lower(report_title) order by relayed, source_id)
  end as original_id,
  house as original_publisher,
  report_title as original_title,
  relayed
from reports
