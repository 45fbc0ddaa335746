"""A simulated Kenwood base radio on its PC serial port, hearing whatever units it is told of."""

import re
import threading
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Literal

from hardware.gps.fields import checksum
from hardware.radio.kenwood_orders import LONG_TEXT, SHORT_TEXT
from hardware.simulators.device import Clock, Output
from hardware.simulators.route import Point

ORDER = re.compile(rb"\x02(?:(?P<question>JCA)|[gx]?R3(?P<polled>\w*)|[gx]?[EFGR])[^\x02\x03]*\x03")
PRINTABLE = re.compile(r"[\x20-\x7e]+")
UNREAD_LIMIT = 8192
ANSWERS_LIMIT = 256
"""A radio that has so many answers to give forgets what else it is asked."""
FIRST_WORD = 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = 2.0, 5.0
SHORTEST_TALK, LONGEST_TALK = 0.5, 3.0
LONGEST_BACKLOG = 300.0
"""Seconds of talk that a radio keeps which nobody reads."""
SHORTEST_ANSWER, LONGEST_ANSWER = 0.2, 2.0
SHORTEST_LATE_ANSWER, LONGEST_LATE_ANSWER = 10.0, 40.0
FACTORY_PLACE = (38.85555, -94.799028)
"""What a radio that never had a fix takes for its place; it says that it is none."""
DISPATCH = {"": "", "g": "U00001", "x": "000000001"}
"""Our own radio, by prefix, as frames of units name it; those of FleetSync do not."""
IDLE_CODES = {"L": "80", "N": "207"}

Acks = Literal["good", "lost", "late", "refused"]
ChannelState = Literal["free", "transmitting", "receiving", "busy"]
CHANNEL_BYTES: dict[ChannelState, bytes] = {
    "free": b"\x80",
    "transmitting": b"\x81",
    "receiving": b"\x82",
    "busy": b"\x84",
}


