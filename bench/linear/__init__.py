"""How the cost of reading grows with the length of a text."""
