"""What one text says, layer by layer: each module fills one layer of a reading."""
