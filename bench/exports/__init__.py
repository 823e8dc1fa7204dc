"""How much memory each export takes, and how that grows with the record."""
