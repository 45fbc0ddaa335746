"""Radio drivers."""
