"""Leases: one holder at a time by the store's own clock, each with a token of its own."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.clock import ManualClock
from console.desk.seats import TIMERS, Attendance, Place, Standing
from console.store.leases import ALIVE, TERM
from console.store.store import Store
from tests.desk.stations import EVENING
from tests.store.servers import Server

RADIO = "device:Radio 1"
BOTH = frozenset({TIMERS, RADIO})
A_BEAT = timedelta(seconds=1)


class Stand:
    """Places on one store that share its machine's clock; on a file that clock moves only by hand."""

    def __init__(self, url: str) -> None:
        self.clock = ManualClock(EVENING)
        self._url = url
        self._stores: list[Store] = []

    def place(self, name: str) -> Place:
        store = Store.open(self._url)
        self._stores.append(store)
        return Place(store, name, self.clock, self.clock)

    def pass_time(self, span: timedelta) -> None:
        """Let that long pass for the seats and for a file; a server's rows are set back instead."""
        self.clock.advance(span.total_seconds())
        store = self._stores[0]
        if store.server:
            with store.write() as session:
                connection = session.connection()
                back = f"interval '{span.total_seconds()} seconds'"
                connection.exec_driver_sql(f"UPDATE seat SET beat_at = beat_at - {back}")
                connection.exec_driver_sql(f"UPDATE lease SET until = until - {back}")
                session.commit()

    def close(self) -> None:
        for store in self._stores:
            store.close()


@pytest.fixture
def stand(store_url: str) -> Iterator[Stand]:
    made = Stand(store_url)
    yield made
    made.close()


def beat(place: Place, program: str, wants: frozenset[str] = BOTH, editing: str = "") -> Standing:
    return place.beat(Attendance(program, wants, editing))


def test_the_first_seat_holds_all_it_wants_at_once(stand: Stand) -> None:
    standing = beat(stand.place("Position 1"), "a")
    assert set(standing.held) == BOTH
    assert [seat.name for seat in standing.seats] == ["Position 1"]


def test_another_seat_gets_nothing_while_the_holder_beats(stand: Stand) -> None:
    one, two = stand.place("Position 1"), stand.place("Position 2")
    for _ in range(10):
        assert set(beat(one, "a").held) == BOTH
        standing = beat(two, "b")
        assert not standing.held
        assert {lease: theirs.seat for lease, theirs in standing.theirs.items()} == dict.fromkeys(
            BOTH, "Position 1"
        )
        stand.pass_time(A_BEAT)


def test_a_holder_that_is_gone_is_followed_within_a_term_and_its_token_is_worth_nothing(stand: Stand) -> None:
    one, two = stand.place("Position 1"), stand.place("Position 2")
    first = beat(one, "a").held[TIMERS]
    stand.pass_time(TERM - timedelta(seconds=0.2))
    assert not beat(two, "b").held
    stand.pass_time(timedelta(seconds=0.3))
    assert beat(two, "b").held[TIMERS].token == first.token + 1
    assert first.until <= stand.clock.monotonic()
    assert not beat(one, "a").held


def test_a_seat_that_leaves_is_followed_at_once(stand: Stand) -> None:
    one, two = stand.place("Position 1"), stand.place("Position 2")
    beat(one, "a")
    assert len(beat(two, "b").seats) == 2
    one.leave()
    standing = beat(two, "b")
    assert set(standing.held) == BOTH
    assert [seat.name for seat in standing.seats] == ["Position 2"]


def test_what_a_seat_wants_no_more_is_free_at_once(stand: Stand) -> None:
    one, two = stand.place("Position 1"), stand.place("Position 2")
    beat(one, "a")
    beat(one, "a", frozenset({TIMERS}))
    assert set(beat(two, "b").held) == {RADIO}
    assert set(beat(one, "a").held) == {TIMERS}


def test_a_second_program_of_the_same_name_goes_by_another_until_the_first_is_gone(stand: Stand) -> None:
    one, twin = stand.place("Position 1"), stand.place("Position 1")
    first = beat(one, "a").held[TIMERS]
    standing = beat(twin, "b")
    assert (standing.name, dict(standing.held)) == ("Position 1 (2)", {})
    # Each goes by its own name on its own screen.
    assert [seat.name for seat in standing.seats] == ["Position 1", "Position 1 (1)"]
    assert [seat.name for seat in beat(one, "a").seats] == ["Position 1", "Position 1 (2)"]
    stand.pass_time(ALIVE + A_BEAT)
    standing = beat(twin, "b")
    assert standing.name == "Position 1"
    assert standing.held[TIMERS].token > first.token
    assert [seat.name for seat in standing.seats] == ["Position 1"]
    assert beat(one, "a").name == "Position 1 (2)"


