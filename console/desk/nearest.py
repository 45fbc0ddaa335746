"""Which of the known words a wrong one was most likely meant to be."""

from collections.abc import Iterable


def nearest(typed: str, known: Iterable[str]) -> str:
    """The known word that differs least; of two that differ alike the first; empty when none is known."""
    return min(known, key=lambda word: difference(typed, word), default="")


def difference(one: str, other: str) -> int:
    """How many characters lie between what two words share at their beginning and at their end.

    Cheap enough for each key pressed: 0 for equal words, 1 for one slip, 2 for two letters swapped.
    """
    room = min(len(one), len(other))
    front = 0
    while front < room and one[front] == other[front]:
        front += 1
    back = 0
    while back < room - front and one[-1 - back] == other[-1 - back]:
        back += 1
    return max(len(one), len(other)) - front - back
