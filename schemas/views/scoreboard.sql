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
from scoreboard_as_of(date '9999-12-31')
