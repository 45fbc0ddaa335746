"""The stage: plays a scenario on simulated devices, with a crew for every unit."""

import logging
import threading
from collections.abc import Callable, Iterable
from functools import partial
from random import Random

from console.board.holder import Board
from console.board.views import Picture, UnitView
from console.clock import Clock
from console.errors import Refused
from console.geo.travel import Travel
from console.training.airwaves import Airwaves
from console.training.crew import Crew
from console.training.diary import Diary
from console.training.faults import StageFaults
from console.training.scenario import Inject, Scenario
from hardware.simulators.bench import Bench
from hardware.simulators.carrier import SimulatedCarrier
from hardware.simulators.gps import SimulatedGps
from hardware.simulators.kenwood import SimulatedKenwood

TICK_S = 0.05
RADIO, RADIO_TITLE = "radio-1", "Radio 1"
CHANNEL, CHANNEL_TITLE = "channel-2", "Channel 2"
RADIOS = ((RADIO, RADIO_TITLE, "kenwood"), (CHANNEL, CHANNEL_TITLE, "cos"))
"""Each radio's name on the bench, what the devices page calls it, and its driver."""
WAITS_S = 600.0
"""For so long a line waits at most for the calls before it, where time runs fast and the store is slow."""
LOG = logging.getLogger(__name__)

Player = Callable[[Picture, float], None]


def gps_name(call_sign: str) -> str:
    """The name on the bench of a unit's GPS device."""
    return f"gps-{call_sign.lower()}"


def gps_title(call_sign: str) -> str:
    """What the devices page calls a unit's GPS device."""
    return f"GPS {call_sign}"


class Stage:
    """Owns the simulated devices of a shift and moves them on a thread of its own.

    `travel` gives the streets, None for as long as they are being read; until then nobody moves. `take` is
    given each line that the scenario's callers bring; `players` are called each tick with the picture and
    the shift's seconds. The scenario's faults happen to the devices by themselves; more can be begun and
    ended by the stage's own `faults`. What really happened stands in `diary`.
    """

    def __init__(
        self,
        *,
        bench: Bench,
        board: Board,
        clock: Clock,
        travel: Callable[[], Travel | None],
        scenario: Scenario,
        take: Callable[[str], None],
        seed: int,
        players: Iterable[Player] = (),
    ) -> None:
        self._board = board
        self._clock = clock
        self._travel = travel
        self._take = take
        self._seed = seed
        self._injects = sorted(scenario.inject, key=lambda inject: inject.at)
        self._called = 0
        self._on_scene_s = scenario.on_scene_s
        self._players = tuple(players)
        self._began = clock.monotonic()
        self._crews: dict[str, Crew] = {}
        self._receivers: dict[str, SimulatedGps] = {}
        self.diary = Diary(clock.now())
        self.faults = StageFaults(
            bench=bench, clock=clock, elapsed=lambda: self.elapsed, script=scenario.fault
        )
        self.airwaves = Airwaves(
            self.faults.put(RADIO, RADIO_TITLE, lambda sticking: SimulatedKenwood(sticking, seed), seed)
        )
        # Nobody talks on it by itself: it is there to be keyed, and to be stuck.
        self.faults.put(CHANNEL, CHANNEL_TITLE, partial(SimulatedCarrier, seed=seed), seed)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="stage", daemon=True)

    def equip(self, call_signs: Iterable[str]) -> None:
        """Put a GPS device for each unit on the bench."""
        for seed, call_sign in enumerate(call_signs, start=self._seed):
            self._receivers[call_sign] = self.faults.put(
                gps_name(call_sign), gps_title(call_sign), partial(SimulatedGps, seed=seed), seed
            )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    @property
    def elapsed(self) -> float:
        """Seconds of the shift so far."""
        return self._clock.monotonic() - self._began

    def _run(self) -> None:
        while not self._stopping.wait(TICK_S):
            try:
                self._tick()
            except Exception:
                LOG.exception("The simulated shift made a mistake; it goes on")

    def _tick(self) -> None:
        self.faults.play()
        picture, now = self._board.picture, self.elapsed
        if not picture.loaded or self._travel() is None:
            return
        while self._injects and self._may_say(self._injects[0], picture, now):
            self._say(self._injects.pop(0), now)
        for unit in picture.units.values():
            if unit.status != "off" and unit.radio_id:
                call = picture.calls.get(unit.calls[0]) if unit.calls else None
                self._crew_of(unit).act(unit, call, now)
        self.airwaves.play(now)
        for play in self._players:
            play(picture, now)

    def _may_say(self, inject: Inject, picture: Picture, now: float) -> bool:
        """Whether its time has come, and the calls of which it may speak are on the board."""
        known = inject.takes_call or len(picture.calls) >= self._called
        return inject.at <= now and (known or now >= inject.at + WAITS_S)

    def _say(self, inject: Inject, now: float) -> None:
        try:
            self._take(inject.line)
        except Refused as refused:
            LOG.warning("The scenario's line %s is refused: %s", inject.line, refused)
        else:
            self._called += inject.takes_call
            self.diary.said(inject.line, now)

    def _crew_of(self, unit: UnitView) -> Crew:
        crew = self._crews.get(unit.call_sign)
        if crew is None:
            device = self._receivers.get(unit.call_sign)
            if device is None:
                raise LookupError(f"{unit.call_sign} has no simulated GPS device")
            random = Random(f"{self._seed} {unit.call_sign}")
            crew = self._crews[unit.call_sign] = Crew(
                unit,
                device,
                self.airwaves,
                self._ways,
                random,
                on_scene_s=self._on_scene_s,
                diary=self.diary,
            )
        return crew

    def _ways(self) -> Travel:
        travel = self._travel()
        if travel is None:
            raise LookupError("The streets are gone in the midst of a shift")
        return travel
