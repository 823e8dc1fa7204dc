"""Small inputs, each with what must and must not be read from it."""
