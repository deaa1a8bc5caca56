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
left join counted n using (target_id)
