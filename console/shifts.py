"""Training shifts in the real window: one that somebody works, and one that plays whole by itself."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.app import Station, Window, startup_for
from console.clock import ScaledClock
from console.settings import Settings
from console.station.opening import Startup

if TYPE_CHECKING:
    from console.training.scenario import Scenario
    from console.training.stage import Player
    from console.training.summary import Steps
    from console.training.truth import Verdict, Wait

WATCH_MS = 100
PICTURE_AT = 0.45
SIZES = ((1920, 1080), (1366, 768))
WORD_TAKES_S = 1.5
"""By then what a radio sent is on the board, in seconds of the machine's clock."""


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
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("shift.sqlite3*"):
        old.unlink()
    shift = UnattendedShift(scenario, speed, seed, out, sizes=SIZES)
    shift.play()
    summary = json.dumps(shift.summary, indent=2)
    (out / "summary.json").write_text(summary + "\n", encoding="utf-8")
    print(summary)
    whole = shift.summary["journal_verified"] and shift.summary["calls_closed"]
    return 0 if whole and not shift.verdict.missed else 1


class UnattendedShift:
    """A shift on the real window with a dispatcher that types by itself, on a new store in `out`.

    Pictures of the window are saved there in `sizes`. `looks` are called several times a second, on the
    window's thread, with the shift's seconds. After `play` there are a `summary`, the `steps` that each call
    came to, the true `waits` of calls for a unit, and the `verdict` on the alarms about those over target.
    """

    summary: "dict[str, Any]"
    waits: "list[Wait]"
    verdict: "Verdict"
    steps: "Steps"

    def __init__(
        self,
        scenario: str,
        speed: float,
        seed: int,
        out: Path,
        *,
        sizes: Sequence[tuple[int, int]] = (),
    ) -> None:
        from PySide6.QtCore import QTimer

        from console.training.scenario import load_scenario

        self.scenario: Scenario = load_scenario(scenario)
        self.clock = ScaledClock(self.scenario.start.astimezone(UTC), speed)
        self._startup = Startup(
            Settings(position="Position 1"),
            f"sqlite:///{out / 'shift.sqlite3'}",
            "Unattended dispatcher",
            scenario,
            seed,
            self.clock,
        )
        self._out = out
        self._sizes = sizes
        self.slack = timedelta(seconds=WORD_TAKES_S * speed)
        self.station = Station(self._startup, self._players)
        self.window = Window(self.station)
        self.looks: list[Callable[[float], None]] = []
        self._pictures: list[str] = []
        self._watch = QTimer(self.window.main, interval=WATCH_MS)
        self._watch.timeout.connect(self._look)

    def play(self, at_end: Callable[[], None] = lambda: None) -> None:
        """Play to the end of the shift, or until every call has ended; `at_end` sees the window once more."""
        self.window.open()
        self._watch.start()
        try:
            self.window.loop()
            at_end()
            self._sum_up()
        finally:
            self.window.main.close()
            self.window.close()

    @property
    def elapsed(self) -> float:
        """Seconds of the shift so far, which begins when its devices are there."""
        return self.station.stage.elapsed if self.station.stage is not None else 0.0

    def _players(self, station: Station) -> "Sequence[Player]":
        from console.training.dispatcher import UnattendedDispatcher

        dispatcher = UnattendedDispatcher(
            clock=self._startup.clock,
            today=self._startup.today,
            type_line=station.type_line,
            left=self.scenario.left,
        )
        return (dispatcher.play,)

    def _look(self) -> None:
        share = self.elapsed / (self.scenario.minutes * 60)
        if share >= PICTURE_AT and not self._pictures:
            self._take_pictures()
        for look in self.looks:
            look(self.elapsed)
        if share >= 1 or (share >= PICTURE_AT and self._all_closed()):
            self._watch.stop()
            self.window.quit()

    def _all_closed(self) -> bool:
        calls = self.station.board.picture.calls.values()
        return len(calls) >= len(self.scenario.arrivals) and all(call.ended for call in calls)

    def _take_pictures(self) -> None:
        active = [c.number for c in self.station.board.picture.calls.values() if c.state == "active"]
        for theme in ("dark", "light"):
            for width, height in self._sizes:
                name = f"window-{width}x{height}-{theme}.png"
                self.window.picture(self._out / name, theme, width, height, select=active[:1])
                self._pictures.append(name)

    def _sum_up(self) -> None:
        from console.training.summary import overdue_raised, steps_of, summarise, told_of
        from console.training.truth import judge

        entries, chain = self.station.desk.order(lambda desk: (desk.journal(), desk.verify())).result()
        links = self.station.board.picture.links.values()
        self.waits = self._waits()
        self.verdict = judge(self.waits, overdue_raised(entries), self.slack)
        self.steps = steps_of(entries)
        self.summary = {
            "scenario": self.scenario.title,
            "seed": self._startup.seed,
            **summarise(entries),
            **told_of(self.verdict),
            "journal_verified": not chain.broken,
            "undecoded": sum(link.undecoded for link in links),
            "pictures": self._pictures,
        }

    def _waits(self) -> "list[Wait]":
        """The truth so far: every time that a call waited for its first unit."""
        from console.training.truth import waits

        stage = self.station.stage
        happened = stage.diary.happenings if stage is not None else ()
        return waits(happened, self.station.board.picture.codes, self.clock.now())
