"""Loaders of the raw CSVs for SQL, Python, R, Julia and Spark, made from the Table Schemas."""
