"""Simulated devices and the `sim://` port."""