class SimulatedKenwood:
    """Units are named as on the air: "100-4002" (FleetSync), "U03001" (NEXEDGE), "000000101" (dPMR).

    `talkers` key up by themselves every few seconds, in an order that `seed` fixes, as it does how
    long an answer takes. `acks` may be changed at any time: "good" answers within 2 seconds, "late"
    ones after 10 to 40, "refused" says that nothing arrived, with "lost" nothing answers.
    """

    def __init__(self, clock: Clock, seed: int = 0, talkers: Sequence[str] = (), acks: Acks = "good") -> None:
        self.acks: Acks = acks
        self._clock = clock
        self._random = Random(seed)
        self._delays = Random(seed)  # apart, so that what we send changes nobody's talk
        self._talkers = tuple(talkers)
        self._talking = ""
        self._due = clock.monotonic() + FIRST_WORD
        self._lock = threading.RLock()
        self._output = Output()
        self._unread = b""
        self._places: dict[str, Point] = {}
        self._keyed: set[str] = set()
        self._jammed: ChannelState = "free"
        self._answers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    def key(self, fleet_id: str, position: bool = False) -> None:
        """The unit begins to talk; with `position` its radio says at once where it is."""
        with self._lock:
            self._keyed.add(fleet_id)
            self._output.say(_frame("I1", fleet_id, _bare(fleet_id)))
            if position:
                self._output.say(self._short_line(fleet_id))

    def unkey(self, fleet_id: str) -> None:
        """The unit lets go."""
        with self._lock:
            self._keyed.discard(fleet_id)
            self._output.say(_frame("I0", fleet_id, _bare(fleet_id)))

    def place(self, fleet_id: str, lat: float, lon: float) -> None:
        """Put the unit down; it says so when it is polled or told to."""
        with self._lock:
            self._places[fleet_id] = (lat, lon)

    def report(self, fleet_id: str, code: int | str | None = None) -> None:
        """The unit says where it is, and its status: by itself, as vehicles do every few minutes."""
        with self._lock:
            self._output.say(self._long_line(fleet_id, _digits(fleet_id, code) if code is not None else ""))

    def status(self, fleet_id: str, code: int | str, framed: bool = False) -> None:
        """The unit sends a status: 10-99 for FleetSync, 1-255 for NEXEDGE.

        Radios say it in a line; some NEXEDGE and all dPMR ones say it in a frame: `framed`. Raises
        ValueError for a FleetSync unit's status in a frame, which there is not.
        """
        digits = _digits(fleet_id, code)
        if not framed:
            self._output.say(_line(f"PK{_system(fleet_id)}ID,00,{_fields(fleet_id)},{digits},00,"))
        elif prefix := _prefix(fleet_id):
            self._output.say(_frame("E", fleet_id, DISPATCH[prefix] + digits))
        else:
            raise ValueError(f"{fleet_id} is a FleetSync unit: its status comes in a line")

    def text(self, fleet_id: str, words: str) -> None:
        """The unit writes to us; raises ValueError for what its keys cannot write."""
        if not PRINTABLE.fullmatch(words) or len(words) > LONG_TEXT:
            raise ValueError(f"A text has 1 to {LONG_TEXT} plain characters, not {words[:40]!r}")
        command = "F" if len(words) <= SHORT_TEXT else "G"
        self._output.say(_frame(command, fleet_id, DISPATCH[_prefix(fleet_id)] + words))

    def emergency(self, fleet_id: str) -> None:
        """The unit's emergency key; raises ValueError for a NEXEDGE unit, whose frame nobody documents."""
        if _prefix(fleet_id):
            raise ValueError(f"{fleet_id} is not a FleetSync unit: only these send emergency frames")
        self._output.say(_frame("E", fleet_id))

    def jam(self, state: ChannelState) -> None:
        """What the channel does besides our units, until it is said to be free."""
        with self._lock:
            self._jammed = state

    def say(self, data: bytes) -> None:
        """Any bytes at all, such as a burst of noise."""
        self._output.say(data)

    def receive(self, data: bytes) -> None:
        """Texts, statuses and polls are acknowledged, a question for the channel is answered at once."""
        with self._lock:
            self._unread = (self._unread + data)[-UNREAD_LIMIT:]
            end = 0
            for found in ORDER.finditer(self._unread):
                end = found.end()
                self._obey(found)
            self._unread = self._unread[end:]

    def emit(self) -> bytes:
        """What was said since the last call."""
        with self._lock:
            now = self._clock.monotonic()
            self._due = max(self._due, now - LONGEST_BACKLOG)
            while self._talkers and self._due <= now:
                self._talk()
            while self._answers and self._answers[0][0] <= now:
                heappop(self._answers)[2]()
            return self._output.take()

    def _obey(self, order: re.Match[bytes]) -> None:
        if order["question"]:
            self._output.say(b"\x02JA" + CHANNEL_BYTES[self._channel()] + b"\x03")
        elif self.acks != "lost" and len(self._answers) < ANSWERS_LIMIT:
            polled = (order["polled"] or b"").decode("ascii", "replace")
            arrived = self.acks != "refused"
            self._at(self._delay(), lambda: self._answer(arrived, polled))

    def _answer(self, arrived: bool, polled: str) -> None:
        self._output.say(b"\x020\x03" if arrived else b"\x021\x03")
        unit = f"{polled[:3]}-{polled[3:]}" if len(polled) == len("1004002") else polled
        if arrived and unit in self._places:
            self._output.say(self._long_line(unit))

    def _delay(self) -> float:
        if self.acks == "late":
            return self._delays.uniform(SHORTEST_LATE_ANSWER, LONGEST_LATE_ANSWER)
        return self._delays.uniform(SHORTEST_ANSWER, LONGEST_ANSWER)

    def _at(self, delay: float, act: Callable[[], None]) -> None:
        heappush(self._answers, (self._clock.monotonic() + delay, next(self._order), act))

    def _channel(self) -> ChannelState:
        return "receiving" if self._keyed and self._jammed == "free" else self._jammed

    def _talk(self) -> None:
        if self._talking:
            self.unkey(self._talking)
            self._talking = ""
            self._due += self._random.uniform(SHORTEST_PAUSE, LONGEST_PAUSE)
        else:
            self._talking = self._random.choice(self._talkers)
            self.key(self._talking)
            self._due += self._random.uniform(SHORTEST_TALK, LONGEST_TALK)

    def _short_line(self, fleet_id: str) -> bytes:
        fix, where = self._fix(fleet_id)
        time = f"{self._clock.now():%H%M%S}"
        return _line(f"PK{_system(fleet_id)}SH,{where},{time},{fix},{_fields(fleet_id)},")

    def _long_line(self, fleet_id: str, digits: str = "") -> bytes:
        fix, where = self._fix(fleet_id)
        now, system = self._clock.now(), _system(fleet_id)
        said = f"{_fields(fleet_id)},{digits or IDLE_CODES[system]}"
        return _line(f"PK{system}DS,{now:%H%M%S},{fix},{where},000.0,000.0,{now:%d%m%y},,W00,{said},00,")

    def _fix(self, fleet_id: str) -> tuple[str, str]:
        lat, lon = self._places.get(fleet_id, FACTORY_PLACE)
        where = f"{_minutes(lat, 2)},{'NS'[lat < 0]},{_minutes(lon, 3)},{'EW'[lon < 0]}"
        return "A" if fleet_id in self._places else "V", where


def _system(fleet_id: str) -> str:
    """What stands for it in the name of a line: L is FleetSync, N is NEXEDGE and dPMR."""
    return "L" if "-" in fleet_id else "N"


def _prefix(fleet_id: str) -> str:
    """What stands for it before a frame's command; identities of nine characters are extended ones."""
    if "-" in fleet_id:
        return ""
    return "x" if len(fleet_id) == len("000000101") else "g"


def _fields(fleet_id: str) -> str:
    return fleet_id.replace("-", ",")


def _digits(fleet_id: str, code: int | str) -> str:
    widths = {"": 2, "g": 3, "x": 4}
    return f"{int(code):0{widths[_prefix(fleet_id)]}d}"


def _bare(fleet_id: str) -> str:
    return fleet_id.replace("-", "")


def _frame(command: str, fleet_id: str, rest: str = "") -> bytes:
    return f"\x02{_prefix(fleet_id)}{command}{_bare(fleet_id)}{rest}\x03".encode("ascii")


def _line(body: str) -> bytes:
    data = body.encode("ascii")
    return b"$%b*%02X\r\n" % (data, checksum(data))


def _minutes(degrees: float, width: int) -> str:
    """`ddmm.mmmm` or, with a width of 3, `dddmm.mmmm`."""
    whole, ten_thousandths = divmod(round(abs(degrees) * 600_000), 600_000)
    return f"{whole:0{width}d}{ten_thousandths / 10_000:07.4f}"
