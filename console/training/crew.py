"""A simulated crew: hears what the dispatcher wants, drives there, and answers by radio status."""

from collections.abc import Callable, Mapping
from random import Random

from console.board.views import CallView, UnitView
from console.geo.measure import Point, distances, point_at
from console.geo.travel import Travel
from console.training.airwaves import Airwaves
from console.training.diary import Diary
from hardware.simulators.gps import SimulatedGps

ACKNOWLEDGED, EN_ROUTE, ON_SCENE = 11, 12, 13
CLEARS = (21, 22, 24, 38)
SPEED_KMH = {"cso": 26.0, "utv": 22.0, "bike": 16.0, "ambassador": 5.0}
STROLL_KMH = {"cso": 14.0, "utv": 12.0, "bike": 11.0, "ambassador": 3.5}
MODES = {"utv": "utv", "bike": "bike", "ambassador": "foot"}
REACTION_S: Mapping[str, tuple[float, float]] = {
    "assigned": (4.0, 12.0),
    "acknowledged": (5.0, 20.0),
    "enroute": (2.0, 5.0),
    "report": (120.0, 240.0),
    "available": (10.0, 60.0),
}
REPEAT_S = 30.0

Ways = Callable[[], Travel]
"""The streets as they are now, with what is closed."""


class Crew:
    """One unit's people. They act on what the board shows, as real ones act on what they are told.

    `on_scene_s` is the shortest and the longest time that they need at a place; when they get there stands
    in the diary.
    """

    def __init__(
        self,
        unit: UnitView,
        gps: SimulatedGps,
        airwaves: Airwaves,
        ways: Ways,
        random: Random,
        *,
        on_scene_s: tuple[float, float],
        diary: Diary,
    ) -> None:
        self._kind = unit.kind
        self._radio_id = unit.radio_id
        self._gps = gps
        self._airwaves = airwaves
        self._ways = ways
        self._random = random
        self._on_scene_s = on_scene_s
        self._diary = diary
        self._situation: tuple[str, ...] = ()
        self._due = 0.0
        gps.place(*self._somewhere())

    def act(self, unit: UnitView, call: CallView | None, now: float) -> None:
        """Do what is due at `now` (seconds of the shift's clock)."""
        situation = (unit.status, *unit.calls[:1])
        if situation != self._situation:
            self._situation = situation
            self._due = now + self._pause(unit.status)
            if unit.status == "enroute" and call is not None:
                self._drive_to(call)
        elif now >= self._due:
            self._step(unit.status, call, now)

    def _step(self, status: str, call: CallView | None, now: float) -> None:
        if status == "enroute" and not self._gps.arrived:
            return
        code = {"assigned": ACKNOWLEDGED, "acknowledged": EN_ROUTE, "enroute": ON_SCENE}.get(status)
        if status in ("onscene", "report"):
            code = self._random.choice(CLEARS)
        if code is not None:
            said_at = self._airwaves.send_status(self._radio_id, code, now)
            if code == ON_SCENE and call is not None:
                self._diary.reached(call.sequence, said_at)
            self._due = now + REPEAT_S
        elif status == "available":
            self._stroll()
            self._due = now + self._pause(status)

    def _drive_to(self, call: CallView) -> None:
        if call.lat is not None and call.lon is not None:
            way = self._way((call.lat, call.lon))
            self._gps.follow(way, SPEED_KMH.get(self._kind, 20.0))

    def _stroll(self) -> None:
        if self._gps.arrived:
            self._gps.follow(self._way(self._somewhere()), STROLL_KMH.get(self._kind, 10.0))

    def _somewhere(self) -> Point:
        line = self._random.choice(self._ways().graph.city.segments).points
        return point_at(line, distances(line)[-1] / 2)

    def _way(self, goal: Point) -> tuple[Point, ...]:
        return self._ways().route(self._gps.position, goal, MODES.get(self._kind, "car"))

    def _pause(self, status: str) -> float:
        span = self._on_scene_s if status == "onscene" else REACTION_S.get(status, (10.0, 30.0))
        return self._random.uniform(*span)
