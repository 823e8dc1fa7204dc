"""The German analyser: text in, `Analysis` out."""
