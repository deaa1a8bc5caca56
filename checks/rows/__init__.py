"""The row layer: what must hold inside a row or a table, as predicates that pandera runs."""
