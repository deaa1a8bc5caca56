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
left join latest l using (target_id)
