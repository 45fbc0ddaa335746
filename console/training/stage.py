"""The stage: plays a scenario on simulated devices, with a crew for every unit."""

import logging
import threading
from collections.abc import Callable, Iterable
from random import Random

from console.board.holder import Board
from console.board.views import Picture, UnitView
from console.clock import Clock
from console.geo.streets import StreetMap
from console.training.airwaves import Airwaves
from console.training.crew import Crew
from console.training.scenario import Inject
from hardware.simulators.bench import Bench
from hardware.simulators.gps import SimulatedGps
from hardware.simulators.kenwood import SimulatedKenwood

TICK_S = 0.05
RADIO = "radio-1"
LOG = logging.getLogger(__name__)

Player = Callable[[Picture, float], None]


def gps_name(call_sign: str) -> str:
    """The name on the bench of a unit's GPS device."""
    return f"gps-{call_sign.lower()}"


class Stage:
    """Owns the simulated devices of a shift and moves them on a thread of its own.

    `take` is given each line that the scenario's callers bring; `players` are called each tick
    with the picture and the shift's seconds.
    """

    def __init__(
        self,
        *,
        bench: Bench,
        board: Board,
        clock: Clock,
        street_map: StreetMap,
        injects: Iterable[Inject],
        take: Callable[[str], None],
        seed: int,
        players: Iterable[Player] = (),
    ) -> None:
        self._bench = bench
        self._board = board
        self._clock = clock
        self._map = street_map
        self._take = take
        self._seed = seed
        self._injects = sorted(injects, key=lambda inject: inject.at)
        self._players = tuple(players)
        self._began = clock.monotonic()
        self._crews: dict[str, Crew] = {}
        radio = SimulatedKenwood(clock, seed)
        self.airwaves = Airwaves(radio)
        bench.add(RADIO, radio)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="stage", daemon=True)

    def equip(self, call_signs: Iterable[str]) -> None:
        """Put a GPS device for each unit on the bench."""
        for place, call_sign in enumerate(call_signs):
            self._bench.add(gps_name(call_sign), SimulatedGps(self._clock, seed=self._seed + place))

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
        picture, now = self._board.picture, self.elapsed
        if not picture.loaded:
            return
        while self._injects and self._injects[0].at <= now:
            self._take(self._injects.pop(0).line)
        for unit in picture.units.values():
            if unit.status != "off" and unit.radio_id:
                call = picture.calls.get(unit.calls[0]) if unit.calls else None
                self._crew_of(unit).act(unit, call, now)
        self.airwaves.play(now)
        for play in self._players:
            play(picture, now)

    def _crew_of(self, unit: UnitView) -> Crew:
        crew = self._crews.get(unit.call_sign)
        if crew is None:
            device = self._bench.device(gps_name(unit.call_sign))
            if not isinstance(device, SimulatedGps):
                raise LookupError(f"{unit.call_sign} has no simulated GPS device")
            random = Random(f"{self._seed} {unit.call_sign}")
            crew = self._crews[unit.call_sign] = Crew(unit, device, self.airwaves, self._map, random)
        return crew
