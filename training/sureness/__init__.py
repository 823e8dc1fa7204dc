"""Counts how often the rules of offices, ties, plans and statements are right."""
