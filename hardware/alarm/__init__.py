"""Drivers of alarm receivers."""
