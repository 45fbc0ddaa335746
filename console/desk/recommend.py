"""Which unit to send to a call: all that could go, the best first, with the reasons in one line each."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from console.board.floor_codes import NO_NEEDS, Needs
from console.board.views import CallView, FixView, Picture, UnitView
from console.desk.takers import AMBASSADOR, may_go
from console.desk.travelling import mode_of
from console.geo import measure
from console.geo.closures import holds
from console.geo.measure import Point
from console.geo.travel import Start, Travel, Trip

CLOSEST_S = 60.0
"""From an older fix than this nobody is called the closest."""
STALE_S = 180.0
LOST_S = 900.0
ORDER = ("streets", "straight line", "unknown", "unreachable")
BY = {"car": "by car", "bike": "by bike", "utv": "by UTV", "foot": "on foot"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One unit that could go. `how` it was measured is streets, straight line, unknown or unreachable.

    `seconds` is its travel time, only by streets from a fresh fix; `metres` the straight line, None when it
    is not known; `why` the reasons in one line: "2 min, free 14 min, fix 6 s".
    """

    unit: str
    mode: str
    how: str
    seconds: float | None
    metres: float | None
    why: str

    def __str__(self) -> str:
        return f"{self.unit}: {self.why}"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Who should go to a call: `ranked` from the best, at `at`; `missing` says what is wanting.

    Units that cannot get there stand at the end of `ranked` and are never `first`.
    """

    call: str
    at: datetime
    ranked: tuple[Candidate, ...] = ()
    missing: str = ""

    @property
    def first(self) -> Candidate | None:
        """The unit to send; None when there is none."""
        best = self.ranked[0] if self.ranked else None
        return best if best is not None and best.how != "unreachable" else None


def recommend(
    picture: Picture,
    call: CallView,
    travel: Travel | None,
    now: datetime,
    needs: Needs | None = None,
) -> Recommendation:
    """Rank the units that may go to a call, each with its reasons; `travel` is None without known streets.

    Who may go is the rule that sending goes by, as it is without a reason. `needs` are the type's where they
    are left out; an ambassador is named only where they ask for one.
    By streets from a fresh fix in whole minutes; of those alike the own beat, then who has been free longest,
    then the name. After them, by the straight line, whoever has an older fix; then those without any; last
    those that cannot get there.
    """
    if not call.eligible:
        return Recommendation(call.number, now, missing="It is not for this service: refer it.")
    asked = needs if needs is not None else picture.codes.floor.needs.get(call.type_code, NO_NEEDS)
    able = [unit for unit in picture.units.values() if _fits(unit, asked)]
    free = [unit for unit in able if may_go(unit, call, picture.codes)]
    if not free:
        return Recommendation(call.number, now, missing=_nobody(picture, able, asked))
    place = None if call.lat is None or call.lon is None else (call.lat, call.lon)
    question = _Question(picture, place, travel, now, _beat(place, travel))
    trips = question.trips(free)
    weighed = [(question.candidate(unit, trips.get(unit.call_sign)), unit) for unit in free]
    weighed.sort(key=lambda pair: question.rank(*pair))
    ranked = tuple(candidate for candidate, _ in weighed)
    return Recommendation(call.number, now, ranked, _wanting(place, travel, ranked))


def distance(call: CallView, unit: UnitView, picture: Picture, now: datetime) -> float | None:
    """Metres in a straight line from a unit's fix to a call; None when either place is not known."""
    fix = picture.fixes.get(unit.call_sign)
    if call.lat is None or call.lon is None or fix is None or fix_state(fix, now) == "none":
        return None
    return _straight((fix.lat, fix.lon), (call.lat, call.lon))


def fix_state(fix: FixView | None, now: datetime) -> str:
    """fresh, stale (over 3 minutes old, void or not believed) or none (over 15 minutes, or never had)."""
    if fix is None:
        return "none"
    age = (now - fix.at).total_seconds()
    if age > LOST_S:
        return "none"
    return "stale" if age > STALE_S or not fix.valid or fix.doubt else "fresh"


def _fits(unit: UnitView, needs: Needs) -> bool:
    if unit.kind == AMBASSADOR and AMBASSADOR not in needs.kinds:
        return False
    return needs.skills <= set(unit.skills) and (not needs.kinds or unit.kind in needs.kinds)


