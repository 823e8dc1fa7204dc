"""Statements against the German quotation corpus."""
