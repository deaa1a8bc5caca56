-- Whether a basis speaks of what is or was, not of what is still to come: `is_observed(basis)`; see the table bases.
create macro is_observed(basis) as (basis in (select basis_id from bases where observed))
