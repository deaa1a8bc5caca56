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
order by d.fab_id, period_end(d.said_on), period_end(d.planned_on), d.plan_id, d.target_id
