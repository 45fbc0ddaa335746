"""Training shifts in the real window: one that somebody works, and one that plays whole by itself."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.app import Station, Window, startup_for
from console.clock import ScaledClock
from console.settings import Settings
from console.station.opening import Startup

if TYPE_CHECKING:
    from console.training.scenario import Scenario
    from console.training.stage import Player

WATCH_MS = 100
PICTURE_AT = 0.45
SIZES = ((1920, 1080), (1366, 768))


def open_training(scenario: str, speed: float, seed: int, store: str, actor: str) -> int:
    """Open the window on a training shift that runs `speed` times as fast as the clock."""
    from console.training.scenario import load_scenario

    load_scenario(scenario)
    plain = startup_for(store, actor, scenario)
    settings = replace(plain.settings, mode="training")
    clock = ScaledClock(plain.clock.now(), speed) if speed != 1 else plain.clock
    url = store or settings.store_url
    shift = replace(plain, settings=settings, store_url=url, seed=seed, clock=clock)
    window = Window(Station(shift), keep_layout=True)
    window.open()
    return window.run()


def play_unattended(scenario: str, speed: float, seed: int, folder: str) -> int:
    """Play a whole shift without a screen, into pictures and a summary in `folder`."""
    from console.training.scenario import load_scenario

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shift = load_scenario(scenario)
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("shift.sqlite3*"):
        old.unlink()
    startup = Startup(
        Settings(position="Position 1"),
        f"sqlite:///{out / 'shift.sqlite3'}",
        "Unattended dispatcher",
        scenario,
        seed,
        ScaledClock(shift.start.astimezone(UTC), speed),
    )
    return UnattendedShift(startup, shift, out).play()


class UnattendedShift:
    """A shift on the real window with a dispatcher that types by itself."""

    def __init__(self, startup: Startup, shift: "Scenario", out: Path) -> None:
        from PySide6.QtCore import QTimer

        self._startup = startup
        self._shift = shift
        self._out = out
        self._station = Station(startup, self._players)
        self._window = Window(self._station)
        self._pictures: list[str] = []
        self._summary: dict[str, Any] = {}
        self._watch = QTimer(self._window.main, interval=WATCH_MS)
        self._watch.timeout.connect(self._look)

    def play(self) -> int:
        """Play to the end of the shift, or until every call is closed; 0 when all of them are."""
        self._window.open()
        self._watch.start()
        try:
            self._window.loop()
            self._sum_up()
        finally:
            self._window.close()
        print(json.dumps(self._summary, indent=2))
        whole = self._summary.get("journal_verified") and self._summary["calls_closed"]
        return 0 if whole else 1

    def _players(self, station: Station) -> "Sequence[Player]":
        from console.training.dispatcher import UnattendedDispatcher

        dispatcher = UnattendedDispatcher(
            clock=self._startup.clock, today=self._startup.today, type_line=station.type_line
        )
        return (dispatcher.play,)

    def _look(self) -> None:
        share = self._startup.clock.monotonic() / (self._shift.minutes * 60)
        if share >= PICTURE_AT and not self._pictures:
            self._take_pictures()
        if share >= 1 or (self._pictures and self._all_closed()):
            self._watch.stop()
            self._window.quit()

    def _all_closed(self) -> bool:
        calls = self._station.board.picture.calls.values()
        return len(calls) >= len(self._shift.inject) and all(call.ended for call in calls)

    def _take_pictures(self) -> None:
        active = [c.number for c in self._station.board.picture.calls.values() if c.state == "active"]
        for theme in ("dark", "light"):
            for width, height in SIZES:
                name = f"window-{width}x{height}-{theme}.png"
                self._window.picture(self._out / name, theme, width, height, select=active[:1])
                self._pictures.append(name)

    def _sum_up(self) -> None:
        from console.training.summary import summarise

        entries, verdict = self._station.desk.order(lambda desk: (desk.journal(), desk.verify())).result()
        links = self._station.board.picture.links.values()
        self._summary = {
            "scenario": self._shift.title,
            "seed": self._startup.seed,
            **summarise(entries),
            "journal_verified": not verdict.broken,
            "undecoded": sum(link.undecoded for link in links),
            "pictures": self._pictures,
        }
        (self._out / "summary.json").write_text(json.dumps(self._summary, indent=2) + "\n", encoding="utf-8")
