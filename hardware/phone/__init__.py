"""Drivers of telephone lines."""
