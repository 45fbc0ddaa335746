"""What the line says while it is typed, and how it goes on."""

from time import perf_counter

import pytest

from console.board.views import Picture
from console.desk.grammar import explain
from tests.desk.pictures import TODAY, big_station, small_station

STATION = small_station()


@pytest.mark.parametrize(
    ("line", "ghost"),
    [
        ("OF", "F"),
        ("D", ""),
        ("D CSO-5", "2"),
        ("d cso5", "2"),
        ("D 5", "2"),
        ("D 11 ", "1121-47"),
        ("D 11,UT", "V-1"),
        ("D 11,UTV1 5", "2"),
        ("D 11 1121-8", "8"),
        ("D 47 BI", "KE-3"),
        ("A CSO-1", "2"),
        ("C 11 0", "1"),
        ("C 11 GO", "A"),
        ("S 12 ME", "AL"),
        ("N 415", ""),
        ("N park", "ING"),
        ("N 586 8300 SANTA", ""),
        ("R 47, gate", ""),
        ("? C", ""),
        ("", ""),
        ("PX 1", ""),
    ],
)
def test_ghost_text_finishes_the_last_word(line: str, ghost: str) -> None:
    assert explain(line, STATION, TODAY).completion == ghost


@pytest.mark.parametrize(
    ("line", "ok", "words"),
    [
        ("D 12 52", True, "Dispatch CSO-12 to 52, 8300 Santa Monica Blvd."),
        ("N", False, "Type, then place: N 586 8300 SANTA MONICA BL; blue van in the red"),
        ("N 586", False, "Type, then place: N 586 8300 SANTA MONICA BL; blue van in the red"),
        ("D 11", False, "Unit, then call: D 11,UTV1 47"),
        ("D CSO-5", False, "Unit, then call: D 11,UTV1 47"),
        ("D 11 99", False, "There is no call 99."),
        ("", False, "Type a verb; ? lists them."),
    ],
)
def test_a_line_says_what_enter_will_do_or_what_is_missing(line: str, ok: bool, words: str) -> None:
    said = explain(line, STATION, TODAY)
    assert (said.ok, said.words) == (ok, words)


def test_a_wrong_word_is_named_with_the_right_line() -> None:
    said = explain("D 11 99", STATION, TODAY)
    assert (said.word, said.instead) == ("99", "D 11 1121-88")


@pytest.mark.parametrize(
    "line",
    ["D CSO-120,CSO-7 499", "D CS0120 4999", "D CSO-12", "N 58x MELROSE", "D 999 12", "R 49, x", "D 12-1"],
)
def test_a_keystroke_is_explained_within_a_millisecond(line: str) -> None:
    station = big_station()
    best = min(_seconds(line, station) for _ in range(30))
    assert best <= 0.001


def _seconds(line: str, station: Picture) -> float:
    began = perf_counter()
    explain(line, station, TODAY)
    return perf_counter() - began
