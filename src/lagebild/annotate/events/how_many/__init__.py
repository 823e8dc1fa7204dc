"""How many people were killed, injured or arrested, are missing or homeless, or took part."""
