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
where h.change <> 'first'
