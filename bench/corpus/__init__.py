"""The reader against the corpus of our own."""
