"""How fast reports are read and questions start."""
