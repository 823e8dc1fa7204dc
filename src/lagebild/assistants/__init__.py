"""The record for assistants: a read-only server of the Model Context Protocol (`lagebild mcp`)."""
