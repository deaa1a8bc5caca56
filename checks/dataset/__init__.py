"""The dataset layer: what must hold of the whole, as suites of Great Expectations over frames made by SQL."""
