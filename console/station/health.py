"""The health of the links in words for the status strip: one chip a radio, one for all GPS devices."""

import threading
import time
from collections.abc import Sequence
from datetime import datetime

from console.board.holder import Board
from console.board.views import LinkView
from console.clock import Clock
from hardware.drivers import entry
from hardware.link import Link, LinkHealth

SILENT_S = 60.0
LOOK_S = 0.5


class HealthWatch:
    """Looks at every link twice a second and tells the board what it finds."""

    def __init__(self, links: Sequence[Link], *, board: Board, clock: Clock) -> None:
        self._links = links
        self._board = board
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="health", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_S):
            for view in link_views(self._links, time.monotonic(), self._clock.now()):
                if self._board.picture.links.get(view.name) != view:
                    self._board.report(view)


def link_views(links: Sequence[Link], monotonic: float, now: datetime) -> list[LinkView]:
    """What to show of all links at a moment of the machine's monotonic clock."""
    radios = [_radio(link.name, link.health) for link in links if entry(link.driver).kind == "radio"]
    gps = [link.health for link in links if entry(link.driver).kind == "gps"]
    return [*radios, *([_all_gps(gps, monotonic)] if gps else [])]


def _radio(name: str, health: LinkHealth) -> LinkView:
    state, text = ("good", "Listening") if health.state == "open" else ("lost", health.why or "Connecting")
    return LinkView(name, "radio", state, text, undecoded=health.undecoded, dropped=health.dropped)


def _all_gps(found: Sequence[LinkHealth], monotonic: float) -> LinkView:
    lost = sum(1 for health in found if health.state != "open")
    silent = sum(1 for health in found if health.state == "open" and _silent(health, monotonic))
    undecoded = sum(health.undecoded for health in found)
    dropped = sum(health.dropped for health in found)
    state, text = "good", f"{len(found)} of {len(found)}"
    if lost == len(found):
        state, text = "lost", "No device"
    elif lost:
        state, text = "degraded", f"{lost} of {len(found)} lost"
    elif silent:
        state, text = "degraded", f"{silent} of {len(found)} stale"
    return LinkView("GPS/AVL", "gps", state, text, undecoded=undecoded, dropped=dropped)


def _silent(health: LinkHealth, monotonic: float) -> bool:
    return health.last_reading is not None and monotonic - health.last_reading > SILENT_S
