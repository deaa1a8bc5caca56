"""The checks on Spark, for tables that outgrow one machine."""
