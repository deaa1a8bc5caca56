-- A row is the latest plan on record for one milestone of one plant: the one said last.
--   fab_id: Key of the plant.
--   milestone: What is to be reached: construction, equipment, production or full-production.
--   plan_id: Key of the plan.
--   planned_on: When it is to be reached.
--   said_on: When that was said.
--   claimant_id: Key of who said it.
--   source_id: Page on which it was read.
create view latest_plans as
select fab_id, milestone, plan_id, planned_on, said_on, claimant_id, source_id
from plans
qualify row_number() over (
  partition by fab_id, milestone order by period_end(said_on) desc, period_end(planned_on) desc, plan_id
) = 1
order by fab_id, milestone
