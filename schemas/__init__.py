"""The shape of the data, and the code that reads it. Imports nothing else of this package."""
