"""Whether `sure` says how often a field is right."""