def test_what_a_seat_has_open_is_seen_by_the_others_until_it_is_silent(stand: Stand) -> None:
    one, two = stand.place("Position 1"), stand.place("Position 2")
    beat(one, "a", editing="20260314-0001")
    assert {s.name: s.editing for s in beat(two, "b").seats}["Position 1"] == "20260314-0001"
    beat(one, "a")
    assert {s.name: s.editing for s in beat(two, "b").seats}["Position 1"] == ""
    beat(one, "a", editing="20260314-0001")
    stand.pass_time(ALIVE + A_BEAT)
    assert [seat.name for seat in beat(two, "b").seats] == ["Position 2"]


def test_the_age_of_a_beat_is_the_stores_and_shown_by_this_seats_clock(stand: Stand) -> None:
    one, two = stand.place("Position 1"), stand.place("Position 2")
    beat(one, "a")
    stand.pass_time(timedelta(seconds=3))
    (seat,) = (seat for seat in beat(two, "b").seats if seat.name == "Position 1")
    assert abs(stand.clock.now() - seat.beat_at - timedelta(seconds=3)) < timedelta(seconds=1)


def test_a_clock_that_was_set_back_does_not_keep_a_lease_for_ever(stand: Stand) -> None:
    one, two = stand.place("Position 1"), stand.place("Position 2")
    beat(one, "a")
    stand.pass_time(-timedelta(hours=1))
    assert set(beat(two, "b").held) == BOTH


def test_a_file_is_not_written_to_at_each_beat(tmp_path_factory: pytest.TempPathFactory) -> None:
    stand = Stand(f"sqlite:///{tmp_path_factory.mktemp('file') / 'station.sqlite3'}")
    one, other = stand.place("Position 1"), stand.place("Position 2")
    beat(one, "a")
    other._store.rang()
    woken = 0
    for _ in range(20):
        stand.pass_time(A_BEAT)
        assert set(beat(one, "a").held) == BOTH
        woken += other._store.rang()
    stand.close()
    assert woken == 10


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["beat", "drop", "leave", "wait", "freeze"])), max_size=40
)


@given(STEPS)
def test_there_are_never_two_holders_whatever_the_seats_do(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str]]
) -> None:
    stand = Stand(f"sqlite:///{tmp_path_factory.mktemp('leases') / 'station.sqlite3'}")
    places = [stand.place("Position 1"), stand.place("Position 1"), stand.place("Position 2")]
    standings: list[Standing | None] = [None, None, None]
    tokens: dict[int, str] = {}
    for who, step in steps:
        if step == "wait":
            stand.pass_time(A_BEAT)
        elif step == "freeze":
            stand.pass_time(ALIVE)
        elif step == "leave":
            places[who].leave()
            standings[who] = None
        else:
            standings[who] = beat(places[who], str(who), BOTH if step == "beat" else frozenset())
        _at_most_one_holds([s for s in standings if s is not None], stand.clock.monotonic(), tokens)
    stand.close()


def _at_most_one_holds(standings: list[Standing], now: float, tokens: dict[int, str]) -> None:
    holders = [s for s in standings if TIMERS in s.held and now < s.held[TIMERS].until]
    assert len(holders) <= 1
    for holder in holders:
        # A token is one holder's for ever.
        assert tokens.setdefault(holder.held[TIMERS].token, holder.name) == holder.name


def test_racing_seats_on_a_server_never_hold_the_same_lease(server: Server) -> None:
    url = server.new()
    Store.open(url).close()
    kept, stop = threading.Lock(), threading.Event()
    turns: list[int] = []
    clashes: list[str] = []

    def race(name: str) -> None:
        store = Store.open(url)
        place = Place(store, name, ManualClock(EVENING))
        while not stop.is_set():
            standing = beat(place, name, frozenset({TIMERS}))
            if TIMERS in standing.held:
                if not kept.acquire(blocking=False):
                    clashes.append(name)
                turns.append(standing.held[TIMERS].token)
                if len(turns) >= 60:
                    stop.set()
                kept.release()
                place.leave()
        store.close()

    threads = [threading.Thread(target=race, args=(f"Position {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    server.drop(url)
    assert not clashes
    assert turns == sorted(turns)
