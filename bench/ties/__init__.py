"""Ties that small texts tell, and those that they do not."""
