"""Values"""

BOUNDS = {"about": "about ", "at-least": "at least ", "at-most": "at most "}
SIGNS = {"about": "≈ ", "at-least": "≥ ", "at-most": "≤ "}  # where words in front would spoil the sorting of a table
