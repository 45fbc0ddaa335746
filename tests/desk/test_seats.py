"""A desk among others: what a device says is done by the one desk that speaks for it, and by no other."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from console.desk.command import Receipt
from console.desk.seats import TIMERS, Attendance, Speaker, SpokenFor, device_lease
from console.models import Lease
from console.store.store import Store
from tests.desk.stations import EVENING, Bench, bench

LEASE = device_lease("Radio 1")
WANTS = frozenset({TIMERS, LEASE})


class Station:
    """Two desks on one store, each of another position with the same radio."""

    def __init__(self, url: str, one: Bench, two: Bench) -> None:
        self._url = url
        self.one, self.two = one, two

    def hear(self, desk: Bench, program: str, words: str = "10-4", key: str | None = None) -> Receipt:
        """The radio has sent a text, as that desk hears it."""
        args = {"link": "Radio 1", "radio_id": "100-4011", "words": words}
        speaker = Speaker(LEASE, program)
        receipt = desk.desk.do("radio_text", args, actor="Radio 1", key=key, speaker=speaker)
        desk.board.apply(desk.desk.news())
        return receipt

    def texts(self) -> list[str]:
        self.one.board.apply(self.one.desk.news())
        return [line.text for line in reversed(self.one.board.picture.radio)]

    def run_out(self) -> None:
        """Let every lease end, as after a holder that was frozen for too long."""
        store = Store.open(self._url)
        with store.write() as session:
            session.execute(update(Lease).values(until=EVENING))
            session.commit()
        store.close()


@pytest.fixture
def station(store_url: str) -> Iterator[Station]:
    with bench(store_url, seat="Position 1") as one, bench(store_url, seat="Position 2") as two:
        yield Station(store_url, one, two)


def test_the_first_word_of_a_device_is_not_lost_though_no_beat_has_been(station: Station) -> None:
    station.hear(station.one, "a")
    assert station.texts() == ["10-4"]


def test_of_two_desks_that_hear_the_same_one_logs_it(station: Station) -> None:
    for words in ("first", "second"):
        station.hear(station.one, "a", words)
        with pytest.raises(SpokenFor, match="Position 1 speaks for Radio 1"):
            station.hear(station.two, "b", words)
    assert station.texts() == ["first", "second"]


def test_a_desk_that_was_overtaken_without_knowing_logs_nothing_more(station: Station) -> None:
    station.hear(station.one, "a", "before")
    station.run_out()
    station.two.desk.beat(Attendance("b", WANTS))
    # It still believes that it speaks; the store knows better.
    with pytest.raises(SpokenFor):
        station.hear(station.one, "a", "after")
    station.hear(station.two, "b", "after")
    assert station.texts() == ["before", "after"]


def test_a_verb_of_a_device_that_was_done_is_answered_so_though_another_speaks_by_now(
    station: Station,
) -> None:
    first = station.hear(station.one, "a", key="0" * 32)
    station.run_out()
    station.two.desk.beat(Attendance("b", WANTS))
    assert station.hear(station.one, "a", key="0" * 32) == first
    assert station.texts() == ["10-4"]


def test_a_desk_that_goes_leaves_what_it_held_to_the_next(station: Station) -> None:
    station.one.desk.beat(Attendance("a", WANTS))
    assert not station.two.desk.beat(Attendance("b", WANTS)).held
    station.one.desk.leave()
    assert set(station.two.desk.beat(Attendance("b", WANTS)).held) == WANTS


def test_beats_stand_in_no_journal_and_are_no_news(station: Station) -> None:
    before = station.two.board.picture.entry
    for _ in range(3):
        station.one.desk.beat(Attendance("a", WANTS, editing="20260314-0001"))
    station.two.board.apply(station.two.desk.news())
    assert station.two.board.picture.entry == before
