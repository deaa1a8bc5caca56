"""What changed between two states of the package, and what that does to the estimate and the verdicts."""
