"""Searches in all of the stored radio log, on a real store."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board.holder import RADIO_LINES
from console.errors import Refused
from tests.desk.stations import EVENING, Bench, bench

CSO_11 = {"link": "Radio 1", "radio_id": "100-4011"}
STRANGER = {"link": "Radio 2", "radio_id": "100-4999"}
HOSTILE = ["100%", "a_b", "axb", "a/b", "a\\b", "it's", 'say "no"', "%", "--", "Éclair", "plain words here"]


@pytest.fixture
def filled(here: Bench) -> Bench:
    """A desk with a text of a unit, one of a stranger, noise and an emergency, a minute apart."""
    here.do("radio_text", **CSO_11, words="Gate code 1122", raw=b"\x02text\x03")
    here.clock.advance(60)
    here.do("radio_text", **STRANGER, words="gate is open")
    here.clock.advance(60)
    here.do("radio_undecoded", link="Radio 1", why="bad checksum", raw=b"\xff\x00")
    here.clock.advance(60)
    here.do("radio_emergency", **CSO_11)
    return here


def found(desk_bench: Bench, **asked) -> list[str]:
    return [row.text for row in desk_bench.desk.radio_log(**asked)]


def test_a_row_has_the_unit_the_times_and_the_bytes_as_they_came(filled: Bench) -> None:
    (row,) = filled.desk.radio_log(words="1122")
    assert (row.unit, row.radio_id, row.link, row.kind) == ("CSO-11", "100-4011", "Radio 1", "text")
    assert (row.at, row.until, row.raw) == (EVENING, None, b"\x02text\x03")


def test_all_is_there_newest_first(filled: Bench) -> None:
    said = ["Emergency button", "Not decoded: bad checksum", "gate is open", "Gate code 1122"]
    assert found(filled) == said
    assert found(filled, limit=2) == said[:2]
    assert found(filled, limit=0) == found(filled, limit=-1) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"words": "GATE"}, ["gate is open", "Gate code 1122"]),
        ({"words": " open  gate "}, ["gate is open"]),
        ({"words": "gate closed"}, []),
        ({"words": "cso-11 gate"}, ["Gate code 1122"]),
        ({"words": "4999"}, ["gate is open"]),
        ({"words": "RADIO open"}, ["gate is open"]),
        ({"unit": "cso-11"}, ["Emergency button", "Gate code 1122"]),
        ({"unit": "cso-1"}, []),
        ({"unit": "CSO-11", "kind": "text"}, ["Gate code 1122"]),
        ({"link": "Radio 1", "kind": "undecoded"}, ["Not decoded: bad checksum"]),
    ],
)
def test_all_that_is_asked_for_must_be_true(filled: Bench, asked: dict[str, str], said: list[str]) -> None:
    assert found(filled, **asked) == said


def test_a_period_holds_its_beginning_and_not_its_end(filled: Bench) -> None:
    second, third = EVENING + timedelta(seconds=60), EVENING + timedelta(seconds=120)
    assert found(filled, begins=second, ends=third) == ["gate is open"]
    assert len(found(filled, begins=second)) == 3
    assert found(filled, ends=second) == ["Gate code 1122"]


def test_what_the_board_has_let_go_of_is_found(here: Bench) -> None:
    here.do("radio_text", **CSO_11, words="the oldest of all")
    for number in range(RADIO_LINES):
        here.do("radio_text", **CSO_11, words=f"line {number}")
    assert all(line.text != "the oldest of all" for line in here.desk.load().radio)
    assert found(here, words="oldest") == ["the oldest of all"]
    assert len(found(here)) == RADIO_LINES + 1


def test_a_search_without_end_is_refused(here: Bench) -> None:
    for name in ("words", "unit", "link", "kind"):
        with pytest.raises(Refused, match="characters"):
            here.desk.radio_log(**{name: "x" * 201})


def test_what_no_store_can_hold_is_refused(here: Bench) -> None:
    with pytest.raises(Refused, match="cannot be looked for"):
        here.desk.radio_log(words="\udcff")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A desk whose log is full of what searches stumble over."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    with bench(folder / "station.sqlite3") as opened:
        for words in HOSTILE:
            opened.do("radio_text", link="-", radio_id="", words=words)
        yield opened


@given(st.text(alphabet="ab%_/\\'\"x0-;e ", max_size=6) | st.sampled_from(HOSTILE))
def test_every_character_means_itself(hostile: Bench, words: str) -> None:
    wanted = [
        text for text in reversed(HOSTILE) if all(w in f"{text}\n-".lower() for w in words.lower().split())
    ]
    assert found(hostile, words=words) == wanted
