"""Position drivers."""
