-- A row is one target with its latest verdict and the latest of the evidence on record about it.
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
--   standing: What the verdict says of the promise: kept, partly, broken, unknown or open.
--   status: The latest rating; not-rated if the target has none yet. {{statuses}}
--   probability: Probability that the target is or will be met, where the rules or the model give one. Unit: share.
--   attainment: How much of the claim was reached, 1 being all. With a baseline (targets.baseline_value): the share of the
--     promised change. Without one: the value reached over the value claimed; of a claim of at most a value, the value
--     claimed over the value reached. Of a due number: the median over houses. Of a number not yet due: the latest figure of
--     one house, so far. Of a specification: the chip’s figure over the promised one. Empty where no figure judges it. Unit:
--     share.
--   rated_on: Day of that rating; of a target without one, the latest day on which any was rated.
--   rule_version: Version of the rules that gave it.
--   change: Why it differs from the rating before.
--   evidence_ids: Outcomes and observations that the rating rests on; of a target without one, its outcomes.
--   evidence_on: When the latest of them happened or was said.
--   latest_evidence: The latest of them in words; outcomes before bare numbers.
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
  standing,
  status,
  probability,
  attainment,
  rated_on,
  rule_version,
  change,
  evidence_ids,
  evidence_on,
  latest_evidence,
  source_id,
  url
from scoreboard_as_of(date '9999-12-31')
