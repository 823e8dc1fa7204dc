"""What one report more, and each question, costs on records of made-up readings of any size."""
