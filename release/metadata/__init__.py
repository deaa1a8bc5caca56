"""What catalogues read, each in its form, all made from the descriptor and the Table Schemas."""
