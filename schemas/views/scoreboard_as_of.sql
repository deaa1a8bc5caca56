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
where period_end(t.said_on) <= cast(as_of_date as date)
