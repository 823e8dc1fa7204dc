"""How the scorer of names' kinds (`lagebild.annotate.entities.weights`) is made."""
