"""Times against KRAUTS and the two seed reports, with floors, and speed beside a peer from PyPI."""
