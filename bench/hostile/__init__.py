"""How the cost of reading grows with text that no newspaper prints: only marks, only names, one endless sentence."""
