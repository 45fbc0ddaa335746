"""A radio keyed on RTS: never before it is pressed, never longer than 60 s, never on a port that is lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.line_key import LineKey
from hardware.link import Link
from hardware.readings import Trouble
from hardware.simulators.bench import Lines
from hardware.simulators.carrier import SimulatedCarrier
from tests.hardware.clocks import HandClock
from tests.hardware.links import Station, linked
from tests.hardware.waiting import wait_until

KEYED, QUIET = Lines(rts=True, dtr=False), Lines(rts=False, dtr=False)


class DeadlyCarrier(SimulatedCarrier):
    """One at which a link's thread dies when it is told to, once."""

    deadly = False

    def emit(self) -> bytes:
        if self.deadly:
            self.deadly = False
            raise SystemExit
        return b""


class Keyable:
    """A link to a radio on modem lines, and the hands on its clock and its cable."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.clock = HandClock()
        self.radio = DeadlyCarrier(self.clock)
        station.bench.add("radio", self.radio)
        self.link: Link = station.link("sim://radio", "cos", self.clock.monotonic)
        wait_until(lambda: self.link.health.state == "open")

    @property
    def seen(self) -> tuple[Lines, ...]:
        """All that the radio saw on its lines."""
        return self.station.bench.lines("radio")

    def key(self) -> None:
        assert self.link.press()
        wait_until(lambda: self.seen[-1] == KEYED, "for the key")

    def wait_quiet(self) -> None:
        wait_until(lambda: self.seen[-1] == QUIET, "for the key to be let go")


@pytest.fixture
def keyable() -> Iterator[Keyable]:
    with linked() as station:
        yield Keyable(station)


def test_rts_is_high_while_the_key_is_down_and_at_no_other_time(keyable: Keyable) -> None:
    assert set(keyable.seen) == {QUIET}
    keyable.key()
    keyable.link.release()
    keyable.wait_quiet()
    assert keyable.seen.count(KEYED) == 1


def test_the_limit_lets_go_and_says_so_once(keyable: Keyable) -> None:
    keyable.key()
    keyable.clock.advance(59.9)
    keyable.radio.key()
    keyable.clock.advance(0.05)
    assert keyable.seen[-1] == KEYED
    keyable.clock.advance(0.1)
    keyable.wait_quiet()
    keyable.station.wait_for("trouble")
    # A further reading shows that the link has looked at its lines again, several times.
    keyable.radio.unkey()
    keyable.clock.advance(1)
    keyable.radio.key()
    looks = len(keyable.link.frames())
    wait_until(lambda: keyable.clock.advance(0.06) or len(keyable.link.frames()) > looks)
    keyable.station.wait_for("transmission_began")
    told = [reading for reading in keyable.station.heard if isinstance(reading, Trouble)]
    assert [reading.text for reading in told] == [
        "The transmitter was let go after 60 s: release the key and press it again."
    ]
    assert keyable.seen[-1] == QUIET
    keyable.link.release()
    keyable.key()
    keyable.link.release()
    keyable.wait_quiet()


@pytest.mark.parametrize(
    "lose",
    [
        lambda keyable: keyable.link.stop(),
        lambda keyable: keyable.link.reopen(),
        lambda keyable: keyable.station.bench.unplug("radio"),
        # Its death is what the test is about.
        pytest.param(
            lambda keyable: setattr(keyable.radio, "deadly", True),
            marks=pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
        ),
    ],
    ids=["stopped", "reopened", "unplugged", "thread died"],
)
def test_the_key_is_let_go_with_the_port(keyable: Keyable, lose: Callable[[Keyable], object]) -> None:
    keyable.key()
    lose(keyable)
    keyable.wait_quiet()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("how", ["plugged in again", "reopened", "revived"])
def test_a_port_that_is_opened_again_is_not_keyed(keyable: Keyable, how: str) -> None:
    keyable.key()
    opened = keyable.link.health.opened
    if how == "reopened":
        keyable.link.reopen()
    elif how == "revived":
        keyable.radio.deadly = True
        wait_until(keyable.link.revive)
    else:
        keyable.station.bench.unplug("radio")
        keyable.wait_quiet()
        keyable.station.bench.plug("radio")
    wait_until(lambda: keyable.link.health.opened > opened and keyable.link.health.state == "open")
    keyable.radio.key()
    frames = len(keyable.link.frames())
    wait_until(lambda: keyable.clock.advance(0.06) or len(keyable.link.frames()) > frames)
    assert keyable.seen[-1] == QUIET
    assert keyable.seen.count(KEYED) == 1


def test_a_link_without_lines_has_no_key() -> None:
    with linked() as station:
        station.bench.add("radio", SimulatedCarrier(HandClock()))
        link = station.link("sim://radio")
        wait_until(lambda: link.health.state == "open")
        assert not link.press()
        link.release()
        assert set(station.bench.lines("radio")) == {QUIET}


@dataclass
class Port:
    """Where RTS stands; a lost one cannot be set."""

    lost: bool = False
    set_to: list[bool] = field(default_factory=list)

    @property
    def rts(self) -> bool:
        return bool(self.set_to and self.set_to[-1])

    @rts.setter
    def rts(self, high: bool) -> None:
        if self.lost:
            raise OSError("lost")
        self.set_to.append(high)


STEPS = st.lists(
    st.tuples(st.sampled_from(("press", "release", "look", "lose")), st.integers(0, 100)), max_size=60
)


@given(STEPS)
def test_after_any_look_rts_is_high_only_for_a_key_that_is_down(steps: list[tuple[str, int]]) -> None:
    clock, port = HandClock(), Port()
    key = LineKey(clock.monotonic)
    pressed_at: float | None = None
    for act, seconds in steps:
        clock.advance(seconds)
        if act == "press":
            key.press()
            pressed_at = clock.monotonic() if pressed_at is None else pressed_at
        elif act == "release":
            key.release()
            pressed_at = None
        elif act == "lose":
            key.let_go(port)
            pressed_at = None
            assert not port.rts
        key.drive(port)
        assert port.rts == (pressed_at is not None and clock.monotonic() - pressed_at < 60)


def test_a_lost_port_is_told_by_the_look_and_passed_over_at_the_end() -> None:
    key, port = LineKey(HandClock().monotonic), Port(lost=True)
    key.press()
    with pytest.raises(OSError, match="lost"):
        key.drive(port)
    key.let_go(port)
    key.let_go(None)
    port.lost = False
    assert key.drive(port) == ""
    assert port.set_to == []
