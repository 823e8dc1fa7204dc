"""The pages: the record as one reads it in a browser, on one's own machine, and the same as JSON."""
