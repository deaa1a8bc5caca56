"""Hostile, broken and clumsy input, tried on copies of the package: `make torture`."""
