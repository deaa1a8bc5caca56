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
  "derived" boolean not null,
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
  cast("derived" as boolean) as "derived",
  cast("position" as bigint) as "position",
  cast("marker" as varchar) as "marker",
  cast("colour" as varchar) as "colour",
  cast("description" as varchar) as "description"
from read_csv(getvariable('base') || 'data/bases.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "bases" is 'Bases. A row is one kind of figure: what stands behind a published number.';

comment on column "bases"."basis_id" is 'Key.';

comment on column "bases"."name" is 'What it is called in English; other languages are in `translations`.';

comment on column "bases"."observed" is 'Whether it speaks of what is or was; false for what is still to come. The macro `is_observed` reads it.';

comment on column "bases"."derived" is 'Whether it is computed by this package from other observations, which the row names.';

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

create table "aspects" (
  "aspect_id" varchar not null check (regexp_full_match("aspect_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null unique check (regexp_full_match("name", '^\S(.*\S)?$')),
  "name_zh" varchar not null check (regexp_full_match("name_zh", '^\S(.*\S)?$')),
  "description" varchar not null check (regexp_full_match("description", '^\S(.*\S)?$')),
  primary key ("aspect_id")
);

insert into "aspects"
select
  cast("aspect_id" as varchar) as "aspect_id",
  cast("name" as varchar) as "name",
  cast("name_zh" as varchar) as "name_zh",
  cast("description" as varchar) as "description"
from read_csv(getvariable('base') || 'data/aspects.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "aspects" is 'Aspects. A row is one aspect of the industry that a claim or a piece of evidence can be about. Evidence about one never decides a claim about another.';

comment on column "aspects"."aspect_id" is 'Key.';

comment on column "aspects"."name" is 'What it is called.';

comment on column "aspects"."name_zh" is 'What it is called in Chinese.';

comment on column "aspects"."description" is 'What belongs to it, in a sentence.';

create table "inputs" (
  "input_id" varchar not null check (regexp_full_match("input_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "family_id" varchar check (regexp_full_match("family_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "drawn" varchar check ("drawn" in ('once', 'yearly', 'half-yearly')),
  "name" varchar not null check (regexp_full_match("name", '^\S(.*\S)?$')),
  primary key ("input_id"),
  foreign key ("family_id") references "inputs" ("input_id")
);

create temp table "inputs_rows" as
select
  cast("input_id" as varchar) as "input_id",
  cast("family_id" as varchar) as "family_id",
  cast("drawn" as varchar) as "drawn",
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

comment on column "inputs"."drawn" is 'How often it is drawn: once, or anew for each year or half-year; empty for a family. An input of growth or of a step that several quantities share is drawn anew for each of them.';

comment on column "inputs"."name" is 'What it is called in English; other languages are in `translations`.';

create table "reasons" (
  "reason_id" varchar not null check (regexp_full_match("reason_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "sentence" varchar not null unique check (regexp_full_match("sentence", '^\S(.*\S)?$')),
  "sentence_zh" varchar not null check (regexp_full_match("sentence_zh", '^\S(.*\S)?$')),
  primary key ("reason_id")
);

insert into "reasons"
select
  cast("reason_id" as varchar) as "reason_id",
  cast("sentence" as varchar) as "sentence",
  cast("sentence_zh" as varchar) as "sentence_zh"
from read_csv(getvariable('base') || 'data/reasons.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "reasons" is 'Reasons. A row is one reason that the rules of verdicts can give, as a sentence that stands after the verdict.';

comment on column "reasons"."reason_id" is 'Key.';

comment on column "reasons"."sentence" is 'The reason in words.';

comment on column "reasons"."sentence_zh" is 'The same in Chinese.';

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
  "description_zh" varchar not null check (regexp_full_match("description_zh", '^\S(.*\S)?$')),
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
  cast("description" as varchar) as "description",
  cast("description_zh" as varchar) as "description_zh"
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

comment on column "statuses"."description_zh" is 'The same in Chinese.';

create table "translations" (
  "vocabulary" varchar not null check ("vocabulary" in ('bases', 'definitions', 'events', 'inputs', 'metrics', 'statuses', 'tiers', 'topics')),
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
  "binding" varchar not null check ("binding" in ('logic dies', 'HBM', 'packaging', 'demand')),
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

comment on column "bindings"."binding" is 'What is scarcest for Huawei: logic dies, memory (HBM, Huawei’s own included), packaging, or demand where there is enough of all.';

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

create table "stocks" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "origin" varchar not null check ("origin" in ('domestic', 'licensed', 'smuggled', 'all', 'domestic-share')),
  "p05" double check ("p05" >= 0),
  "p50" double check ("p50" >= 0),
  "p95" double check ("p95" >= 0),
  primary key ("year", "origin")
);

insert into "stocks"
select
  cast("year" as bigint) as "year",
  cast("origin" as varchar) as "origin",
  cast("p05" as double) as "p05",
  cast("p50" as double) as "p50",
  cast("p95" as double) as "p95"
from read_csv(getvariable('base') || 'data/derived/stocks.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "stocks" is 'Stocks. A row is what is in use at the end of a year, in thousand H100 equivalents (dense FP16 throughput over 989 TFLOPS), retirement taken off; domestic-share is the part of it that was designed in China. Compute abroad that Chinese firms use is not in it. Written by the model, never by hand.';

comment on column "stocks"."year" is 'Calendar year. Unit: year.';

comment on column "stocks"."origin" is 'Where it comes from: domestic (designed in China), licensed or smuggled imports, all, or the share of domestic.';

comment on column "stocks"."p05" is '5 % quantile. Of domestic-share a share, 0 to 1. Unit: thousand H100 equivalents.';

comment on column "stocks"."p50" is 'Median. Unit: thousand H100 equivalents.';

comment on column "stocks"."p95" is '95 % quantile. Unit: thousand H100 equivalents.';

create table "draws" (
  "input_id" varchar not null check (regexp_full_match("input_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "drawn_for" varchar not null check (regexp_full_match("drawn_for", '^\S(.*\S)?$')),
  "scores" varchar not null check (regexp_full_match("scores", '^-?[0-9]\.[0-9][0-9]( -?[0-9]\.[0-9][0-9])*$')),
  primary key ("input_id", "drawn_for")
);

insert into "draws"
select
  cast("input_id" as varchar) as "input_id",
  cast("drawn_for" as varchar) as "drawn_for",
  cast("scores" as varchar) as "scores"
from read_csv(getvariable('base') || 'data/derived/draws.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "draws" is 'Draws. A row is what one input was drawn as for one period, in some draws of the estimate as it stands; the n-th number of every row belongs to the n-th draw. From these the effect of a change is weighed without a new run. Written by the model, never by hand.';

comment on column "draws"."input_id" is 'Input, or what else is drawn: policy, policy-kept.';

comment on column "draws"."drawn_for" is 'Year or half-year for which it was drawn, with the quantity that grows where several share an input; all if it is drawn once.';

comment on column "draws"."scores" is 'Standard normal scores with a space between, one a draw; the distribution of the input turns them into values.';

create table "diagnostics" (
  "diagnostic_id" varchar not null check (regexp_full_match("diagnostic_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "value" double,
  "text" varchar check (regexp_full_match("text", '^h-[0-9a-f]{16}$')),
  primary key ("diagnostic_id")
);

insert into "diagnostics"
select
  cast("diagnostic_id" as varchar) as "diagnostic_id",
  cast("value" as double) as "value",
  cast("text" as varchar) as "text"
from read_csv(getvariable('base') || 'data/derived/diagnostics.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "diagnostics" is 'Diagnostics. A row is one figure on how the estimate was computed. Written by the model, never by hand.';

comment on column "diagnostics"."diagnostic_id" is 'What it is: particles (draws); distinct-particles; steps from the prior to the estimate; mean-acceptance of moves; two-seed-difference (largest, of medians of headline shares); stacks-short-in-last-full-year and dies-short-in-last-full-year (probability that more was needed for what was sold than there was); witnesses heard; inputs-digest.';

comment on column "diagnostics"."value" is 'Its value, if it is a number. Unit: as the description of the diagnostic says.';

comment on column "diagnostics"."text" is 'Its value, if it is none. inputs-digest: digest of the inputs and figures that the tables were computed from, behind h-, so that no program takes it for a number.';

create table "sources" (
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "title" varchar not null check (regexp_full_match("title", '^\S(.*\S)?$')),
  "publisher" varchar not null check (regexp_full_match("publisher", '^\S(.*\S)?$')),
  "original_publisher" varchar check (regexp_full_match("original_publisher", '^\S(.*\S)?$')),
  "original_title" varchar check (regexp_full_match("original_title", '^\S(.*\S)?$')),
  "published_on" varchar check (regexp_full_match("published_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
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

comment on column "sources"."original_title" is 'Title of the relayed report as a page shows it, without labels such as Exclusive; the same for every relay of one report. In square brackets: no title was found, and the words, with a date or period, only identify the report.';

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
  "status" varchar not null check ("status" in ('estimate', 'nowcast', 'projection', 'bound', 'not-estimable')),
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

comment on table "estimates" is 'Estimates. A row is one computed quantile set of one self-sufficiency ratio. Quantiles are shares, 0 to 1; the view `self_sufficiency` has them in %. Written by the model, never by hand.';

comment on column "estimates"."year" is 'Calendar year. Unit: year.';

comment on column "estimates"."tier" is 'Which accelerators are counted.';

comment on column "estimates"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "estimates"."metric" is 'What is added up.';

comment on column "estimates"."ratio" is 'What domestic supply is divided by: sales (all that was sold, foreign chips included) or demand (what buyers wanted).';

comment on column "estimates"."p05" is '5 % quantile. Unit: share.';

comment on column "estimates"."p25" is '25 % quantile. Unit: share.';

comment on column "estimates"."p50" is 'Median. Unit: share.';

comment on column "estimates"."p75" is '75 % quantile. Unit: share.';

comment on column "estimates"."p95" is '95 % quantile. Unit: share.';

comment on column "estimates"."status" is 'What sort of number it is; bound: no more than this, of a definition on which nothing is counted.';

comment on column "estimates"."model_version" is 'Version of the model.';

create table "choice_effects" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "choice" varchar not null check ("choice" in ('base', 'yield-fully-good', 'wafers-le-7nm', 'foreign-first', 'proportional-order')),
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

comment on column "choice_effects"."choice" is 'base; the yield taken as fully good; wafers taken from all wafers at 7 nm and below; foreign dies used first; foreign dies and stacks used in proportion.';

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

create table "estimates_as_of" (
  "as_of" date not null,
  "occasion" varchar not null check (regexp_full_match("occasion", '^(backtest|v[0-9]+\.[0-9]+\.[0-9]+)$')),
  "model_version" varchar not null check (regexp_full_match("model_version", '^\S(.*\S)?$')),
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'value')),
  "ratio" varchar not null check ("ratio" in ('sales', 'demand')),
  "p05" double check ("p05" >= 0),
  "p25" double check ("p25" >= 0),
  "p50" double check ("p50" >= 0),
  "p75" double check ("p75" >= 0),
  "p95" double check ("p95" >= 0),
  primary key ("as_of", "occasion", "year", "definition_id", "metric", "ratio"),
  foreign key ("definition_id") references "definitions" ("definition_id")
);

insert into "estimates_as_of"
select
  cast("as_of" as date) as "as_of",
  cast("occasion" as varchar) as "occasion",
  cast("model_version" as varchar) as "model_version",
  cast("year" as bigint) as "year",
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("ratio" as varchar) as "ratio",
  cast("p05" as double) as "p05",
  cast("p25" as double) as "p25",
  cast("p50" as double) as "p50",
  cast("p75" as double) as "p75",
  cast("p95" as double) as "p95"
from read_csv(getvariable('base') || 'data/derived/estimates_as_of.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "estimates_as_of" is 'Estimates as of a day. A row is one self-sufficiency ratio, all tiers together, as the model put it on a day: at each release, kept as published and never computed anew, and on earlier days of a backtest, from figures said before the day alone. Written by the model, never by hand.';

comment on column "estimates_as_of"."as_of" is 'Day of the release, or day whose knowledge was used.';

comment on column "estimates_as_of"."occasion" is 'Release that published it, by its tag; or backtest, where it was computed later.';

comment on column "estimates_as_of"."model_version" is 'Version of the model.';

comment on column "estimates_as_of"."year" is 'Calendar year. Unit: year.';

comment on column "estimates_as_of"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "estimates_as_of"."metric" is 'What is added up.';

comment on column "estimates_as_of"."ratio" is 'What domestic supply is divided by: sales (all that was sold, foreign chips included) or demand (what buyers wanted).';

comment on column "estimates_as_of"."p05" is '5 % quantile. Unit: share.';

comment on column "estimates_as_of"."p25" is '25 % quantile. Unit: share.';

comment on column "estimates_as_of"."p50" is 'Median. Unit: share.';

comment on column "estimates_as_of"."p75" is '75 % quantile. Unit: share.';

comment on column "estimates_as_of"."p95" is '95 % quantile. Unit: share.';

create table "scenarios" (
  "scenario" varchar not null check ("scenario" in ('as-published', 'without-smuggled', 'own-memory-chinese', 'own-memory-foreign', 'exports-shut', 'exports-h20-class', 'exports-h200-class', 'prior')),
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "p05" double check ("p05" >= 0),
  "p50" double check ("p50" >= 0),
  "p95" double check ("p95" >= 0),
  "weight" double not null check ("weight" >= 0) check ("weight" <= 1),
  primary key ("scenario", "year", "definition_id", "metric"),
  foreign key ("definition_id") references "definitions" ("definition_id")
);

insert into "scenarios"
select
  cast("scenario" as varchar) as "scenario",
  cast("year" as bigint) as "year",
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("p05" as double) as "p05",
  cast("p50" as double) as "p50",
  cast("p95" as double) as "p95",
  cast("weight" as double) as "weight"
from read_csv(getvariable('base') || 'data/derived/scenarios.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "scenarios" is 'Scenarios. A row is a share of what was sold, in a state of the world that the estimate otherwise mixes by its weight. Written by the model, never by hand.';

comment on column "scenarios"."scenario" is 'Which state. as-published: all states mixed. without-smuggled: smuggled chips left out of what was sold. own-memory-chinese, own-memory-foreign: who makes HiBL and HiZQ. exports-shut, exports-h20-class, exports-h200-class: what the US lets and China wants in. prior: before any published figure was heard.';

comment on column "scenarios"."year" is 'Calendar year. Unit: year.';

comment on column "scenarios"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "scenarios"."metric" is 'What is added up.';

comment on column "scenarios"."p05" is '5 % quantile. Unit: share.';

comment on column "scenarios"."p50" is 'Median. Unit: share.';

comment on column "scenarios"."p95" is '95 % quantile. Unit: share.';

comment on column "scenarios"."weight" is 'Probability of the state in the estimate. Unit: share.';

create table "growth" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "p05" double check ("p05" >= 0),
  "p50" double check ("p50" >= 0),
  "p95" double check ("p95" >= 0),
  "probability_of_three_times" double not null check ("probability_of_three_times" >= 0) check ("probability_of_three_times" <= 1),
  primary key ("year", "definition_id", "metric"),
  foreign key ("definition_id") references "definitions" ("definition_id")
);

insert into "growth"
select
  cast("year" as bigint) as "year",
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("p05" as double) as "p05",
  cast("p50" as double) as "p50",
  cast("p95" as double) as "p95",
  cast("probability_of_three_times" as double) as "probability_of_three_times"
from read_csv(getvariable('base') || 'data/derived/growth.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "growth" is 'Growth. A row says how many times the last full year the nowcast is. Written by the model, never by hand.';

comment on column "growth"."year" is 'Calendar year. Unit: year.';

comment on column "growth"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "growth"."metric" is 'What is added up.';

comment on column "growth"."p05" is '5 % quantile. Unit: x.';

comment on column "growth"."p50" is 'Median. Unit: x.';

comment on column "growth"."p95" is '95 % quantile. Unit: x.';

comment on column "growth"."probability_of_three_times" is 'Probability that it is at least three times as much. Unit: share.';

create table "surface" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "quantile" double not null check ("quantile" >= 0) check ("quantile" <= 1),
  "levers" varchar[] not null,
  "coefficients" varchar not null check (regexp_full_match("coefficients", '^-?[0-9]+( -?[0-9]+)*$')),
  primary key ("year", "definition_id", "metric", "quantile"),
  foreign key ("definition_id") references "definitions" ("definition_id")
);

insert into "surface"
select
  cast("year" as bigint) as "year",
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("quantile" as double) as "quantile",
  string_split("levers", ';') as "levers",
  cast("coefficients" as varchar) as "coefficients"
from read_csv(getvariable('base') || 'data/derived/surface.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "surface" is 'What-if surface. A row says how one quantile of a share goes with eight inputs that may be halved, doubled or moved by less from the nowcast year on: the log-odds of the share are a polynomial of fourth degree in the base-2 logarithms of the factors by which the inputs (of shares: their odds) are moved, each between -1 and 1. A share is no more than that of the definition above, and quantiles are put in order; then it is what a run with all draws says, to a percentage point. Written by the model, never by hand.';

comment on column "surface"."year" is 'Calendar year. Unit: year.';

comment on column "surface"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "surface"."metric" is 'What is added up.';

comment on column "surface"."quantile" is 'Which quantile. Unit: share.';

comment on column "surface"."levers" is 'Inputs that may be moved, in the order in which the polynomial takes them.';

comment on column "surface"."coefficients" is 'Coefficients in thousandths of log-odds with a space between: of 1, then of each lever, of each product of two, of three and of four levers, a lever with itself included, as 11 12 13 22 23 33 for two of three.';

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
  "summary" varchar not null check (regexp_full_match("summary", '^\S(.*\S)?$')),
  "summary_zh" varchar not null check (regexp_full_match("summary_zh", '^\S(.*\S)?$')),
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
  cast("summary" as varchar) as "summary",
  cast("summary_zh" as varchar) as "summary_zh",
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

comment on column "firms"."summary" is 'What it does in the supply of AI chips, in one plain sentence fit to be printed.';

comment on column "firms"."summary_zh" is 'The same sentence in Chinese.';

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
  "kind" varchar not null check ("kind" in ('government', 'firm', 'analyst', 'newsroom', 'research', 'industry-body', 'community', 'person', 'package')),
  "country" varchar check (regexp_full_match("country", '^[A-Z]{2}$')),
  "firm_id" varchar check (regexp_full_match("firm_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "speaks_for_id" varchar check (regexp_full_match("speaks_for_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("actor_id"),
  foreign key ("firm_id") references "firms" ("firm_id"),
  foreign key ("speaks_for_id") references "actors" ("actor_id")
);

create temp table "actors_rows" as
select
  cast("actor_id" as varchar) as "actor_id",
  cast("name" as varchar) as "name",
  cast("name_zh" as varchar) as "name_zh",
  cast("kind" as varchar) as "kind",
  cast("country" as varchar) as "country",
  cast("firm_id" as varchar) as "firm_id",
  cast("speaks_for_id" as varchar) as "speaks_for_id",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/actors.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

insert into "actors" from "actors_rows" where "speaks_for_id" is null;

insert into "actors" from "actors_rows" where "speaks_for_id" in (select "actor_id" from "actors") and "actor_id" not in (select "actor_id" from "actors");

insert into "actors" from "actors_rows" where "speaks_for_id" in (select "actor_id" from "actors") and "actor_id" not in (select "actor_id" from "actors");

insert into "actors" from "actors_rows" where "speaks_for_id" in (select "actor_id" from "actors") and "actor_id" not in (select "actor_id" from "actors");

insert into "actors" from "actors_rows" where "speaks_for_id" in (select "actor_id" from "actors") and "actor_id" not in (select "actor_id" from "actors");

insert into "actors" from "actors_rows" where "actor_id" not in (select "actor_id" from "actors");

drop table "actors_rows";

comment on table "actors" is 'Actors. A row is somebody who says or does something: a government body, a firm, an analyst house, a newsroom, a research group. Observations, targets and events name one, so that a house’s numbers can be followed over time under one spelling.';

comment on column "actors"."actor_id" is 'Key; for a firm the firm’s own id.';

comment on column "actors"."name" is 'Name in English.';

comment on column "actors"."name_zh" is 'Name in Chinese.';

comment on column "actors"."kind" is 'What sort of actor it is. person: somebody who is quoted by name. package: this package, for what it computes itself.';

comment on column "actors"."country" is 'ISO 3166-1 code of its seat.';

comment on column "actors"."firm_id" is 'The firm, where the actor is one in `firms`.';

comment on column "actors"."speaks_for_id" is 'Of a person: the firm or body for which the person speaks.';

comment on column "actors"."note" is 'What a reader must know.';

create table "processes" (
  "process_id" varchar not null check (regexp_full_match("process_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "foundry_id" varchar not null check (regexp_full_match("foundry_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "name" varchar not null check (regexp_full_match("name", '^\S(.*\S)?$')),
  "marketing_name" varchar check (regexp_full_match("marketing_name", '^\S(.*\S)?$')),
  "node_class" varchar not null check ("node_class" in ('2nm', '3nm', '5nm', '7nm', '10nm', '14nm', '16nm', '28nm', 'dram', 'nand', 'packaging')),
  "uses_euv" boolean,
  "first_production" varchar check (regexp_full_match("first_production", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
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

create table "house_scores" (
  "house_id" varchar not null check (regexp_full_match("house_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "figures" bigint not null check ("figures" >= 1),
  "covered" double not null check ("covered" >= 0) check ("covered" <= 1),
  "crps" double not null check ("crps" >= 0),
  "crps_prior" double not null check ("crps_prior" >= 0),
  "crps_persistence" double check ("crps_persistence" >= 0),
  primary key ("house_id"),
  foreign key ("house_id") references "actors" ("actor_id")
);

insert into "house_scores"
select
  cast("house_id" as varchar) as "house_id",
  cast("figures" as bigint) as "figures",
  cast("covered" as double) as "covered",
  cast("crps" as double) as "crps",
  cast("crps_prior" as double) as "crps_prior",
  cast("crps_persistence" as double) as "crps_persistence"
from read_csv(getvariable('base') || 'data/derived/house_scores.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "house_scores" is 'House scores. A row is one house whose figures were left out, and how well the others’ figures let the estimate expect them. Houses with few figures are left out together. Written by the model, never by hand.';

comment on column "house_scores"."house_id" is 'House whose figures were left out.';

comment on column "house_scores"."figures" is 'How many. Unit: figures.';

comment on column "house_scores"."covered" is 'Part of them within the 90 % interval. Unit: share.';

comment on column "house_scores"."crps" is 'Mean continuous ranked probability score, on logarithms (shares: log-odds); less is better. Unit: logarithms or log-odds.';

comment on column "house_scores"."crps_prior" is 'The same of the estimate before any figure was heard. Unit: logarithms or log-odds.';

comment on column "house_scores"."crps_persistence" is 'The same of the figure of the year before, where there is one. Unit: logarithms or log-odds.';

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
  "announced_on" varchar check (regexp_full_match("announced_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "production_since" varchar check (regexp_full_match("production_since", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "native_formats" varchar[] check (list_has_all(['fp64', 'fp32', 'tf32', 'fp16', 'bf16', 'fp8', 'mxfp8', 'hif8', 'fp4', 'mxfp4', 'hif4', 'int8', 'int4'], "native_formats")),
  "native_fp8_since" varchar check (regexp_full_match("native_fp8_since", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "origin" varchar not null check ("origin" in ('domestic', 'foreign')),
  "tier" varchar not null check ("tier" in ('T1', 'T2', 'T3')),
  "summary" varchar not null check (regexp_full_match("summary", '^\S(.*\S)?$')),
  "summary_zh" varchar not null check (regexp_full_match("summary_zh", '^\S(.*\S)?$')),
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
  cast("summary" as varchar) as "summary",
  cast("summary_zh" as varchar) as "summary_zh",
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

comment on column "chips"."summary" is 'What it is and why it matters, in one plain sentence fit to be printed.';

comment on column "chips"."summary_zh" is 'The same sentence in Chinese.';

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
  "announced_on" varchar check (regexp_full_match("announced_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "construction_on" varchar check (regexp_full_match("construction_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "production_on" varchar check (regexp_full_match("production_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "stopped_on" varchar check (regexp_full_match("stopped_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "latitude" double check ("latitude" >= -90) check ("latitude" <= 90),
  "longitude" double check ("longitude" >= -180) check ("longitude" <= 180),
  "location_precision" varchar check ("location_precision" in ('site', 'district', 'city')),
  "site" varchar check (regexp_full_match("site", '^\S(.*\S)?$')),
  "location_source_id" varchar check (regexp_full_match("location_source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "summary" varchar not null check (regexp_full_match("summary", '^\S(.*\S)?$')),
  "summary_zh" varchar not null check (regexp_full_match("summary_zh", '^\S(.*\S)?$')),
  "source_ids" varchar[] not null,
  "collection" varchar check ("collection" in ('founding-report')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("fab_id"),
  foreign key ("operator_id") references "firms" ("firm_id"),
  foreign key ("beneficiary_id") references "firms" ("firm_id"),
  foreign key ("process_id") references "processes" ("process_id"),
  foreign key ("location_source_id") references "sources" ("source_id")
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
  cast("production_on" as varchar) as "production_on",
  cast("stopped_on" as varchar) as "stopped_on",
  cast("latitude" as double) as "latitude",
  cast("longitude" as double) as "longitude",
  cast("location_precision" as varchar) as "location_precision",
  cast("site" as varchar) as "site",
  cast("location_source_id" as varchar) as "location_source_id",
  cast("summary" as varchar) as "summary",
  cast("summary_zh" as varchar) as "summary_zh",
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

comment on column "fabs"."production_on" is 'When production began; a plan for it is a row of `plans`.';

comment on column "fabs"."stopped_on" is 'When it was suspended or cancelled.';

comment on column "fabs"."latitude" is 'Latitude, WGS 84. Unit: degrees.';

comment on column "fabs"."longitude" is 'Longitude, WGS 84. Unit: degrees.';

comment on column "fabs"."location_precision" is 'How exact the coordinates are.';

comment on column "fabs"."site" is 'Name of the site where it stands, given where other plants of this table stand there too; only they may share its coordinates.';

comment on column "fabs"."location_source_id" is 'Where its place was read.';

comment on column "fabs"."summary" is 'What it is and what it makes, in one plain sentence fit to be printed.';

comment on column "fabs"."summary_zh" is 'The same sentence in Chinese.';

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

create table "chip_suppliers" (
  "chip_id" varchar not null check (regexp_full_match("chip_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "stage" varchar not null check ("stage" in ('design', 'logic', 'memory', 'packaging', 'substrate', 'test')),
  "firm_id" varchar not null check (regexp_full_match("firm_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "valid_from" varchar check (regexp_full_match("valid_from", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "valid_to" varchar check (regexp_full_match("valid_to", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
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
  "happened_on" varchar not null check (regexp_full_match("happened_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "effective_on" varchar check (regexp_full_match("effective_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
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

create table "plans" (
  "plan_id" varchar not null check (regexp_full_match("plan_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "fab_id" varchar not null check (regexp_full_match("fab_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "milestone" varchar not null check ("milestone" in ('construction', 'equipment', 'production', 'full-production')),
  "planned_on" varchar not null check (regexp_full_match("planned_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "said_on" varchar not null check (regexp_full_match("said_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "claimant_id" varchar not null check (regexp_full_match("claimant_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("plan_id"),
  foreign key ("fab_id") references "fabs" ("fab_id"),
  foreign key ("claimant_id") references "actors" ("actor_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "plans"
select
  cast("plan_id" as varchar) as "plan_id",
  cast("fab_id" as varchar) as "fab_id",
  cast("milestone" as varchar) as "milestone",
  cast("planned_on" as varchar) as "planned_on",
  cast("said_on" as varchar) as "said_on",
  cast("claimant_id" as varchar) as "claimant_id",
  cast("source_id" as varchar) as "source_id",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/plans.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "plans" is 'Plans. A row is one dated plan for one plant: when somebody said that it would reach a milestone. Later plans are further rows; what came of them stands in `fabs`.';

comment on column "plans"."plan_id" is 'Key; never reused.';

comment on column "plans"."fab_id" is 'Plant that the plan is for.';

comment on column "plans"."milestone" is 'What is to be reached: construction for finished buildings, equipment for tools that move in, production for its start, trial production included, full-production for the planned capacity or full operation.';

comment on column "plans"."planned_on" is 'When it is to be reached.';

comment on column "plans"."said_on" is 'When it was said; of a plan read in a relay, when the original said it.';

comment on column "plans"."claimant_id" is 'Whose plan or report it is: the firm for its own plan, the newsroom for a report of people not named.';

comment on column "plans"."source_id" is 'Page on which it was read.';

comment on column "plans"."note" is 'What a reader must know to use the row; never the place for a second value.';

create table "observations" (
  "observation_id" varchar not null check (regexp_full_match("observation_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric_id" varchar not null check (regexp_full_match("metric_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "firm_id" varchar check (regexp_full_match("firm_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "chip_id" varchar check (regexp_full_match("chip_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "fab_id" varchar check (regexp_full_match("fab_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "process_id" varchar check (regexp_full_match("process_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "region_id" varchar check (regexp_full_match("region_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "period" varchar check (regexp_full_match("period", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?(/[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?)?$')),
  "definition_id" varchar check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "value" double,
  "value_low" double,
  "value_high" double,
  "interval" varchar check ("interval" in ('p90', 'p80', 'p50', 'range')),
  "bound" varchar check ("bound" in ('at-least', 'at-most', 'about')),
  "unit" varchar not null check (regexp_full_match("unit", '^\S(.*\S)?$')),
  "basis" varchar not null check (regexp_full_match("basis", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "derivation" varchar check ("derivation" in ('sum', 'complement', 'difference', 'quotient', 'percentage')),
  "derived_from_ids" varchar[],
  "rank" varchar not null check ("rank" in ('preferred', 'normal', 'deprecated')),
  "rank_reason" varchar check (regexp_full_match("rank_reason", '^\S(.*\S)?$')),
  "use" varchar check ("use" in ('condition', 'hold', 'leave')),
  "use_reason" varchar check (regexp_full_match("use_reason", '^\S(.*\S)?$')),
  "claimant_id" varchar not null check (regexp_full_match("claimant_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "locator" varchar check (regexp_full_match("locator", '^\S(.*\S)?$')),
  "as_of" varchar not null check (regexp_full_match("as_of", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "first_said_on" varchar check (regexp_full_match("first_said_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
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
  cast("derivation" as varchar) as "derivation",
  string_split("derived_from_ids", ';') as "derived_from_ids",
  cast("rank" as varchar) as "rank",
  cast("rank_reason" as varchar) as "rank_reason",
  cast("use" as varchar) as "use",
  cast("use_reason" as varchar) as "use_reason",
  cast("claimant_id" as varchar) as "claimant_id",
  cast("source_id" as varchar) as "source_id",
  cast("locator" as varchar) as "locator",
  cast("as_of" as varchar) as "as_of",
  cast("first_said_on" as varchar) as "first_said_on",
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

comment on column "observations"."derivation" is 'How a derived value follows from those in derived_from_ids: their sum, what they leave of 100 %, the first less the others, the first over the second, or 100 times that; only where the basis is one of derived figures.';

comment on column "observations"."derived_from_ids" is 'Observations that a derived value is computed from, in the order of the computation.';

comment on column "observations"."rank" is 'preferred: our choice among rivals, at most one per metric, subject, period and definition. deprecated: kept, but known or believed to be wrong.';

comment on column "observations"."rank_reason" is 'Why it is preferred over rivals or deprecated; required if deprecated.';

comment on column "observations"."use" is 'What the estimate does with a figure that it can predict. condition: the estimate learns from it. hold: it is kept back, to test the estimate. leave: neither, for the reason given. Empty for all that it cannot predict.';

comment on column "observations"."use_reason" is 'Why a figure is left, or kept back.';

comment on column "observations"."claimant_id" is 'Whose number it is, not who relays it.';

comment on column "observations"."source_id" is 'Where it was read.';

comment on column "observations"."locator" is 'Place inside the source.';

comment on column "observations"."as_of" is 'When the claimant said it; the vintage. Of a page without a date, when it was read.';

comment on column "observations"."first_said_on" is 'When the number became public, if that was before as_of: the day of the filing or the results that first had it; where that day is not known, the month by whose end the law asks for the filing. The macros named after a day use it.';

comment on column "observations"."recorded_on" is 'When the row was added here.';

comment on column "observations"."note" is 'What a reader must know; never a second value.';

create table "observations_observations" (
  "observation_id" varchar not null,
  "derived_from_id" varchar not null,
  primary key ("observation_id", "derived_from_id"),
  foreign key ("observation_id") references "observations" ("observation_id"),
  foreign key ("derived_from_id") references "observations" ("observation_id")
);

insert into "observations_observations" select "observation_id", unnest("derived_from_ids") from "observations" order by all;

comment on table "observations_observations" is 'Observations: derived_from_ids. A row links one row of observations to one of its derived_from_ids; made from that list.';

comment on column "observations_observations"."observation_id" is 'Key; never reused.';

comment on column "observations_observations"."derived_from_id" is 'One of the row’s derived_from_ids.';

create table "targets" (
  "target_id" varchar not null check (regexp_full_match("target_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "claimant_id" varchar not null check (regexp_full_match("claimant_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "kind" varchar not null check ("kind" in ('state', 'firm', 'official', 'analyst', 'press')),
  "claim_type" varchar not null check ("claim_type" in ('numeric', 'event', 'specification', 'statement')),
  "speech_act" varchar not null check ("speech_act" in ('promise', 'forecast', 'description', 'reaction')),
  "aspect_id" varchar not null check (regexp_full_match("aspect_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "topic_id" varchar not null check (regexp_full_match("topic_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "collection" varchar check ("collection" in ('founding-report')),
  "statement" varchar not null check (regexp_full_match("statement", '^\S(.*\S)?$')),
  "statement_zh" varchar not null check (regexp_full_match("statement_zh", '^\S(.*\S)?$')),
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
  "baseline_period" varchar check (regexp_full_match("baseline_period", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "deadline" varchar check (regexp_full_match("deadline", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "evidence_until" varchar check (regexp_full_match("evidence_until", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "said_on" varchar not null check (regexp_full_match("said_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "scope" varchar check (regexp_full_match("scope", '^\S(.*\S)?$')),
  "unmeasurable_reason" varchar check (regexp_full_match("unmeasurable_reason", '^\S(.*\S)?$')),
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "superseded_by" varchar check (regexp_full_match("superseded_by", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("target_id"),
  foreign key ("claimant_id") references "actors" ("actor_id"),
  foreign key ("aspect_id") references "aspects" ("aspect_id"),
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
  cast("speech_act" as varchar) as "speech_act",
  cast("aspect_id" as varchar) as "aspect_id",
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
  cast("evidence_until" as varchar) as "evidence_until",
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

comment on column "targets"."speech_act" is 'What was done by saying it. promise: a plan, target or guidance of who can carry it out, also when a newsroom reports it. forecast: what is expected of others or of a market. description: how things were said to be. reaction: what markets, buyers or states were said to do in response.';

comment on column "targets"."aspect_id" is 'What evidence must be about: capacity is not output, what was made is not what was sold.';

comment on column "targets"."topic_id" is 'What it is about.';

comment on column "targets"."collection" is 'Set for the claims of the report of 27 August 2025 with which this package started.';

comment on column "targets"."statement" is 'The claim in our words, with its subject and deadline.';

comment on column "targets"."statement_zh" is 'The claim in Chinese: the same content as in statement, close to the original words where it was made in Chinese.';

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

comment on column "targets"."evidence_until" is 'Until when, after the deadline, evidence can be expected: results, counts and statistics come out later. Empty where there is no deadline.';

comment on column "targets"."said_on" is 'When it was said.';

comment on column "targets"."scope" is 'What it covers and leaves out, as far as said.';

comment on column "targets"."unmeasurable_reason" is 'Why nothing public can ever settle it, where that is so: then it is unverifiable from the first day, unless evidence says otherwise.';

comment on column "targets"."source_id" is 'Where it was read.';

comment on column "targets"."superseded_by" is 'The later target that replaced it.';

comment on column "targets"."note" is 'What a reader must know.';

create table "assumptions" (
  "assumption_id" varchar not null check (regexp_full_match("assumption_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "input_id" varchar not null check (regexp_full_match("input_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "subject" varchar check (regexp_full_match("subject", '^\S(.*\S)?$')),
  "period" varchar check (regexp_full_match("period", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "vintage" varchar check (regexp_full_match("vintage", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "definition_id" varchar check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "low" double,
  "central" double not null,
  "high" double,
  "unit" varchar not null check (regexp_full_match("unit", '^\S(.*\S)?$')),
  "distribution" varchar not null check ("distribution" in ('lognormal', 'logit-normal', 'normal', 'uniform', 'fixed')),
  "interval" varchar check ("interval" in ('p90', 'p80', 'p50', 'range')),
  "basis" varchar not null check ("basis" in ('sourced', 'calculated', 'assumed')),
  "reason" varchar not null check (regexp_full_match("reason", '^\S(.*\S)?$')),
  "source_ids" varchar[],
  "observation_ids" varchar[],
  "known_on" varchar check (regexp_full_match("known_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("assumption_id"),
  foreign key ("input_id") references "inputs" ("input_id"),
  foreign key ("definition_id") references "definitions" ("definition_id")
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
  cast("interval" as varchar) as "interval",
  cast("basis" as varchar) as "basis",
  cast("reason" as varchar) as "reason",
  string_split("source_ids", ';') as "source_ids",
  string_split("observation_ids", ';') as "observation_ids",
  cast("known_on" as varchar) as "known_on",
  cast("note" as varchar) as "note"
from read_csv(getvariable('base') || 'data/assumptions.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "assumptions" is 'Assumptions. A row is one input of the estimate for one period: low, central and high with their distribution, and why. Never a bare number.';

comment on column "assumptions"."assumption_id" is 'Key: input, definition and period.';

comment on column "assumptions"."input_id" is 'Input of the model.';

comment on column "assumptions"."subject" is 'What it is about, where the input alone does not say.';

comment on column "assumptions"."period" is 'Year or half-year for which it holds; empty if it holds for all that have no row of their own.';

comment on column "assumptions"."vintage" is 'For an earlier state of a row that has been replaced: as of when it stood; the backtest uses it. Empty for the present state.';

comment on column "assumptions"."definition_id" is 'Which meaning of the input.';

comment on column "assumptions"."low" is 'Low end. Unit: in `unit`.';

comment on column "assumptions"."central" is 'Central value. Unit: in `unit`.';

comment on column "assumptions"."high" is 'High end. Unit: in `unit`.';

comment on column "assumptions"."unit" is 'Unit.';

comment on column "assumptions"."distribution" is 'Shape through low, central and high; central is the median of each. logit-normal: of shares, on the log-odds.';

comment on column "assumptions"."interval" is 'What low and high are.';

comment on column "assumptions"."basis" is 'sourced: low, central and high lie in published figures. calculated: computed from them as the reason says. assumed: our judgement, with its reason.';

comment on column "assumptions"."reason" is 'Why these values.';

comment on column "assumptions"."source_ids" is 'Sources that they rest on; required unless assumed.';

comment on column "assumptions"."observation_ids" is 'Observations whose figures the reason quotes; a check compares the two.';

comment on column "assumptions"."known_on" is 'When the latest of its sources was out; a row is used for what was known on a day only from then on. Empty if it rests on judgement alone.';

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

create table "assumptions_observations" (
  "assumption_id" varchar not null,
  "observation_id" varchar not null,
  primary key ("assumption_id", "observation_id"),
  foreign key ("assumption_id") references "assumptions" ("assumption_id"),
  foreign key ("observation_id") references "observations" ("observation_id")
);

insert into "assumptions_observations" select "assumption_id", unnest("observation_ids") from "assumptions" order by all;

comment on table "assumptions_observations" is 'Assumptions: observation_ids. A row links one row of assumptions to one of its observation_ids; made from that list.';

comment on column "assumptions_observations"."assumption_id" is 'Key: input, definition and period.';

comment on column "assumptions_observations"."observation_id" is 'One of the row’s observation_ids.';

create table "backtests" (
  "as_of" date not null,
  "observation_id" varchar not null,
  "p05" double check ("p05" >= 0),
  "p50" double check ("p50" >= 0),
  "p95" double check ("p95" >= 0),
  "crps" double not null check ("crps" >= 0),
  primary key ("as_of", "observation_id"),
  foreign key ("observation_id") references "observations" ("observation_id")
);

insert into "backtests"
select
  cast("as_of" as date) as "as_of",
  cast("observation_id" as varchar) as "observation_id",
  cast("p05" as double) as "p05",
  cast("p50" as double) as "p50",
  cast("p95" as double) as "p95",
  cast("crps" as double) as "crps"
from read_csv(getvariable('base') || 'data/derived/backtests.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "backtests" is 'Backtests. A row is what the model would have expected on a day of one figure that came later: a preferred, observed figure, said after that day, of a period that was not over. Expectations are of the figure as its house would print it, and rest on figures said before the day alone. The view `forecast_scores` has them beside the figure and beside forecasts of houses. Written by the model, never by hand.';

comment on column "backtests"."as_of" is 'Day whose knowledge was used: figures said, and inputs known, by then.';

comment on column "backtests"."observation_id" is 'The figure that came.';

comment on column "backtests"."p05" is 'What was expected: 5 % quantile. Unit: in the unit of the figure.';

comment on column "backtests"."p50" is 'What was expected: median. Unit: in the unit of the figure.';

comment on column "backtests"."p95" is 'What was expected: 95 % quantile. Unit: in the unit of the figure.';

comment on column "backtests"."crps" is 'Continuous ranked probability score of the draws on logarithms (of shares on log-odds): how far what was expected lies from the figure on average, less half of how far it lies from itself. Less is better. Unit: log ratio.';

create table "witnesses" (
  "observation_id" varchar not null,
  "house_id" varchar not null check (regexp_full_match("house_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "use" varchar not null check ("use" in ('condition', 'hold')),
  "prior_p05" double check ("prior_p05" >= 0),
  "prior_p50" double check ("prior_p50" >= 0),
  "prior_p95" double check ("prior_p95" >= 0),
  "p05" double check ("p05" >= 0),
  "p50" double check ("p50" >= 0),
  "p95" double check ("p95" >= 0),
  "p_value" double not null check ("p_value" >= 0) check ("p_value" <= 1),
  primary key ("observation_id"),
  foreign key ("observation_id") references "observations" ("observation_id"),
  foreign key ("house_id") references "actors" ("actor_id")
);

insert into "witnesses"
select
  cast("observation_id" as varchar) as "observation_id",
  cast("house_id" as varchar) as "house_id",
  cast("use" as varchar) as "use",
  cast("prior_p05" as double) as "prior_p05",
  cast("prior_p50" as double) as "prior_p50",
  cast("prior_p95" as double) as "prior_p95",
  cast("p05" as double) as "p05",
  cast("p50" as double) as "p50",
  cast("p95" as double) as "p95",
  cast("p_value" as double) as "p_value"
from read_csv(getvariable('base') || 'data/derived/witnesses.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "witnesses" is 'Witnesses. A row is one published figure that the estimate can predict, with what it expected before and after it heard all figures, in the unit of the figure. Written by the model, never by hand.';

comment on column "witnesses"."observation_id" is 'The figure.';

comment on column "witnesses"."house_id" is 'Whose figure it is; of persons the body for which they speak.';

comment on column "witnesses"."use" is 'Whether the estimate learned from it or it was kept back.';

comment on column "witnesses"."prior_p05" is 'What was expected before: 5 % quantile. Unit: in the unit of the figure.';

comment on column "witnesses"."prior_p50" is 'What was expected before: median. Unit: in the unit of the figure.';

comment on column "witnesses"."prior_p95" is 'What was expected before: 95 % quantile. Unit: in the unit of the figure.';

comment on column "witnesses"."p05" is 'What is expected after: 5 % quantile. Unit: in the unit of the figure.';

comment on column "witnesses"."p50" is 'What is expected after: median. Unit: in the unit of the figure.';

comment on column "witnesses"."p95" is 'What is expected after: 95 % quantile. Unit: in the unit of the figure.';

comment on column "witnesses"."p_value" is 'Posterior predictive p: how far in the tail of what is expected the figure lies, both sides taken; small is surprising. Unit: share.';

create table "conditions" (
  "target_id" varchar not null check (regexp_full_match("target_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "result" varchar not null check ("result" in ('met', 'partly', 'missed')),
  "statement" varchar not null check (regexp_full_match("statement", '^\S(.*\S)?$')),
  "statement_zh" varchar not null check (regexp_full_match("statement_zh", '^\S(.*\S)?$')),
  primary key ("target_id", "result"),
  foreign key ("target_id") references "targets" ("target_id")
);

insert into "conditions"
select
  cast("target_id" as varchar) as "target_id",
  cast("result" as varchar) as "result",
  cast("statement" as varchar) as "statement",
  cast("statement_zh" as varchar) as "statement_zh"
from read_csv(getvariable('base') || 'data/conditions.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "conditions" is 'Conditions. A row is a condition under which a target is met, partly met or missed, written with the claim and not with the evidence: what must be seen, of what, by when, from whom.';

comment on column "conditions"."target_id" is 'The target.';

comment on column "conditions"."result" is 'What the target is if the condition holds; of descriptions and reactions: borne out, in part, not borne out.';

comment on column "conditions"."statement" is 'The condition, in a sentence. Claimed numbers stand in the target alone.';

comment on column "conditions"."statement_zh" is 'The same in Chinese.';

create table "outcomes" (
  "outcome_id" varchar not null check (regexp_full_match("outcome_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "target_id" varchar not null check (regexp_full_match("target_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "happened_on" varchar not null check (regexp_full_match("happened_on", '^[0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?$')),
  "condition" varchar check ("condition" in ('met', 'partly', 'missed')),
  "evidence" varchar not null check ("evidence" in ('commercial-volume', 'measurement', 'admission', 'statement', 'sample', 'plan', 'absence')),
  "aspect_id" varchar not null check (regexp_full_match("aspect_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "independent" boolean not null,
  "statement" varchar not null check (regexp_full_match("statement", '^\S(.*\S)?$')),
  "observation_id" varchar check (regexp_full_match("observation_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "source_id" varchar not null check (regexp_full_match("source_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "note" varchar check (regexp_full_match("note", '^\S(.*\S)?$')),
  primary key ("outcome_id"),
  foreign key ("target_id") references "targets" ("target_id"),
  foreign key ("aspect_id") references "aspects" ("aspect_id"),
  foreign key ("observation_id") references "observations" ("observation_id"),
  foreign key ("source_id") references "sources" ("source_id")
);

insert into "outcomes"
select
  cast("outcome_id" as varchar) as "outcome_id",
  cast("target_id" as varchar) as "target_id",
  cast("happened_on" as varchar) as "happened_on",
  cast("condition" as varchar) as "condition",
  cast("evidence" as varchar) as "evidence",
  cast("aspect_id" as varchar) as "aspect_id",
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

comment on column "outcomes"."condition" is 'Which condition of the target this piece, taken by itself, speaks for; empty if none: progress on the way, background, something else.';

comment on column "outcomes"."evidence" is 'How strong it is. commercial-volume: seen sold or running in volume. measurement: a published number of the thing itself. admission: the claimant, or who is to carry it out, says so against its interest. statement: somebody says so. sample: shown or sampled. plan: only a plan. absence: a named source that would know looked and found none.';

comment on column "outcomes"."aspect_id" is 'What this piece is about; a piece that speaks to a condition is about what its target is about.';

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
  "reason_id" varchar check (regexp_full_match("reason_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "probability" double check ("probability" >= 0) check ("probability" <= 1),
  "probability_above" double check ("probability_above" >= 0) check ("probability_above" <= 1),
  "attainment" double,
  "deciding_ids" varchar[],
  "evidence_ids" varchar[],
  "change" varchar check ("change" in ('first', 'data', 'method', 'error', 'time')),
  primary key ("target_id", "rule_version", "rated_on"),
  foreign key ("target_id") references "targets" ("target_id"),
  foreign key ("status") references "statuses" ("status_id"),
  foreign key ("reason_id") references "reasons" ("reason_id")
);

insert into "verdicts"
select
  cast("target_id" as varchar) as "target_id",
  cast("rule_version" as varchar) as "rule_version",
  cast("rated_on" as date) as "rated_on",
  cast("status" as varchar) as "status",
  cast("reason_id" as varchar) as "reason_id",
  cast("probability" as double) as "probability",
  cast("probability_above" as double) as "probability_above",
  cast("attainment" as double) as "attainment",
  string_split("deciding_ids", ';') as "deciding_ids",
  string_split("evidence_ids", ';') as "evidence_ids",
  cast("change" as varchar) as "change"
from read_csv(getvariable('base') || 'data/derived/verdicts.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "verdicts" is 'Verdicts. A row is the rating of one target by one version of the rules on one day. Written by a command, never by hand; history is kept.';

comment on column "verdicts"."target_id" is 'The target.';

comment on column "verdicts"."rule_version" is 'Version of the rating rules.';

comment on column "verdicts"."rated_on" is 'Day of the rating.';

comment on column "verdicts"."status" is 'The rating.';

comment on column "verdicts"."reason_id" is 'Why the rules say so; ratings by version 1 of the rules have none.';

comment on column "verdicts"."probability" is 'Probability that the claim is or will be kept: by the figures of houses where it is due, by the model where it is not. Of a promise of “about”, more is kept too. Unit: share.';

comment on column "verdicts"."probability_above" is 'Of a claim of “about”: probability that it is or will be more than that. Unit: share.';

comment on column "verdicts"."attainment" is 'How much of the claim was reached, 1 being all. What is divided by what depends on the kind of claim: the view `scoreboard` says it. Unit: share.';

comment on column "verdicts"."deciding_ids" is 'Outcomes and observations that decide, the weightiest first.';

comment on column "verdicts"."evidence_ids" is 'Outcomes and observations on record about it, those that decide first.';

comment on column "verdicts"."change" is 'Why the rating differs from the one before. data: the evidence changed. method: the rules, or what the conditions of the claim ask for, changed. error: the earlier rating was a mistake of ours. time: only time passed.';

create table "sensitivities" (
  "year" bigint not null check ("year" >= 2018) check ("year" <= 2035),
  "definition_id" varchar not null check (regexp_full_match("definition_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "metric" varchar not null check ("metric" in ('units', 'compute', 'bandwidth', 'value')),
  "assumption_id" varchar not null check (regexp_full_match("assumption_id", '^[a-z0-9]+(-[a-z0-9]+)*$')),
  "drawn_for" varchar not null,
  "rank_correlation" double not null check ("rank_correlation" >= -1) check ("rank_correlation" <= 1),
  "variance_share" double check ("variance_share" >= 0) check ("variance_share" <= 1),
  primary key ("year", "definition_id", "metric", "assumption_id", "drawn_for"),
  foreign key ("definition_id") references "definitions" ("definition_id"),
  foreign key ("assumption_id") references "assumptions" ("assumption_id")
);

insert into "sensitivities"
select
  cast("year" as bigint) as "year",
  cast("definition_id" as varchar) as "definition_id",
  cast("metric" as varchar) as "metric",
  cast("assumption_id" as varchar) as "assumption_id",
  cast("drawn_for" as varchar) as "drawn_for",
  cast("rank_correlation" as double) as "rank_correlation",
  cast("variance_share" as double) as "variance_share"
from read_csv(getvariable('base') || 'data/derived/sensitivities.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '');

comment on table "sensitivities" is 'Sensitivities. A row says how much one input moves one cell of the estimate (share of sales, all tiers). Written by the model, never by hand.';

comment on column "sensitivities"."year" is 'Calendar year. Unit: year.';

comment on column "sensitivities"."definition_id" is 'What counts as domestic: d0 to d5.';

comment on column "sensitivities"."metric" is 'What is added up.';

comment on column "sensitivities"."assumption_id" is 'The input.';

comment on column "sensitivities"."drawn_for" is 'For which year, half-year or quantity it was drawn, where it is drawn more than once; else all.';

comment on column "sensitivities"."rank_correlation" is 'Spearman rank correlation of the input with the cell over the draws of the estimate. Unit: correlation.';

comment on column "sensitivities"."variance_share" is 'Square of the rank correlation: the share of the variance of the cell that goes with the input. Inputs hang together, so the shares need not add up to one. Unit: share.';

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

-- The last day on which an observation was recorded: `data_until()`. What is due is due by that day.
create macro data_until() as (select max(recorded_on) from observations);

comment on macro "data_until" is 'The last day on which an observation was recorded: `data_until()`. What is due is due by that day.';

-- The scale on which errors of figures are even: `error_scale(value, unit)`, the logarithm, or of a share in % the log-odds,
-- read as between 0.5 and 99.5 %. As the model has it (model/figure_likelihood.py); null for what is not above zero.
create macro error_scale(v, unit) as (
  case
    when unit = '%' then ln(greatest(least(v / 100, 0.995), 0.005) / (1 - greatest(least(v / 100, 0.995), 0.005)))
    -- DuckDB may look at the branch of rows that another takes
    else ln(case when v > 0 then v end)
  end
);

comment on macro "error_scale" is 'The scale on which errors of figures are even: `error_scale(value, unit)`, the logarithm, or of a share in % the log-odds, read as between 0.5 and 99.5 %. As the model has it (model/figure_likelihood.py); null for what is not above zero.';

-- A row is one observation and one house whose figure it is. A person counts as the body for which he speaks, and what this
-- package computes is of every house from whose figures it is computed.
--   observation_id: Key of the observation.
--   house_id: Key of the house.
create view figure_houses as
with recursive
parts(observation_id, part_id) as (
  select observation_id, observation_id from observations
  union
  select p.observation_id, l.derived_from_id from parts p join observations_observations l on l.observation_id = p.part_id
)
select distinct p.observation_id, coalesce(a.speaks_for_id, a.actor_id) as house_id
from parts p
join observations o on o.observation_id = p.part_id
join actors a on a.actor_id = o.claimant_id
where p.part_id not in (select observation_id from observations_observations);

comment on view "figure_houses" is 'A row is one observation and one house whose figure it is. A person counts as the body for which he speaks, and what this package computes is of every house from whose figures it is computed.';

comment on column "figure_houses"."observation_id" is 'Key of the observation.';

comment on column "figure_houses"."house_id" is 'Key of the house.';

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
select f.location_source_id, 'fabs', f.fab_id
from fabs f
left join fabs_sources x on x.fab_id = f.fab_id and x.source_id = f.location_source_id
where f.location_source_id is not null and x.fab_id is null
union all
select source_id, 'plans', plan_id from plans
union all
select source_id, 'assumptions', assumption_id from assumptions_sources;

comment on view "source_uses" is 'A row is one use of one source by one row of a table; a source without a row here supports nothing.';

comment on column "source_uses"."source_id" is 'Key of the source.';

comment on column "source_uses"."table_name" is 'Table that uses it.';

comment on column "source_uses"."key" is 'Key of the row that uses it.';

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
select 'events', event_id, 'en', title, short_title from events where array_length(marked_in) > 0
union all
select vocabulary, code, language, name, short_name from translations;

comment on view "labels" is 'A row is what one thing of the vocabulary is called in one language.';

comment on column "labels"."vocabulary" is 'Table that it is in.';

comment on column "labels"."code" is 'Its key there.';

comment on column "labels"."language" is 'Language, as a code of two letters.';

comment on column "labels"."name" is 'What it is called.';

comment on column "labels"."short_name" is 'The same for charts, where there is a shorter one.';

-- How much of a standard normal lies above a positive score: `normal_tail(z)`, after Abramowitz, Stegun (1964), 26.2.17, which
-- is right to seven digits.
create macro normal_tail(z) as (
  exp(-z * z / 2) / sqrt(2 * pi()) * (
    0.319381530 / (1 + 0.2316419 * z) - 0.356563782 / pow(1 + 0.2316419 * z, 2) + 1.781477937 / pow(1 + 0.2316419 * z, 3)
    - 1.821255978 / pow(1 + 0.2316419 * z, 4) + 1.330274429 / pow(1 + 0.2316419 * z, 5)
  )
);

comment on macro "normal_tail" is 'How much of a standard normal lies above a positive score: `normal_tail(z)`, after Abramowitz, Stegun (1964), 26.2.17, which is right to seven digits.';

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
from reports;

comment on view "originals" is 'A row is one source with the report that it goes back to: pages that relay one report, and the page of the report itself where it is on record, have one original_id. Count independent sources by that. A relay whose original_title is not known is a report of its own here, so there may be fewer reports than are counted. A page that is no relay is always its own.';

comment on column "originals"."source_id" is 'Key of the source.';

comment on column "originals"."original_id" is 'Key of the source that stands for the report: the original page, or else the first of its relays.';

comment on column "originals"."original_publisher" is 'Who published the report.';

comment on column "originals"."original_title" is 'Its title, where it is known.';

comment on column "originals"."relayed" is 'Whether the source is not the original page itself.';

-- A row is one estimated self-sufficiency ratio of one year, in %, with its range; what counts is said in words. The table
-- estimates has the same as shares, 0 to 1.
--   year: Calendar year.
--   tier: T1 (training class) or all accelerators.
--   definition_id: What counts as domestic: d0 to d5; see the table definitions.
--   definition: Name of that definition.
--   rung: Step of the definition on the ladder, from 0.
--   metric: What is added up: units, dense FP16 compute, memory bandwidth or value.
--   ratio: What Chinese supply is divided by. sales: all accelerators sold in China in the year, foreign ones included; the
--     result is a share of the market. demand: what buyers wanted, at least what was sold.
--   low: Low end of the 90 % interval, the 5 % quantile. Unit: %.
--   median: Median. Unit: %.
--   high: High end of it, the 95 % quantile. Unit: %.
--   status: estimate (of a year that is over), nowcast (of the running year), projection (of a year to come), bound (no more
--     than the high end, of a definition on which nothing is counted) or not-estimable.
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

comment on view "self_sufficiency" is 'A row is one estimated self-sufficiency ratio of one year, in %, with its range; what counts is said in words. The table estimates has the same as shares, 0 to 1.';

comment on column "self_sufficiency"."year" is 'Calendar year.';

comment on column "self_sufficiency"."tier" is 'T1 (training class) or all accelerators.';

comment on column "self_sufficiency"."definition_id" is 'What counts as domestic: d0 to d5; see the table definitions.';

comment on column "self_sufficiency"."definition" is 'Name of that definition.';

comment on column "self_sufficiency"."rung" is 'Step of the definition on the ladder, from 0.';

comment on column "self_sufficiency"."metric" is 'What is added up: units, dense FP16 compute, memory bandwidth or value.';

comment on column "self_sufficiency"."ratio" is 'What Chinese supply is divided by. sales: all accelerators sold in China in the year, foreign ones included; the result is a share of the market. demand: what buyers wanted, at least what was sold.';

comment on column "self_sufficiency"."low" is 'Low end of the 90 % interval, the 5 % quantile. Unit: %.';

comment on column "self_sufficiency"."median" is 'Median. Unit: %.';

comment on column "self_sufficiency"."high" is 'High end of it, the 95 % quantile. Unit: %.';

comment on column "self_sufficiency"."status" is 'estimate (of a year that is over), nowcast (of the running year), projection (of a year to come), bound (no more than the high end, of a definition on which nothing is counted) or not-estimable.';

-- What makes observations a series in time: as `cell_key(o)`, without the period.
create macro series_key(o) as (
  row(o.metric_id, o.firm_id, o.chip_id, o.fab_id, o.process_id, o.region_id, o.definition_id)
);

comment on macro "series_key" is 'What makes observations a series in time: as `cell_key(o)`, without the period.';

-- A row is one change of a verdict: what it was, what it became, and why.
--   target_id: Key of the target.
--   claimant_id: Key of who promised or predicted it.
--   claimant: Who promised or predicted it.
--   statement: The claim in our words.
--   rated_on: Day of the new rating.
--   rule_version: Version of the rules that gave it.
--   rule_version_before: Version of the rules that gave the one before.
--   status_before: The status before.
--   status: The new status.
--   moved: Whether the status differs, and not only its probability or evidence.
--   change: Why. data: the evidence changed. method: the rules, or the conditions of the claim, changed. error: a mistake of
--     ours. time: only time passed.
--   reason: Why the rules say so now, as a sentence.
create view verdict_changes as
with
history as (
  select
    *,
    lag(status) over w as status_before,
    lag(rule_version) over w as rule_version_before
  from verdicts
  window w as (partition by target_id order by rated_on, rule_version)
)
select
  h.target_id,
  t.claimant_id,
  a.name as claimant,
  t.statement,
  h.rated_on,
  h.rule_version,
  h.rule_version_before,
  h.status_before,
  h.status,
  h.status <> h.status_before as moved,
  h.change,
  r.sentence as reason
from history h
join targets t using (target_id)
join actors a on a.actor_id = t.claimant_id
left join reasons r using (reason_id)
where h.change <> 'first';

comment on view "verdict_changes" is 'A row is one change of a verdict: what it was, what it became, and why.';

comment on column "verdict_changes"."target_id" is 'Key of the target.';

comment on column "verdict_changes"."claimant_id" is 'Key of who promised or predicted it.';

comment on column "verdict_changes"."claimant" is 'Who promised or predicted it.';

comment on column "verdict_changes"."statement" is 'The claim in our words.';

comment on column "verdict_changes"."rated_on" is 'Day of the new rating.';

comment on column "verdict_changes"."rule_version" is 'Version of the rules that gave it.';

comment on column "verdict_changes"."rule_version_before" is 'Version of the rules that gave the one before.';

comment on column "verdict_changes"."status_before" is 'The status before.';

comment on column "verdict_changes"."status" is 'The new status.';

comment on column "verdict_changes"."moved" is 'Whether the status differs, and not only its probability or evidence.';

comment on column "verdict_changes"."change" is 'Why. data: the evidence changed. method: the rules, or the conditions of the claim, changed. error: a mistake of ours. time: only time passed.';

comment on column "verdict_changes"."reason" is 'Why the rules say so now, as a sentence.';

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
--   statement_zh: The claim in Chinese.
--   said_on: When it was said.
--   deadline: By when.
--   due_on: Last day of the deadline.
--   outcomes: Pieces of evidence on record. Unit: rows.
--   latest_on: When the latest of them happened.
--   latest_condition: The condition that the latest of them speaks to; empty if none.
--   latest_statement: The latest of them, in our words.
--   source_id: Page on which the claim was read.
--   url: Address of the page on which the claim was read.
create view claims as
with
latest as (
  select target_id, happened_on, condition, statement
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
  t.statement_zh,
  t.said_on,
  t.deadline,
  period_end(t.deadline) as due_on,
  coalesce(n.outcomes, 0) as outcomes,
  l.happened_on as latest_on,
  l.condition as latest_condition,
  l.statement as latest_statement,
  t.source_id,
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

comment on column "claims"."statement_zh" is 'The claim in Chinese.';

comment on column "claims"."said_on" is 'When it was said.';

comment on column "claims"."deadline" is 'By when.';

comment on column "claims"."due_on" is 'Last day of the deadline.';

comment on column "claims"."outcomes" is 'Pieces of evidence on record. Unit: rows.';

comment on column "claims"."latest_on" is 'When the latest of them happened.';

comment on column "claims"."latest_condition" is 'The condition that the latest of them speaks to; empty if none.';

comment on column "claims"."latest_statement" is 'The latest of them, in our words.';

comment on column "claims"."source_id" is 'Page on which the claim was read.';

comment on column "claims"."url" is 'Address of the page on which the claim was read.';

-- The day since when a row of observations is known: `known_on(o)`. A day of declared precision is known for certain at its
-- end; what we hold was known when we recorded it.
create macro known_on(o) as (least(period_end(coalesce(o.first_said_on, o.as_of)), o.recorded_on));

comment on macro "known_on" is 'The day since when a row of observations is known: `known_on(o)`. A day of declared precision is known for certain at its end; what we hold was known when we recorded it.';

-- A row is the latest plan on record for one milestone of one plant: the one said last.
--   fab_id: Key of the plant.
--   milestone: What is to be reached: construction, equipment, production or full-production.
--   plan_id: Key of the plan.
--   planned_on: When it is to be reached.
--   said_on: When that was said.
--   claimant_id: Key of who said it.
--   source_id: Page on which it was read.
create view latest_plans as
select fab_id, milestone, plan_id, planned_on, said_on, claimant_id, source_id
from plans
qualify row_number() over (
  partition by fab_id, milestone order by period_end(said_on) desc, period_end(planned_on) desc, plan_id
) = 1
order by fab_id, milestone;

comment on view "latest_plans" is 'A row is the latest plan on record for one milestone of one plant: the one said last.';

comment on column "latest_plans"."fab_id" is 'Key of the plant.';

comment on column "latest_plans"."milestone" is 'What is to be reached: construction, equipment, production or full-production.';

comment on column "latest_plans"."plan_id" is 'Key of the plan.';

comment on column "latest_plans"."planned_on" is 'When it is to be reached.';

comment on column "latest_plans"."said_on" is 'When that was said.';

comment on column "latest_plans"."claimant_id" is 'Key of who said it.';

comment on column "latest_plans"."source_id" is 'Page on which it was read.';

-- Whether a period and a calendar year have a day in common: `covers(period, 2025)` holds for 2025, 2025-Q3, 2025-08-27 and
-- for 2024/2025, which `period like '2025%'` loses; null for null. A part of the year counts, so do not add such rows up.
create macro covers(period, calendar_year) as (
  datepart('year', period_start(period)) <= calendar_year and datepart('year', period_end(period)) >= calendar_year
);

comment on macro "covers" is 'Whether a period and a calendar year have a day in common: `covers(period, 2025)` holds for 2025, 2025-Q3, 2025-08-27 and for 2024/2025, which `period like ''2025%''` loses; null for null. A part of the year counts, so do not add such rows up.';

-- A row is one observation with the names of its metric, subject, definition, claimant and source.
--   observation_id: Key of the observation.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   topic_id: What the metric is about.
--   subject: What the value is about: chip, fab, process, firm or region, the most special one that the row names. To find
--     all rows about a firm use about_firm_ids: the subject of a row about a firm’s chip is the chip.
--   subject_zh: The same in Chinese, where it has a Chinese name.
--   about_firm_ids: Firms that the row is about: the firm itself, designer of the chip, operator of the plant, foundry of the
--     process. Filter with list_contains(about_firm_ids, 'smic'); a subsidiary has its own id.
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
--   basis: What stands behind the value. {{bases}}
--   observed: Whether the basis speaks of what is or was.
--   derived: Whether this package computed it from other observations.
--   derivation: How it follows from them.
--   derived_from_ids: Those observations.
--   rank: preferred, normal or deprecated.
--   rank_reason: Why that rank.
--   use: What the estimate does with a figure that it can predict: condition (it learns from it), hold (kept back, to test the
--     estimate) or leave. Empty for all that it cannot predict.
--   use_reason: Why it is left or kept back.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is; of a derived value, whose figures it is computed from.
--   claimant_zh: The same in Chinese; empty for a derived value, and for who has no Chinese name.
--   source_id: Where it was read.
--   publisher: Who published the page that was read.
--   reliability: Grade of the page. {{grades}}
--   url: Address of the page.
--   first_said_on: When the number became public, if before as_of.
--   as_of: When the claimant said it.
--   note: What a reader must know.
create view observations_named as
with
parts as (
  select l.observation_id, string_agg(distinct a.name, ' and ' order by a.name) as claimants
  from observations_observations l
  join observations o on o.observation_id = l.derived_from_id
  join actors a on a.actor_id = o.claimant_id
  group by l.observation_id
)
select
  o.observation_id,
  o.metric_id,
  m.name as metric,
  m.topic_id,
  coalesce(c.name, f.name, p.name, i.name, r.name) as subject,
  case
    when o.chip_id is not null then c.name_zh
    when o.fab_id is not null then f.name_zh
    when o.process_id is not null then null
    when o.firm_id is not null then i.name_zh
    else r.name_zh
  end as subject_zh,
  list_sort(list_distinct([o.firm_id, c.designer_id, f.operator_id, p.foundry_id])) as about_firm_ids,
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
  b.derived,
  o.derivation,
  o.derived_from_ids,
  o.rank,
  o.rank_reason,
  o.use,
  o.use_reason,
  o.claimant_id,
  case
    when b.derived then concat('our ', o.derivation, ' of ', parts.claimants, '’s figures') else a.name
  end as claimant,
  if(b.derived, null, a.name_zh) as claimant_zh,
  o.source_id,
  s.publisher,
  s.reliability,
  s.url,
  o.first_said_on,
  o.as_of,
  o.note
from observations o
join metrics m using (metric_id)
join bases b on b.basis_id = o.basis
join actors a on a.actor_id = o.claimant_id
join sources s using (source_id)
left join parts using (observation_id)
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

comment on column "observations_named"."subject" is 'What the value is about: chip, fab, process, firm or region, the most special one that the row names. To find all rows about a firm use about_firm_ids: the subject of a row about a firm’s chip is the chip.';

comment on column "observations_named"."subject_zh" is 'The same in Chinese, where it has a Chinese name.';

comment on column "observations_named"."about_firm_ids" is 'Firms that the row is about: the firm itself, designer of the chip, operator of the plant, foundry of the process. Filter with list_contains(about_firm_ids, ''smic''); a subsidiary has its own id.';

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

comment on column "observations_named"."basis" is 'What stands behind the value. See the table bases.';

comment on column "observations_named"."observed" is 'Whether the basis speaks of what is or was.';

comment on column "observations_named"."derived" is 'Whether this package computed it from other observations.';

comment on column "observations_named"."derivation" is 'How it follows from them.';

comment on column "observations_named"."derived_from_ids" is 'Those observations.';

comment on column "observations_named"."rank" is 'preferred, normal or deprecated.';

comment on column "observations_named"."rank_reason" is 'Why that rank.';

comment on column "observations_named"."use" is 'What the estimate does with a figure that it can predict: condition (it learns from it), hold (kept back, to test the estimate) or leave. Empty for all that it cannot predict.';

comment on column "observations_named"."use_reason" is 'Why it is left or kept back.';

comment on column "observations_named"."claimant_id" is 'Key of whose number it is.';

comment on column "observations_named"."claimant" is 'Whose number it is; of a derived value, whose figures it is computed from.';

comment on column "observations_named"."claimant_zh" is 'The same in Chinese; empty for a derived value, and for who has no Chinese name.';

comment on column "observations_named"."source_id" is 'Where it was read.';

comment on column "observations_named"."publisher" is 'Who published the page that was read.';

comment on column "observations_named"."reliability" is 'Grade of the page. See the table grades.';

comment on column "observations_named"."url" is 'Address of the page.';

comment on column "observations_named"."first_said_on" is 'When the number became public, if before as_of.';

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

-- A row is one dated plan for a plant: a row of plans, a claim about it (targets), or both where they are the same: of one
-- claimant for one day. Nothing is inferred: where neither a later plan nor a start is on record, the slip is empty.
--   fab_id: Key of the plant.
--   fab: Its name.
--   operator_id: Firm that runs it.
--   operator: Its name.
--   kind: What it makes.
--   status: Where it stands: announced, construction, equipping, pilot, production, suspended or cancelled.
--   plan_id: The row of plans; empty for a claim alone.
--   target_id: The claim that is the plan; empty for a row of plans alone.
--   milestone: What was to be reached: construction, equipment, production or full-production; empty for a claim alone, which
--     says it in its words and counts as one for production.
--   claimant_id: Key of who gave the date.
--   claimant: Who gave the date.
--   statement: The claim in our words, which says what was to be reached.
--   said_on: When it was said.
--   planned_on: Date of the plan.
--   superseded_by: The later claim that replaced it.
--   replanned_on: Other date that took its place: that of the claim which replaced it, else the next that was said for the
--     same milestone.
--   production_on: When production began.
--   stopped_on: When it was suspended or cancelled.
--   slip_months: Calendar months from the last day of the plan to the last day of the start, of a plan for production, or
--     else to that of the date that took its place; negative if earlier. Dates are as precise as they were given: from one
--     year to the next it is 12. Unit: months.
--   overdue_months: Of a plan for production or for full production whose place no other took, and whose plant is announced,
--     in construction or being equipped: calendar months from its last day to the day on which data were last recorded;
--     empty if that day is not yet over. Unit: months.
create view plant_slips as
with
claims_about_plants as (
  select t.*, next.deadline as next_on
  from targets t
  left join targets next on next.target_id = t.superseded_by
  where t.fab_id is not null and t.claim_type = 'event' and t.deadline is not null
),
said as (
  select
    coalesce(p.fab_id, t.fab_id) as fab_id,
    p.plan_id,
    t.target_id,
    p.milestone,
    coalesce(p.milestone, 'production') as stage,
    coalesce(p.claimant_id, t.claimant_id) as claimant_id,
    t.statement,
    coalesce(p.said_on, t.said_on) as said_on,
    coalesce(p.planned_on, t.deadline) as planned_on,
    t.superseded_by,
    t.next_on
  from plans p
  full join claims_about_plants t
    on t.fab_id = p.fab_id and t.claimant_id = p.claimant_id and period_end(t.deadline) = period_end(p.planned_on)
),
later as (
  select s.plan_id, s.target_id, arg_min(n.planned_on, (period_end(n.said_on), period_end(n.planned_on))) as planned_on
  from said s
  join said n
    on n.fab_id = s.fab_id
    and n.stage = s.stage
    and period_end(n.said_on) > period_end(s.said_on)
    and period_end(n.planned_on) <> period_end(s.planned_on)
  group by s.plan_id, s.target_id
),
dated as (
  select
    s.*,
    coalesce(s.next_on, l.planned_on) as replanned_on,
    f.name,
    f.operator_id,
    f.kind,
    f.status,
    f.production_on,
    f.stopped_on
  from said s
  join fabs f using (fab_id)
  left join later l on l.plan_id is not distinct from s.plan_id and l.target_id is not distinct from s.target_id
)
select
  d.fab_id,
  d.name as fab,
  d.operator_id,
  o.name as operator,
  d.kind,
  d.status,
  d.plan_id,
  d.target_id,
  d.milestone,
  d.claimant_id,
  a.name as claimant,
  d.statement,
  d.said_on,
  d.planned_on,
  d.superseded_by,
  d.replanned_on,
  d.production_on,
  d.stopped_on,
  datediff(
    'month',
    period_end(d.planned_on),
    period_end(coalesce(case when d.stage = 'production' then d.production_on end, d.replanned_on))
  ) as slip_months,
  case when d.status in ('announced', 'construction', 'equipping') and d.stage in ('production', 'full-production')
    and d.replanned_on is null and period_end(d.planned_on) < data_until()
    then datediff('month', period_end(d.planned_on), data_until())
  end as overdue_months
from dated d
join firms o on o.firm_id = d.operator_id
join actors a on a.actor_id = d.claimant_id
order by d.fab_id, period_end(d.said_on), period_end(d.planned_on), d.plan_id, d.target_id;

comment on view "plant_slips" is 'A row is one dated plan for a plant: a row of plans, a claim about it (targets), or both where they are the same: of one claimant for one day. Nothing is inferred: where neither a later plan nor a start is on record, the slip is empty.';

comment on column "plant_slips"."fab_id" is 'Key of the plant.';

comment on column "plant_slips"."fab" is 'Its name.';

comment on column "plant_slips"."operator_id" is 'Firm that runs it.';

comment on column "plant_slips"."operator" is 'Its name.';

comment on column "plant_slips"."kind" is 'What it makes.';

comment on column "plant_slips"."status" is 'Where it stands: announced, construction, equipping, pilot, production, suspended or cancelled.';

comment on column "plant_slips"."plan_id" is 'The row of plans; empty for a claim alone.';

comment on column "plant_slips"."target_id" is 'The claim that is the plan; empty for a row of plans alone.';

comment on column "plant_slips"."milestone" is 'What was to be reached: construction, equipment, production or full-production; empty for a claim alone, which says it in its words and counts as one for production.';

comment on column "plant_slips"."claimant_id" is 'Key of who gave the date.';

comment on column "plant_slips"."claimant" is 'Who gave the date.';

comment on column "plant_slips"."statement" is 'The claim in our words, which says what was to be reached.';

comment on column "plant_slips"."said_on" is 'When it was said.';

comment on column "plant_slips"."planned_on" is 'Date of the plan.';

comment on column "plant_slips"."superseded_by" is 'The later claim that replaced it.';

comment on column "plant_slips"."replanned_on" is 'Other date that took its place: that of the claim which replaced it, else the next that was said for the same milestone.';

comment on column "plant_slips"."production_on" is 'When production began.';

comment on column "plant_slips"."stopped_on" is 'When it was suspended or cancelled.';

comment on column "plant_slips"."slip_months" is 'Calendar months from the last day of the plan to the last day of the start, of a plan for production, or else to that of the date that took its place; negative if earlier. Dates are as precise as they were given: from one year to the next it is 12. Unit: months.';

comment on column "plant_slips"."overdue_months" is 'Of a plan for production or for full production whose place no other took, and whose plant is announced, in construction or being equipped: calendar months from its last day to the day on which data were last recorded; empty if that day is not yet over. Unit: months.';

-- Continuous ranked probability score of a normal forecast: `normal_crps(miss, spread)`, the miss being the outcome less the
-- middle; Gneiting, Raftery (2007), eq. 5.
create macro normal_crps(miss, spread) as (
  -- z (2 Φ(z) − 1) is the same for z and −z
  spread * (abs(miss / spread) * (1 - 2 * normal_tail(abs(miss / spread)))
    + 2 * exp(-(miss / spread) * (miss / spread) / 2) / sqrt(2 * pi()) - 1 / sqrt(pi()))
);

comment on macro "normal_crps" is 'Continuous ranked probability score of a normal forecast: `normal_crps(miss, spread)`, the miss being the outcome less the middle; Gneiting, Raftery (2007), eq. 5.';

-- A row is one observation with the days between which it was its claimant’s latest word on its subject, period and
-- definition.
--   observation_id: Key of the observation.
--   known_on: Since when it is known: `known_on(o)`.
--   superseded_on: Since when a later word of the same claimant is known; empty while none is. Not after
--     known_on where the row was overtaken before it was known.
create view observation_vintages as
select
  o.observation_id,
  known_on(o) as known_on,
  min(known_on(o)) over (
    partition by cell_key(o), o.claimant_id
    order by date_diff('day', date '2000-01-01', period_end(o.as_of)) desc
    range between unbounded preceding and 1 preceding
  ) as superseded_on
from observations o;

comment on view "observation_vintages" is 'A row is one observation with the days between which it was its claimant’s latest word on its subject, period and definition.';

comment on column "observation_vintages"."observation_id" is 'Key of the observation.';

comment on column "observation_vintages"."known_on" is 'Since when it is known: `known_on(o)`.';

comment on column "observation_vintages"."superseded_on" is 'Since when a later word of the same claimant is known; empty while none is. Not after known_on where the row was overtaken before it was known.';

-- A row is one published figure of wafer capacity in 12-inch wafer starts per month: of a firm, a region or a plant.
--   observation_id: Key of the observation.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   subject: What the value is about.
--   about_firm_ids: Firms that the row is about; see observations_named.
--   firm_id: Firm that the value is about.
--   chip_id: Chip that the value is about.
--   fab_id: Plant that the value is about.
--   process_id: Process that the value is about.
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
--   basis: What stands behind the value. {{bases}}
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred, normal or deprecated.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is.
--   as_of: When the claimant said it.
--   source_id: Where it was read.
--   reliability: Grade of the page. {{grades}}
--   url: Address of the page.
--   note: What a reader must know.
create view capacity as
select
  observation_id,
  metric_id,
  metric,
  subject,
  about_firm_ids,
  firm_id,
  chip_id,
  fab_id,
  process_id,
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
  source_id,
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

comment on column "capacity"."about_firm_ids" is 'Firms that the row is about; see observations_named.';

comment on column "capacity"."firm_id" is 'Firm that the value is about.';

comment on column "capacity"."chip_id" is 'Chip that the value is about.';

comment on column "capacity"."fab_id" is 'Plant that the value is about.';

comment on column "capacity"."process_id" is 'Process that the value is about.';

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

comment on column "capacity"."basis" is 'What stands behind the value. See the table bases.';

comment on column "capacity"."observed" is 'Whether the basis speaks of what is or was.';

comment on column "capacity"."rank" is 'preferred, normal or deprecated.';

comment on column "capacity"."claimant_id" is 'Key of whose number it is.';

comment on column "capacity"."claimant" is 'Whose number it is.';

comment on column "capacity"."as_of" is 'When the claimant said it.';

comment on column "capacity"."source_id" is 'Where it was read.';

comment on column "capacity"."reliability" is 'Grade of the page. See the table grades.';

comment on column "capacity"."url" is 'Address of the page.';

comment on column "capacity"."note" is 'What a reader must know.';

-- A row is one property of one chip: the figure that chip_specs shows, whose it is, and the rivals beside it. The figure is
-- the preferred one, as shipped before as planned. Where none is preferred it is the first of the others that are not
-- deprecated: as shipped before as planned, then by grade (A, B, C), observed before not, the latest, the first by key.
--   chip_id: Key of the chip.
--   chip: Name of the chip.
--   designer_id: Firm that designed it.
--   designer: Its name.
--   metric_id: Which property.
--   metric: Name of the property.
--   observation_id: Observation with the figure that is shown.
--   central: The figure, or the middle of the range where the source gives a range alone; in the unit.
--   value_low: Low end, in the unit.
--   value_high: High end, in the unit.
--   bound: Whether the source says at least, at most or about.
--   unit: Unit of the figures.
--   definition_id: planned or shipped.
--   definition: Name of that.
--   basis: What stands behind the figure. {{bases}}
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred: chosen among rivals, or the only good one. normal: nothing is preferred, this is the best on record.
--   reliability: Grade of the page with the figure. {{grades}}
--   claimant_id: Key of whose figure it is.
--   claimant: Whose figure it is.
--   as_of: When the claimant said it.
--   source_id: Where it was read.
--   url: Address of the page.
--   note: What a reader must know.
--   rivals: Other figures of the same property on record, planned ones too, not deprecated. Unit: figures.
--   rivals_low: Lowest of the rivals, in the unit.
--   rivals_high: Highest of the rivals, in the unit.
create view chip_specifications as
with
figures as (
  select
    o.chip_id,
    o.subject as chip,
    o.metric_id,
    o.metric,
    o.observation_id,
    o.central,
    o.value_low,
    o.value_high,
    o.bound,
    o.unit,
    o.definition_id,
    o.definition,
    o.basis,
    o.observed,
    o.rank,
    o.reliability,
    o.claimant_id,
    o.claimant,
    o.as_of,
    o.source_id,
    o.url,
    o.note,
    row_number() over (
      partition by o.chip_id, o.metric_id
      order by
        o.rank = 'preferred' desc,
        o.definition_id = 'shipped' desc nulls last,
        o.reliability,
        o.observed desc,
        period_end(o.as_of) desc,
        o.observation_id
    ) as place
  from observations_named o
  join metrics m using (metric_id)
  where m.kind = 'specification' and o.chip_id is not null and o.rank <> 'deprecated'
),
rivals as (
  select chip_id, metric_id, count(*) as rivals, min(central) as rivals_low, max(central) as rivals_high
  from figures
  where place > 1
  group by chip_id, metric_id
)
select
  f.chip_id,
  f.chip,
  c.designer_id,
  d.name as designer,
  f.metric_id,
  f.metric,
  f.observation_id,
  f.central,
  f.value_low,
  f.value_high,
  f.bound,
  f.unit,
  f.definition_id,
  f.definition,
  f.basis,
  f.observed,
  f.rank,
  f.reliability,
  f.claimant_id,
  f.claimant,
  f.as_of,
  f.source_id,
  f.url,
  f.note,
  coalesce(r.rivals, 0) as rivals,
  r.rivals_low,
  r.rivals_high
from figures f
join chips c using (chip_id)
join firms d on d.firm_id = c.designer_id
left join rivals r using (chip_id, metric_id)
where f.place = 1
order by f.chip_id, f.metric_id;

comment on view "chip_specifications" is 'A row is one property of one chip: the figure that chip_specs shows, whose it is, and the rivals beside it. The figure is the preferred one, as shipped before as planned. Where none is preferred it is the first of the others that are not deprecated: as shipped before as planned, then by grade (A, B, C), observed before not, the latest, the first by key.';

comment on column "chip_specifications"."chip_id" is 'Key of the chip.';

comment on column "chip_specifications"."chip" is 'Name of the chip.';

comment on column "chip_specifications"."designer_id" is 'Firm that designed it.';

comment on column "chip_specifications"."designer" is 'Its name.';

comment on column "chip_specifications"."metric_id" is 'Which property.';

comment on column "chip_specifications"."metric" is 'Name of the property.';

comment on column "chip_specifications"."observation_id" is 'Observation with the figure that is shown.';

comment on column "chip_specifications"."central" is 'The figure, or the middle of the range where the source gives a range alone; in the unit.';

comment on column "chip_specifications"."value_low" is 'Low end, in the unit.';

comment on column "chip_specifications"."value_high" is 'High end, in the unit.';

comment on column "chip_specifications"."bound" is 'Whether the source says at least, at most or about.';

comment on column "chip_specifications"."unit" is 'Unit of the figures.';

comment on column "chip_specifications"."definition_id" is 'planned or shipped.';

comment on column "chip_specifications"."definition" is 'Name of that.';

comment on column "chip_specifications"."basis" is 'What stands behind the figure. See the table bases.';

comment on column "chip_specifications"."observed" is 'Whether the basis speaks of what is or was.';

comment on column "chip_specifications"."rank" is 'preferred: chosen among rivals, or the only good one. normal: nothing is preferred, this is the best on record.';

comment on column "chip_specifications"."reliability" is 'Grade of the page with the figure. See the table grades.';

comment on column "chip_specifications"."claimant_id" is 'Key of whose figure it is.';

comment on column "chip_specifications"."claimant" is 'Whose figure it is.';

comment on column "chip_specifications"."as_of" is 'When the claimant said it.';

comment on column "chip_specifications"."source_id" is 'Where it was read.';

comment on column "chip_specifications"."url" is 'Address of the page.';

comment on column "chip_specifications"."note" is 'What a reader must know.';

comment on column "chip_specifications"."rivals" is 'Other figures of the same property on record, planned ones too, not deprecated. Unit: figures.';

comment on column "chip_specifications"."rivals_low" is 'Lowest of the rivals, in the unit.';

comment on column "chip_specifications"."rivals_high" is 'Highest of the rivals, in the unit.';

-- A row is one table, or one topic of its observations, with the newest page that its rows name: up to when was looked?
--   table_name: Table whose rows name the pages.
--   topic_id: Topic of the observations; empty for the table as a whole.
--   newest_on: First day of the newest date that a page shows; pages without a date do not count.
--   pages: Pages that the rows name. Unit: pages.
--   undated: How many of them show no date. Unit: pages.
create view horizon as
with
named as (
  select distinct table_name, null as topic_id, source_id from source_uses
  union all
  select distinct 'observations', topic_id, source_id from observations_named
)
select
  n.table_name,
  n.topic_id,
  max(period_start(s.published_on)) as newest_on,
  count(*) as pages,
  count(*) filter (s.published_on is null) as undated
from named n
join sources s using (source_id)
group by n.table_name, n.topic_id
order by n.table_name, n.topic_id nulls first;

comment on view "horizon" is 'A row is one table, or one topic of its observations, with the newest page that its rows name: up to when was looked?';

comment on column "horizon"."table_name" is 'Table whose rows name the pages.';

comment on column "horizon"."topic_id" is 'Topic of the observations; empty for the table as a whole.';

comment on column "horizon"."newest_on" is 'First day of the newest date that a page shows; pages without a date do not count.';

comment on column "horizon"."pages" is 'Pages that the rows name. Unit: pages.';

comment on column "horizon"."undated" is 'How many of them show no date. Unit: pages.';

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
--   basis: What stands behind the value. {{bases}}
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred, normal or deprecated.
--   rank_reason: Why that rank.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is.
--   as_of: When the claimant said it.
--   source_id: Where it was read.
--   reliability: Grade of the page. {{grades}}
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
  source_id,
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

comment on column "market_share"."basis" is 'What stands behind the value. See the table bases.';

comment on column "market_share"."observed" is 'Whether the basis speaks of what is or was.';

comment on column "market_share"."rank" is 'preferred, normal or deprecated.';

comment on column "market_share"."rank_reason" is 'Why that rank.';

comment on column "market_share"."claimant_id" is 'Key of whose number it is.';

comment on column "market_share"."claimant" is 'Whose number it is.';

comment on column "market_share"."as_of" is 'When the claimant said it.';

comment on column "market_share"."source_id" is 'Where it was read.';

comment on column "market_share"."reliability" is 'Grade of the page. See the table grades.';

comment on column "market_share"."url" is 'Address of the page.';

comment on column "market_share"."note" is 'What a reader must know.';

-- Table macro: which claims had been made by a day, and how did they stand then? The columns of scoreboard: the latest
-- rating that had been given (ratings begin in November 2026), and the evidence that it rests on; of a target that had not
-- been rated, its outcomes that had happened, on pages that were out by then. A date counts from its last possible day.
create macro scoreboard_as_of(as_of_date) as table
with
rated as (
  select
    target_id, rule_version, rated_on, status, reason_id, probability, probability_above, attainment, deciding_ids,
    evidence_ids, change
  from verdicts
  where rated_on <= cast(as_of_date as date)
  qualify row_number() over (partition by target_id order by rated_on desc, rule_version desc) = 1
),
happened as (
  select target_id, outcome_id
  from outcomes
  join sources using (source_id)
  where period_end(happened_on) <= cast(as_of_date as date)
    and coalesce(period_end(published_on), period_end(happened_on)) <= cast(as_of_date as date)
),
-- before the first rating of a target stands what had happened by then
evidence_id as (
  select target_id, unnest(evidence_ids) as evidence_id, deciding_ids from rated
  union all
  select target_id, outcome_id, null from happened anti join rated using (target_id)
),
pieces as (
  select
    e.target_id,
    e.evidence_id,
    e.deciding_ids,
    o.happened_on as evidence_on,
    o.statement,
    1 as place,
    period_end(o.happened_on) as about
  from evidence_id e
  join outcomes o on o.outcome_id = e.evidence_id
  union all
  select
    e.target_id,
    e.evidence_id,
    e.deciding_ids,
    o.as_of,
    concat(o.claimant, ': ', regexp_replace(cast(o.central as varchar), '\.0$', ''), ' ', o.unit,
      coalesce(' for ' || o.period, ''), '.'),
    2,
    period_end(coalesce(o.period, o.as_of))
  from evidence_id e
  join observations_named o on o.observation_id = e.evidence_id
),
-- what decides comes first, in the order of its weight; the rest by date, outcomes before bare numbers
placed as (
  select
    *,
    row_number() over (
      partition by target_id
      order by coalesce(nullif(list_position(deciding_ids, evidence_id), 0), 1000000), place, about desc, evidence_id desc
    ) as n
  from pieces
),
listed as (
  select target_id, list(evidence_id order by n) as evidence_ids from placed group by target_id
)
select
  t.target_id,
  t.statement,
  t.statement_zh,
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
  t.speech_act,
  u.standing,
  coalesce(r.status, 'open') as status,
  r.reason_id,
  w.sentence as reason,
  r.probability,
  r.probability_above,
  r.attainment,
  coalesce(r.rated_on, (select max(rated_on) from verdicts where rated_on <= cast(as_of_date as date))) as rated_on,
  r.rule_version,
  r.change,
  coalesce(r.deciding_ids, []) as deciding_ids,
  i.evidence_ids,
  l.evidence_on,
  l.statement as first_evidence,
  t.source_id,
  s.url
from targets t
join actors a on a.actor_id = t.claimant_id
join topics p using (topic_id)
join sources s using (source_id)
left join rated r using (target_id)
left join statuses u on u.status_id = coalesce(r.status, 'open')
left join reasons w on w.reason_id = r.reason_id
left join listed i using (target_id)
left join placed l on l.target_id = t.target_id and l.n = 1
where period_end(t.said_on) <= cast(as_of_date as date);

comment on macro table "scoreboard_as_of" is 'Table macro: which claims had been made by a day, and how did they stand then? The columns of scoreboard: the latest rating that had been given (ratings begin in November 2026), and the evidence that it rests on; of a target that had not been rated, its outcomes that had happened, on pages that were out by then. A date counts from its last possible day.';

-- A row is one published figure of accelerators shipped or produced; the metric says which, the definition what is counted.
--   observation_id: Key of the observation.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   subject: What the value is about.
--   about_firm_ids: Firms that the row is about; see observations_named.
--   firm_id: Firm that the value is about.
--   chip_id: Chip that the value is about.
--   fab_id: Plant that the value is about.
--   process_id: Process that the value is about.
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
--   basis: What stands behind the value. {{bases}}
--   observed: Whether the basis speaks of what is or was.
--   rank: preferred, normal or deprecated.
--   claimant_id: Key of whose number it is.
--   claimant: Whose number it is.
--   as_of: When the claimant said it.
--   source_id: Where it was read.
--   reliability: Grade of the page. {{grades}}
--   url: Address of the page.
--   note: What a reader must know.
create view shipments as
select
  observation_id,
  metric_id,
  metric,
  subject,
  about_firm_ids,
  firm_id,
  chip_id,
  fab_id,
  process_id,
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
  source_id,
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

comment on column "shipments"."about_firm_ids" is 'Firms that the row is about; see observations_named.';

comment on column "shipments"."firm_id" is 'Firm that the value is about.';

comment on column "shipments"."chip_id" is 'Chip that the value is about.';

comment on column "shipments"."fab_id" is 'Plant that the value is about.';

comment on column "shipments"."process_id" is 'Process that the value is about.';

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

comment on column "shipments"."basis" is 'What stands behind the value. See the table bases.';

comment on column "shipments"."observed" is 'Whether the basis speaks of what is or was.';

comment on column "shipments"."rank" is 'preferred, normal or deprecated.';

comment on column "shipments"."claimant_id" is 'Key of whose number it is.';

comment on column "shipments"."claimant" is 'Whose number it is.';

comment on column "shipments"."as_of" is 'When the claimant said it.';

comment on column "shipments"."source_id" is 'Where it was read.';

comment on column "shipments"."reliability" is 'Grade of the page. See the table grades.';

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
--   basis: Basis of the supply figure. {{bases}}
--   supply_id: Observation of the supply.
--   demand_id: Observation of the demand.
--   source_id: Page with the supply figure.
--   reliability: Grade of that page. {{grades}}
--   url: Address of that page.
create view supply_to_demand as
with
supply as (
  select observation_id, region_id, period, claimant_id, claimant, as_of, central, basis, source_id, reliability, url
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
  supply.source_id,
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

comment on column "supply_to_demand"."basis" is 'Basis of the supply figure. See the table bases.';

comment on column "supply_to_demand"."supply_id" is 'Observation of the supply.';

comment on column "supply_to_demand"."demand_id" is 'Observation of the demand.';

comment on column "supply_to_demand"."source_id" is 'Page with the supply figure.';

comment on column "supply_to_demand"."reliability" is 'Grade of that page. See the table grades.';

comment on column "supply_to_demand"."url" is 'Address of that page.';

-- A row is one published figure that the estimate can predict, with what it expected before and after it heard the
-- figures. Expectations are of the figure as its house would print it, error and bias of the house included, in the unit of the
-- figure.
--   observation_id: Key of the figure.
--   use: condition: the estimate learned from it. hold: it was kept back, to test the estimate.
--   house_id: Key of the body that speaks.
--   house: The body that speaks.
--   metric_id: What is measured.
--   metric: Name of the metric.
--   subject: What it is about.
--   firm_id: Firm that it is about.
--   chip_id: Chip that it is about.
--   fab_id: Plant that it is about.
--   process_id: Process that it is about.
--   region_id: Region that it is about.
--   period: Period that it is about.
--   ends_on: Last day of that period.
--   definition_id: Which meaning of the metric.
--   definition: Name of that meaning.
--   stated: The figure, or the middle of the range where a range alone is given. Unit: as in unit.
--   bound: Whether the source says at least, at most or about.
--   unit: Unit of all values.
--   basis: What stands behind the figure. {{bases}}
--   before_low: Low end of what was expected before, the 5 % quantile. Unit: as in unit.
--   before: Median of what was expected before. Unit: as in unit.
--   before_high: High end of it, the 95 % quantile. Unit: as in unit.
--   after_low: Low end of what is expected after, the 5 % quantile. Unit: as in unit.
--   after: Median of what is expected after. Unit: as in unit.
--   after_high: High end of it, the 95 % quantile. Unit: as in unit.
--   inside: Whether the figure lies in the 90 % interval of what is expected after.
--   p_value: How far in the tail of what is expected after the figure lies, both sides taken; small is surprising. Unit: share.
--   as_of: When it was said.
--   source_id: Page on which it was read.
--   url: Address of that page.
create view witness_fit as
select
  w.observation_id,
  w.use,
  w.house_id,
  a.name as house,
  o.metric_id,
  o.metric,
  o.subject,
  o.firm_id,
  o.chip_id,
  o.fab_id,
  o.process_id,
  o.region_id,
  o.period,
  o.ends_on,
  o.definition_id,
  o.definition,
  o.central as stated,
  o.bound,
  o.unit,
  o.basis,
  w.prior_p05 as before_low,
  w.prior_p50 as before,
  w.prior_p95 as before_high,
  w.p05 as after_low,
  w.p50 as after,
  w.p95 as after_high,
  o.central between w.p05 and w.p95 as inside,
  w.p_value,
  o.as_of,
  o.source_id,
  o.url
from witnesses w
join observations_named o using (observation_id)
join actors a on a.actor_id = w.house_id
order by o.metric_id, o.period, o.subject, w.observation_id;

comment on view "witness_fit" is 'A row is one published figure that the estimate can predict, with what it expected before and after it heard the figures. Expectations are of the figure as its house would print it, error and bias of the house included, in the unit of the figure.';

comment on column "witness_fit"."observation_id" is 'Key of the figure.';

comment on column "witness_fit"."use" is 'condition: the estimate learned from it. hold: it was kept back, to test the estimate.';

comment on column "witness_fit"."house_id" is 'Key of the body that speaks.';

comment on column "witness_fit"."house" is 'The body that speaks.';

comment on column "witness_fit"."metric_id" is 'What is measured.';

comment on column "witness_fit"."metric" is 'Name of the metric.';

comment on column "witness_fit"."subject" is 'What it is about.';

comment on column "witness_fit"."firm_id" is 'Firm that it is about.';

comment on column "witness_fit"."chip_id" is 'Chip that it is about.';

comment on column "witness_fit"."fab_id" is 'Plant that it is about.';

comment on column "witness_fit"."process_id" is 'Process that it is about.';

comment on column "witness_fit"."region_id" is 'Region that it is about.';

comment on column "witness_fit"."period" is 'Period that it is about.';

comment on column "witness_fit"."ends_on" is 'Last day of that period.';

comment on column "witness_fit"."definition_id" is 'Which meaning of the metric.';

comment on column "witness_fit"."definition" is 'Name of that meaning.';

comment on column "witness_fit"."stated" is 'The figure, or the middle of the range where a range alone is given. Unit: as in unit.';

comment on column "witness_fit"."bound" is 'Whether the source says at least, at most or about.';

comment on column "witness_fit"."unit" is 'Unit of all values.';

comment on column "witness_fit"."basis" is 'What stands behind the figure. See the table bases.';

comment on column "witness_fit"."before_low" is 'Low end of what was expected before, the 5 % quantile. Unit: as in unit.';

comment on column "witness_fit"."before" is 'Median of what was expected before. Unit: as in unit.';

comment on column "witness_fit"."before_high" is 'High end of it, the 95 % quantile. Unit: as in unit.';

comment on column "witness_fit"."after_low" is 'Low end of what is expected after, the 5 % quantile. Unit: as in unit.';

comment on column "witness_fit"."after" is 'Median of what is expected after. Unit: as in unit.';

comment on column "witness_fit"."after_high" is 'High end of it, the 95 % quantile. Unit: as in unit.';

comment on column "witness_fit"."inside" is 'Whether the figure lies in the 90 % interval of what is expected after.';

comment on column "witness_fit"."p_value" is 'How far in the tail of what is expected after the figure lies, both sides taken; small is surprising. Unit: share.';

comment on column "witness_fit"."as_of" is 'When it was said.';

comment on column "witness_fit"."source_id" is 'Page on which it was read.';

comment on column "witness_fit"."url" is 'Address of that page.';

-- A row is one forecast of a period that its author names, beside the preferred figure that another house counted later, with
-- its scores; or one that is not scored, and why. The forecasts of the model are those of `backtests`, said on the days of a
-- backtest. What somebody says of its own doing is kept here, but is no forecast, and has no score. Of a house that forecast
-- the same more than once, each forecast counts. To average, filter by `skipped is null`, or use forecaster_scores.
--   forecast_id: Observation that is the forecast; empty for the model.
--   forecaster_id: Key of the house whose forecast it is (of a person the body for which he speaks), or model.
--   forecaster: Whose forecast it is.
--   own_plan: Whether it is a plan, an aim or what a firm says of its own doing.
--   metric_id: What was forecast.
--   metric: Name of the metric.
--   subject: What it is about.
--   about_firm_ids: Firms that it is about; see observations_named.
--   firm_id: Firm that it is about.
--   chip_id: Chip that it is about.
--   fab_id: Plant that it is about.
--   process_id: Process that it is about.
--   region_id: Region that it is about.
--   period: Period of the forecast.
--   ends_on: Last day of that period.
--   definition_id: Which meaning of the metric.
--   definition: Name of that meaning.
--   said_on: When it was said, or became public if earlier.
--   lead_years: Time from the end of said_on to the end of the period. Unit: years.
--   lead_class: The same in classes: under-half, half-to-one, one-to-two or over-two years.
--   forecast: The forecast; of the model its median. Unit: as in unit.
--   forecast_low: Low end, where a range was given; of the model the 5 % quantile. Unit: as in unit.
--   forecast_high: High end, where a range was given; of the model the 95 % quantile. Unit: as in unit.
--   bound: Whether the forecaster said at least, at most or about.
--   bound_held: Of a forecast of at least or at most a value: whether the outcome lies on that side.
--   outcome_id: Observation with the preferred figure that came after the period and after the forecast.
--   outcome: That figure. Unit: as in unit.
--   outcome_by_id: Key of whose figure that is.
--   outcome_by: Whose figure that is.
--   unit: Unit of both.
--   log_error: How far the forecast lies above the outcome on logarithms, of shares on log-odds: 0 is right, 0.69 is twice too
--     high. Given for own plans too. Unit: log ratio.
--   spread_from: What the score takes for the width of the forecast: draws (the model’s own), stated (a normal whose 90 % is
--     the range given) or usual (a normal with the error of forecasts and the bias of houses that the model allows for).
--   crps: Continuous ranked probability score on the same scale; less is better. Unit: log ratio.
--   in_range: Whether the outcome lies in the forecast’s own range; empty without a range.
--   skipped: Why it is not scored, as a code: the first reason that holds, those first that time will not change. Empty if
--     scored.
--   skipped_text: The same in words.
--   source_id: Page with the forecast.
--   url: Address of the page.
create view forecast_scores as
with
reasons(skipped, skipped_text) as (
  values
    ('deprecated', 'Withdrawn, or believed to be wrong.'),
    ('computed-here', 'Computed here from forecasts of others, which stand for themselves.'),
    ('own-plan', 'What the claimant says of its own doing: a plan or guidance, not a forecast.'),
    ('said-late', 'Said after the period was over.'),
    ('growth-rate', 'A growth rate: rates from different bases do not compare.'),
    ('bound', 'At least or at most a value: it can hold or not, but has no error.'),
    ('not-due', 'The period was not over when the data were last recorded.'),
    ('no-figure', 'Nothing that was counted later is on record.'),
    ('other-definition', 'What was counted later is of another definition.'),
    ('none-preferred', 'Rivals of what was counted are on record, and none is preferred.'),
    ('early-figure', 'The preferred figure was said before the period was over, or no later than the forecast.'),
    ('own-figure', 'The figure that came is the forecaster’s own, or computed from its own: nobody is judged by itself.'),
    ('bound-of-figure', 'The figure that came is at least or at most a value.'),
    ('not-positive', 'One of the two is zero or less, so that they have no ratio.')
),
-- what the model allows for where a house gives no range
allowed as (
  select sqrt(sum(central * central)) as spread
  from assumptions
  where input_id in ('witness-error-forecast', 'house-bias') and vintage is null
),
houses as (select observation_id, list(house_id) as house_ids from figure_houses group by observation_id),
figures as (
  select
    cell_key(o) as cell,
    row(o.metric_id, o.firm_id, o.chip_id, o.fab_id, o.process_id, o.region_id, o.period) as question,
    o.*,
    h.house_ids
  from observations_named o
  join houses h using (observation_id)
  where o.period is not null
),
counted as (select * from figures where observed and rank <> 'deprecated'),
forecasts as (
  select
    f.observation_id as forecast_id,
    a.actor_id as forecaster_id,
    a.name as forecaster,
    f.basis = 'target' or coalesce(list_contains(f.about_firm_ids, c.firm_id), false) as own_plan,
    f.rank = 'deprecated' as is_deprecated,
    coalesce(f.first_said_on, f.as_of) as said_on,
    f.central as forecast,
    f.value_low as forecast_low,
    f.value_high as forecast_high,
    f.bound,
    null as score_of_draws,
    f.source_id,
    f.url,
    f.observation_id
  from figures f
  join actors c on c.actor_id = f.claimant_id
  join actors a on a.actor_id = coalesce(c.speaks_for_id, c.actor_id)
  where not f.observed
  union all
  select
    null, 'model', 'This model', false, false, cast(as_of as varchar), p50, p05, p95, null, crps, null, null, observation_id
  from backtests
),
-- a forecast, what it is about, and the figure that came: at most one figure of a cell is preferred
paired as (
  select
    s.*,
    f.* exclude (observation_id, value, value_low, value_high, central, bound, source_id, url, as_of, first_said_on),
    f.cell in (select cell from counted) as is_counted,
    f.question in (select question from counted) as is_counted_somehow,
    p.observation_id is not null as is_settled,
    -- an outcome is said after the period is over, and after the forecast
    p.observation_id is not null and period_end(p.as_of) >= f.ends_on and period_end(p.as_of) > period_end(s.said_on) as came,
    list_contains(p.house_ids, s.forecaster_id) as by_itself,
    p.observation_id as preferred_id,
    p.central as preferred_value,
    p.bound as preferred_bound,
    p.claimant_id as preferred_by_id,
    p.claimant as preferred_by
  from forecasts s
  join figures f using (observation_id)
  left join counted p on p.cell = f.cell and p.rank = 'preferred'
),
judged as (
  select
    *,
    case
      when is_deprecated then 'deprecated'
      when forecast_id is not null and derived then 'computed-here'
      when own_plan then 'own-plan'
      when period_start(said_on) > ends_on then 'said-late'
      when metric_id in ('revenue-growth', 'trade-growth') then 'growth-rate'
      when bound in ('at-least', 'at-most') then 'bound'
      when ends_on > data_until() then 'not-due'
      when not is_counted_somehow then 'no-figure'
      when not is_counted then 'other-definition'
      when not is_settled then 'none-preferred'
      when not came then 'early-figure'
      when by_itself then 'own-figure'
      when preferred_bound in ('at-least', 'at-most') then 'bound-of-figure'
      when forecast <= 0 or preferred_value <= 0 then 'not-positive'
    end as skipped,
    came and not by_itself as is_judged,
    error_scale(forecast, unit) - error_scale(preferred_value, unit) as miss,
    case
      when score_of_draws is not null then 'draws' when forecast_low < forecast_high then 'stated' else 'usual'
    end as spread_from,
    date_diff('day', period_end(said_on), ends_on) / 365.25 as lead
  from paired
)
select
  forecast_id,
  forecaster_id,
  forecaster,
  own_plan,
  metric_id,
  metric,
  subject,
  about_firm_ids,
  firm_id,
  chip_id,
  fab_id,
  process_id,
  region_id,
  period,
  ends_on,
  definition_id,
  definition,
  said_on,
  round(lead, 2) as lead_years,
  case when lead < 0.5 then 'under-half' when lead < 1 then 'half-to-one' when lead < 2 then 'one-to-two' else 'over-two' end
    as lead_class,
  forecast,
  forecast_low,
  forecast_high,
  bound,
  case
    when is_judged and bound = 'at-least' then preferred_value >= forecast
    when is_judged and bound = 'at-most' then preferred_value <= forecast
  end as bound_held,
  case when came then preferred_id end as outcome_id,
  case when came then preferred_value end as outcome,
  case when came then preferred_by_id end as outcome_by_id,
  case when came then preferred_by end as outcome_by,
  unit,
  case
    when skipped is null or own_plan and is_judged and coalesce(bound, '') not in ('at-least', 'at-most')
      and coalesce(preferred_bound, '') not in ('at-least', 'at-most') then round(miss, 3)
  end as log_error,
  case when skipped is null then spread_from end as spread_from,
  case
    when skipped is not null then null
    when spread_from = 'draws' then score_of_draws
    when spread_from = 'stated' then round(
      normal_crps(miss, (error_scale(forecast_high, unit) - error_scale(forecast_low, unit)) / (2 * 1.6449)), 4)
    -- an error of a share moves its log-odds the more, the nearer the share is to all
    else round(normal_crps(miss, spread / case when unit = '%' then 1 - least(forecast / 100, 0.995) else 1 end), 4)
  end as crps,
  case when skipped is null then preferred_value between forecast_low and forecast_high end as in_range,
  skipped,
  skipped_text,
  source_id,
  url
from judged
cross join allowed
left join reasons using (skipped)
order by period, metric_id, forecaster_id, forecast_id, outcome_id, said_on;

comment on view "forecast_scores" is 'A row is one forecast of a period that its author names, beside the preferred figure that another house counted later, with its scores; or one that is not scored, and why. The forecasts of the model are those of `backtests`, said on the days of a backtest. What somebody says of its own doing is kept here, but is no forecast, and has no score. Of a house that forecast the same more than once, each forecast counts. To average, filter by `skipped is null`, or use forecaster_scores.';

comment on column "forecast_scores"."forecast_id" is 'Observation that is the forecast; empty for the model.';

comment on column "forecast_scores"."forecaster_id" is 'Key of the house whose forecast it is (of a person the body for which he speaks), or model.';

comment on column "forecast_scores"."forecaster" is 'Whose forecast it is.';

comment on column "forecast_scores"."own_plan" is 'Whether it is a plan, an aim or what a firm says of its own doing.';

comment on column "forecast_scores"."metric_id" is 'What was forecast.';

comment on column "forecast_scores"."metric" is 'Name of the metric.';

comment on column "forecast_scores"."subject" is 'What it is about.';

comment on column "forecast_scores"."about_firm_ids" is 'Firms that it is about; see observations_named.';

comment on column "forecast_scores"."firm_id" is 'Firm that it is about.';

comment on column "forecast_scores"."chip_id" is 'Chip that it is about.';

comment on column "forecast_scores"."fab_id" is 'Plant that it is about.';

comment on column "forecast_scores"."process_id" is 'Process that it is about.';

comment on column "forecast_scores"."region_id" is 'Region that it is about.';

comment on column "forecast_scores"."period" is 'Period of the forecast.';

comment on column "forecast_scores"."ends_on" is 'Last day of that period.';

comment on column "forecast_scores"."definition_id" is 'Which meaning of the metric.';

comment on column "forecast_scores"."definition" is 'Name of that meaning.';

comment on column "forecast_scores"."said_on" is 'When it was said, or became public if earlier.';

comment on column "forecast_scores"."lead_years" is 'Time from the end of said_on to the end of the period. Unit: years.';

comment on column "forecast_scores"."lead_class" is 'The same in classes: under-half, half-to-one, one-to-two or over-two years.';

comment on column "forecast_scores"."forecast" is 'The forecast; of the model its median. Unit: as in unit.';

comment on column "forecast_scores"."forecast_low" is 'Low end, where a range was given; of the model the 5 % quantile. Unit: as in unit.';

comment on column "forecast_scores"."forecast_high" is 'High end, where a range was given; of the model the 95 % quantile. Unit: as in unit.';

comment on column "forecast_scores"."bound" is 'Whether the forecaster said at least, at most or about.';

comment on column "forecast_scores"."bound_held" is 'Of a forecast of at least or at most a value: whether the outcome lies on that side.';

comment on column "forecast_scores"."outcome_id" is 'Observation with the preferred figure that came after the period and after the forecast.';

comment on column "forecast_scores"."outcome" is 'That figure. Unit: as in unit.';

comment on column "forecast_scores"."outcome_by_id" is 'Key of whose figure that is.';

comment on column "forecast_scores"."outcome_by" is 'Whose figure that is.';

comment on column "forecast_scores"."unit" is 'Unit of both.';

comment on column "forecast_scores"."log_error" is 'How far the forecast lies above the outcome on logarithms, of shares on log-odds: 0 is right, 0.69 is twice too high. Given for own plans too. Unit: log ratio.';

comment on column "forecast_scores"."spread_from" is 'What the score takes for the width of the forecast: draws (the model’s own), stated (a normal whose 90 % is the range given) or usual (a normal with the error of forecasts and the bias of houses that the model allows for).';

comment on column "forecast_scores"."crps" is 'Continuous ranked probability score on the same scale; less is better. Unit: log ratio.';

comment on column "forecast_scores"."in_range" is 'Whether the outcome lies in the forecast’s own range; empty without a range.';

comment on column "forecast_scores"."skipped" is 'Why it is not scored, as a code: the first reason that holds, those first that time will not change. Empty if scored.';

comment on column "forecast_scores"."skipped_text" is 'The same in words.';

comment on column "forecast_scores"."source_id" is 'Page with the forecast.';

comment on column "forecast_scores"."url" is 'Address of the page.';

-- Table macro: what was known on a day? The observations, and whether each was then its claimant’s latest word. All
-- macros named `…_as_of` rest on it. Their `rank` is not of that day: which row is preferred was decided later.
create macro observations_as_of(as_of_date) as table
select o.*, coalesce(v.superseded_on > cast(as_of_date as date), true) as is_latest
from observations o
join observation_vintages v using (observation_id)
where v.known_on <= cast(as_of_date as date);

comment on macro table "observations_as_of" is 'Table macro: what was known on a day? The observations, and whether each was then its claimant’s latest word. All macros named `…_as_of` rest on it. Their `rank` is not of that day: which row is preferred was decided later.';

-- A row is one chip with the best figure on record for each property: the preferred one, as shipped before as planned;
-- where none is preferred the best of the others. The view chip_specifications says how it is chosen, and whose it is.
--   chip_id: Key of the chip.
--   name: Name.
--   summary: What it is and why it matters, in one sentence.
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
--   planned: Metrics whose figure is a plan, as none of the product as sold is preferred or, without any, on record.
--   unsettled: Metrics whose figure is the best on record, though none is preferred.
--   fp16_id: Observation with the figure of FP16 throughput.
--   fp16_basis: What stands behind the figure of FP16 throughput. {{bases}}
--   fp16_reliability: Grade of the page with the figure of FP16 throughput. {{grades}}
--   fp16_rank: preferred; or normal, where no figure of FP16 throughput is preferred.
--   fp16_rivals: Other figures of FP16 throughput on record that are not deprecated. Unit: figures.
--   fp8_id: Observation with the figure of FP8 throughput.
--   fp8_basis: What stands behind the figure of FP8 throughput. As in fp16_basis.
--   fp8_reliability: Grade of the page with the figure of FP8 throughput. As in fp16_reliability.
--   fp8_rank: preferred; or normal, where no figure of FP8 throughput is preferred.
--   fp8_rivals: Other figures of FP8 throughput on record that are not deprecated. Unit: figures.
--   memory_capacity_id: Observation with the figure of memory capacity.
--   memory_capacity_basis: What stands behind the figure of memory capacity. As in fp16_basis.
--   memory_capacity_reliability: Grade of the page with the figure of memory capacity. As in fp16_reliability.
--   memory_capacity_rank: preferred; or normal, where no figure of memory capacity is preferred.
--   memory_capacity_rivals: Other figures of memory capacity on record that are not deprecated. Unit: figures.
--   memory_bandwidth_id: Observation with the figure of memory bandwidth.
--   memory_bandwidth_basis: What stands behind the figure of memory bandwidth. As in fp16_basis.
--   memory_bandwidth_reliability: Grade of the page with the figure of memory bandwidth. As in fp16_reliability.
--   memory_bandwidth_rank: preferred; or normal, where no figure of memory bandwidth is preferred.
--   memory_bandwidth_rivals: Other figures of memory bandwidth on record that are not deprecated. Unit: figures.
--   board_power_id: Observation with the figure of board power.
--   board_power_basis: What stands behind the figure of board power. As in fp16_basis.
--   board_power_reliability: Grade of the page with the figure of board power. As in fp16_reliability.
--   board_power_rank: preferred; or normal, where no figure of board power is preferred.
--   board_power_rivals: Other figures of board power on record that are not deprecated. Unit: figures.
create view chip_specs as
with
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
    list(metric_id order by metric_id) filter (definition_id = 'planned') as planned,
    list(metric_id order by metric_id) filter (rank <> 'preferred') as unsettled,
    max(observation_id) filter (metric_id = 'fp16-tflops') as fp16_id,
    max(basis) filter (metric_id = 'fp16-tflops') as fp16_basis,
    max(reliability) filter (metric_id = 'fp16-tflops') as fp16_reliability,
    max(rank) filter (metric_id = 'fp16-tflops') as fp16_rank,
    max(rivals) filter (metric_id = 'fp16-tflops') as fp16_rivals,
    max(observation_id) filter (metric_id = 'fp8-tflops') as fp8_id,
    max(basis) filter (metric_id = 'fp8-tflops') as fp8_basis,
    max(reliability) filter (metric_id = 'fp8-tflops') as fp8_reliability,
    max(rank) filter (metric_id = 'fp8-tflops') as fp8_rank,
    max(rivals) filter (metric_id = 'fp8-tflops') as fp8_rivals,
    max(observation_id) filter (metric_id = 'memory-capacity') as memory_capacity_id,
    max(basis) filter (metric_id = 'memory-capacity') as memory_capacity_basis,
    max(reliability) filter (metric_id = 'memory-capacity') as memory_capacity_reliability,
    max(rank) filter (metric_id = 'memory-capacity') as memory_capacity_rank,
    max(rivals) filter (metric_id = 'memory-capacity') as memory_capacity_rivals,
    max(observation_id) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_id,
    max(basis) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_basis,
    max(reliability) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_reliability,
    max(rank) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_rank,
    max(rivals) filter (metric_id = 'memory-bandwidth') as memory_bandwidth_rivals,
    max(observation_id) filter (metric_id = 'board-power') as board_power_id,
    max(basis) filter (metric_id = 'board-power') as board_power_basis,
    max(reliability) filter (metric_id = 'board-power') as board_power_reliability,
    max(rank) filter (metric_id = 'board-power') as board_power_rank,
    max(rivals) filter (metric_id = 'board-power') as board_power_rivals
  from chip_specifications
  group by chip_id
)
select
  c.chip_id,
  c.name,
  c.summary,
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
  w.unsettled,
  w.fp16_id,
  w.fp16_basis,
  w.fp16_reliability,
  w.fp16_rank,
  coalesce(w.fp16_rivals, 0) as fp16_rivals,
  w.fp8_id,
  w.fp8_basis,
  w.fp8_reliability,
  w.fp8_rank,
  coalesce(w.fp8_rivals, 0) as fp8_rivals,
  w.memory_capacity_id,
  w.memory_capacity_basis,
  w.memory_capacity_reliability,
  w.memory_capacity_rank,
  coalesce(w.memory_capacity_rivals, 0) as memory_capacity_rivals,
  w.memory_bandwidth_id,
  w.memory_bandwidth_basis,
  w.memory_bandwidth_reliability,
  w.memory_bandwidth_rank,
  coalesce(w.memory_bandwidth_rivals, 0) as memory_bandwidth_rivals,
  w.board_power_id,
  w.board_power_basis,
  w.board_power_reliability,
  w.board_power_rank,
  coalesce(w.board_power_rivals, 0) as board_power_rivals
from chips c
join firms d on d.firm_id = c.designer_id
left join firms f on f.firm_id = c.foundry_id
left join processes p on p.process_id = c.process_id
left join wide w on w.chip_id = c.chip_id
order by c.origin, d.name, c.name;

comment on view "chip_specs" is 'A row is one chip with the best figure on record for each property: the preferred one, as shipped before as planned; where none is preferred the best of the others. The view chip_specifications says how it is chosen, and whose it is.';

comment on column "chip_specs"."chip_id" is 'Key of the chip.';

comment on column "chip_specs"."name" is 'Name.';

comment on column "chip_specs"."summary" is 'What it is and why it matters, in one sentence.';

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

comment on column "chip_specs"."planned" is 'Metrics whose figure is a plan, as none of the product as sold is preferred or, without any, on record.';

comment on column "chip_specs"."unsettled" is 'Metrics whose figure is the best on record, though none is preferred.';

comment on column "chip_specs"."fp16_id" is 'Observation with the figure of FP16 throughput.';

comment on column "chip_specs"."fp16_basis" is 'What stands behind the figure of FP16 throughput. See the table bases.';

comment on column "chip_specs"."fp16_reliability" is 'Grade of the page with the figure of FP16 throughput. See the table grades.';

comment on column "chip_specs"."fp16_rank" is 'preferred; or normal, where no figure of FP16 throughput is preferred.';

comment on column "chip_specs"."fp16_rivals" is 'Other figures of FP16 throughput on record that are not deprecated. Unit: figures.';

comment on column "chip_specs"."fp8_id" is 'Observation with the figure of FP8 throughput.';

comment on column "chip_specs"."fp8_basis" is 'What stands behind the figure of FP8 throughput. As in fp16_basis.';

comment on column "chip_specs"."fp8_reliability" is 'Grade of the page with the figure of FP8 throughput. As in fp16_reliability.';

comment on column "chip_specs"."fp8_rank" is 'preferred; or normal, where no figure of FP8 throughput is preferred.';

comment on column "chip_specs"."fp8_rivals" is 'Other figures of FP8 throughput on record that are not deprecated. Unit: figures.';

comment on column "chip_specs"."memory_capacity_id" is 'Observation with the figure of memory capacity.';

comment on column "chip_specs"."memory_capacity_basis" is 'What stands behind the figure of memory capacity. As in fp16_basis.';

comment on column "chip_specs"."memory_capacity_reliability" is 'Grade of the page with the figure of memory capacity. As in fp16_reliability.';

comment on column "chip_specs"."memory_capacity_rank" is 'preferred; or normal, where no figure of memory capacity is preferred.';

comment on column "chip_specs"."memory_capacity_rivals" is 'Other figures of memory capacity on record that are not deprecated. Unit: figures.';

comment on column "chip_specs"."memory_bandwidth_id" is 'Observation with the figure of memory bandwidth.';

comment on column "chip_specs"."memory_bandwidth_basis" is 'What stands behind the figure of memory bandwidth. As in fp16_basis.';

comment on column "chip_specs"."memory_bandwidth_reliability" is 'Grade of the page with the figure of memory bandwidth. As in fp16_reliability.';

comment on column "chip_specs"."memory_bandwidth_rank" is 'preferred; or normal, where no figure of memory bandwidth is preferred.';

comment on column "chip_specs"."memory_bandwidth_rivals" is 'Other figures of memory bandwidth on record that are not deprecated. Unit: figures.';

comment on column "chip_specs"."board_power_id" is 'Observation with the figure of board power.';

comment on column "chip_specs"."board_power_basis" is 'What stands behind the figure of board power. As in fp16_basis.';

comment on column "chip_specs"."board_power_reliability" is 'Grade of the page with the figure of board power. As in fp16_reliability.';

comment on column "chip_specs"."board_power_rank" is 'preferred; or normal, where no figure of board power is preferred.';

comment on column "chip_specs"."board_power_rivals" is 'Other figures of board power on record that are not deprecated. Unit: figures.';

-- A row is one target with its latest verdict and the evidence on record about it, what decides first.
--   target_id: Key of the target.
--   statement: The claim in our words.
--   statement_zh: The claim in Chinese.
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
--   speech_act: promise, forecast, description or reaction.
--   standing: What the verdict says of the promise: kept, partly, broken, unknown or open.
--   status: The latest rating; open if the target has none yet. {{statuses}}
--   reason_id: Why the rules say so; empty for ratings by version 1 of the rules.
--   reason: That reason as a sentence.
--   probability: Probability that the claim is or will be kept: of a due number by the figures of houses, of an open one by
--     the model. Unit: share.
--   probability_above: Of a claim of “about”: probability that it is or will be more. Unit: share.
--   attainment: How much of the claim was reached, 1 being all. With a baseline (targets.baseline_value): the share of the
--     promised change. Without one: the value reached over the value claimed; of a claim of at most a value, the value
--     claimed over the value reached. Of a due number: the median over houses. Of a number not yet due: the latest figure of
--     one house, so far. Of a specification: the chip’s figure over the promised one. Empty where no figure judges it. Unit:
--     share.
--   rated_on: Day of that rating; of a target without one, the latest day on which any was rated.
--   rule_version: Version of the rules that gave it.
--   change: Why it differs from the rating before.
--   deciding_ids: Outcomes and observations that decide, the weightiest first.
--   evidence_ids: All outcomes and observations on record about it, those that decide first.
--   evidence_on: When the first of them happened or was said.
--   first_evidence: The first of them in words.
--   source_id: Page on which the claim was read.
--   url: Address of the page on which the claim was read.
create view scoreboard as
select
  target_id,
  statement,
  statement_zh,
  claimant_id,
  claimant,
  kind,
  claim_type,
  topic_id,
  theme,
  firm_id,
  fab_id,
  collection,
  said_on,
  deadline,
  due_on,
  speech_act,
  standing,
  status,
  reason_id,
  reason,
  probability,
  probability_above,
  attainment,
  rated_on,
  rule_version,
  change,
  deciding_ids,
  evidence_ids,
  evidence_on,
  first_evidence,
  source_id,
  url
from scoreboard_as_of(date '9999-12-31');

comment on view "scoreboard" is 'A row is one target with its latest verdict and the evidence on record about it, what decides first.';

comment on column "scoreboard"."target_id" is 'Key of the target.';

comment on column "scoreboard"."statement" is 'The claim in our words.';

comment on column "scoreboard"."statement_zh" is 'The claim in Chinese.';

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

comment on column "scoreboard"."speech_act" is 'promise, forecast, description or reaction.';

comment on column "scoreboard"."standing" is 'What the verdict says of the promise: kept, partly, broken, unknown or open.';

comment on column "scoreboard"."status" is 'The latest rating; open if the target has none yet. See the table statuses.';

comment on column "scoreboard"."reason_id" is 'Why the rules say so; empty for ratings by version 1 of the rules.';

comment on column "scoreboard"."reason" is 'That reason as a sentence.';

comment on column "scoreboard"."probability" is 'Probability that the claim is or will be kept: of a due number by the figures of houses, of an open one by the model. Unit: share.';

comment on column "scoreboard"."probability_above" is 'Of a claim of “about”: probability that it is or will be more. Unit: share.';

comment on column "scoreboard"."attainment" is 'How much of the claim was reached, 1 being all. With a baseline (targets.baseline_value): the share of the promised change. Without one: the value reached over the value claimed; of a claim of at most a value, the value claimed over the value reached. Of a due number: the median over houses. Of a number not yet due: the latest figure of one house, so far. Of a specification: the chip’s figure over the promised one. Empty where no figure judges it. Unit: share.';

comment on column "scoreboard"."rated_on" is 'Day of that rating; of a target without one, the latest day on which any was rated.';

comment on column "scoreboard"."rule_version" is 'Version of the rules that gave it.';

comment on column "scoreboard"."change" is 'Why it differs from the rating before.';

comment on column "scoreboard"."deciding_ids" is 'Outcomes and observations that decide, the weightiest first.';

comment on column "scoreboard"."evidence_ids" is 'All outcomes and observations on record about it, those that decide first.';

comment on column "scoreboard"."evidence_on" is 'When the first of them happened or was said.';

comment on column "scoreboard"."first_evidence" is 'The first of them in words.';

comment on column "scoreboard"."source_id" is 'Page on which the claim was read.';

comment on column "scoreboard"."url" is 'Address of the page on which the claim was read.';

-- A row is one scored forecast of a house beside what the model expected of the same figure, on the last day of its backtest
-- before the house spoke: the model knew no more than the house could.
--   forecast_id: Observation that is the forecast of the house.
--   forecaster_id: Key of the house.
--   forecaster: Its name.
--   metric_id: What was forecast.
--   metric: Name of the metric.
--   subject: What it is about.
--   firm_id: Firm that it is about.
--   chip_id: Chip that it is about.
--   fab_id: Plant that it is about.
--   process_id: Process that it is about.
--   region_id: Region that it is about.
--   period: Period of the forecast.
--   definition_id: Which meaning of the metric.
--   definition: Name of that meaning.
--   outcome_id: Observation that is the outcome.
--   outcome: The outcome. Unit: as in unit.
--   outcome_by_id: Key of whose figure that is.
--   outcome_by: Whose figure that is.
--   unit: Unit of all values.
--   said_on: When the house spoke.
--   forecast: Forecast of the house. Unit: as in unit.
--   log_error: Error of the house, as in forecast_scores. Unit: log ratio.
--   crps: Score of the house. Unit: log ratio.
--   model_said_on: Day of the backtest.
--   model_forecast: What the model expected: median. Unit: as in unit.
--   model_low: Low end of it, the 5 % quantile. Unit: as in unit.
--   model_high: High end of it, the 95 % quantile. Unit: as in unit.
--   model_log_error: Error of the model. Unit: log ratio.
--   model_crps: Score of the model. Unit: log ratio.
create view forecast_pairs as
select
  h.forecast_id,
  h.forecaster_id,
  h.forecaster,
  h.metric_id,
  h.metric,
  h.subject,
  h.firm_id,
  h.chip_id,
  h.fab_id,
  h.process_id,
  h.region_id,
  h.period,
  h.definition_id,
  h.definition,
  h.outcome_id,
  h.outcome,
  h.outcome_by_id,
  h.outcome_by,
  h.unit,
  h.said_on,
  h.forecast,
  h.log_error,
  h.crps,
  m.said_on as model_said_on,
  m.forecast as model_forecast,
  m.forecast_low as model_low,
  m.forecast_high as model_high,
  m.log_error as model_log_error,
  m.crps as model_crps
from forecast_scores h
join forecast_scores m using (outcome_id)
where h.skipped is null and m.skipped is null and h.forecaster_id <> 'model' and m.forecaster_id = 'model'
  and period_end(m.said_on) <= period_end(h.said_on)
qualify row_number() over (partition by h.forecast_id order by m.said_on desc) = 1
order by h.period, h.metric_id, h.forecaster_id, h.forecast_id;

comment on view "forecast_pairs" is 'A row is one scored forecast of a house beside what the model expected of the same figure, on the last day of its backtest before the house spoke: the model knew no more than the house could.';

comment on column "forecast_pairs"."forecast_id" is 'Observation that is the forecast of the house.';

comment on column "forecast_pairs"."forecaster_id" is 'Key of the house.';

comment on column "forecast_pairs"."forecaster" is 'Its name.';

comment on column "forecast_pairs"."metric_id" is 'What was forecast.';

comment on column "forecast_pairs"."metric" is 'Name of the metric.';

comment on column "forecast_pairs"."subject" is 'What it is about.';

comment on column "forecast_pairs"."firm_id" is 'Firm that it is about.';

comment on column "forecast_pairs"."chip_id" is 'Chip that it is about.';

comment on column "forecast_pairs"."fab_id" is 'Plant that it is about.';

comment on column "forecast_pairs"."process_id" is 'Process that it is about.';

comment on column "forecast_pairs"."region_id" is 'Region that it is about.';

comment on column "forecast_pairs"."period" is 'Period of the forecast.';

comment on column "forecast_pairs"."definition_id" is 'Which meaning of the metric.';

comment on column "forecast_pairs"."definition" is 'Name of that meaning.';

comment on column "forecast_pairs"."outcome_id" is 'Observation that is the outcome.';

comment on column "forecast_pairs"."outcome" is 'The outcome. Unit: as in unit.';

comment on column "forecast_pairs"."outcome_by_id" is 'Key of whose figure that is.';

comment on column "forecast_pairs"."outcome_by" is 'Whose figure that is.';

comment on column "forecast_pairs"."unit" is 'Unit of all values.';

comment on column "forecast_pairs"."said_on" is 'When the house spoke.';

comment on column "forecast_pairs"."forecast" is 'Forecast of the house. Unit: as in unit.';

comment on column "forecast_pairs"."log_error" is 'Error of the house, as in forecast_scores. Unit: log ratio.';

comment on column "forecast_pairs"."crps" is 'Score of the house. Unit: log ratio.';

comment on column "forecast_pairs"."model_said_on" is 'Day of the backtest.';

comment on column "forecast_pairs"."model_forecast" is 'What the model expected: median. Unit: as in unit.';

comment on column "forecast_pairs"."model_low" is 'Low end of it, the 5 % quantile. Unit: as in unit.';

comment on column "forecast_pairs"."model_high" is 'High end of it, the 95 % quantile. Unit: as in unit.';

comment on column "forecast_pairs"."model_log_error" is 'Error of the model. Unit: log ratio.';

comment on column "forecast_pairs"."model_crps" is 'Score of the model. Unit: log ratio.';

-- A row is how one forecaster did at one lead time, or at all of them, over the forecasts that forecast_scores scores. The
-- model speaks on the days of its backtest, and so of one outcome more than once; houses of few. Outcomes differ between
-- forecasters: forecast_pairs compares like with like.
--   forecaster_id: Key of the house, or model.
--   forecaster: Its name.
--   lead_class: Time ahead, as in forecast_scores; all for all of them together.
--   forecasts: Forecasts scored.
--   outcomes: Figures that they are about.
--   mean_crps: Mean of the score; less is better. Unit: log ratio.
--   median_error: Median of the error, of either sign; 0.69 is double or half. Unit: log ratio.
--   bias: Median of the error with its sign; above 0 is too high. Unit: log ratio.
--   ranges: Forecasts that came with a range.
--   held: Ranges in which the outcome lies.
--   rank: Place by mean_crps among those of at least five forecasts, where there are several of them; empty for others.
create view forecaster_scores as
with
averages as (
  select
    forecaster_id,
    forecaster,
    coalesce(lead_class, 'all') as lead_class,
    count(*) as forecasts,
    count(distinct outcome_id) as outcomes,
    round(avg(crps), 3) as mean_crps,
    round(median(abs(log_error)), 3) as median_error,
    round(median(log_error), 3) as bias,
    count(in_range) as ranges,
    count(*) filter (in_range) as held
  from forecast_scores
  where skipped is null
  group by grouping sets ((forecaster_id, forecaster, lead_class), (forecaster_id, forecaster))
)
select
  *,
  case
    when forecasts >= 5 and count(*) over (partition by lead_class, forecasts >= 5) > 1
      then rank() over (partition by lead_class, forecasts >= 5 order by mean_crps)
  end as rank
from averages
order by lead_class, forecasts desc, forecaster_id;

comment on view "forecaster_scores" is 'A row is how one forecaster did at one lead time, or at all of them, over the forecasts that forecast_scores scores. The model speaks on the days of its backtest, and so of one outcome more than once; houses of few. Outcomes differ between forecasters: forecast_pairs compares like with like.';

comment on column "forecaster_scores"."forecaster_id" is 'Key of the house, or model.';

comment on column "forecaster_scores"."forecaster" is 'Its name.';

comment on column "forecaster_scores"."lead_class" is 'Time ahead, as in forecast_scores; all for all of them together.';

comment on column "forecaster_scores"."forecasts" is 'Forecasts scored.';

comment on column "forecaster_scores"."outcomes" is 'Figures that they are about.';

comment on column "forecaster_scores"."mean_crps" is 'Mean of the score; less is better. Unit: log ratio.';

comment on column "forecaster_scores"."median_error" is 'Median of the error, of either sign; 0.69 is double or half. Unit: log ratio.';

comment on column "forecaster_scores"."bias" is 'Median of the error with its sign; above 0 is too high. Unit: log ratio.';

comment on column "forecaster_scores"."ranges" is 'Forecasts that came with a range.';

comment on column "forecaster_scores"."held" is 'Ranges in which the outcome lies.';

comment on column "forecaster_scores"."rank" is 'Place by mean_crps among those of at least five forecasts, where there are several of them; empty for others.';

-- Table macro: how much wafer capacity was known of on a day? The columns of capacity, and `is_latest`: whether it was
-- then its claimant’s latest word. In place of `rank` and `note` stand
-- `rank_today` and `note_today`: which row is preferred was decided later, and notes say what became of it.
create macro capacity_as_of(as_of_date) as table
select
  c.* exclude (rank, note),
  c.rank as rank_today,
  c.note as note_today,
  known.is_latest
from capacity c
join observations_as_of(as_of_date) known using (observation_id);

comment on macro table "capacity_as_of" is 'Table macro: how much wafer capacity was known of on a day? The columns of capacity, and `is_latest`: whether it was then its claimant’s latest word. In place of `rank` and `note` stand `rank_today` and `note_today`: which row is preferred was decided later, and notes say what became of it.';

-- Table macro: which market shares were known on a day? The columns of market_share, and `is_latest`: whether it was then
-- its claimant’s latest word. In place of `rank` and `note` stand
-- `rank_today` and `note_today`: which row is preferred was decided later, and notes say what became of it.
create macro market_share_as_of(as_of_date) as table
select
  s.* exclude (rank, rank_reason, note),
  s.rank as rank_today,
  s.note as note_today,
  known.is_latest
from market_share s
join observations_as_of(as_of_date) known using (observation_id);

comment on macro table "market_share_as_of" is 'Table macro: which market shares were known on a day? The columns of market_share, and `is_latest`: whether it was then its claimant’s latest word. In place of `rank` and `note` stand `rank_today` and `note_today`: which row is preferred was decided later, and notes say what became of it.';

-- Table macro: what was known on a day, with names? The columns of observations_named, and `is_latest`: whether it was
-- then its claimant’s latest word. In place of `rank` and `note` stand
-- `rank_today` and `note_today`: which row is preferred was decided later, and notes say what became of it.
create macro observations_named_as_of(as_of_date) as table
select
  o.* exclude (rank, rank_reason, note),
  o.rank as rank_today,
  o.note as note_today,
  known.is_latest
from observations_named o
join observations_as_of(as_of_date) known using (observation_id);

comment on macro table "observations_named_as_of" is 'Table macro: what was known on a day, with names? The columns of observations_named, and `is_latest`: whether it was then its claimant’s latest word. In place of `rank` and `note` stand `rank_today` and `note_today`: which row is preferred was decided later, and notes say what became of it.';

-- A row is one claimant and what it does by speaking (promises, forecasts, descriptions, reactions): how its claims stand,
-- and how far its forecasts of numbers were off. Persons count with the body for which they speak. Fewer than five settled
-- claims or scored forecasts make no rank.
--   claimant_id: Key of who made the claims.
--   claimant: Who made them.
--   kind: Sort of actor: firm, government, newsroom, analyst …
--   speech_act: promise, forecast, description or reaction.
--   claims: Claims on record. Unit: rows.
--   kept: Kept or probably kept; of descriptions and reactions: borne out. Unit: rows.
--   partly: Kept in part. Unit: rows.
--   broken: Not kept, late, or probably not kept. Unit: rows.
--   unknown: Contested, awaiting evidence, not checked or unverifiable. Unit: rows.
--   open: Not due, or overtaken by a later claim. Unit: rows.
--   settled: Kept, partly or broken. Unit: rows.
--   kept_share: Kept over settled, a part counting half. Unit: share.
--   kept_rank: Place by kept_share among those of the same speech act with at least five settled claims.
--   forecasts_scored: Of forecasters: figures for the future on record that were counted later by somebody else. Unit: rows.
--   typical_error: Median of the absolute logarithm of forecast over outcome. Unit: log ratio.
--   error_rank: Place by typical_error among those with at least five scored forecasts.
create view claimant_records as
with
bodies as (
  select actor_id, coalesce(speaks_for_id, actor_id) as body_id from actors
),
counted as (
  select
    b.body_id,
    s.speech_act,
    count(*) as claims,
    count(*) filter (s.standing = 'kept') as kept,
    count(*) filter (s.standing = 'partly') as partly,
    count(*) filter (s.standing = 'broken') as broken,
    count(*) filter (s.standing = 'unknown') as unknown,
    count(*) filter (s.standing = 'open') as open
  from scoreboard s
  join bodies b on b.actor_id = s.claimant_id
  group by all
),
errors as (
  select forecaster_id as body_id, 'forecast' as speech_act, forecasts as forecasts_scored, median_error as typical_error
  from forecaster_scores
  where lead_class = 'all' and forecaster_id <> 'model'
),
joined as (
  select
    body_id, speech_act, coalesce(c.claims, 0) as claims, coalesce(c.kept, 0) as kept, coalesce(c.partly, 0) as partly,
    coalesce(c.broken, 0) as broken, coalesce(c.unknown, 0) as unknown, coalesce(c.open, 0) as open,
    coalesce(c.kept + c.partly + c.broken, 0) as settled, coalesce(e.forecasts_scored, 0) as forecasts_scored,
    e.typical_error
  from counted c
  full join errors e using (body_id, speech_act)
)
select
  j.body_id as claimant_id,
  a.name as claimant,
  a.kind,
  j.speech_act,
  j.claims,
  j.kept,
  j.partly,
  j.broken,
  j.unknown,
  j.open,
  j.settled,
  (j.kept + 0.5 * j.partly) / nullif(j.settled, 0) as kept_share,
  case when j.settled >= 5 then rank() over (
    partition by j.speech_act, j.settled >= 5 order by (j.kept + 0.5 * j.partly) / nullif(j.settled, 0) desc
  ) end as kept_rank,
  j.forecasts_scored,
  j.typical_error,
  case when j.forecasts_scored >= 5 then rank() over (
    partition by j.forecasts_scored >= 5 order by j.typical_error
  ) end as error_rank
from joined j
join actors a on a.actor_id = j.body_id;

comment on view "claimant_records" is 'A row is one claimant and what it does by speaking (promises, forecasts, descriptions, reactions): how its claims stand, and how far its forecasts of numbers were off. Persons count with the body for which they speak. Fewer than five settled claims or scored forecasts make no rank.';

comment on column "claimant_records"."claimant_id" is 'Key of who made the claims.';

comment on column "claimant_records"."claimant" is 'Who made them.';

comment on column "claimant_records"."kind" is 'Sort of actor: firm, government, newsroom, analyst …';

comment on column "claimant_records"."speech_act" is 'promise, forecast, description or reaction.';

comment on column "claimant_records"."claims" is 'Claims on record. Unit: rows.';

comment on column "claimant_records"."kept" is 'Kept or probably kept; of descriptions and reactions: borne out. Unit: rows.';

comment on column "claimant_records"."partly" is 'Kept in part. Unit: rows.';

comment on column "claimant_records"."broken" is 'Not kept, late, or probably not kept. Unit: rows.';

comment on column "claimant_records"."unknown" is 'Contested, awaiting evidence, not checked or unverifiable. Unit: rows.';

comment on column "claimant_records"."open" is 'Not due, or overtaken by a later claim. Unit: rows.';

comment on column "claimant_records"."settled" is 'Kept, partly or broken. Unit: rows.';

comment on column "claimant_records"."kept_share" is 'Kept over settled, a part counting half. Unit: share.';

comment on column "claimant_records"."kept_rank" is 'Place by kept_share among those of the same speech act with at least five settled claims.';

comment on column "claimant_records"."forecasts_scored" is 'Of forecasters: figures for the future on record that were counted later by somebody else. Unit: rows.';

comment on column "claimant_records"."typical_error" is 'Median of the absolute logarithm of forecast over outcome. Unit: log ratio.';

comment on column "claimant_records"."error_rank" is 'Place by typical_error among those with at least five scored forecasts.';

commit;
