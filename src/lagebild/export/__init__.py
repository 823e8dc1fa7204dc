"""The record and its readings in the formats of others: one module a format."""
