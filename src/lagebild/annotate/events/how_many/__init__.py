"""How many people were killed, injured, arrested, are missing or took part."""
