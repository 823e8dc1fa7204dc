"""Offices: how they begin and end, whose they are, and real reports of people who left them."""
