"""The German analyser on sentences that a grammar makes, by construction and by kind of participant."""
