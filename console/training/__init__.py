"""Scripted shifts played on simulated devices."""