@dataclass(frozen=True, slots=True)
class _Question:
    """What all units are compared by."""

    picture: Picture
    place: Point | None
    travel: Travel | None
    now: datetime
    beat: str

    def trips(self, free: Iterable[UnitView]) -> Mapping[str, Trip]:
        """The trips of all whose fix is fresh enough to say who is closest."""
        if self.place is None or self.travel is None:
            return {}
        starts = {
            unit.call_sign: Start((fix.lat, fix.lon), mode_of(unit))
            for unit in free
            if (fix := self._fix(unit)) is not None and self._is_fresh(fix)
        }
        return self.travel.times(self.place, starts)

    def candidate(self, unit: UnitView, trip: Trip | None) -> Candidate:
        fix, mode = self._fix(unit), mode_of(unit)
        metres = _straight((fix.lat, fix.lon), self.place) if fix and self.place else None
        seconds = trip.seconds if trip else None
        if trip is not None and trip.how == "unreachable":
            how, reach = "unreachable", f"cannot get there {BY[mode]}"
        elif seconds is not None:
            how, reach = "streets", _minutes(seconds)
        elif metres is not None:
            how, reach = "straight line", f"straight line {_metres(metres)}"
        else:
            how, reach = "unknown", ""
        own = "own beat" if self._is_at_home(unit) else ""
        free = f"free {_lasted(self._age(unit.status_since))}"
        why = ", ".join(filter(None, (reach, own, free, self._fix_words(fix))))
        return Candidate(unit.call_sign, mode, how, seconds, metres, why)

    def rank(self, candidate: Candidate, unit: UnitView) -> tuple[int, float, bool, datetime, str]:
        """What candidates are ordered by; minutes are whole, as they are said, so that the rest can count."""
        far = candidate.metres if candidate.seconds is None else candidate.seconds // 60
        order = ORDER.index(candidate.how), math.inf if far is None else far
        return *order, not self._is_at_home(unit), unit.status_since, unit.call_sign

    def _fix(self, unit: UnitView) -> FixView | None:
        """The unit's newest fix, unless it is so old that it says nothing."""
        fix = self.picture.fixes.get(unit.call_sign)
        return None if fix_state(fix, self.now) == "none" else fix

    def _is_fresh(self, fix: FixView) -> bool:
        return self._age(fix.at) <= CLOSEST_S and fix.valid and not fix.doubt

    def _age(self, since: datetime) -> float:
        return max(0.0, (self.now - since).total_seconds())

    def _is_at_home(self, unit: UnitView) -> bool:
        beat = self.beat.casefold()
        return bool(beat) and any(
            place.casefold().startswith(beat) for place in (unit.location, unit.outfit.beat)
        )

    def _fix_words(self, fix: FixView | None) -> str:
        if fix is None:
            return "no fix"
        doubt = "" if fix.valid and not fix.doubt else ", in doubt"
        age = self._age(fix.at)
        return f"fix {_lasted(age)}{' old' if age > CLOSEST_S else ''}{doubt}"


def _beat(place: Point | None, travel: Travel | None) -> str:
    """The name of the beat that a place lies in, "" where none is known."""
    if place is None or travel is None:
        return ""
    beats = travel.graph.city.outlines("beat")
    return next((beat.name for beat in beats if holds(beat.outline, *place)), "")


def _nobody(picture: Picture, able: Collection[UnitView], needs: Needs) -> str:
    """Why no unit can be named, and what would have to be different."""
    if not able:
        wanted = ", ".join(sorted({*needs.skills, *needs.kinds}))
        return f"No unit has what it needs: {wanted}." if wanted else "There is no unit."
    names = {code: status.name.lower() for code, status in picture.codes.statuses.items()}
    # Available and not to be sent all the same: kept for another call, low on charge, or not for this type.
    names["available"] = "only with a reason"
    counted = Counter(names.get(unit.status, unit.status) for unit in able if unit.status != "off")
    busy = ", ".join(f"{number} {status}" for status, number in sorted(counted.items()))
    return f"No unit is free: {busy}." if busy else "No unit that could go is on duty."


def _wanting(place: Point | None, travel: Travel | None, ranked: Collection[Candidate]) -> str:
    if place is None:
        return "The place is not verified: nobody's way to it is known."
    if travel is None:
        return "No streets are known: only straight lines can be measured."
    if all(candidate.how == "unreachable" for candidate in ranked):
        return "No free unit can get there by the streets that are open to it."
    return ""


def _straight(a: Point, b: Point) -> float:
    # Over a few kilometres the flat approximation is off by less than the fix itself.
    return measure.metres(b, a)


def _minutes(seconds: float) -> str:
    return f"{seconds // 60:.0f} min" if seconds >= 60 else "under 1 min"


def _lasted(seconds: float) -> str:
    """A time span as it is said: 6 s, 14 min, 3 h."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds // 60:.0f} min" if seconds < 7200 else f"{seconds // 3600:.0f} h"


def _metres(metres: float) -> str:
    return f"{round(metres, -1):.0f} m" if metres < 1000 else f"{metres / 1000:.1f} km"
