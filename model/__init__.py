"""The estimate and the verdicts: pure functions over arrays and tables. Imports only `schemas`."""
