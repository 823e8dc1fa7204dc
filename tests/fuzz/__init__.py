"""Fuzzing: whatever bytes come in, nothing is raised but what is said on purpose, and what comes out holds."""
