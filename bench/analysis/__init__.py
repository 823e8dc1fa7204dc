"""The German analyser against our own measuring sentences, its speed, size and time to load."""
