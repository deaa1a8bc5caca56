-- A row is one capacity of a narrow scope with the widest capacity that its claimant gives for a wider scope.
-- Comparable: same claimant and period, and the same firm or, for the wider one, all of the firm's country.
with
scopes (definition_id, width) as (
  values ('ai-wafers', 1), ('le-7nm-wafers', 2), ('finfet-wafers', 3), ('all-logic-wafers', 4)
),
wafers as (
  select
    o.observation_id,
    o.claimant_id,
    o.period,
    o.definition_id,
    s.width,
    'firm ' || o.firm_id as firm,
    'region ' || coalesce(o.region_id, lower(f.country)) as region,
    coalesce(o.value, o.value_low) as least,
    coalesce(o.value_high, o.value) as most
  from observations o
  join scopes s using (definition_id)
  left join firms f using (firm_id)
  where o.rank <> 'deprecated'
),
narrow as (select *, unnest([firm, region]) as whose from wafers),
wide as (
  select claimant_id, period, coalesce(firm, region) as whose, definition_id, width, max(most) as most
  from wafers
  group by all
)
select
  'observations' as table_name,
  a.observation_id as key,
  a.definition_id as narrow_scope,
  a.least as narrow,
  b.definition_id as wide_scope,
  max(b.most) as wide,
  round(a.least / max(b.most), 4) as narrow_over_wide
from narrow a
join wide b on a.claimant_id = b.claimant_id and a.period = b.period and a.whose = b.whose and a.width < b.width
group by a.observation_id, a.definition_id, a.least, b.definition_id
