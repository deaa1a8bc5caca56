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
join actors a on a.actor_id = j.body_id
