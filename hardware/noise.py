"""Bytes that stand between messages: reported in stretches, never one reading a byte."""

from hardware.readings import Reading, Undecoded

NOISE_LIMIT = 1024


def add_noise(gap: bytes, silent: bytes, readings: list[Reading]) -> None:
    """Report what is left of a closed gap without the `silent` bytes at its ends."""
    if noise := add_full_noise(gap, silent, readings).rstrip(silent):
        readings.append(Undecoded("", "Bytes outside any message", noise))


def add_full_noise(gap: bytes, silent: bytes, readings: list[Reading]) -> bytes:
    """Report the full kilobytes of a gap that still grows; returns the rest, to be held."""
    gap = gap.lstrip(silent)
    while len(gap) > NOISE_LIMIT:
        add_noise(gap[:NOISE_LIMIT], silent, readings)
        gap = gap[NOISE_LIMIT:].lstrip(silent)
    return gap
