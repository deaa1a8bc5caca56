-- A row is one set of shares of one market: one claimant, measure, region, period and vintage.
--   groups_sum: domestic, in-house and imported together, where domestic and imported are both given and exact.
--   parts_sum: the larger of those groups and of the single vendors, as far as they are given.
with
shares as (
  select
    observation_id,
    metric_id,
    claimant_id,
    region_id,
    period,
    as_of,
    definition_id,
    firm_id,
    value,
    bound
  from observations
  join metrics using (metric_id)
  where topic_id = 'share'
    and chip_id is null and value is not null and rank <> 'deprecated'
),
sums as (
  select
    metric_id,
    claimant_id,
    region_id,
    period,
    as_of,
    min(observation_id) as first_id,
    min(observation_id) filter (definition_id = 'd1' and firm_id is null) as domestic_id,
    coalesce(bool_or(bound in ('at-least', 'at-most')), false) as inexact,
    sum(value) filter (definition_id in ('d1', 'in-house', 'imported') and firm_id is null) as groups_sum,
    bool_or(definition_id = 'd1' and firm_id is null) and bool_or(definition_id = 'imported' and firm_id is null)
      as both_given,
    sum(value) filter (definition_id = 'one-vendor' and bound is distinct from 'at-most') as vendors_sum
  from shares
  group by metric_id, claimant_id, region_id, period, as_of
)
select
  'observations' as table_name,
  coalesce(domestic_id, first_id) as key,
  metric_id,
  claimant_id,
  period,
  as_of,
  case when both_given and not inexact then groups_sum end as groups_sum,
  greatest(vendors_sum, case when not both_given then groups_sum end) as parts_sum
from sums
