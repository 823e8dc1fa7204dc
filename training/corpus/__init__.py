"""The corpus of our own (`corpus/`): reports with their findings, read, checked, counted and written in other forms."""
