"""Measurements against limits and peers, each in one run."""
