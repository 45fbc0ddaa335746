"""Database rows with their rules."""
