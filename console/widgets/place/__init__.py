"""Verifying a place while it is typed: how well it is known, and what else it may mean."""
