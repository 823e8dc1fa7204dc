"""The pages: the record in a browser, on one's own machine, and the same as JSON."""
