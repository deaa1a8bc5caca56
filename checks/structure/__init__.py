"""The structure layer: every table is what its Table Schema says, by our own reader and by Frictionless."""
