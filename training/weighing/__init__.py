"""Train the scorers of `lagebild.annotate.weighing` on annotated reports."""
