"""Whole readings against reports that careful readers annotated."""
