"""The charts of the report: one module per chart or family, each a query, its rows and how they are drawn."""
