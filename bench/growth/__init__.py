"""How the cost of one more report grows with the record."""
