"""How many of the annotated events the lexicon of triggers has a row for."""
