"""Incidents of the 850 Wikinews reports: which mentions tell one happening, and which only look as if they did."""
