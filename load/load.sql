-- Makes every table, view and macro of china-ai-chips from its CSVs, in DuckDB 1.1 or newer: types, keys, checks, comments.
--
--   duckdb -f load.sql -c "from self_sufficiency where year = 2025"    in an unpacked release
--   duckdb -init load/load.sql                                         at the root of a clone, to go on at the prompt
--   duckdb -cmd "set variable base = 'https://…'" -f load.sql          with the address of either
--
-- From Python: duckdb.sql(Path("load.sql").read_text()). Made from schemas/ by `make regenerate`; the tests run it.

set variable base = coalesce(rtrim(getvariable('base'), '/') || '/', '');

begin transaction;

create table "grades" (
  "grade_id" varchar not null check (regexp_full_match("grade_id", '^[A-Z]$')),
  "description" varchar not null check (regexp_full_match("description", '^\S(.*\S)?$')),
  primary key ("grade_id")
);

insert into "grades"
select
  cast("grade_id" as varchar) as "grade_id",
  cast("description" as varchar) as "description"
from read_csv(getvariable('base') || 'data/grades.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "grades" is 'Grades. A row is one grade of how far a page can be relied on; it follows from what was read, not from whether we believe it.';

comment on column "grades"."grade_id" is 'Key.';

comment on column "grades"."description" is 'What a page of this grade is.';

create table "regions" (
  "region_id" varchar not null check (regexp_full_match("region_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "name_zh" varchar check (regexp_full_match("name_zh", '^\S(.*\S)?$')),
  "kind" varchar not null check ("kind" in ('world', 'country', 'province', 'city', 'group')),
  "parent_id" varchar check (regexp_full_match("parent_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  primary key ("region_id"),
  foreign key ("parent_id") references "regions" ("region_id")
);

create temp table "regions_rows" as
select
  cast("region_id" as varchar) as "region_id",
  cast("name" as varchar) as "name",
  cast("name_zh" as varchar) as "name_zh",
  cast("kind" as varchar) as "kind",
  cast("parent_id" as varchar) as "parent_id"
from read_csv(getvariable('base') || 'data/regions.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

insert into "regions" from "regions_rows" where "parent_id" is null;

insert into "regions" from "regions_rows" where "parent_id" in (select "region_id" from "regions") and "region_id" not in (select "region_id" from "regions");

insert into "regions" from "regions_rows" where "parent_id" in (select "region_id" from "regions") and "region_id" not in (select "region_id" from "regions");

insert into "regions" from "regions_rows" where "parent_id" in (select "region_id" from "regions") and "region_id" not in (select "region_id" from "regions");

insert into "regions" from "regions_rows" where "parent_id" in (select "region_id" from "regions") and "region_id" not in (select "region_id" from "regions");

insert into "regions" from "regions_rows" where "region_id" not in (select "region_id" from "regions");

drop table "regions_rows";

comment on table "regions" is 'Regions. A row is one place for which numbers are published: the world, a country or area, a Chinese province or city.';

comment on column "regions"."region_id" is 'Key: ISO 3166 code in lower case where there is one.';

comment on column "regions"."name" is 'Name in English.';

comment on column "regions"."name_zh" is 'Name in Chinese.';

comment on column "regions"."kind" is 'Level. Municipalities count as city.';

comment on column "regions"."parent_id" is 'The region that contains it.';

create table "tiers" (
  "tier_id" varchar not null check (regexp_full_match("tier_id", '^(T[1-9]|all)$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "position" bigint not null unique check ("position" >= 1),
  "description" varchar not null check (regexp_full_match("description", '^\S(.*\S)?$')),
  primary key ("tier_id")
);

insert into "tiers"
select
  cast("tier_id" as varchar) as "tier_id",
  cast("name" as varchar) as "name",
  cast("position" as bigint) as "position",
  cast("description" as varchar) as "description"
from read_csv(getvariable('base') || 'data/tiers.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "tiers" is 'Tiers. A row is one class of AI accelerators by what they can do, or all of them together.';

comment on column "tiers"."tier_id" is 'Key.';

comment on column "tiers"."name" is 'What it is called in English; other languages are in `translations`.';

comment on column "tiers"."position" is 'Place in lists, the fastest first. Unit: place.';

comment on column "tiers"."description" is 'What belongs to it.';

create table "bases" (
  "basis_id" varchar not null check (regexp_full_match("basis_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "observed" boolean not null,
  "position" bigint not null unique check ("position" >= 1),
  "marker" varchar not null check ("marker" in ('circle', 'pentagon', 'triangle-up', 'cross', 'triangle-right', 'triangle-down', 'plus', 'square', 'thin-diamond', 'diamond')),
  "colour" varchar not null check ("colour" in ('ink', 'estimate', 'claim', 'foreign', 'good', 'warn', 'bad', 'other', 'muted')),
  "description" varchar not null check (regexp_full_match("description", '^\S(.*\S)?$')),
  primary key ("basis_id")
);

insert into "bases"
select
  cast("basis_id" as varchar) as "basis_id",
  cast("name" as varchar) as "name",
  cast("observed" as boolean) as "observed",
  cast("position" as bigint) as "position",
  cast("marker" as varchar) as "marker",
  cast("colour" as varchar) as "colour",
  cast("description" as varchar) as "description"
from read_csv(getvariable('base') || 'data/bases.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "bases" is 'Bases. A row is one kind of figure: what stands behind a published number.';

comment on column "bases"."basis_id" is 'Key.';

comment on column "bases"."name" is 'What it is called in English; other languages are in `translations`.';

comment on column "bases"."observed" is 'Whether it speaks of what is or was; false for what is still to come. The macro `is_observed` reads it.';

comment on column "bases"."position" is 'Place in lists, the firmest first. Unit: place.';

comment on column "bases"."marker" is 'Shape of its mark in charts; hollow if it is not observed.';

comment on column "bases"."colour" is 'Colour of its mark, by its name in the palette of the report.';

comment on column "bases"."description" is 'What it means, in a sentence.';

create table "topics" (
  "topic_id" varchar not null check (regexp_full_match("topic_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "theme" varchar check (regexp_full_match("theme", '^\S(.*\S)?$')),
  "position" bigint not null unique check ("position" >= 1),
  "description" varchar not null check (regexp_full_match("description", '^\S(.*\S)?$')),
  primary key ("topic_id")
);

insert into "topics"
select
  cast("topic_id" as varchar) as "topic_id",
  cast("name" as varchar) as "name",
  cast("theme" as varchar) as "theme",
  cast("position" as bigint) as "position",
  cast("description" as varchar) as "description"
from read_csv(getvariable('base') || 'data/topics.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "topics" is 'Topics. A row is one subject that metrics and claims are about; views and charts choose by it.';

comment on column "topics"."topic_id" is 'Key.';

comment on column "topics"."name" is 'What it is called in English; other languages are in `translations`.';

comment on column "topics"."theme" is 'Heading under which claims on this topic stand together; empty: with the others.';

comment on column "topics"."position" is 'Place in lists. Unit: place.';

comment on column "topics"."description" is 'What belongs to it.';

create table "definitions" (
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "family" varchar not null check (regexp_full_match("family", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "rung" bigint unique check ("rung" >= 0),
  "name" varchar not null check (regexp_full_match("name", '^\S(.*\S)?$')),
  "short_name" varchar check (regexp_full_match("short_name", '^\S(.*\S)?$')),
  "description" varchar not null check (regexp_full_match("description", '^\S(.*\S)?$')),
  primary key ("definition_id")
);

insert into "definitions"
select
  cast("definition_id" as varchar) as "definition_id",
  cast("family" as varchar) as "family",
  cast("rung" as bigint) as "rung",
  cast("name" as varchar) as "name",
  cast("short_name" as varchar) as "short_name",
  cast("description" as varchar) as "description"
from read_csv(getvariable('base') || 'data/definitions.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "definitions" is 'Definitions. A row is one meaning that a word can have in a claim. Observations of one metric with different definitions never compete: three different things are called “7 nm capacity”, and three “yield”.';

comment on column "definitions"."definition_id" is 'Key.';

comment on column "definitions"."family" is 'Definitions of one family exclude each other; a metric names the family it needs.';

comment on column "definitions"."rung" is 'Step on the ladder of self-sufficiency, from 0; each rung counts a part of what the one below it in number counts. Empty off the ladder. Unit: step.';

comment on column "definitions"."name" is 'Short label for tables and charts.';

comment on column "definitions"."short_name" is 'What it adds to the rung before, for charts; empty where the name is short enough.';

comment on column "definitions"."description" is 'What is counted, in words.';

create table "inputs" (
  "input_id" varchar not null check (regexp_full_match("input_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "family_id" varchar check (regexp_full_match("family_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null check (regexp_full_match("name", '^\S(.*\S)?$')),
  primary key ("input_id"),
  foreign key ("family_id") references "inputs" ("input_id")
);

create temp table "inputs_rows" as
select
  cast("input_id" as varchar) as "input_id",
  cast("family_id" as varchar) as "family_id",
  cast("name" as varchar) as "name"
from read_csv(getvariable('base') || 'data/inputs.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

insert into "inputs" from "inputs_rows" where "family_id" is null;

insert into "inputs" from "inputs_rows" where "family_id" in (select "input_id" from "inputs") and "input_id" not in (select "input_id" from "inputs");

insert into "inputs" from "inputs_rows" where "family_id" in (select "input_id" from "inputs") and "input_id" not in (select "input_id" from "inputs");

insert into "inputs" from "inputs_rows" where "family_id" in (select "input_id" from "inputs") and "input_id" not in (select "input_id" from "inputs");

insert into "inputs" from "inputs_rows" where "family_id" in (select "input_id" from "inputs") and "input_id" not in (select "input_id" from "inputs");

insert into "inputs" from "inputs_rows" where "input_id" not in (select "input_id" from "inputs");

drop table "inputs_rows";

comment on table "inputs" is 'Inputs. A row is one input of the model, or a family of inputs that are of one kind: `chip-price` of `chip-price-910b`.';

comment on column "inputs"."input_id" is 'Key, by which the model asks for it.';

comment on column "inputs"."family_id" is 'Family that it belongs to; empty if it stands for itself or is a family.';

comment on column "inputs"."name" is 'What it is called in English; other languages are in `translations`.';

create table "statuses" (
  "status_id" varchar not null check (regexp_full_match("status_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "standing" varchar not null check ("standing" in ('kept', 'partly', 'broken', 'unknown', 'open')),
  "position" bigint not null unique check ("position" >= 1),
  "marker" varchar not null check ("marker" in ('circle', 'pentagon', 'triangle-up', 'cross', 'triangle-right', 'triangle-down', 'plus', 'square', 'thin-diamond', 'diamond')),
  "colour" varchar not null check ("colour" in ('ink', 'estimate', 'claim', 'foreign', 'good', 'warn', 'bad', 'other', 'muted')),
  "filled" boolean not null,
  "limits" varchar[],
  "description" varchar not null check (regexp_full_match("description", '^\S(.*\S)?$')),
  primary key ("status_id")
);

insert into "statuses"
select
  cast("status_id" as varchar) as "status_id",
  cast("name" as varchar) as "name",
  cast("standing" as varchar) as "standing",
  cast("position" as bigint) as "position",
  cast("marker" as varchar) as "marker",
  cast("colour" as varchar) as "colour",
  cast("filled" as boolean) as "filled",
  string_split("limits", ';') as "limits",
  cast("description" as varchar) as "description"
from read_csv(getvariable('base') || 'data/statuses.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "statuses" is 'Statuses. A row is one verdict that a target can be given, with what it means and how charts mark it.';

comment on column "statuses"."status_id" is 'Key.';

comment on column "statuses"."name" is 'What it is called in English; other languages are in `translations`.';

comment on column "statuses"."standing" is 'What it says of a promise: kept, partly kept, broken, not to be known, or still open.';

comment on column "statuses"."position" is 'Place in lists and charts, the best first. Unit: place.';

comment on column "statuses"."marker" is 'Shape of its mark in charts.';

comment on column "statuses"."colour" is 'Colour of its mark, by its name in the palette of the report.';

comment on column "statuses"."filled" is 'Whether the mark is filled: it is for targets that are due or decided.';

comment on column "statuses"."limits" is 'Constants of the rubric that decide it.';

comment on column "statuses"."description" is 'What it means, in a sentence.';

create table "translations" (
  "vocabulary" varchar not null check ("vocabulary" in ('bases', 'definitions', 'inputs', 'metrics', 'statuses', 'tiers', 'topics')),
  "code" varchar not null check (regexp_full_match("code", '^[A-Za-z0-9]+(-[a-z0-9]+)*$')),
  "language" varchar not null check (regexp_full_match("language", '^[a-z]{2}$')),
  "name" varchar not null check (regexp_full_match("name", '^\S(.*\S)?$')),
  "short_name" varchar check (regexp_full_match("short_name", '^\S(.*\S)?$')),
  primary key ("vocabulary", "code", "language")
);

insert into "translations"
select
  cast("vocabulary" as varchar) as "vocabulary",
  cast("code" as varchar) as "code",
  cast("language" as varchar) as "language",
  cast("name" as varchar) as "name",
  cast("short_name" as varchar) as "short_name"
from read_csv(getvariable('base') || 'data/translations.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "translations" is 'Translations. A row is what one thing of the vocabulary is called in a language other than English.';

comment on column "translations"."vocabulary" is 'Table of the vocabulary that it is in.';

comment on column "translations"."code" is 'Its key there.';

comment on column "translations"."language" is 'Language, as a code of two letters.';

comment on column "translations"."name" is 'What it is called.';

comment on column "translations"."short_name" is 'Short name where there is one in English.';

create table "bindings" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "binding" varchar not null check ("binding" in ('logic dies', 'HBM', 'packaging')),
  "probability" double not null check ("probability" >= 0) check ("probability" <= 1),
  primary key ("year", "binding")
);

insert into "bindings"
select
  cast("year" as bigint) as "year",
  cast("binding" as varchar) as "binding",
  cast("probability" as double) as "probability"
from read_csv(getvariable('base') || 'data/derived/bindings.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "bindings" is 'Binding constraints. A row is the probability that one constraint binds Huawei’s largest family of packages in one year. Written by the model, never by hand.';

comment on column "bindings"."year" is 'Calendar year. Unit: year.';

comment on column "bindings"."binding" is 'What is scarcest: logic dies, memory (HBM, Huawei’s own included) or packaging.';

comment on column "bindings"."probability" is 'Share of draws in which it binds. Unit: share.';

create table "banks" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "bank" varchar not null check ("bank" in ('Ascend dies', 'HBM stacks')),
  "p05" double check ("p05" >= 0),
  "p50" double check ("p50" >= 0),
  "p95" double check ("p95" >= 0),
  "years_left" double check ("years_left" >= 0),
  primary key ("year", "bank")
);

insert into "banks"
select
  cast("year" as bigint) as "year",
  cast("bank" as varchar) as "bank",
  cast("p05" as double) as "p05",
  cast("p50" as double) as "p50",
  cast("p95" as double) as "p95",
  cast("years_left" as double) as "years_left"
from read_csv(getvariable('base') || 'data/derived/banks.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "banks" is 'Banks. A row is what is left of one stock of foreign parts at the end of one year. Written by the model, never by hand.';

comment on column "banks"."year" is 'Calendar year. Unit: year.';

comment on column "banks"."bank" is 'Foreign-made Ascend dies, or foreign HBM stacks.';

comment on column "banks"."p05" is '5 % quantile. Unit: parts.';

comment on column "banks"."p50" is 'Median. Unit: parts.';

comment on column "banks"."p95" is '95 % quantile. Unit: parts.';

comment on column "banks"."years_left" is 'Median stock over the median use of that year; empty if nothing was used. Unit: years.';

create table "sources" (
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "title" varchar not null check (regexp_full_match("title", '^\S(.*\S)?$')),
  "publisher" varchar not null check (regexp_full_match("publisher", '^\S(.*\S)?$')),
  "original_publisher" varchar check (regexp_full_match("original_publisher", '^\S(.*\S)?$')),
  "original_title" varchar check (regexp_full_match("original_title", '^\S(.*\S)?$')),
  "published_on" varchar check (regexp_full_match("published_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "accessed_on" date not null,
  "url" varchar not null unique check (regexp_full_match("url", '^https?://\S+$')),
  "archive_url" varchar check (regexp_full_match("archive_url", '^https?://\S+$')),
  "language" varchar not null check ("language" in ('ar', 'cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'he', 'hu', 'id', 'it', 'ja', 'ko', 'lo', 'nl', 'no', 'pl', 'pt', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh')),
  "kind" varchar not null check ("kind" in ('filing', 'spec-sheet', 'government', 'news', 'analyst', 'research', 'dataset', 'teardown', 'company', 'community')),
  "reliability" varchar not null check (regexp_full_match("reliability", '^[A-Z]$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("source_id"),
  foreign key ("reliability") references "grades" ("grade_id")
);

insert into "sources"
select
  cast("source_id" as varchar) as "source_id",
  cast("title" as varchar) as "title",
  cast("publisher" as varchar) as "publisher",
  cast("original_publisher" as varchar) as "original_publisher",
  cast("original_title" as varchar) as "original_title",
  cast("published_on" as varchar) as "published_on",
  cast("accessed_on" as date) as "accessed_on",
  cast("url" as varchar) as "url",
  cast("archive_url" as varchar) as "archive_url",
  cast("language" as varchar) as "language",
  cast("kind" as varchar) as "kind",
  cast("reliability" as varchar) as "reliability",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/sources.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "sources" is 'Sources. A row is one publication: a filing, a spec sheet, a news article, a report. A page that relays another publisher’s report is one row that names the original, so that a claim seen on five pages counts once.';

comment on column "sources"."source_id" is 'Key: publisher, date and a few words of the title; never reused.';

comment on column "sources"."title" is 'Title as the page shows it.';

comment on column "sources"."publisher" is 'Who published the page that was read.';

comment on column "sources"."original_publisher" is 'Who first reported it, where the page relays another publisher’s report; empty if the page is the original.';

comment on column "sources"."original_title" is 'Title of the relayed report, where the page names it.';

comment on column "sources"."published_on" is 'Publication date at the precision that the page shows; empty if it shows none.';

comment on column "sources"."accessed_on" is 'Day on which the page or its stored copy was read.';

comment on column "sources"."url" is 'Address of the page.';

comment on column "sources"."archive_url" is 'Address of an archived copy, where one is known.';

comment on column "sources"."language" is 'Language of the page, ISO 639-1.';

comment on column "sources"."kind" is 'filing: prospectus, annual report, exchange notice. spec-sheet: vendor data sheet or white paper. company: other statements of a firm. analyst: paid or public notes of a research house. research: think tank or paper. community: forum, wiki, aggregator.';

comment on column "sources"."reliability" is 'How far the page can be relied on, by what was read: see `grades`.';

comment on column "sources"."note" is 'What a reader must know to use the row; never the place for a second value.';

create table "metrics" (
  "metric_id" varchar not null check (regexp_full_match("metric_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "short_name" varchar check (regexp_full_match("short_name", '^\S(.*\S)?$')),
  "unit" varchar not null check (regexp_full_match("unit", '^\S(.*\S)?$')),
  "kind" varchar not null check ("kind" in ('stock', 'flow', 'ratio', 'price', 'specification')),
  "topic_id" varchar not null check (regexp_full_match("topic_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "dimensions" varchar[] check (list_has_all(['firm', 'chip', 'fab', 'process', 'region'], "dimensions")),
  "optional_dimensions" varchar[] check (list_has_all(['firm', 'chip', 'fab', 'process', 'region'], "optional_dimensions")),
  "period_precision" varchar[] not null check (list_has_all(['none', 'year', 'half', 'quarter', 'month', 'day', 'interval'], "period_precision")),
  "minimum" double,
  "maximum" double,
  "definition_family" varchar check (regexp_full_match("definition_family", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note_required" boolean not null,
  "description" varchar not null check (regexp_full_match("description", '^\S(.*\S)?$')),
  primary key ("metric_id"),
  foreign key ("topic_id") references "topics" ("topic_id")
);

insert into "metrics"
select
  cast("metric_id" as varchar) as "metric_id",
  cast("name" as varchar) as "name",
  cast("short_name" as varchar) as "short_name",
  cast("unit" as varchar) as "unit",
  cast("kind" as varchar) as "kind",
  cast("topic_id" as varchar) as "topic_id",
  string_split("dimensions", ';') as "dimensions",
  string_split("optional_dimensions", ';') as "optional_dimensions",
  string_split("period_precision", ';') as "period_precision",
  cast("minimum" as double) as "minimum",
  cast("maximum" as double) as "maximum",
  cast("definition_family" as varchar) as "definition_family",
  cast("note_required" as boolean) as "note_required",
  cast("description" as varchar) as "description"
from read_csv(getvariable('base') || 'data/metrics.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "metrics" is 'Metrics. A row is one measurable thing, with its unit, the dimensions that a value of it must name, and the range that a value may take.';

comment on column "metrics"."metric_id" is 'Key.';

comment on column "metrics"."name" is 'Label for tables and charts.';

comment on column "metrics"."short_name" is 'Label for charts that say beside it what is meant; empty where the name is short enough.';

comment on column "metrics"."unit" is 'The unit of every value of this metric.';

comment on column "metrics"."kind" is 'stock: at a moment. flow: over a period. ratio: share, multiple or rate. price: money per unit. specification: a property of a chip or process, without period.';

comment on column "metrics"."topic_id" is 'What it is about; views, checks and charts choose metrics by it.';

comment on column "metrics"."dimensions" is 'Dimensions that a value must name. Where it is empty, a value names at least one of the optional ones.';

comment on column "metrics"."optional_dimensions" is 'Dimensions that a value may name besides.';

comment on column "metrics"."period_precision" is 'Precisions of period that make sense; none where values have no period.';

comment on column "metrics"."minimum" is 'Lowest value that is possible. Unit: in the metric’s unit.';

comment on column "metrics"."maximum" is 'Highest value that is believable; above it a value is taken for a slip of units. Unit: in the metric’s unit.';

comment on column "metrics"."definition_family" is 'Family of definitions of which every value must name one; empty if the metric has one meaning.';

comment on column "metrics"."note_required" is 'Whether each value needs a note, because the description leaves something for it to say.';

comment on column "metrics"."description" is 'What is measured, in words, and what it is not.';

create table "estimates" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "tier" varchar not null check ("tier" in ('T1', 'all')),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "ratio" varchar not null check ("ratio" in ('sales', 'demand')),
  "p05" double check ("p05" >= 0),
  "p25" double check ("p25" >= 0),
  "p50" double check ("p50" >= 0),
  "p75" double check ("p75" >= 0),
  "p95" double check ("p95" >= 0),
  "status" varchar not null check ("status" in ('estimate', 'nowcast', 'projection', 'not-estimable')),
  "model_version" varchar not null check (regexp_full_match("model_version", '^\S(.*\S)?$')),
  primary key ("year", "tier", "definition_id", "metric", "ratio"),
  foreign key ("tier") references "tiers" ("tier_id"),
  foreign key ("definition_id") references "definitions" ("definition_id")
);

insert into "estimates"
select
  cast("year" as bigint) as "year",
  cast("tier" as varchar) as "tier",
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("ratio" as varchar) as "ratio",
  cast("p05" as double) as "p05",
  cast("p25" as double) as "p25",
  cast("p50" as double) as "p50",
  cast("p75" as double) as "p75",
  cast("p95" as double) as "p95",
  cast("status" as varchar) as "status",
  cast("model_version" as varchar) as "model_version"
from read_csv(getvariable('base') || 'data/derived/estimates.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "estimates" is 'Estimates. A row is one computed quantile set of one self-sufficiency ratio. Written by the model, never by hand.';

comment on column "estimates"."year" is 'Calendar year. Unit: year.';

comment on column "estimates"."tier" is 'Which accelerators are counted.';

comment on column "estimates"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "estimates"."metric" is 'What is added up.';

comment on column "estimates"."ratio" is 'Domestic supply over sales, or over demand.';

comment on column "estimates"."p05" is '5 % quantile. Unit: share.';

comment on column "estimates"."p25" is '25 % quantile. Unit: share.';

comment on column "estimates"."p50" is 'Median. Unit: share.';

comment on column "estimates"."p75" is '75 % quantile. Unit: share.';

comment on column "estimates"."p95" is '95 % quantile. Unit: share.';

comment on column "estimates"."status" is 'What sort of number it is.';

comment on column "estimates"."model_version" is 'Version of the model.';

create table "choice_effects" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "choice" varchar not null check ("choice" in ('base', 'yield-fully-good', 'wafers-le-7nm', 'proportional-order')),
  "p05" double check ("p05" >= 0),
  "p50" double check ("p50" >= 0),
  "p95" double check ("p95" >= 0),
  primary key ("year", "definition_id", "metric", "choice"),
  foreign key ("definition_id") references "definitions" ("definition_id")
);

insert into "choice_effects"
select
  cast("year" as bigint) as "year",
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("choice" as varchar) as "choice",
  cast("p05" as double) as "p05",
  cast("p50" as double) as "p50",
  cast("p95" as double) as "p95"
from read_csv(getvariable('base') || 'data/derived/choice_effects.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "choice_effects" is 'Effects of choices. A row is one cell of the estimate (share of sales, all tiers) under one choice of definition, all else equal: choices are shown, not averaged. Written by the model, never by hand.';

comment on column "choice_effects"."year" is 'Calendar year. Unit: year.';

comment on column "choice_effects"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "choice_effects"."metric" is 'What is added up.';

comment on column "choice_effects"."choice" is 'base; the yield taken as fully good; wafers taken from all wafers at 7 nm and below; foreign stock used in proportion instead of first.';

comment on column "choice_effects"."p05" is '5 % quantile. Unit: share.';

comment on column "choice_effects"."p50" is 'Median. Unit: share.';

comment on column "choice_effects"."p95" is '95 % quantile. Unit: share.';

create table "trajectories" (
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "level" double not null check ("level" >= 0) check ("level" <= 1),
  "by_year" bigint not null check ("by_year" >= 2018) check ("by_year" <= 2040),
  "probability" double check ("probability" >= 0) check ("probability" <= 1),
  "status" varchar not null check ("status" in ('projection', 'not-estimable')),
  "rests_on" varchar not null,
  primary key ("definition_id", "metric", "level", "by_year"),
  foreign key ("definition_id") references "definitions" ("definition_id")
);

insert into "trajectories"
select
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("level" as double) as "level",
  cast("by_year" as bigint) as "by_year",
  cast("probability" as double) as "probability",
  cast("status" as varchar) as "status",
  cast("rests_on" as varchar) as "rests_on"
from read_csv(getvariable('base') || 'data/derived/trajectories.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "trajectories" is 'Trajectories. A row is the probability that a ratio (share of sales, all tiers) reaches a level by the end of a year, or that this is not estimable. Written by the model, never by hand.';

comment on column "trajectories"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "trajectories"."metric" is 'What is added up.';

comment on column "trajectories"."level" is 'Level of the ratio. Unit: share.';

comment on column "trajectories"."by_year" is 'By the end of which year. Unit: year.';

comment on column "trajectories"."probability" is 'Share of draws in which the ratio is at the level or above in that year; for 100 % it counts as reached from 99.5 % on. Empty if not estimable. Unit: share.';

comment on column "trajectories"."status" is 'projection or not-estimable.';

comment on column "trajectories"."rests_on" is 'What it rests on, or why it is not estimable.';

create table "backtests" (
  "as_of" date not null,
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "p05" double check ("p05" >= 0),
  "p50" double check ("p50" >= 0),
  "p95" double check ("p95" >= 0),
  "published" double check ("published" >= 0),
  "hit" boolean,
  "note" varchar,
  primary key ("as_of", "year", "definition_id", "metric"),
  foreign key ("definition_id") references "definitions" ("definition_id")
);

insert into "backtests"
select
  cast("as_of" as date) as "as_of",
  cast("year" as bigint) as "year",
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("p05" as double) as "p05",
  cast("p50" as double) as "p50",
  cast("p95" as double) as "p95",
  cast("published" as double) as "published",
  cast("hit" as boolean) as "hit",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/derived/backtests.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "backtests" is 'Backtests. A row is what the model would have said of a year with what was known on a day, beside what was published later. Written by the model, never by hand.';

comment on column "backtests"."as_of" is 'Day whose knowledge was used: assumptions that rest on nothing published later.';

comment on column "backtests"."year" is 'Calendar year. Unit: year.';

comment on column "backtests"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "backtests"."metric" is 'What is added up.';

comment on column "backtests"."p05" is '5 % quantile; empty if an input was not known. Unit: share.';

comment on column "backtests"."p50" is 'Median. Unit: share.';

comment on column "backtests"."p95" is '95 % quantile. Unit: share.';

comment on column "backtests"."published" is 'The preferred published figure of today; empty if there is none. Unit: share.';

comment on column "backtests"."hit" is 'Whether it lies within the 5 and 95 % quantiles.';

comment on column "backtests"."note" is 'What was missing, or what to know.';

create table "firms" (
  "firm_id" varchar not null check (regexp_full_match("firm_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "name_zh" varchar check (regexp_full_match("name_zh", '^\S(.*\S)?$')),
  "roles" varchar[] not null check (list_has_all(['designer', 'foundry', 'idm', 'memory', 'packaging', 'equipment', 'eda', 'materials', 'ip', 'buyer', 'cloud', 'model-developer', 'server', 'investor'], "roles")),
  "hq_city" varchar check (regexp_full_match("hq_city", '^\S(.*\S)?$')),
  "country" varchar not null check (regexp_full_match("country", '^[A-Z]{2}$')),
  "founded" bigint check ("founded" >= 1800) check ("founded" <= 2030),
  "parent_id" varchar check (regexp_full_match("parent_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "ownership" varchar check ("ownership" in ('private', 'listed', 'state', 'mixed', 'subsidiary')),
  "ticker" varchar check (regexp_full_match("ticker", '^\S(.*\S)?$')),
  "listed_on" date,
  "entity_list_on" date,
  "website" varchar check (regexp_full_match("website", '^https?://\S+$')),
  "source_ids" varchar[] not null,
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("firm_id"),
  foreign key ("parent_id") references "firms" ("firm_id")
);

create temp table "firms_rows" as
select
  cast("firm_id" as varchar) as "firm_id",
  cast("name" as varchar) as "name",
  cast("name_zh" as varchar) as "name_zh",
  string_split("roles", ';') as "roles",
  cast("hq_city" as varchar) as "hq_city",
  cast("country" as varchar) as "country",
  cast("founded" as bigint) as "founded",
  cast("parent_id" as varchar) as "parent_id",
  cast("ownership" as varchar) as "ownership",
  cast("ticker" as varchar) as "ticker",
  cast("listed_on" as date) as "listed_on",
  cast("entity_list_on" as date) as "entity_list_on",
  cast("website" as varchar) as "website",
  string_split("source_ids", ';') as "source_ids",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/firms.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

insert into "firms" from "firms_rows" where "parent_id" is null;

insert into "firms" from "firms_rows" where "parent_id" in (select "firm_id" from "firms") and "firm_id" not in (select "firm_id" from "firms");

insert into "firms" from "firms_rows" where "parent_id" in (select "firm_id" from "firms") and "firm_id" not in (select "firm_id" from "firms");

insert into "firms" from "firms_rows" where "parent_id" in (select "firm_id" from "firms") and "firm_id" not in (select "firm_id" from "firms");

insert into "firms" from "firms_rows" where "parent_id" in (select "firm_id" from "firms") and "firm_id" not in (select "firm_id" from "firms");

insert into "firms" from "firms_rows" where "firm_id" not in (select "firm_id" from "firms");

drop table "firms_rows";

comment on table "firms" is 'Firms. A row is one organisation that designs, makes, packages, equips or buys AI chips.';

comment on column "firms"."firm_id" is 'Key.';

comment on column "firms"."name" is 'Usual English name.';

comment on column "firms"."name_zh" is 'Chinese name.';

comment on column "firms"."roles" is 'What it does in the chain, separated by semicolons.';

comment on column "firms"."hq_city" is 'City of its headquarters.';

comment on column "firms"."country" is 'ISO 3166-1 code of its headquarters.';

comment on column "firms"."founded" is 'Year of foundation. Unit: year.';

comment on column "firms"."parent_id" is 'Firm that controls it.';

comment on column "firms"."ownership" is 'Who owns it: state means majority state-owned; mixed means state funds hold a blocking or largest stake without majority.';

comment on column "firms"."ticker" is 'Exchange and code of the main listing.';

comment on column "firms"."listed_on" is 'First day of trading of that listing.';

comment on column "firms"."entity_list_on" is 'Day its addition to the US Entity List took effect.';

comment on column "firms"."website" is 'Its website.';

comment on column "firms"."source_ids" is 'Sources of this row, separated by semicolons; at least one.';

comment on column "firms"."note" is 'What a reader must know to use the row; never the place for a second value.';

create table "firms_sources" (
  "firm_id" varchar not null,
  "source_id" varchar not null,
  primary key ("firm_id", "source_id"),
  foreign key ("firm_id") references "firms" ("firm_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "firms_sources" select "firm_id", unnest("source_ids") from "firms" order by all;

comment on table "firms_sources" is 'Firms: source_ids. A row links one row of firms to one of its source_ids; made from that list.';

comment on column "firms_sources"."firm_id" is 'Key.';

comment on column "firms_sources"."source_id" is 'One of the row’s source_ids.';

create table "actors" (
  "actor_id" varchar not null check (regexp_full_match("actor_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "name_zh" varchar check (regexp_full_match("name_zh", '^\S(.*\S)?$')),
  "kind" varchar not null check ("kind" in ('government', 'firm', 'analyst', 'newsroom', 'research', 'industry-body', 'community')),
  "country" varchar check (regexp_full_match("country", '^[A-Z]{2}$')),
  "firm_id" varchar check (regexp_full_match("firm_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("actor_id"),
  foreign key ("firm_id") references "firms" ("firm_id")
);

insert into "actors"
select
  cast("actor_id" as varchar) as "actor_id",
  cast("name" as varchar) as "name",
  cast("name_zh" as varchar) as "name_zh",
  cast("kind" as varchar) as "kind",
  cast("country" as varchar) as "country",
  cast("firm_id" as varchar) as "firm_id",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/actors.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "actors" is 'Actors. A row is somebody who says or does something: a government body, a firm, an analyst house, a newsroom, a research group. Observations, targets and events name one, so that a house’s numbers can be followed over time under one spelling.';

comment on column "actors"."actor_id" is 'Key; for a firm the firm’s own id.';

comment on column "actors"."name" is 'Name in English.';

comment on column "actors"."name_zh" is 'Name in Chinese.';

comment on column "actors"."kind" is 'What sort of actor it is.';

comment on column "actors"."country" is 'ISO 3166-1 code of its seat.';

comment on column "actors"."firm_id" is 'The firm, where the actor is one in `firms`.';

comment on column "actors"."note" is 'What a reader must know.';

create table "processes" (
  "process_id" varchar not null check (regexp_full_match("process_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "foundry_id" varchar not null check (regexp_full_match("foundry_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null check (regexp_full_match("name", '^\S(.*\S)?$')),
  "marketing_name" varchar check (regexp_full_match("marketing_name", '^\S(.*\S)?$')),
  "node_class" varchar not null check ("node_class" in ('2nm', '3nm', '5nm', '7nm', '10nm', '14nm', '16nm', '28nm', 'dram', 'nand', 'packaging')),
  "uses_euv" boolean,
  "first_production" varchar check (regexp_full_match("first_production", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "source_ids" varchar[] not null,
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("process_id"),
  foreign key ("foundry_id") references "firms" ("firm_id")
);

insert into "processes"
select
  cast("process_id" as varchar) as "process_id",
  cast("foundry_id" as varchar) as "foundry_id",
  cast("name" as varchar) as "name",
  cast("marketing_name" as varchar) as "marketing_name",
  cast("node_class" as varchar) as "node_class",
  cast("uses_euv" as boolean) as "uses_euv",
  cast("first_production" as varchar) as "first_production",
  string_split("source_ids", ';') as "source_ids",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/processes.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "processes" is 'Processes. A row is one manufacturing process of one foundry or memory maker. Density, defect density and yield are claims and live in `observations`.';

comment on column "processes"."process_id" is 'Key.';

comment on column "processes"."foundry_id" is 'Firm that runs it.';

comment on column "processes"."name" is 'The foundry’s own or usual name.';

comment on column "processes"."marketing_name" is 'The node that it is sold or reported as.';

comment on column "processes"."node_class" is 'Density class, so that processes of several foundries compare.';

comment on column "processes"."uses_euv" is 'Whether EUV lithography is used; empty if not known.';

comment on column "processes"."first_production" is 'When volume production was first seen or claimed.';

comment on column "processes"."source_ids" is 'Sources of this row, separated by semicolons; at least one.';

comment on column "processes"."note" is 'What a reader must know to use the row; never the place for a second value.';

create table "processes_sources" (
  "process_id" varchar not null,
  "source_id" varchar not null,
  primary key ("process_id", "source_id"),
  foreign key ("process_id") references "processes" ("process_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "processes_sources" select "process_id", unnest("source_ids") from "processes" order by all;

comment on table "processes_sources" is 'Processes: source_ids. A row links one row of processes to one of its source_ids; made from that list.';

comment on column "processes_sources"."process_id" is 'Key.';

comment on column "processes_sources"."source_id" is 'One of the row’s source_ids.';

create table "assumptions" (
  "assumption_id" varchar not null check (regexp_full_match("assumption_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "input_id" varchar not null check (regexp_full_match("input_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "subject" varchar check (regexp_full_match("subject", '^\S(.*\S)?$')),
  "period" varchar check (regexp_full_match("period", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "vintage" varchar check (regexp_full_match("vintage", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "definition_id" varchar check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "low" double,
  "central" double not null,
  "high" double,
  "unit" varchar not null check (regexp_full_match("unit", '^\S(.*\S)?$')),
  "distribution" varchar not null check ("distribution" in ('lognormal', 'beta', 'triangular', 'normal', 'uniform', 'bernoulli-lognormal', 'fixed')),
  "zero_probability" double check ("zero_probability" >= 0) check ("zero_probability" <= 1),
  "interval" varchar check ("interval" in ('p90', 'p80', 'p50', 'range')),
  "basis" varchar not null check ("basis" in ('sourced', 'calculated', 'assumed')),
  "reason" varchar not null check (regexp_full_match("reason", '^\S(.*\S)?$')),
  "source_ids" varchar[],
  "known_on" varchar check (regexp_full_match("known_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "set_blind" boolean,
  "related_house_id" varchar check (regexp_full_match("related_house_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("assumption_id"),
  foreign key ("input_id") references "inputs" ("input_id"),
  foreign key ("definition_id") references "definitions" ("definition_id"),
  foreign key ("related_house_id") references "actors" ("actor_id")
);

insert into "assumptions"
select
  cast("assumption_id" as varchar) as "assumption_id",
  cast("input_id" as varchar) as "input_id",
  cast("subject" as varchar) as "subject",
  cast("period" as varchar) as "period",
  cast("vintage" as varchar) as "vintage",
  cast("definition_id" as varchar) as "definition_id",
  cast("low" as double) as "low",
  cast("central" as double) as "central",
  cast("high" as double) as "high",
  cast("unit" as varchar) as "unit",
  cast("distribution" as varchar) as "distribution",
  cast("zero_probability" as double) as "zero_probability",
  cast("interval" as varchar) as "interval",
  cast("basis" as varchar) as "basis",
  cast("reason" as varchar) as "reason",
  string_split("source_ids", ';') as "source_ids",
  cast("known_on" as varchar) as "known_on",
  cast("set_blind" as boolean) as "set_blind",
  cast("related_house_id" as varchar) as "related_house_id",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/assumptions.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "assumptions" is 'Assumptions. A row is one input of the estimate for one period: low, central and high with their distribution, and why. Never a bare number.';

comment on column "assumptions"."assumption_id" is 'Key: input, definition and period.';

comment on column "assumptions"."input_id" is 'Input of the model.';

comment on column "assumptions"."subject" is 'What it is about, where the input alone does not say.';

comment on column "assumptions"."period" is 'Year for which it holds; empty if it holds for all.';

comment on column "assumptions"."vintage" is 'For an earlier state of a row that has been replaced: as of when it stood; the backtest uses it. Empty for the present state.';

comment on column "assumptions"."definition_id" is 'Which meaning of the input.';

comment on column "assumptions"."low" is 'Low end. Unit: in `unit`.';

comment on column "assumptions"."central" is 'Central value. Unit: in `unit`.';

comment on column "assumptions"."high" is 'High end. Unit: in `unit`.';

comment on column "assumptions"."unit" is 'Unit.';

comment on column "assumptions"."distribution" is 'Shape through low, central and high. bernoulli-lognormal: zero with `zero_probability`, else lognormal.';

comment on column "assumptions"."zero_probability" is 'Probability that the input is zero, for policy-gated inputs. Unit: share.';

comment on column "assumptions"."interval" is 'What low and high are.';

comment on column "assumptions"."basis" is 'sourced: low, central and high lie in published figures. calculated: computed from them as the reason says. assumed: our judgement, with its reason.';

comment on column "assumptions"."reason" is 'Why these values.';

comment on column "assumptions"."source_ids" is 'Sources that they rest on; required unless assumed.';

comment on column "assumptions"."known_on" is 'When the latest of its sources was out; a row is used for what was known on a day only from then on. Empty if it rests on judgement alone.';

comment on column "assumptions"."set_blind" is 'Whether it was set by somebody who did not know the result of the model, and not fitted to a published share.';

comment on column "assumptions"."related_house_id" is 'House whose figures it rests on and which also publishes a share that the model is held against.';

comment on column "assumptions"."note" is 'What a reader must know.';

create table "assumptions_sources" (
  "assumption_id" varchar not null,
  "source_id" varchar not null,
  primary key ("assumption_id", "source_id"),
  foreign key ("assumption_id") references "assumptions" ("assumption_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "assumptions_sources" select "assumption_id", unnest("source_ids") from "assumptions" order by all;

comment on table "assumptions_sources" is 'Assumptions: source_ids. A row links one row of assumptions to one of its source_ids; made from that list.';

comment on column "assumptions_sources"."assumption_id" is 'Key: input, definition and period.';

comment on column "assumptions_sources"."source_id" is 'One of the row’s source_ids.';

create table "chips" (
  "chip_id" varchar not null check (regexp_full_match("chip_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "name_zh" varchar check (regexp_full_match("name_zh", '^\S(.*\S)?$')),
  "designer_id" varchar not null check (regexp_full_match("designer_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "family" varchar check (regexp_full_match("family", '^\S(.*\S)?$')),
  "process_id" varchar check (regexp_full_match("process_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "foundry_id" varchar check (regexp_full_match("foundry_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "compute_dies" bigint check ("compute_dies" >= 1) check ("compute_dies" <= 32),
  "memory_type" varchar check ("memory_type" in ('HBM2', 'HBM2E', 'HBM3', 'HBM3E', 'HBM4', 'HiBL-1.0', 'HiZQ-2.0', 'GDDR6', 'GDDR6X', 'GDDR7', 'LPDDR4X', 'LPDDR5', 'LPDDR5X', 'DDR4', 'SRAM')),
  "form" varchar not null check ("form" in ('package', 'card', 'module', 'rack-unit')),
  "status" varchar not null check ("status" in ('rumoured', 'announced', 'sampling', 'production', 'discontinued', 'cancelled')),
  "announced_on" varchar check (regexp_full_match("announced_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "production_since" varchar check (regexp_full_match("production_since", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "native_formats" varchar[] check (list_has_all(['fp64', 'fp32', 'tf32', 'fp16', 'bf16', 'fp8', 'mxfp8', 'hif8', 'fp4', 'mxfp4', 'hif4', 'int8', 'int4'], "native_formats")),
  "native_fp8_since" varchar check (regexp_full_match("native_fp8_since", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "origin" varchar not null check ("origin" in ('domestic', 'foreign')),
  "tier" varchar not null check ("tier" in ('T1', 'T2', 'T3')),
  "source_ids" varchar[] not null,
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("chip_id"),
  foreign key ("designer_id") references "firms" ("firm_id"),
  foreign key ("process_id") references "processes" ("process_id"),
  foreign key ("foundry_id") references "firms" ("firm_id"),
  foreign key ("tier") references "tiers" ("tier_id")
);

insert into "chips"
select
  cast("chip_id" as varchar) as "chip_id",
  cast("name" as varchar) as "name",
  cast("name_zh" as varchar) as "name_zh",
  cast("designer_id" as varchar) as "designer_id",
  cast("family" as varchar) as "family",
  cast("process_id" as varchar) as "process_id",
  cast("foundry_id" as varchar) as "foundry_id",
  cast("compute_dies" as bigint) as "compute_dies",
  cast("memory_type" as varchar) as "memory_type",
  cast("form" as varchar) as "form",
  cast("status" as varchar) as "status",
  cast("announced_on" as varchar) as "announced_on",
  cast("production_since" as varchar) as "production_since",
  string_split("native_formats", ';') as "native_formats",
  cast("native_fp8_since" as varchar) as "native_fp8_since",
  cast("origin" as varchar) as "origin",
  cast("tier" as varchar) as "tier",
  string_split("source_ids", ';') as "source_ids",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/chips.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "chips" is 'Chips. A row is one AI accelerator or a named variant of it. Every number about it (throughput, memory, power, price) is a claim and lives in `observations`; the view `chip_specs` puts them side by side.';

comment on column "chips"."chip_id" is 'Key.';

comment on column "chips"."name" is 'Name in English.';

comment on column "chips"."name_zh" is 'Name in Chinese.';

comment on column "chips"."designer_id" is 'Firm that designed it.';

comment on column "chips"."family" is 'Product family.';

comment on column "chips"."process_id" is 'Main process of the compute die, where known.';

comment on column "chips"."foundry_id" is 'Firm that makes the compute die, where known; several are rows of `chip_suppliers`.';

comment on column "chips"."compute_dies" is 'Compute dies per package. Unit: dies.';

comment on column "chips"."memory_type" is 'Memory on the package or card.';

comment on column "chips"."form" is 'What the row’s numbers count: a package, a PCIe card, a socketed module.';

comment on column "chips"."status" is 'Where it stands on the as-of date of the package.';

comment on column "chips"."announced_on" is 'When it was first announced or reported.';

comment on column "chips"."production_since" is 'When volume production or shipment began.';

comment on column "chips"."native_formats" is 'Number formats that its tensor units execute natively, as far as documented.';

comment on column "chips"."native_fp8_since" is 'When a chip with native FP8 of this row was first on sale; empty if it has none or the date is not known.';

comment on column "chips"."origin" is 'domestic: designed by a firm headquartered in mainland China.';

comment on column "chips"."tier" is 'T1 training class (at least 250 dense FP16 TFLOPS or 1.5 TB/s); T2 other chips with HBM or LPDDR for inference; T3 cards below both.';

comment on column "chips"."source_ids" is 'Sources of this row, separated by semicolons; at least one.';

comment on column "chips"."note" is 'What a reader must know to use the row; never the place for a second value.';

create table "chips_sources" (
  "chip_id" varchar not null,
  "source_id" varchar not null,
  primary key ("chip_id", "source_id"),
  foreign key ("chip_id") references "chips" ("chip_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "chips_sources" select "chip_id", unnest("source_ids") from "chips" order by all;

comment on table "chips_sources" is 'Chips: source_ids. A row links one row of chips to one of its source_ids; made from that list.';

comment on column "chips_sources"."chip_id" is 'Key.';

comment on column "chips_sources"."source_id" is 'One of the row’s source_ids.';

create table "fabs" (
  "fab_id" varchar not null check (regexp_full_match("fab_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "name_zh" varchar check (regexp_full_match("name_zh", '^\S(.*\S)?$')),
  "operator_id" varchar not null check (regexp_full_match("operator_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "beneficiary_id" varchar check (regexp_full_match("beneficiary_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "city" varchar check (regexp_full_match("city", '^\S(.*\S)?$')),
  "province" varchar check (regexp_full_match("province", '^\S(.*\S)?$')),
  "country" varchar not null check (regexp_full_match("country", '^[A-Z]{2}$')),
  "kind" varchar not null check ("kind" in ('logic', 'dram', 'nand', 'hbm', 'packaging', 'equipment')),
  "wafer_size" bigint check ("wafer_size" in (150, 200, 300)),
  "process_id" varchar check (regexp_full_match("process_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "status" varchar not null check ("status" in ('announced', 'construction', 'equipping', 'pilot', 'production', 'suspended', 'cancelled')),
  "announced_on" varchar check (regexp_full_match("announced_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "construction_on" varchar check (regexp_full_match("construction_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "production_planned_on" varchar check (regexp_full_match("production_planned_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "production_on" varchar check (regexp_full_match("production_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "stopped_on" varchar check (regexp_full_match("stopped_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "latitude" double check ("latitude" >= -90) check ("latitude" <= 90),
  "longitude" double check ("longitude" >= -180) check ("longitude" <= 180),
  "location_precision" varchar check ("location_precision" in ('site', 'district', 'city')),
  "source_ids" varchar[] not null,
  "collection" varchar check ("collection" in ('founding-report')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("fab_id"),
  foreign key ("operator_id") references "firms" ("firm_id"),
  foreign key ("beneficiary_id") references "firms" ("firm_id"),
  foreign key ("process_id") references "processes" ("process_id")
);

insert into "fabs"
select
  cast("fab_id" as varchar) as "fab_id",
  cast("name" as varchar) as "name",
  cast("name_zh" as varchar) as "name_zh",
  cast("operator_id" as varchar) as "operator_id",
  cast("beneficiary_id" as varchar) as "beneficiary_id",
  cast("city" as varchar) as "city",
  cast("province" as varchar) as "province",
  cast("country" as varchar) as "country",
  cast("kind" as varchar) as "kind",
  cast("wafer_size" as bigint) as "wafer_size",
  cast("process_id" as varchar) as "process_id",
  cast("status" as varchar) as "status",
  cast("announced_on" as varchar) as "announced_on",
  cast("construction_on" as varchar) as "construction_on",
  cast("production_planned_on" as varchar) as "production_planned_on",
  cast("production_on" as varchar) as "production_on",
  cast("stopped_on" as varchar) as "stopped_on",
  cast("latitude" as double) as "latitude",
  cast("longitude" as double) as "longitude",
  cast("location_precision" as varchar) as "location_precision",
  string_split("source_ids", ';') as "source_ids",
  cast("collection" as varchar) as "collection",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/fabs.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "fabs" is 'Fabs. A row is one plant (or one phase that is reported on its own): logic, memory or packaging.';

comment on column "fabs"."fab_id" is 'Key.';

comment on column "fabs"."name" is 'Name in English.';

comment on column "fabs"."name_zh" is 'Name in Chinese.';

comment on column "fabs"."operator_id" is 'Firm that runs it.';

comment on column "fabs"."beneficiary_id" is 'Firm for which it is reported to run, where that is another one.';

comment on column "fabs"."city" is 'City.';

comment on column "fabs"."province" is 'Province or state.';

comment on column "fabs"."country" is 'ISO 3166-1 code.';

comment on column "fabs"."kind" is 'What it makes.';

comment on column "fabs"."wafer_size" is 'Wafer diameter. Unit: mm.';

comment on column "fabs"."process_id" is 'Most advanced process reported there.';

comment on column "fabs"."status" is 'Rung on the ladder on the as-of date of the package.';

comment on column "fabs"."announced_on" is 'When it was announced or first reported.';

comment on column "fabs"."construction_on" is 'When construction began.';

comment on column "fabs"."production_planned_on" is 'When production was last planned to begin.';

comment on column "fabs"."production_on" is 'When production began.';

comment on column "fabs"."stopped_on" is 'When it was suspended or cancelled.';

comment on column "fabs"."latitude" is 'Latitude, WGS 84. Unit: degrees.';

comment on column "fabs"."longitude" is 'Longitude, WGS 84. Unit: degrees.';

comment on column "fabs"."location_precision" is 'How exact the coordinates are.';

comment on column "fabs"."source_ids" is 'Sources of this row, separated by semicolons; at least one.';

comment on column "fabs"."collection" is 'Set that it belongs to: founding-report for the plants of the report of 27 August 2025.';

comment on column "fabs"."note" is 'What a reader must know to use the row; never the place for a second value.';

create table "fabs_sources" (
  "fab_id" varchar not null,
  "source_id" varchar not null,
  primary key ("fab_id", "source_id"),
  foreign key ("fab_id") references "fabs" ("fab_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "fabs_sources" select "fab_id", unnest("source_ids") from "fabs" order by all;

comment on table "fabs_sources" is 'Fabs: source_ids. A row links one row of fabs to one of its source_ids; made from that list.';

comment on column "fabs_sources"."fab_id" is 'Key.';

comment on column "fabs_sources"."source_id" is 'One of the row’s source_ids.';

create table "sensitivities" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "assumption_id" varchar not null check (regexp_full_match("assumption_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "rank_correlation" double not null check ("rank_correlation" >= -1) check ("rank_correlation" <= 1),
  "sobol_total" double check ("sobol_total" >= 0),
  primary key ("year", "definition_id", "metric", "assumption_id"),
  foreign key ("definition_id") references "definitions" ("definition_id"),
  foreign key ("assumption_id") references "assumptions" ("assumption_id")
);

insert into "sensitivities"
select
  cast("year" as bigint) as "year",
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("assumption_id" as varchar) as "assumption_id",
  cast("rank_correlation" as double) as "rank_correlation",
  cast("sobol_total" as double) as "sobol_total"
from read_csv(getvariable('base') || 'data/derived/sensitivities.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "sensitivities" is 'Sensitivities. A row says how much one input moves one cell of the estimate (share of sales, all tiers). Written by the model, never by hand.';

comment on column "sensitivities"."year" is 'Calendar year. Unit: year.';

comment on column "sensitivities"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "sensitivities"."metric" is 'What is added up.';

comment on column "sensitivities"."assumption_id" is 'The input.';

comment on column "sensitivities"."rank_correlation" is 'Spearman rank correlation of the input with the cell over draws, correlated as in the estimate. Unit: correlation.';

comment on column "sensitivities"."sobol_total" is 'Sobol total index: share of the variance of the cell that would go if all other inputs were known, inputs taken as independent. Unit: share.';

create table "chip_suppliers" (
  "chip_id" varchar not null check (regexp_full_match("chip_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "stage" varchar not null check ("stage" in ('design', 'logic', 'memory', 'packaging', 'substrate', 'test')),
  "firm_id" varchar not null check (regexp_full_match("firm_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "valid_from" varchar check (regexp_full_match("valid_from", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "valid_to" varchar check (regexp_full_match("valid_to", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "share" double check ("share" >= 0) check ("share" <= 100),
  "basis" varchar not null check (regexp_full_match("basis", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("chip_id", "stage", "firm_id", "source_id"),
  foreign key ("chip_id") references "chips" ("chip_id"),
  foreign key ("firm_id") references "firms" ("firm_id"),
  foreign key ("basis") references "bases" ("basis_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "chip_suppliers"
select
  cast("chip_id" as varchar) as "chip_id",
  cast("stage" as varchar) as "stage",
  cast("firm_id" as varchar) as "firm_id",
  cast("valid_from" as varchar) as "valid_from",
  cast("valid_to" as varchar) as "valid_to",
  cast("share" as double) as "share",
  cast("basis" as varchar) as "basis",
  cast("source_id" as varchar) as "source_id",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/chip_suppliers.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "chip_suppliers" is 'Chip suppliers. A row says which firm does one stage of one chip, from when to when, according to one source.';

comment on column "chip_suppliers"."chip_id" is 'The chip.';

comment on column "chip_suppliers"."stage" is 'Stage of the chain.';

comment on column "chip_suppliers"."firm_id" is 'Firm that does it.';

comment on column "chip_suppliers"."valid_from" is 'First period for which it holds, where known.';

comment on column "chip_suppliers"."valid_to" is 'Last period for which it holds, where known.';

comment on column "chip_suppliers"."share" is 'Share of that stage, where a source gives one. Unit: %.';

comment on column "chip_suppliers"."basis" is 'official: one of the two firms says so. reported: a newsroom or teardown. estimated: inferred by a named analyst. forecast: expected.';

comment on column "chip_suppliers"."source_id" is 'Where it was said.';

comment on column "chip_suppliers"."note" is 'What a reader must know.';

create table "events" (
  "event_id" varchar not null check (regexp_full_match("event_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "happened_on" varchar not null check (regexp_full_match("happened_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "effective_on" varchar check (regexp_full_match("effective_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "actor_id" varchar not null check (regexp_full_match("actor_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "kind" varchar not null check ("kind" in ('export-control', 'import-control', 'enforcement', 'procurement-rule', 'funding', 'trade-talks', 'tariff', 'launch', 'plant', 'listing', 'market-reaction', 'deal', 'adoption', 'standard')),
  "title" varchar not null check (regexp_full_match("title", '^\S(.*\S)?$')),
  "short_title" varchar check (regexp_full_match("short_title", '^\S(.*\S)?$')),
  "description" varchar not null check (regexp_full_match("description", '^\S(.*\S)?$')),
  "collection" varchar check ("collection" in ('founding-report')),
  "marked_in" varchar[] check (list_has_all(['trajectory', 'nvidia-china'], "marked_in")),
  "firm_ids" varchar[],
  "chip_ids" varchar[],
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("event_id"),
  foreign key ("actor_id") references "actors" ("actor_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "events"
select
  cast("event_id" as varchar) as "event_id",
  cast("happened_on" as varchar) as "happened_on",
  cast("effective_on" as varchar) as "effective_on",
  cast("actor_id" as varchar) as "actor_id",
  cast("kind" as varchar) as "kind",
  cast("title" as varchar) as "title",
  cast("short_title" as varchar) as "short_title",
  cast("description" as varchar) as "description",
  cast("collection" as varchar) as "collection",
  string_split("marked_in", ';') as "marked_in",
  string_split("firm_ids", ';') as "firm_ids",
  string_split("chip_ids", ';') as "chip_ids",
  cast("source_id" as varchar) as "source_id",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/events.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "events" is 'Events. A row is one dated policy, trade or market event that bears on the supply of AI chips in China.';

comment on column "events"."event_id" is 'Key.';

comment on column "events"."happened_on" is 'When it happened.';

comment on column "events"."effective_on" is 'When it took or takes effect, if on another day.';

comment on column "events"."actor_id" is 'Who acted.';

comment on column "events"."kind" is 'What sort of event.';

comment on column "events"."title" is 'One line.';

comment on column "events"."short_title" is 'Label in charts that mark the event, where the title is too long.';

comment on column "events"."description" is 'What happened and why it matters here.';

comment on column "events"."collection" is 'Set for events of the report of 27 August 2025 with which this package started.';

comment on column "events"."marked_in" is 'Charts that mark the event among their years.';

comment on column "events"."firm_ids" is 'Firms touched, separated by semicolons.';

comment on column "events"."chip_ids" is 'Chips touched, separated by semicolons.';

comment on column "events"."source_id" is 'Where it was read.';

comment on column "events"."note" is 'What a reader must know.';

create table "events_firms" (
  "event_id" varchar not null,
  "firm_id" varchar not null,
  primary key ("event_id", "firm_id"),
  foreign key ("event_id") references "events" ("event_id"),
  foreign key ("firm_id") references "firms" ("firm_id")
);

insert into "events_firms" select "event_id", unnest("firm_ids") from "events" order by all;

comment on table "events_firms" is 'Events: firm_ids. A row links one row of events to one of its firm_ids; made from that list.';

comment on column "events_firms"."event_id" is 'Key.';

comment on column "events_firms"."firm_id" is 'One of the row’s firm_ids.';

create table "events_chips" (
  "event_id" varchar not null,
  "chip_id" varchar not null,
  primary key ("event_id", "chip_id"),
  foreign key ("event_id") references "events" ("event_id"),
  foreign key ("chip_id") references "chips" ("chip_id")
);

insert into "events_chips" select "event_id", unnest("chip_ids") from "events" order by all;

comment on table "events_chips" is 'Events: chip_ids. A row links one row of events to one of its chip_ids; made from that list.';

comment on column "events_chips"."event_id" is 'Key.';

comment on column "events_chips"."chip_id" is 'One of the row’s chip_ids.';

create table "observations" (
  "observation_id" varchar not null check (regexp_full_match("observation_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric_id" varchar not null check (regexp_full_match("metric_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "firm_id" varchar check (regexp_full_match("firm_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "chip_id" varchar check (regexp_full_match("chip_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "fab_id" varchar check (regexp_full_match("fab_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "process_id" varchar check (regexp_full_match("process_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "region_id" varchar check (regexp_full_match("region_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "period" varchar check (regexp_full_match("period", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?(/\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?)?$')),
  "definition_id" varchar check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "value" double,
  "value_low" double,
  "value_high" double,
  "interval" varchar check ("interval" in ('p90', 'p80', 'p50', 'range')),
  "bound" varchar check ("bound" in ('at-least', 'at-most', 'about')),
  "unit" varchar not null check (regexp_full_match("unit", '^\S(.*\S)?$')),
  "basis" varchar not null check (regexp_full_match("basis", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "rank" varchar not null check ("rank" in ('preferred', 'normal', 'deprecated')),
  "rank_reason" varchar check (regexp_full_match("rank_reason", '^\S(.*\S)?$')),
  "claimant_id" varchar not null check (regexp_full_match("claimant_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "locator" varchar check (regexp_full_match("locator", '^\S(.*\S)?$')),
  "as_of" varchar not null check (regexp_full_match("as_of", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "recorded_on" date not null,
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("observation_id"),
  foreign key ("metric_id") references "metrics" ("metric_id"),
  foreign key ("firm_id") references "firms" ("firm_id"),
  foreign key ("chip_id") references "chips" ("chip_id"),
  foreign key ("fab_id") references "fabs" ("fab_id"),
  foreign key ("process_id") references "processes" ("process_id"),
  foreign key ("region_id") references "regions" ("region_id"),
  foreign key ("definition_id") references "definitions" ("definition_id"),
  foreign key ("basis") references "bases" ("basis_id"),
  foreign key ("claimant_id") references "actors" ("actor_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "observations"
select
  cast("observation_id" as varchar) as "observation_id",
  cast("metric_id" as varchar) as "metric_id",
  cast("firm_id" as varchar) as "firm_id",
  cast("chip_id" as varchar) as "chip_id",
  cast("fab_id" as varchar) as "fab_id",
  cast("process_id" as varchar) as "process_id",
  cast("region_id" as varchar) as "region_id",
  cast("period" as varchar) as "period",
  cast("definition_id" as varchar) as "definition_id",
  cast("value" as double) as "value",
  cast("value_low" as double) as "value_low",
  cast("value_high" as double) as "value_high",
  cast("interval" as varchar) as "interval",
  cast("bound" as varchar) as "bound",
  cast("unit" as varchar) as "unit",
  cast("basis" as varchar) as "basis",
  cast("rank" as varchar) as "rank",
  cast("rank_reason" as varchar) as "rank_reason",
  cast("claimant_id" as varchar) as "claimant_id",
  cast("source_id" as varchar) as "source_id",
  cast("locator" as varchar) as "locator",
  cast("as_of" as varchar) as "as_of",
  cast("recorded_on" as date) as "recorded_on",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/observations.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "observations" is 'Observations. A row is one sourced value of one metric for one subject and period, as said by somebody at some time. Rivals stand side by side and are ranked; nothing is averaged or overwritten.';

comment on column "observations"."observation_id" is 'Key; never reused.';

comment on column "observations"."metric_id" is 'What is measured; it decides unit, dimensions and range.';

comment on column "observations"."firm_id" is 'Firm that the value is about.';

comment on column "observations"."chip_id" is 'Chip that the value is about.';

comment on column "observations"."fab_id" is 'Plant that the value is about.';

comment on column "observations"."process_id" is 'Process that the value is about.';

comment on column "observations"."region_id" is 'Region that the value is about.';

comment on column "observations"."period" is 'Period that the value is about: 2025, 2025-H1, 2025-Q3, 2025-08, 2025-08-27, or from/to for any other span. A stock says its moment; a year means the year’s average or is explained in the note. Empty for specifications.';

comment on column "observations"."definition_id" is 'Which meaning of the metric is used; from the metric’s family.';

comment on column "observations"."value" is 'Central or only value; empty only where the source gives a range alone. Unit: in the metric’s unit.';

comment on column "observations"."value_low" is 'Low end as the source gives it. Unit: in the metric’s unit.';

comment on column "observations"."value_high" is 'High end as the source gives it. Unit: in the metric’s unit.';

comment on column "observations"."interval" is 'What low and high mean: the ends of a 90, 80 or 50 % interval, or a range of no stated coverage. Empty where there is no range.';

comment on column "observations"."bound" is 'Set where the source says “more than”, “at most” or “about”.';

comment on column "observations"."unit" is 'Unit of the value; always that of its metric.';

comment on column "observations"."basis" is 'official: the body that knows says so. reported: a newsroom says so. estimated: an analyst’s figure for the past or present. forecast: anybody’s figure for the future. target: the actor’s own plan.';

comment on column "observations"."rank" is 'preferred: our choice among rivals, at most one per metric, subject, period and definition. deprecated: kept, but known or believed to be wrong.';

comment on column "observations"."rank_reason" is 'Why it is preferred over rivals or deprecated; required if deprecated.';

comment on column "observations"."claimant_id" is 'Whose number it is, not who relays it.';

comment on column "observations"."source_id" is 'Where it was read.';

comment on column "observations"."locator" is 'Place inside the source.';

comment on column "observations"."as_of" is 'When the claimant said it; the vintage.';

comment on column "observations"."recorded_on" is 'When the row was added here.';

comment on column "observations"."note" is 'What a reader must know; never a second value.';

create table "targets" (
  "target_id" varchar not null check (regexp_full_match("target_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "claimant_id" varchar not null check (regexp_full_match("claimant_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "kind" varchar not null check ("kind" in ('state', 'firm', 'official', 'analyst', 'press')),
  "claim_type" varchar not null check ("claim_type" in ('numeric', 'event', 'specification', 'statement')),
  "topic_id" varchar not null check (regexp_full_match("topic_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "collection" varchar check ("collection" in ('founding-report')),
  "statement" varchar not null check (regexp_full_match("statement", '^\S(.*\S)?$')),
  "statement_zh" varchar check (regexp_full_match("statement_zh", '^\S(.*\S)?$')),
  "metric_id" varchar check (regexp_full_match("metric_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "firm_id" varchar check (regexp_full_match("firm_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "chip_id" varchar check (regexp_full_match("chip_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "fab_id" varchar check (regexp_full_match("fab_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "process_id" varchar check (regexp_full_match("process_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "region_id" varchar check (regexp_full_match("region_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "definition_id" varchar check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "comparator" varchar check ("comparator" in ('at-least', 'at-most', 'equal', 'about')),
  "value" double,
  "value_low" double,
  "value_high" double,
  "unit" varchar check (regexp_full_match("unit", '^\S(.*\S)?$')),
  "baseline_value" double,
  "baseline_period" varchar check (regexp_full_match("baseline_period", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "deadline" varchar check (regexp_full_match("deadline", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "said_on" varchar not null check (regexp_full_match("said_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "scope" varchar check (regexp_full_match("scope", '^\S(.*\S)?$')),
  "unmeasurable_reason" varchar check (regexp_full_match("unmeasurable_reason", '^\S(.*\S)?$')),
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "superseded_by" varchar check (regexp_full_match("superseded_by", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("target_id"),
  foreign key ("claimant_id") references "actors" ("actor_id"),
  foreign key ("topic_id") references "topics" ("topic_id"),
  foreign key ("metric_id") references "metrics" ("metric_id"),
  foreign key ("firm_id") references "firms" ("firm_id"),
  foreign key ("chip_id") references "chips" ("chip_id"),
  foreign key ("fab_id") references "fabs" ("fab_id"),
  foreign key ("process_id") references "processes" ("process_id"),
  foreign key ("region_id") references "regions" ("region_id"),
  foreign key ("definition_id") references "definitions" ("definition_id"),
  foreign key ("source_id") references "sources" ("source_id"),
  foreign key ("superseded_by") references "targets" ("target_id")
);

create temp table "targets_rows" as
select
  cast("target_id" as varchar) as "target_id",
  cast("claimant_id" as varchar) as "claimant_id",
  cast("kind" as varchar) as "kind",
  cast("claim_type" as varchar) as "claim_type",
  cast("topic_id" as varchar) as "topic_id",
  cast("collection" as varchar) as "collection",
  cast("statement" as varchar) as "statement",
  cast("statement_zh" as varchar) as "statement_zh",
  cast("metric_id" as varchar) as "metric_id",
  cast("firm_id" as varchar) as "firm_id",
  cast("chip_id" as varchar) as "chip_id",
  cast("fab_id" as varchar) as "fab_id",
  cast("process_id" as varchar) as "process_id",
  cast("region_id" as varchar) as "region_id",
  cast("definition_id" as varchar) as "definition_id",
  cast("comparator" as varchar) as "comparator",
  cast("value" as double) as "value",
  cast("value_low" as double) as "value_low",
  cast("value_high" as double) as "value_high",
  cast("unit" as varchar) as "unit",
  cast("baseline_value" as double) as "baseline_value",
  cast("baseline_period" as varchar) as "baseline_period",
  cast("deadline" as varchar) as "deadline",
  cast("said_on" as varchar) as "said_on",
  cast("scope" as varchar) as "scope",
  cast("unmeasurable_reason" as varchar) as "unmeasurable_reason",
  cast("source_id" as varchar) as "source_id",
  cast("superseded_by" as varchar) as "superseded_by",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/targets.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

insert into "targets" from "targets_rows" where "superseded_by" is null;

insert into "targets" from "targets_rows" where "superseded_by" in (select "target_id" from "targets") and "target_id" not in (select "target_id" from "targets");

insert into "targets" from "targets_rows" where "superseded_by" in (select "target_id" from "targets") and "target_id" not in (select "target_id" from "targets");

insert into "targets" from "targets_rows" where "superseded_by" in (select "target_id" from "targets") and "target_id" not in (select "target_id" from "targets");

insert into "targets" from "targets_rows" where "superseded_by" in (select "target_id" from "targets") and "target_id" not in (select "target_id" from "targets");

insert into "targets" from "targets_rows" where "target_id" not in (select "target_id" from "targets");

drop table "targets_rows";

comment on table "targets" is 'Targets. A row is one promise or prediction with a deadline, paraphrased, with what would settle it. What became of it stands in `outcomes` and `observations`.';

comment on column "targets"."target_id" is 'Key; never reused.';

comment on column "targets"."claimant_id" is 'Who promised or predicted it; for a press report of unnamed planners the newsroom.';

comment on column "targets"."kind" is 'What sort of claim: a state’s plan, a firm’s plan, an official’s statement, an analyst’s forecast, a press report of a plan.';

comment on column "targets"."claim_type" is 'numeric: a value by a deadline. event: something happens. specification: a product has stated properties. statement: a judgement that no single number or event settles.';

comment on column "targets"."topic_id" is 'What it is about.';

comment on column "targets"."collection" is 'Set for the claims of the report of 27 August 2025 with which this package started.';

comment on column "targets"."statement" is 'The claim in our words, with its subject and deadline.';

comment on column "targets"."statement_zh" is 'The original words, for claims made in Chinese.';

comment on column "targets"."metric_id" is 'Metric that settles it; empty for events and statements.';

comment on column "targets"."firm_id" is 'Firm that the value is about.';

comment on column "targets"."chip_id" is 'Chip that the value is about.';

comment on column "targets"."fab_id" is 'Plant that the value is about.';

comment on column "targets"."process_id" is 'Process that the value is about.';

comment on column "targets"."region_id" is 'Region that the value is about.';

comment on column "targets"."definition_id" is 'Which meaning of the metric is claimed, where it can be told.';

comment on column "targets"."comparator" is 'How the outcome is compared with the value.';

comment on column "targets"."value" is 'Value claimed. Unit: in `unit`.';

comment on column "targets"."value_low" is 'Low end, where a range is claimed. Unit: in `unit`.';

comment on column "targets"."value_high" is 'High end, where a range is claimed. Unit: in `unit`.';

comment on column "targets"."unit" is 'Unit of the value; that of the metric where one is named.';

comment on column "targets"."baseline_value" is 'Value from which a change is claimed. Unit: in `unit`.';

comment on column "targets"."baseline_period" is 'Period of that baseline.';

comment on column "targets"."deadline" is 'By when; empty only for statements without one.';

comment on column "targets"."said_on" is 'When it was said.';

comment on column "targets"."scope" is 'What it covers and leaves out, as far as said.';

comment on column "targets"."unmeasurable_reason" is 'Why no metric can settle it, where that is so.';

comment on column "targets"."source_id" is 'Where it was read.';

comment on column "targets"."superseded_by" is 'The later target that replaced it.';

comment on column "targets"."note" is 'What a reader must know.';

create table "outcomes" (
  "outcome_id" varchar not null check (regexp_full_match("outcome_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "target_id" varchar not null check (regexp_full_match("target_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "happened_on" varchar not null check (regexp_full_match("happened_on", '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$')),
  "finding" varchar not null check ("finding" in ('met', 'partly', 'progress', 'late', 'missed', 'withdrawn', 'no-evidence')),
  "evidence" varchar not null check ("evidence" in ('commercial-volume', 'sample', 'statement', 'measurement', 'plan', 'absence')),
  "independent" boolean not null,
  "statement" varchar not null check (regexp_full_match("statement", '^\S(.*\S)?$')),
  "observation_id" varchar check (regexp_full_match("observation_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("outcome_id"),
  foreign key ("target_id") references "targets" ("target_id"),
  foreign key ("observation_id") references "observations" ("observation_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "outcomes"
select
  cast("outcome_id" as varchar) as "outcome_id",
  cast("target_id" as varchar) as "target_id",
  cast("happened_on" as varchar) as "happened_on",
  cast("finding" as varchar) as "finding",
  cast("evidence" as varchar) as "evidence",
  cast("independent" as boolean) as "independent",
  cast("statement" as varchar) as "statement",
  cast("observation_id" as varchar) as "observation_id",
  cast("source_id" as varchar) as "source_id",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/outcomes.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "outcomes" is 'Outcomes. A row is one dated piece of evidence about a target: a fab started, a chip shipped, a rule was withdrawn, a figure was published.';

comment on column "outcomes"."outcome_id" is 'Key.';

comment on column "outcomes"."target_id" is 'The target it is about.';

comment on column "outcomes"."happened_on" is 'When it happened or was reported.';

comment on column "outcomes"."finding" is 'What this piece of evidence says on its own; the verdict is computed from all of them.';

comment on column "outcomes"."evidence" is 'commercial-volume: sold or running in volume. sample: shown or sampled. statement: somebody says so. measurement: a published number. plan: only a plan. absence: a named source looked and found none.';

comment on column "outcomes"."independent" is 'Whether the source is independent of the claimant.';

comment on column "outcomes"."statement" is 'What was found, in our words.';

comment on column "outcomes"."observation_id" is 'The number behind it, where there is one.';

comment on column "outcomes"."source_id" is 'Where it was read.';

comment on column "outcomes"."note" is 'What a reader must know.';

create table "verdicts" (
  "target_id" varchar not null check (regexp_full_match("target_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "rule_version" varchar not null check (regexp_full_match("rule_version", '^\S(.*\S)?$')),
  "rated_on" date not null,
  "status" varchar not null check (regexp_full_match("status", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "probability" double check ("probability" >= 0) check ("probability" <= 1),
  "attainment" double,
  "evidence_ids" varchar[],
  "change" varchar check ("change" in ('first', 'data', 'method', 'error')),
  primary key ("target_id", "rule_version", "rated_on"),
  foreign key ("target_id") references "targets" ("target_id"),
  foreign key ("status") references "statuses" ("status_id")
);

insert into "verdicts"
select
  cast("target_id" as varchar) as "target_id",
  cast("rule_version" as varchar) as "rule_version",
  cast("rated_on" as date) as "rated_on",
  cast("status" as varchar) as "status",
  cast("probability" as double) as "probability",
  cast("attainment" as double) as "attainment",
  string_split("evidence_ids", ';') as "evidence_ids",
  cast("change" as varchar) as "change"
from read_csv(getvariable('base') || 'data/derived/verdicts.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "verdicts" is 'Verdicts. A row is the rating of one target by one version of the rules on one day. Written by a command, never by hand; history is kept.';

comment on column "verdicts"."target_id" is 'The target.';

comment on column "verdicts"."rule_version" is 'Version of the rating rules.';

comment on column "verdicts"."rated_on" is 'Day of the rating.';

comment on column "verdicts"."status" is 'The rating.';

comment on column "verdicts"."probability" is 'Probability that the target is or will be met, where the model gives one. Unit: share.';

comment on column "verdicts"."attainment" is 'Share of the promised change that was reached. Unit: share.';

comment on column "verdicts"."evidence_ids" is 'Outcomes and observations used.';

comment on column "verdicts"."change" is 'Why the rating differs from the one before.';

-- What makes observations rivals: metric, subject, period and definition as one value, to compare or to group by.
-- `cell_key(o)` takes a row of observations, or of a view that has these columns; missing cells are equal.
create macro cell_key(o) as (
  row(o.metric_id, o.firm_id, o.chip_id, o.fab_id, o.process_id, o.region_id, o.period, o.definition_id)
);

comment on macro "cell_key" is 'What makes observations rivals: metric, subject, period and definition as one value, to compare or to group by. `cell_key(o)` takes a row of observations, or of a view that has these columns; missing cells are equal.';

-- The value of an observation, or the middle of its range where the source gives a range alone: `central_value(o)`.
create macro central_value(o) as (coalesce(o.value, (o.value_low + o.value_high) / 2));

comment on macro "central_value" is 'The value of an observation, or the middle of its range where the source gives a range alone: `central_value(o)`.';

-- Last day of a period written as 2025, 2025-H1, 2025-Q3, 2025-08, 2025-08-27 or from/to; null for null.
create macro period_end(period) as (
  case
    when regexp_full_match(regexp_extract(period, '[^/]+$'), '\d{4}')
      then make_date(cast(regexp_extract(period, '[^/]+$')[1:4] as integer), 12, 31)
    when regexp_full_match(regexp_extract(period, '[^/]+$'), '\d{4}-H[12]')
      then last_day(make_date(
        cast(regexp_extract(period, '[^/]+$')[1:4] as integer), 6 * cast(regexp_extract(period, '[^/]+$')[7:7] as integer), 1))
    when regexp_full_match(regexp_extract(period, '[^/]+$'), '\d{4}-Q[1-4]')
      then last_day(make_date(
        cast(regexp_extract(period, '[^/]+$')[1:4] as integer), 3 * cast(regexp_extract(period, '[^/]+$')[7:7] as integer), 1))
    when regexp_full_match(regexp_extract(period, '[^/]+$'), '\d{4}-\d{2}')
      then last_day(make_date(
        cast(regexp_extract(period, '[^/]+$')[1:4] as integer), cast(regexp_extract(period, '[^/]+$')[6:7] as integer), 1))
    -- try_cast: DuckDB before 1.2 evaluates this branch for rows without a period too
    else try_cast(regexp_extract(period, '[^/]+$') as date)
  end
);

comment on macro "period_end" is 'Last day of a period written as 2025, 2025-H1, 2025-Q3, 2025-08, 2025-08-27 or from/to; null for null.';

-- Whether a basis speaks of what is or was, not of what is still to come: `is_observed(basis)`; see the table bases.
create macro is_observed(basis) as (basis in (select basis_id from bases where observed));

comment on macro "is_observed" is 'Whether a basis speaks of what is or was, not of what is still to come: `is_observed(basis)`; see the table bases.';

-- A row is what one thing of the vocabulary is called in one language.
--   vocabulary: Table that it is in.
--   code: Its key there.
--   language: Language, as a code of two letters.
--   name: What it is called.
--   short_name: The same for charts, where there is a shorter one.
create view labels as
select 'definitions' as vocabulary, definition_id as code, 'en' as language, name, short_name from definitions
union all
select 'metrics', metric_id, 'en', name, short_name from metrics
union all
select 'statuses', status_id, 'en', name, null from statuses
union all
select 'bases', basis_id, 'en', name, null from bases
union all
select 'tiers', tier_id, 'en', name, null from tiers
union all
select 'topics', topic_id, 'en', name, null from topics
union all
select 'inputs', input_id, 'en', name, null from inputs
union all
select vocabulary, code, language, name, short_name from translations;

comment on view "labels" is 'A row is what one thing of the vocabulary is called in one language.';

comment on column "labels"."vocabulary" is 'Table that it is in.';

comment on column "labels"."code" is 'Its key there.';

comment on column "labels"."language" is 'Language, as a code of two letters.';

comment on column "labels"."name" is 'What it is called.';

comment on column "labels"."short_name" is 'The same for charts, where there is a shorter one.';

-- First day of a period written as 2025, 2025-H1, 2025-Q3, 2025-08, 2025-08-27 or from/to; null for null.
create macro period_start(period) as (
  case
    when regexp_full_match(split_part(period, '/', 1), '\d{4}')
      then make_date(cast(period[1:4] as integer), 1, 1)
    when regexp_full_match(split_part(period, '/', 1), '\d{4}-H[12]')
      then make_date(cast(period[1:4] as integer), 6 * cast(period[7:7] as integer) - 5, 1)
    when regexp_full_match(split_part(period, '/', 1), '\d{4}-Q[1-4]')
      then make_date(cast(period[1:4] as integer), 3 * cast(period[7:7] as integer) - 2, 1)
    when regexp_full_match(split_part(period, '/', 1), '\d{4}-\d{2}')
      then make_date(cast(period[1:4] as integer), cast(period[6:7] as integer), 1)
    -- try_cast: DuckDB before 1.2 evaluates this branch for rows without a period too
    else try_cast(split_part(period, '/', 1) as date)
  end
);

comment on macro "period_start" is 'First day of a period written as 2025, 2025-H1, 2025-Q3, 2025-08, 2025-08-27 or from/to; null for null.';

-- A row is one estimated self-sufficiency ratio of one year, in %, with its range; what counts is said in words.
--   year: Calendar year.
--   tier: T1 (training class) or all accelerators.
--   definition_id: What counts as domestic: d0 to d5.
--   definition: That definition in words.
--   rung: Step of the definition on the ladder, from 0.
--   metric: What is added up: units, dense FP16 compute, memory bandwidth or value.
--   ratio: Over sales, or over demand.
--   low: 5 % quantile. Unit: %.
--   median: Median. Unit: %.
--   high: 95 % quantile. Unit: %.
--   status: estimate, nowcast, projection or not-estimable.
create view self_sufficiency as
select
  e.year,
  e.tier,
  e.definition_id,
  d.name as definition,
  d.rung,
  e.metric,
  e.ratio,
  round(100 * e.p05, 2) as low,
  round(100 * e.p50, 2) as median,
  round(100 * e.p95, 2) as high,
  e.status
from estimates e
join definitions d using (definition_id)
order by e.year, e.tier, e.definition_id, e.metric, e.ratio;

comment on view "self_sufficiency" is 'A row is one estimated self-sufficiency ratio of one year, in %, with its range; what counts is said in words.';

comment on column "self_sufficiency"."year" is 'Calendar year.';

comment on column "self_sufficiency"."tier" is 'T1 (training class) or all accelerators.';

comment on column "self_sufficiency"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "self_sufficiency"."definition" is 'That definition in words.';

comment on column "self_sufficiency"."rung" is 'Step of the definition on the ladder, from 0.';

comment on column "self_sufficiency"."metric" is 'What is added up: units, dense FP16 compute, memory bandwidth or value.';

comment on column "self_sufficiency"."ratio" is 'Over sales, or over demand.';

comment on column "self_sufficiency"."low" is '5 % quantile. Unit: %.';

comment on column "self_sufficiency"."median" is 'Median. Unit: %.';

comment on column "self_sufficiency"."high" is '95 % quantile. Unit: %.';

comment on column "self_sufficiency"."status" is 'estimate, nowcast, projection or not-estimable.';

-- What makes observations a series in time: as `cell_key(o)`, without the period.
create macro series_key(o) as (
  row(o.metric_id, o.firm_id, o.chip_id, o.fab_id, o.process_id, o.region_id, o.definition_id)
);

comment on macro "series_key" is 'What makes observations a series in time: as `cell_key(o)`, without the period.';

-- A row is one use of one source by one row of a table; a source without a row here supports nothing.
--   source_id: Key of the source.
--   table_name: Table that uses it.
--   key: Key of the row that uses it.
create view source_uses as
select source_id, 'observations' as table_name, observation_id as key from observations
union all
select source_id, 'targets', target_id from targets
union all
select source_id, 'outcomes', outcome_id from outcomes
union all
select source_id, 'events', event_id from events
union all
select source_id, 'chip_suppliers', chip_id || ' ' || stage || ' ' || firm_id from chip_suppliers
union all
select source_id, 'firms', firm_id from firms_sources
union all
select source_id, 'processes', process_id from processes_sources
union all
select source_id, 'chips', chip_id from chips_sources
union all
select source_id, 'fabs', fab_id from fabs_sources
union all
select source_id, 'assumptions', assumption_id from assumptions_sources;

comment on view "source_uses" is 'A row is one use of one source by one row of a table; a source without a row here supports nothing.';

comment on column "source_uses"."source_id" is 'Key of the source.';

comment on column "source_uses"."table_name" is 'Table that uses it.';

comment on column "source_uses"."key" is 'Key of the row that uses it.';

-- A row is one target with the evidence on record about it; what it amounts to is rated by rule, not here.
--   target_id: Key of the target.
--   claimant_id: Key of who promised or predicted it.
--   claimant: Who promised or predicted it.
--   kind: State, firm, official, analyst or press.
--   claim_type: numeric, event, specification or statement.
--   topic_id: What it is about.
--   theme: Heading under which such claims stand together.
--   firm_id: Firm that it is about.
--   fab_id: Plant that it is about.
--   collection: founding-report for the claims of the report of 27 August 2025.
--   statement: The claim in our words.
--   said_on: When it was said.
--   deadline: By when.
--   due_on: Last day of the deadline.
--   outcomes: Pieces of evidence on record. Unit: rows.
--   latest_on: When the latest of them happened.
--   latest_finding: What the latest of them says on its own.
--   latest_statement: The latest of them, in our words.
--   url: Address of the page on which the claim was read.
create view claims as
with
latest as (
  select target_id, happened_on, finding, statement
  from outcomes
  qualify row_number() over (partition by target_id order by period_end(happened_on) desc, outcome_id desc) = 1
),
counted as (
  select target_id, count(*) as outcomes from outcomes group by target_id
)
select
  t.target_id,
  t.claimant_id,
  a.name as claimant,
  t.kind,
  t.claim_type,
  t.topic_id,
  p.theme,
  t.firm_id,
  t.fab_id,
  t.collection,
  t.statement,
  t.said_on,
  t.deadline,
  period_end(t.deadline) as due_on,
  coalesce(n.outcomes, 0) as outcomes,
  l.happened_on as latest_on,
  l.finding as latest_finding,
  l.statement as latest_statement,
  s.url
from targets t
join actors a on a.actor_id = t.claimant_id
join topics p using (topic_id)
join sources s using (source_id)
left join latest l using (target_id)
left join counted n using (target_id);

comment on view "claims" is 'A row is one target with the evidence on record about it; what it amounts to is rated by rule, not here.';

comment on column "claims"."target_id" is 'Key of the target.';

comment on column "claims"."claimant_id" is 'Key of who promised or predicted it.';

comment on column "claims"."claimant" is 'Who promised or predicted it.';

comment on column "claims"."kind" is 'State, firm, official, analyst or press.';

comment on column "claims"."claim_type" is 'numeric, event, specification or statement.';

comment on column "claims"."topic_id" is 'What it is about.';

comment on column "claims"."theme" is 'Heading under which such claims stand together.';

comment on column "claims"."firm_id" is 'Firm that it is about.';

comment on column "claims"."fab_id" is 'Plant that it is about.';

comment on column "claims"."collection" is 'founding-report for the claims of the report of 27 August 2025.';

comment on column "claims"."statement" is 'The claim in our words.';

comment on column "claims"."said_on" is 'When it was said.';

comment on column "claims"."deadline" is 'By when.';

comment on column "claims"."due_on" is 'Last day of the deadline.';

comment on column "claims"."outcomes" is 'Pieces of evidence on record. Unit: rows.';

comment on column "claims"."latest_on" is 'When the latest of them happened.';

comment on column "claims"."latest_finding" is 'What the latest of them says on its own.';

comment on column "claims"."latest_statement" is 'The latest of them, in our words.';

comment on column "claims"."url" is 'Address of the page on which the claim was read.';

-- Table macro: the observations that were known on a date, and whether each was then its claimant’s latest word.
create macro observations_as_of(as_of_date) as table
select
  o.*,
  period_end(o.as_of) = max(period_end(o.as_of)) over (
    partition by cell_key(o), o.claimant_id
  ) as is_latest
from observations o
-- A vintage of declared precision is known for certain at its end; what we hold was known when we recorded it.
where least(period_end(o.as_of), o.recorded_on) <= cast(as_of_date as date);

comment on macro table "observations_as_of" is 'Table macro: the observations that were known on a date, and whether each was then its claimant’s latest word.';

-- A row is one observation with the names of its metric, subject, definition, claimant and source.
--   observation_id: Key of the observation.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   topic_id: What the metric is about.
--   subject: What the value is about: chip, fab, process, firm or region, the most special one that the row names.
--   firm_id: Firm that the value is about.
--   chip_id: Chip that the value is about.
--   fab_id: Plant that the value is about.
--   process_id: Process that the value is about.
--   region_id: Region that the value is about.
--   period: Period that the value is about.
--   starts_on: First day of that period.
--   ends_on: Last day of that period.
--   definition_id: Which meaning of the metric is used.
--   definition: Name of that definition.
--   value: Central or only value, in the unit.
--   value_low: Low end, in the unit.
--   value_high: High end, in the unit.
--   central: The value, or the middle of the range where the source gives a range alone; in the unit.
--   interval: What low and high mean.
--   bound: Whether the source says at least, at most or about.
--   unit: Unit of the values.
--   basis: What stands behind the value; see the table bases.
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred, normal or deprecated.
--   rank_reason: Why that rank.
--   claimant: Whose number it is.
--   claimant_id: Key of the claimant.
--   source_id: Where it was read.
--   publisher: Who published the page that was read.
--   reliability: A, B or C.
--   url: Address of the page.
--   as_of: When the claimant said it.
--   note: What a reader must know.
create view observations_named as
select
  o.observation_id,
  o.metric_id,
  m.name as metric,
  m.topic_id,
  coalesce(c.name, f.name, p.name, i.name, r.name) as subject,
  o.firm_id,
  o.chip_id,
  o.fab_id,
  o.process_id,
  o.region_id,
  o.period,
  period_start(o.period) as starts_on,
  period_end(o.period) as ends_on,
  o.definition_id,
  d.name as definition,
  o.value,
  o.value_low,
  o.value_high,
  central_value(o) as central,
  o.interval,
  o.bound,
  o.unit,
  o.basis,
  b.observed,
  o.rank,
  o.rank_reason,
  a.name as claimant,
  o.claimant_id,
  o.source_id,
  s.publisher,
  s.reliability,
  s.url,
  o.as_of,
  o.note
from observations o
join metrics m using (metric_id)
join bases b on b.basis_id = o.basis
join actors a on a.actor_id = o.claimant_id
join sources s using (source_id)
left join definitions d on d.definition_id = o.definition_id
left join chips c on c.chip_id = o.chip_id
left join fabs f on f.fab_id = o.fab_id
left join processes p on p.process_id = o.process_id
left join firms i on i.firm_id = o.firm_id
left join regions r on r.region_id = o.region_id;

comment on view "observations_named" is 'A row is one observation with the names of its metric, subject, definition, claimant and source.';

comment on column "observations_named"."observation_id" is 'Key of the observation.';

comment on column "observations_named"."metric_id" is 'What is measured.';

comment on column "observations_named"."metric" is 'Name of the metric.';

comment on column "observations_named"."topic_id" is 'What the metric is about.';

comment on column "observations_named"."subject" is 'What the value is about: chip, fab, process, firm or region, the most special one that the row names.';

comment on column "observations_named"."firm_id" is 'Firm that the value is about.';

comment on column "observations_named"."chip_id" is 'Chip that the value is about.';

comment on column "observations_named"."fab_id" is 'Plant that the value is about.';

comment on column "observations_named"."process_id" is 'Process that the value is about.';

comment on column "observations_named"."region_id" is 'Region that the value is about.';

comment on column "observations_named"."period" is 'Period that the value is about.';

comment on column "observations_named"."starts_on" is 'First day of that period.';

comment on column "observations_named"."ends_on" is 'Last day of that period.';

comment on column "observations_named"."definition_id" is 'Which meaning of the metric is used.';

comment on column "observations_named"."definition" is 'Name of that definition.';

comment on column "observations_named"."value" is 'Central or only value, in the unit.';

comment on column "observations_named"."value_low" is 'Low end, in the unit.';

comment on column "observations_named"."value_high" is 'High end, in the unit.';

comment on column "observations_named"."central" is 'The value, or the middle of the range where the source gives a range alone; in the unit.';

comment on column "observations_named"."interval" is 'What low and high mean.';

comment on column "observations_named"."bound" is 'Whether the source says at least, at most or about.';

comment on column "observations_named"."unit" is 'Unit of the values.';

comment on column "observations_named"."basis" is 'What stands behind the value; see the table bases.';

comment on column "observations_named"."observed" is 'Whether the basis speaks of what is or was.';

comment on column "observations_named"."rank" is 'preferred, normal or deprecated.';

comment on column "observations_named"."rank_reason" is 'Why that rank.';

comment on column "observations_named"."claimant" is 'Whose number it is.';

comment on column "observations_named"."claimant_id" is 'Key of the claimant.';

comment on column "observations_named"."source_id" is 'Where it was read.';

comment on column "observations_named"."publisher" is 'Who published the page that was read.';

comment on column "observations_named"."reliability" is 'A, B or C.';

comment on column "observations_named"."url" is 'Address of the page.';

comment on column "observations_named"."as_of" is 'When the claimant said it.';

comment on column "observations_named"."note" is 'What a reader must know.';

-- A row is one dated thing: an event, a chip or fab reaching a stage, a claim made or falling due, a piece of evidence.
--   on_date: First day of the period in which it happened.
--   period: That period at its own precision.
--   kind: Kind of event, or chip-announced, chip-production, fab-construction, fab-production, claim-made, claim-due, outcome.
--   title: One line.
--   key: Key of the row that it comes from.
--   table_name: Table of that row.
create view timeline as
with
dated as (
  select happened_on as period, kind, title, event_id as key, 'events' as table_name from events
  union all
  select announced_on, 'chip-announced', name || ' announced', chip_id, 'chips' from chips
  union all
  select production_since, 'chip-production', name || ' in production', chip_id, 'chips' from chips
  union all
  select construction_on, 'fab-construction', name || ' under construction', fab_id, 'fabs' from fabs
  union all
  select production_on, 'fab-production', name || ' in production', fab_id, 'fabs' from fabs
  union all
  select said_on, 'claim-made', statement, target_id, 'targets' from targets
  union all
  select deadline, 'claim-due', statement, target_id, 'targets' from targets
  union all
  select happened_on, 'outcome', statement, outcome_id, 'outcomes' from outcomes
)
select period_start(period) as on_date, period, kind, title, key, table_name
from dated
where period is not null
order by on_date, kind, key;

comment on view "timeline" is 'A row is one dated thing: an event, a chip or fab reaching a stage, a claim made or falling due, a piece of evidence.';

comment on column "timeline"."on_date" is 'First day of the period in which it happened.';

comment on column "timeline"."period" is 'That period at its own precision.';

comment on column "timeline"."kind" is 'Kind of event, or chip-announced, chip-production, fab-construction, fab-production, claim-made, claim-due, outcome.';

comment on column "timeline"."title" is 'One line.';

comment on column "timeline"."key" is 'Key of the row that it comes from.';

comment on column "timeline"."table_name" is 'Table of that row.';

-- A row is one published figure of wafer capacity in 12-inch wafer starts per month: of a firm, a region or a plant.
--   observation_id: Key of the observation.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   subject: What the value is about.
--   firm_id: Firm that the value is about.
--   chip_id: Chip that the value is about.
--   fab_id: Plant that the value is about.
--   region_id: Region that the value is about.
--   period: Period that the value is about.
--   starts_on: First day of that period.
--   ends_on: Last day of that period.
--   definition_id: Which meaning of the metric is used; values of different definitions do not compete.
--   definition: Name of that definition.
--   central: The value, or the middle of the range where the source gives a range alone; in the unit.
--   value_low: Low end, in the unit.
--   value_high: High end, in the unit.
--   bound: Whether the source says at least, at most or about.
--   unit: Unit of the values.
--   basis: What stands behind the value; see the table bases.
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred, normal or deprecated.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is.
--   as_of: When the claimant said it.
--   reliability: A, B or C.
--   url: Address of the page.
--   note: What a reader must know.
create view capacity as
select
  observation_id,
  metric_id,
  metric,
  subject,
  firm_id,
  chip_id,
  fab_id,
  region_id,
  period,
  starts_on,
  ends_on,
  definition_id,
  definition,
  central,
  value_low,
  value_high,
  bound,
  unit,
  basis,
  observed,
  rank,
  claimant_id,
  claimant,
  as_of,
  reliability,
  url,
  note
from observations_named
where topic_id = 'capacity';

comment on view "capacity" is 'A row is one published figure of wafer capacity in 12-inch wafer starts per month: of a firm, a region or a plant.';

comment on column "capacity"."observation_id" is 'Key of the observation.';

comment on column "capacity"."metric_id" is 'What is measured.';

comment on column "capacity"."metric" is 'Name of the metric.';

comment on column "capacity"."subject" is 'What the value is about.';

comment on column "capacity"."firm_id" is 'Firm that the value is about.';

comment on column "capacity"."chip_id" is 'Chip that the value is about.';

comment on column "capacity"."fab_id" is 'Plant that the value is about.';

comment on column "capacity"."region_id" is 'Region that the value is about.';

comment on column "capacity"."period" is 'Period that the value is about.';

comment on column "capacity"."starts_on" is 'First day of that period.';

comment on column "capacity"."ends_on" is 'Last day of that period.';

comment on column "capacity"."definition_id" is 'Which meaning of the metric is used; values of different definitions do not compete.';

comment on column "capacity"."definition" is 'Name of that definition.';

comment on column "capacity"."central" is 'The value, or the middle of the range where the source gives a range alone; in the unit.';

comment on column "capacity"."value_low" is 'Low end, in the unit.';

comment on column "capacity"."value_high" is 'High end, in the unit.';

comment on column "capacity"."bound" is 'Whether the source says at least, at most or about.';

comment on column "capacity"."unit" is 'Unit of the values.';

comment on column "capacity"."basis" is 'What stands behind the value; see the table bases.';

comment on column "capacity"."observed" is 'Whether the basis speaks of what is or was.';

comment on column "capacity"."rank" is 'preferred, normal or deprecated.';

comment on column "capacity"."claimant_id" is 'Key of whose number it is.';

comment on column "capacity"."claimant" is 'Whose number it is.';

comment on column "capacity"."as_of" is 'When the claimant said it.';

comment on column "capacity"."reliability" is 'A, B or C.';

comment on column "capacity"."url" is 'Address of the page.';

comment on column "capacity"."note" is 'What a reader must know.';

-- A row is one forecast of a named house beside what was counted later: the log ratio, and whether its range held.
--   forecast_id: Observation that is the forecast.
--   claimant_id: Key of whose forecast.
--   claimant: Whose forecast.
--   metric_id: What was forecast.
--   metric: Name of the metric.
--   subject: What it is about.
--   period: Period of the forecast.
--   definition_id: Which meaning of the metric.
--   definition: Name of that meaning.
--   said_on: When it was said.
--   forecast: The forecast. Unit: as in unit.
--   forecast_low: Low end, where a range was given.
--   forecast_high: High end, where a range was given.
--   outcome_id: Observation that is the outcome.
--   outcome: The preferred later figure. Unit: as in unit.
--   outcome_by: Whose figure that is.
--   unit: Unit of both.
--   log_ratio: Natural logarithm of forecast over outcome: 0 is right, 0.69 is twice too high. Unit: log ratio.
--   in_range: Whether the outcome lies in the forecast's own range; empty without a range.
create view forecast_scores as
with
figures as (
  select
    cell_key(o) as cell, observation_id, metric_id, metric, subject, period, definition_id, definition, central, value_low,
    value_high, claimant_id, claimant, as_of, unit, observed, rank
  from observations_named o
  where central > 0 and rank <> 'deprecated'
)
select
  f.observation_id as forecast_id,
  f.claimant_id,
  f.claimant,
  f.metric_id,
  f.metric,
  f.subject,
  f.period,
  f.definition_id,
  f.definition,
  f.as_of as said_on,
  f.central as forecast,
  f.value_low as forecast_low,
  f.value_high as forecast_high,
  o.observation_id as outcome_id,
  o.central as outcome,
  o.claimant as outcome_by,
  f.unit,
  round(ln(f.central / o.central), 3) as log_ratio,
  o.central between f.value_low and f.value_high as in_range
from figures f
join figures o using (cell)
-- an outcome is said after the period is over; growth rates of different bases do not compare
where not f.observed and o.observed and o.rank = 'preferred' and f.period is not null
  and f.metric_id <> 'revenue-growth'
  and period_end(f.as_of) < period_end(o.as_of) and period_end(o.as_of) >= period_end(o.period)
order by f.period, f.metric, f.claimant, f.observation_id;

comment on view "forecast_scores" is 'A row is one forecast of a named house beside what was counted later: the log ratio, and whether its range held.';

comment on column "forecast_scores"."forecast_id" is 'Observation that is the forecast.';

comment on column "forecast_scores"."claimant_id" is 'Key of whose forecast.';

comment on column "forecast_scores"."claimant" is 'Whose forecast.';

comment on column "forecast_scores"."metric_id" is 'What was forecast.';

comment on column "forecast_scores"."metric" is 'Name of the metric.';

comment on column "forecast_scores"."subject" is 'What it is about.';

comment on column "forecast_scores"."period" is 'Period of the forecast.';

comment on column "forecast_scores"."definition_id" is 'Which meaning of the metric.';

comment on column "forecast_scores"."definition" is 'Name of that meaning.';

comment on column "forecast_scores"."said_on" is 'When it was said.';

comment on column "forecast_scores"."forecast" is 'The forecast. Unit: as in unit.';

comment on column "forecast_scores"."forecast_low" is 'Low end, where a range was given.';

comment on column "forecast_scores"."forecast_high" is 'High end, where a range was given.';

comment on column "forecast_scores"."outcome_id" is 'Observation that is the outcome.';

comment on column "forecast_scores"."outcome" is 'The preferred later figure. Unit: as in unit.';

comment on column "forecast_scores"."outcome_by" is 'Whose figure that is.';

comment on column "forecast_scores"."unit" is 'Unit of both.';

comment on column "forecast_scores"."log_ratio" is 'Natural logarithm of forecast over outcome: 0 is right, 0.69 is twice too high. Unit: log ratio.';

comment on column "forecast_scores"."in_range" is 'Whether the outcome lies in the forecast''s own range; empty without a range.';

-- A row is one published share of the accelerators of a region in one period, of one vendor or group of vendors.
--   observation_id: Key of the observation.
--   metric_id: Which share it is.
--   measure: What the share is taken of: units, value, compute, GPGPU units, or not said.
--   region_id: Region of the market.
--   firm_id: The vendor, if it is a firm.
--   chip_id: The chip, if the share is that of one.
--   vendor: The firm or chip, or the group that the definition names.
--   definition_id: Which vendors are counted.
--   period: Period of the share.
--   starts_on: First day of that period.
--   ends_on: Last day of that period.
--   share: Share, or the middle of the range where the source gives a range alone, in %.
--   share_low: Low end, in %.
--   share_high: High end, in %.
--   bound: Whether the source says at least, at most or about.
--   basis: What stands behind the value; see the table bases.
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred, normal or deprecated.
--   rank_reason: Why that rank.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is.
--   as_of: When the claimant said it.
--   reliability: A, B or C.
--   url: Address of the page.
--   note: What a reader must know.
create view market_share as
select
  observation_id,
  metric_id,
  case metric_id
    when 'chip-unit-share' then 'units'
    when 'chip-value-share' then 'value'
    when 'chip-compute-share' then 'compute'
    when 'gpgpu-unit-share' then 'GPGPU units'
    else 'not said'
  end as measure,
  region_id,
  firm_id,
  chip_id,
  case when firm_id is null and chip_id is null then definition else subject end as vendor,
  definition_id,
  period,
  starts_on,
  ends_on,
  central as share,
  value_low as share_low,
  value_high as share_high,
  bound,
  basis,
  observed,
  rank,
  rank_reason,
  claimant_id,
  claimant,
  as_of,
  reliability,
  url,
  note
from observations_named
where topic_id = 'share';

comment on view "market_share" is 'A row is one published share of the accelerators of a region in one period, of one vendor or group of vendors.';

comment on column "market_share"."observation_id" is 'Key of the observation.';

comment on column "market_share"."metric_id" is 'Which share it is.';

comment on column "market_share"."measure" is 'What the share is taken of: units, value, compute, GPGPU units, or not said.';

comment on column "market_share"."region_id" is 'Region of the market.';

comment on column "market_share"."firm_id" is 'The vendor, if it is a firm.';

comment on column "market_share"."chip_id" is 'The chip, if the share is that of one.';

comment on column "market_share"."vendor" is 'The firm or chip, or the group that the definition names.';

comment on column "market_share"."definition_id" is 'Which vendors are counted.';

comment on column "market_share"."period" is 'Period of the share.';

comment on column "market_share"."starts_on" is 'First day of that period.';

comment on column "market_share"."ends_on" is 'Last day of that period.';

comment on column "market_share"."share" is 'Share, or the middle of the range where the source gives a range alone, in %.';

comment on column "market_share"."share_low" is 'Low end, in %.';

comment on column "market_share"."share_high" is 'High end, in %.';

comment on column "market_share"."bound" is 'Whether the source says at least, at most or about.';

comment on column "market_share"."basis" is 'What stands behind the value; see the table bases.';

comment on column "market_share"."observed" is 'Whether the basis speaks of what is or was.';

comment on column "market_share"."rank" is 'preferred, normal or deprecated.';

comment on column "market_share"."rank_reason" is 'Why that rank.';

comment on column "market_share"."claimant_id" is 'Key of whose number it is.';

comment on column "market_share"."claimant" is 'Whose number it is.';

comment on column "market_share"."as_of" is 'When the claimant said it.';

comment on column "market_share"."reliability" is 'A, B or C.';

comment on column "market_share"."url" is 'Address of the page.';

comment on column "market_share"."note" is 'What a reader must know.';

-- A row is one target with its latest verdict and the latest of the evidence that the verdict rests on.
--   target_id: Key of the target.
--   statement: The claim in our words.
--   claimant_id: Key of who promised or predicted it.
--   claimant: Who promised or predicted it.
--   kind: State, firm, official, analyst or press.
--   claim_type: numeric, event, specification or statement.
--   topic_id: What it is about.
--   theme: Heading under which such claims stand together.
--   firm_id: Firm that it is about.
--   fab_id: Plant that it is about.
--   collection: founding-report for the claims of the report of 27 August 2025.
--   said_on: When it was said.
--   deadline: By when.
--   due_on: Last day of the deadline.
--   standing: What the verdict says of the promise: kept, partly, broken, unknown or open.
--   status: The latest rating; not-rated if the target has none yet.
--   probability: Probability that the target is or will be met, where the rules or the model give one. Unit: share.
--   attainment: Share of the promised change, or of the value, that was reached. Unit: share.
--   rated_on: Day of that rating; of a target without one, the latest day on which any was rated.
--   rule_version: Version of the rules that gave it.
--   change: Why it differs from the rating before.
--   evidence_ids: Outcomes and observations that it rests on.
--   evidence_on: When the latest of them happened or was said.
--   latest_evidence: The latest of them in words; outcomes before bare numbers.
--   url: Address of the page on which the claim was read.
create view scoreboard as
with
rated as (
  select target_id, rule_version, rated_on, status, probability, attainment, evidence_ids, change
  from verdicts
  qualify row_number() over (partition by target_id order by rated_on desc, rule_version desc) = 1
),
evidence_id as (
  select target_id, unnest(evidence_ids) as evidence_id from rated
),
evidence as (
  select
    e.target_id,
    e.evidence_id,
    o.happened_on as evidence_on,
    o.statement,
    1 as rank,
    period_end(o.happened_on) as about
  from evidence_id e
  join outcomes o on o.outcome_id = e.evidence_id
  union all
  select
    e.target_id,
    e.evidence_id,
    o.as_of,
    concat(o.claimant, ': ', regexp_replace(cast(o.central as varchar), '\.0$', ''), ' ', o.unit,
      coalesce(' for ' || o.period, ''), '.'),
    2,
    period_end(coalesce(o.period, o.as_of))
  from evidence_id e
  join observations_named o on o.observation_id = e.evidence_id
),
latest as (
  select target_id, evidence_on, statement
  from evidence
  qualify row_number() over (partition by target_id order by rank, about desc, evidence_id desc) = 1
)
select
  t.target_id,
  t.statement,
  t.claimant_id,
  a.name as claimant,
  t.kind,
  t.claim_type,
  t.topic_id,
  p.theme,
  t.firm_id,
  t.fab_id,
  t.collection,
  t.said_on,
  t.deadline,
  period_end(t.deadline) as due_on,
  u.standing,
  coalesce(r.status, 'not-rated') as status,
  r.probability,
  r.attainment,
  coalesce(r.rated_on, (select max(rated_on) from verdicts)) as rated_on,
  r.rule_version,
  r.change,
  r.evidence_ids,
  l.evidence_on,
  l.statement as latest_evidence,
  s.url
from targets t
join actors a on a.actor_id = t.claimant_id
join topics p using (topic_id)
join sources s using (source_id)
left join rated r using (target_id)
left join statuses u on u.status_id = coalesce(r.status, 'not-rated')
left join latest l using (target_id);

comment on view "scoreboard" is 'A row is one target with its latest verdict and the latest of the evidence that the verdict rests on.';

comment on column "scoreboard"."target_id" is 'Key of the target.';

comment on column "scoreboard"."statement" is 'The claim in our words.';

comment on column "scoreboard"."claimant_id" is 'Key of who promised or predicted it.';

comment on column "scoreboard"."claimant" is 'Who promised or predicted it.';

comment on column "scoreboard"."kind" is 'State, firm, official, analyst or press.';

comment on column "scoreboard"."claim_type" is 'numeric, event, specification or statement.';

comment on column "scoreboard"."topic_id" is 'What it is about.';

comment on column "scoreboard"."theme" is 'Heading under which such claims stand together.';

comment on column "scoreboard"."firm_id" is 'Firm that it is about.';

comment on column "scoreboard"."fab_id" is 'Plant that it is about.';

comment on column "scoreboard"."collection" is 'founding-report for the claims of the report of 27 August 2025.';

comment on column "scoreboard"."said_on" is 'When it was said.';

comment on column "scoreboard"."deadline" is 'By when.';

comment on column "scoreboard"."due_on" is 'Last day of the deadline.';

comment on column "scoreboard"."standing" is 'What the verdict says of the promise: kept, partly, broken, unknown or open.';

comment on column "scoreboard"."status" is 'The latest rating; not-rated if the target has none yet.';

comment on column "scoreboard"."probability" is 'Probability that the target is or will be met, where the rules or the model give one. Unit: share.';

comment on column "scoreboard"."attainment" is 'Share of the promised change, or of the value, that was reached. Unit: share.';

comment on column "scoreboard"."rated_on" is 'Day of that rating; of a target without one, the latest day on which any was rated.';

comment on column "scoreboard"."rule_version" is 'Version of the rules that gave it.';

comment on column "scoreboard"."change" is 'Why it differs from the rating before.';

comment on column "scoreboard"."evidence_ids" is 'Outcomes and observations that it rests on.';

comment on column "scoreboard"."evidence_on" is 'When the latest of them happened or was said.';

comment on column "scoreboard"."latest_evidence" is 'The latest of them in words; outcomes before bare numbers.';

comment on column "scoreboard"."url" is 'Address of the page on which the claim was read.';

-- A row is one published figure of accelerators shipped or produced; the metric says which, the definition what is counted.
--   observation_id: Key of the observation.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   subject: What the value is about.
--   firm_id: Firm that the value is about.
--   chip_id: Chip that the value is about.
--   fab_id: Plant that the value is about.
--   region_id: Region that the value is about.
--   period: Period that the value is about.
--   starts_on: First day of that period.
--   ends_on: Last day of that period.
--   definition_id: Which meaning of the metric is used; values of different definitions do not compete.
--   definition: Name of that definition.
--   central: The value, or the middle of the range where the source gives a range alone; in the unit.
--   value_low: Low end, in the unit.
--   value_high: High end, in the unit.
--   bound: Whether the source says at least, at most or about.
--   unit: Unit of the values.
--   basis: What stands behind the value; see the table bases.
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred, normal or deprecated.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is.
--   as_of: When the claimant said it.
--   reliability: A, B or C.
--   url: Address of the page.
--   note: What a reader must know.
create view shipments as
select
  observation_id,
  metric_id,
  metric,
  subject,
  firm_id,
  chip_id,
  fab_id,
  region_id,
  period,
  starts_on,
  ends_on,
  definition_id,
  definition,
  central,
  value_low,
  value_high,
  bound,
  unit,
  basis,
  observed,
  rank,
  claimant_id,
  claimant,
  as_of,
  reliability,
  url,
  note
from observations_named
where topic_id = 'shipments';

comment on view "shipments" is 'A row is one published figure of accelerators shipped or produced; the metric says which, the definition what is counted.';

comment on column "shipments"."observation_id" is 'Key of the observation.';

comment on column "shipments"."metric_id" is 'What is measured.';

comment on column "shipments"."metric" is 'Name of the metric.';

comment on column "shipments"."subject" is 'What the value is about.';

comment on column "shipments"."firm_id" is 'Firm that the value is about.';

comment on column "shipments"."chip_id" is 'Chip that the value is about.';

comment on column "shipments"."fab_id" is 'Plant that the value is about.';

comment on column "shipments"."region_id" is 'Region that the value is about.';

comment on column "shipments"."period" is 'Period that the value is about.';

comment on column "shipments"."starts_on" is 'First day of that period.';

comment on column "shipments"."ends_on" is 'Last day of that period.';

comment on column "shipments"."definition_id" is 'Which meaning of the metric is used; values of different definitions do not compete.';

comment on column "shipments"."definition" is 'Name of that definition.';

comment on column "shipments"."central" is 'The value, or the middle of the range where the source gives a range alone; in the unit.';

comment on column "shipments"."value_low" is 'Low end, in the unit.';

comment on column "shipments"."value_high" is 'High end, in the unit.';

comment on column "shipments"."bound" is 'Whether the source says at least, at most or about.';

comment on column "shipments"."unit" is 'Unit of the values.';

comment on column "shipments"."basis" is 'What stands behind the value; see the table bases.';

comment on column "shipments"."observed" is 'Whether the basis speaks of what is or was.';

comment on column "shipments"."rank" is 'preferred, normal or deprecated.';

comment on column "shipments"."claimant_id" is 'Key of whose number it is.';

comment on column "shipments"."claimant" is 'Whose number it is.';

comment on column "shipments"."as_of" is 'When the claimant said it.';

comment on column "shipments"."reliability" is 'A, B or C.';

comment on column "shipments"."url" is 'Address of the page.';

comment on column "shipments"."note" is 'What a reader must know.';

-- A row is one house’s own Chinese supply over its own demand for one period, both said on the same day; computed here.
--   region_id: Region of the market.
--   period: Period of both figures.
--   claimant_id: Key of whose figures these are.
--   claimant: Whose figures they are.
--   as_of: When they were said.
--   supply: Sales of Chinese-designed AI chips. Unit: USD bn.
--   demand: Money that buyers want to spend on AI chips. Unit: USD bn.
--   ratio: Supply over demand. Unit: %.
--   basis: Basis of the supply figure.
--   supply_id: Observation of the supply.
--   demand_id: Observation of the demand.
--   reliability: A, B or C, of the page with the supply figure.
--   url: Address of that page.
create view supply_to_demand as
with
supply as (
  select observation_id, region_id, period, claimant_id, claimant, as_of, central, basis, reliability, url
  from observations_named
  where metric_id = 'ai-chip-supply-usd' and definition_id = 'd1' and rank <> 'deprecated'
    and firm_id is null and chip_id is null
),
demand as (
  select observation_id, region_id, period, claimant_id, as_of, central
  from observations_named
  where metric_id = 'ai-chip-demand-usd' and rank <> 'deprecated' and firm_id is null
)
select
  supply.region_id,
  supply.period,
  claimant_id,
  supply.claimant,
  supply.as_of,
  supply.central as supply,
  demand.central as demand,
  100 * supply.central / demand.central as ratio,
  supply.basis,
  supply.observation_id as supply_id,
  demand.observation_id as demand_id,
  supply.reliability,
  supply.url
from supply
join demand using (region_id, period, claimant_id, as_of);

comment on view "supply_to_demand" is 'A row is one house’s own Chinese supply over its own demand for one period, both said on the same day; computed here.';

comment on column "supply_to_demand"."region_id" is 'Region of the market.';

comment on column "supply_to_demand"."period" is 'Period of both figures.';

comment on column "supply_to_demand"."claimant_id" is 'Key of whose figures these are.';

comment on column "supply_to_demand"."claimant" is 'Whose figures they are.';

comment on column "supply_to_demand"."as_of" is 'When they were said.';

comment on column "supply_to_demand"."supply" is 'Sales of Chinese-designed AI chips. Unit: USD bn.';

comment on column "supply_to_demand"."demand" is 'Money that buyers want to spend on AI chips. Unit: USD bn.';

comment on column "supply_to_demand"."ratio" is 'Supply over demand. Unit: %.';

comment on column "supply_to_demand"."basis" is 'Basis of the supply figure.';

comment on column "supply_to_demand"."supply_id" is 'Observation of the supply.';

comment on column "supply_to_demand"."demand_id" is 'Observation of the demand.';

comment on column "supply_to_demand"."reliability" is 'A, B or C, of the page with the supply figure.';

comment on column "supply_to_demand"."url" is 'Address of that page.';

-- A row is one chip with its preferred value per property: as shipped where there is one, else as planned.
--   chip_id: Key of the chip.
--   name: Name.
--   designer_id: Firm that designed it.
--   designer: Its name.
--   origin: domestic (designed in mainland China) or foreign.
--   tier: Market tier T1, T2 or T3.
--   status: Where it stands.
--   form: What the numbers count: package, card or module.
--   process_id: Main process of the compute die.
--   process: Its name.
--   foundry_id: Firm that makes the compute die.
--   foundry: Its name.
--   compute_dies: Compute dies per package.
--   memory_type: Memory on the package or card.
--   announced_on: When it was first announced or reported.
--   production_since: When volume production or shipment began.
--   native_formats: Number formats that it executes natively.
--   native_fp8_since: When native FP8 was first on sale with it.
--   fp16_tflops: {fp16-tflops}
--   bf16_tflops: {bf16-tflops}
--   fp8_tflops: {fp8-tflops}
--   fp4_tflops: {fp4-tflops}
--   int8_tops: {int8-tops}
--   fp32_tflops: {fp32-tflops}
--   memory_capacity_gb: {memory-capacity}
--   memory_bandwidth_gb_s: {memory-bandwidth}
--   memory_stacks: {memory-stacks}
--   interconnect_gb_s: {interconnect-bandwidth}
--   board_power_w: {board-power}
--   die_area_mm2: {die-area}
--   transistors_bn: {transistors}
--   tpp: {tpp}
--   planned: Metrics whose value is a plan, because no shipped value is preferred.
--   fp16_rivals: Other values of FP16 throughput that are on record and not deprecated. Unit: values.
--   memory_capacity_rivals: Other values of memory capacity on record. Unit: values.
--   memory_bandwidth_rivals: Other values of memory bandwidth on record. Unit: values.
create view chip_specs as
with
specifications as (
  select
    o.chip_id,
    o.metric_id,
    o.definition_id,
    o.rank,
    central_value(o) as central
  from observations o
  join metrics m using (metric_id)
  where m.kind = 'specification' and o.chip_id is not null and o.rank <> 'deprecated'
),
shown as (
  select chip_id, metric_id, definition_id, central
  from specifications
  where rank = 'preferred'
  qualify row_number() over (partition by chip_id, metric_id order by definition_id = 'shipped' desc) = 1
),
wide as (
  select
    chip_id,
    max(central) filter (metric_id = 'fp16-tflops') as fp16_tflops,
    max(central) filter (metric_id = 'bf16-tflops') as bf16_tflops,
    max(central) filter (metric_id = 'fp8-tflops') as fp8_tflops,
    max(central) filter (metric_id = 'fp4-tflops') as fp4_tflops,
    max(central) filter (metric_id = 'int8-tops') as int8_tops,
    max(central) filter (metric_id = 'fp32-tflops') as fp32_tflops,
    max(central) filter (metric_id = 'memory-capacity') as memory_capacity_gb,
    max(central) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_gb_s,
    max(central) filter (metric_id = 'memory-stacks') as memory_stacks,
    max(central) filter (metric_id = 'interconnect-bandwidth') as interconnect_gb_s,
    max(central) filter (metric_id = 'board-power') as board_power_w,
    max(central) filter (metric_id = 'die-area') as die_area_mm2,
    max(central) filter (metric_id = 'transistors') as transistors_bn,
    max(central) filter (metric_id = 'tpp') as tpp,
    list(metric_id order by metric_id) filter (definition_id = 'planned') as planned
  from shown
  group by chip_id
),
counted as (
  select
    chip_id,
    count(*) filter (metric_id = 'fp16-tflops') as fp16_values,
    count(*) filter (metric_id = 'memory-capacity') as memory_capacity_values,
    count(*) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_values
  from specifications
  group by chip_id
)
select
  c.chip_id,
  c.name,
  c.designer_id,
  d.name as designer,
  c.origin,
  c.tier,
  c.status,
  c.form,
  c.process_id,
  p.name as process,
  c.foundry_id,
  f.name as foundry,
  c.compute_dies,
  c.memory_type,
  c.announced_on,
  c.production_since,
  c.native_formats,
  c.native_fp8_since,
  w.fp16_tflops,
  w.bf16_tflops,
  w.fp8_tflops,
  w.fp4_tflops,
  w.int8_tops,
  w.fp32_tflops,
  w.memory_capacity_gb,
  w.memory_bandwidth_gb_s,
  w.memory_stacks,
  w.interconnect_gb_s,
  w.board_power_w,
  w.die_area_mm2,
  w.transistors_bn,
  w.tpp,
  w.planned,
  coalesce(n.fp16_values, 0) - (w.fp16_tflops is not null)::integer as fp16_rivals,
  coalesce(n.memory_capacity_values, 0) - (w.memory_capacity_gb is not null)::integer as memory_capacity_rivals,
  coalesce(n.memory_bandwidth_values, 0) - (w.memory_bandwidth_gb_s is not null)::integer as memory_bandwidth_rivals
from chips c
join firms d on d.firm_id = c.designer_id
left join firms f on f.firm_id = c.foundry_id
left join processes p on p.process_id = c.process_id
left join wide w on w.chip_id = c.chip_id
left join counted n on n.chip_id = c.chip_id
order by c.origin, d.name, c.name;

comment on view "chip_specs" is 'A row is one chip with its preferred value per property: as shipped where there is one, else as planned.';

comment on column "chip_specs"."chip_id" is 'Key of the chip.';

comment on column "chip_specs"."name" is 'Name.';

comment on column "chip_specs"."designer_id" is 'Firm that designed it.';

comment on column "chip_specs"."designer" is 'Its name.';

comment on column "chip_specs"."origin" is 'domestic (designed in mainland China) or foreign.';

comment on column "chip_specs"."tier" is 'Market tier T1, T2 or T3.';

comment on column "chip_specs"."status" is 'Where it stands.';

comment on column "chip_specs"."form" is 'What the numbers count: package, card or module.';

comment on column "chip_specs"."process_id" is 'Main process of the compute die.';

comment on column "chip_specs"."process" is 'Its name.';

comment on column "chip_specs"."foundry_id" is 'Firm that makes the compute die.';

comment on column "chip_specs"."foundry" is 'Its name.';

comment on column "chip_specs"."compute_dies" is 'Compute dies per package.';

comment on column "chip_specs"."memory_type" is 'Memory on the package or card.';

comment on column "chip_specs"."announced_on" is 'When it was first announced or reported.';

comment on column "chip_specs"."production_since" is 'When volume production or shipment began.';

comment on column "chip_specs"."native_formats" is 'Number formats that it executes natively.';

comment on column "chip_specs"."native_fp8_since" is 'When native FP8 was first on sale with it.';

comment on column "chip_specs"."fp16_tflops" is 'Metric fp16-tflops; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."bf16_tflops" is 'Metric bf16-tflops; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."fp8_tflops" is 'Metric fp8-tflops; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."fp4_tflops" is 'Metric fp4-tflops; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."int8_tops" is 'Metric int8-tops; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."fp32_tflops" is 'Metric fp32-tflops; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."memory_capacity_gb" is 'Metric memory-capacity; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."memory_bandwidth_gb_s" is 'Metric memory-bandwidth; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."memory_stacks" is 'Metric memory-stacks; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."interconnect_gb_s" is 'Metric interconnect-bandwidth; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."board_power_w" is 'Metric board-power; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."die_area_mm2" is 'Metric die-area; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."transistors_bn" is 'Metric transistors; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."tpp" is 'Metric tpp; the table metrics has its name, meaning and unit.';

comment on column "chip_specs"."planned" is 'Metrics whose value is a plan, because no shipped value is preferred.';

comment on column "chip_specs"."fp16_rivals" is 'Other values of FP16 throughput that are on record and not deprecated. Unit: values.';

comment on column "chip_specs"."memory_capacity_rivals" is 'Other values of memory capacity on record. Unit: values.';

comment on column "chip_specs"."memory_bandwidth_rivals" is 'Other values of memory bandwidth on record. Unit: values.';

commit;
