"""Across reports: who is who, who held what when, what happened. Pure functions of readings."""
