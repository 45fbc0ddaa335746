"""Searches in all the calls that were ever taken, and not only in those that the board shows."""
