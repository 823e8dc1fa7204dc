"""What happened: which words of a report are triggers of events, and of which type."""
