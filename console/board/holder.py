"""The board: holds the newest picture and tells who watches that it changed."""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from console.board.alarm_views import AlarmView
from console.board.views import (
    CallView,
    CatchUpView,
    Changes,
    DeviceView,
    FixView,
    InspectedDevice,
    LinkView,
    Picture,
    RadioLine,
    SeatView,
)

RADIO_LINES = 300
CLOSED_CALLS = 500


class Board:
    """One picture, replaced whole; any thread may read it, changes are applied one at a time.

    Watchers are called on the thread that brought the change, and must return at once.
    """

    def __init__(self) -> None:
        self._picture = Picture()
        self._lock = threading.Lock()
        self._watchers: tuple[Callable[[], None], ...] = ()

    @property
    def picture(self) -> Picture:
        """The newest picture; it never changes under its reader."""
        return self._picture

    def watch(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` after each change; returns what ends the watch."""
        with self._lock:
            self._watchers = (*self._watchers, watcher)
        return lambda: self._unwatch(watcher)

    def apply(self, changes: Changes) -> None:
        """Replace what changed in the store."""
        with self._lock:
            self._picture = _with(self._picture, changes)
        self._tell_moved(changes.fixes)

    def exchange(self, changes: Changes, since: datetime | None, catch_up: CatchUpView | None = None) -> None:
        """Take another store's picture, and whether this position is without its server, in one step."""
        with self._lock:
            told = replace(self._picture, downtime_since=since, catch_up=catch_up)
            self._picture = _with(told, changes)
        self._tell_moved(changes.fixes)

    def _tell_moved(self, fixes: Collection[FixView]) -> None:
        if fixes:
            self.move(fixes)
        else:
            self._tell()

    def move(self, fixes: Iterable[FixView]) -> None:
        """Take newer positions; a fix older than the one held is ignored."""
        with self._lock:
            held = dict(self._picture.fixes)
            for fix in fixes:
                known = held.get(fix.unit)
                if known is None or known.at <= fix.at:
                    held[fix.unit] = fix
            self._picture = replace(self._picture, fixes=MappingProxyType(held))
        self._tell()

    def report(self, link: LinkView) -> None:
        """Take the health of one link."""
        with self._lock:
            links = {**self._picture.links, link.name: link}
            self._picture = replace(self._picture, links=MappingProxyType(links))
        self._tell()

    def report_seats(self, seats: Iterable[SeatView]) -> None:
        """Take the positions that are on this store now."""
        with self._lock:
            self._picture = replace(self._picture, seats=tuple(seats))
        self._tell()

    def report_downtime(self, since: datetime | None, catch_up: CatchUpView | None = None) -> None:
        """Take whether this position works without its server, and what it brought back."""
        with self._lock:
            self._picture = replace(self._picture, downtime_since=since, catch_up=catch_up)
        self._tell()

    def report_devices(self, devices: Iterable[DeviceView], inspected: InspectedDevice) -> None:
        """Take all devices as they are now, and the frames of the one that is looked at."""
        held = MappingProxyType({device.name: device for device in devices})
        with self._lock:
            self._picture = replace(self._picture, devices=held, inspected=inspected)
        self._tell()

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()

    def _unwatch(self, watcher: Callable[[], None]) -> None:
        with self._lock:
            self._watchers = tuple(w for w in self._watchers if w is not watcher)


def _with(held: Picture, changes: Changes) -> Picture:
    old = _without_store(held) if changes.whole else held
    return replace(
        old,
        entry=max(old.entry, changes.entry),
        loaded=True,
        calls=MappingProxyType(_kept({**old.calls, **{c.number: c for c in changes.calls}})),
        units=MappingProxyType({**old.units, **{u.call_sign: u for u in changes.units}}),
        radio=_newest_first(old.radio, changes.radio),
        alarms=_still_open(old.alarms, changes.alarms),
        caller=changes.caller or old.caller,
        saved_devices=old.saved_devices if changes.saved_devices is None else changes.saved_devices,
        codes=changes.codes or old.codes,
        door=changes.door or old.door,
        edition=changes.edition or old.edition,
        closures=old.closures if changes.closures is None else changes.closures,
        accounts=old.accounts if changes.accounts is None else changes.accounts,
        events=old.events if changes.events is None else changes.events,
        handovers=old.handovers if changes.handovers is None else changes.handovers,
        recurring=old.recurring if changes.recurring is None else changes.recurring,
    )


def _without_store(picture: Picture) -> Picture:
    """What is on the board and no store's: positions, devices, links."""
    gone = replace(picture, entry=0, calls={}, units={}, radio=(), alarms={}, caller=None)
    return replace(gone, edition=None, closures=(), accounts=(), events=(), handovers=(), recurring=())


def _kept(calls: dict[str, CallView]) -> dict[str, CallView]:
    """All calls that have not ended, and the newest of those that have: a board runs for weeks."""
    if len(calls) <= CLOSED_CALLS:
        return calls
    ended = sorted((c.closed_at, c.number) for c in calls.values() if c.ended and c.closed_at)
    for _, number in ended[:-CLOSED_CALLS]:
        del calls[number]
    return calls


def _still_open(old: Mapping[int, AlarmView], new: tuple[AlarmView, ...]) -> Mapping[int, AlarmView]:
    if not new:
        return old
    held = {**old, **{alarm.id: alarm for alarm in new}}
    return MappingProxyType({key: alarm for key, alarm in held.items() if alarm.open})


def _newest_first(old: tuple[RadioLine, ...], new: tuple[RadioLine, ...]) -> tuple[RadioLine, ...]:
    if not new:
        return old
    lines = {line.id: line for line in old}
    lines.update({line.id: line for line in new})
    return tuple(sorted(lines.values(), key=lambda line: line.id, reverse=True)[:RADIO_LINES])
