-- A row is one dated plan for a plant: a claim about it (targets), or the date for which its production was last planned
-- (fabs). Nothing is inferred: where neither a later plan nor a start is on record, the slip is empty.
--   fab_id: Key of the plant.
--   fab: Its name.
--   operator_id: Firm that runs it.
--   operator: Its name.
--   kind: What it makes.
--   status: Where it stands: announced, construction, equipping, pilot, production, suspended or cancelled.
--   target_id: The claim that is the plan; empty for the date in the table fabs.
--   claimant_id: Key of who gave the date; empty as above.
--   claimant: Who gave the date; empty as above.
--   statement: The claim in our words, which says what was to be reached.
--   said_on: When it was said; empty as above.
--   planned_on: Date of the plan.
--   superseded_by: The later claim that replaced it.
--   replanned_on: Later date: that of the claim which replaced it, else the last planned one of the plant if it ends later.
--   production_on: When production began.
--   stopped_on: When it was suspended or cancelled.
--   slip_months: Calendar months from the last day of the plan to the last day of the start, or else of the later plan;
--     negative if earlier. Dates are as precise as they were given: from one year to the next it is 12. Unit: months.
--   overdue_months: Of a plant that is announced, in construction or being equipped: calendar months from the last day of its
--     latest plan to the day on which data were last recorded; empty if that day is not yet over. Unit: months.
create view plant_slips as
with
plans as (
  select
    t.fab_id,
    t.target_id,
    t.claimant_id,
    a.name as claimant,
    t.statement,
    t.said_on,
    t.deadline as planned_on,
    t.superseded_by,
    next.deadline as next_on
  from targets t
  join actors a on a.actor_id = t.claimant_id
  left join targets next on next.target_id = t.superseded_by
  where t.fab_id is not null and t.claim_type = 'event' and t.deadline is not null
  union all
  select f.fab_id, null, null, null, null, null, f.production_planned_on, null, null
  from fabs f
  where f.production_planned_on is not null and not exists (
    select 1
    from targets t
    where t.fab_id = f.fab_id and t.claim_type = 'event' and period_end(t.deadline) = period_end(f.production_planned_on)
  )
),
dated as (
  select
    p.*,
    coalesce(
      p.next_on,
      case when period_end(f.production_planned_on) > period_end(p.planned_on) then f.production_planned_on end
    ) as replanned_on,
    f.name,
    f.operator_id,
    f.kind,
    f.status,
    f.production_on,
    f.stopped_on
  from plans p
  join fabs f using (fab_id)
)
select
  d.fab_id,
  d.name as fab,
  d.operator_id,
  o.name as operator,
  d.kind,
  d.status,
  d.target_id,
  d.claimant_id,
  d.claimant,
  d.statement,
  d.said_on,
  d.planned_on,
  d.superseded_by,
  d.replanned_on,
  d.production_on,
  d.stopped_on,
  datediff('month', period_end(d.planned_on), period_end(coalesce(d.production_on, d.replanned_on))) as slip_months,
  case when d.status in ('announced', 'construction', 'equipping')
    and period_end(coalesce(d.replanned_on, d.planned_on)) < data_until()
    then datediff('month', period_end(coalesce(d.replanned_on, d.planned_on)), data_until())
  end as overdue_months
from dated d
join firms o on o.firm_id = d.operator_id
order by d.fab_id, period_end(d.planned_on), d.target_id
