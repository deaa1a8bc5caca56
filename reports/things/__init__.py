"""A page of its own for each claim, chip, firm, plant and claimant, and the index that the search reads."""
