"""Which device this is: every driver listens to the same bytes, and the one that understands most says so."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from hardware.drivers import Driver, DriverEntry, make_driver
from hardware.ports import LineSettings
from hardware.readings import Reading, Undecoded

LEAST_SHARE = 0.5
"""A driver that understands less of what it hears does not recognise it."""
SAMPLES = 3
CANNOT_LOAD = (ImportError, AttributeError, LookupError, TypeError, ValueError)
"""What a driver without its extra package, not yet written, or with settings of its own to give raises."""


class Verdict(NamedTuple):
    """`driver` is its name in the table, "" when none recognises what was heard.

    `share` is the part of the bytes, 0 to 1, that gave valid readings; `words` says it all in a sentence.
    """

    driver: str
    share: float
    readings: int
    samples: tuple[Reading, ...]
    words: str


class Detector:
    """Listens with every driver at once, at one line setting; nothing is ever sent."""

    def __init__(self, entries: Iterable[DriverEntry]) -> None:
        """Drivers that cannot be loaded, and those that only watch modem lines, are left out."""
        self._listeners: list[_Listener] = []
        self._left_out: list[str] = []
        self._heard = 0
        for entry in entries:
            if not entry.lines:
                self._add(entry)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The names of drivers that could not be loaded."""
        return tuple(self._left_out)

    def feed(self, data: bytes) -> None:
        """Bytes as they come from the port."""
        self._heard += len(data)
        for listener in self._listeners:
            listener.count(listener.driver.feed(data))

    def verdict(self) -> Verdict:
        """What is recognised so far; whatever is half heard is given up, so ask after some silence."""
        for listener in self._listeners:
            listener.count(listener.driver.idle())
        understanding = [listener for listener in self._listeners if listener.share() >= LEAST_SHARE]
        best = max(understanding, key=_Listener.score, default=None)
        if best is None:
            return Verdict("", 0.0, 0, (), _nothing(self._heard))
        words = f"{best.entry.title}: {_count(best.readings)}, {best.share():.0%} of what was heard."
        return Verdict(best.entry.name, best.share(), best.readings, tuple(best.samples), words)

    def _add(self, entry: DriverEntry) -> None:
        try:
            self._listeners.append(_Listener(entry, make_driver(entry.name)))
        except CANNOT_LOAD:
            self._left_out.append(entry.name)


class _Listener:
    """One driver and what it has made of the bytes."""

    def __init__(self, entry: DriverEntry, driver: Driver) -> None:
        self.entry = entry
        self.driver = driver
        self.readings = 0
        self.samples: list[Reading] = []
        self._valid = 0
        self._undecoded = 0

    def count(self, readings: list[Reading]) -> None:
        """Bytes that a driver takes in silence count neither for nor against it."""
        for reading in readings:
            if isinstance(reading, Undecoded):
                self._undecoded += len(reading.raw)
            else:
                self._valid += len(reading.raw)
                self.readings += 1
                if len(self.samples) < SAMPLES:
                    self.samples.append(reading)

    def share(self) -> float:
        """The part of the bytes that gave valid readings."""
        return self._valid / max(1, self._valid + self._undecoded)

    def score(self) -> float:
        """Valid bytes, for what they are worth: those of a driver that understands half count half."""
        return self._valid * self.share()


def plan(entries: Iterable[DriverEntry]) -> list[LineSettings]:
    """The line settings to listen at, each once: first those that most devices have from the factory.

    Stop bits are left at one, at which two are understood as well.
    """
    factory: Counter[LineSettings] = Counter()
    elsewhere: Counter[LineSettings] = Counter()
    for entry in entries:
        if not entry.lines:
            factory[LineSettings.of(entry)._replace(stopbits=1)] += 1
            elsewhere.update(LineSettings(*other)._replace(stopbits=1) for other in entry.others)
    likely = [settings for settings, _ in factory.most_common()]
    return likely + [settings for settings, _ in elsewhere.most_common() if settings not in factory]


def _nothing(heard: int) -> str:
    if not heard:
        return "Nothing was heard: the device is silent, or it waits to be asked."
    return f"{heard} bytes were heard, and no driver recognises them."


def _count(readings: int) -> str:
    return "1 message" if readings == 1 else f"{readings} messages"
