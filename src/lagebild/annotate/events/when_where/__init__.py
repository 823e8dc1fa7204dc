"""When and where an event was."""
