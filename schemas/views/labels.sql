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
select vocabulary, code, language, name, short_name from translations
