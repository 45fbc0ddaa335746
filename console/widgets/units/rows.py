"""What the rows of the units panel hold, made from the picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from console.board.views import CallView, Codes, FixView, Picture, RadioLine, UnitView
from console.desk.numbers import short_number
from console.widgets import order
from console.widgets.ages import Band, Freshness, freshness, since, spoken, status_band
from console.widgets.keyed import Section
from console.widgets.on_air import on_air
from console.widgets.paint import status_name


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit on shift; `others` are its further calls by their short numbers, limits in seconds."""

    unit: UnitView
    status_name: str
    call: CallView | None
    short: str
    others: tuple[str, ...]
    fix: FixView | None
    warn_s: int
    alert_s: int
    talking: bool = False

    @property
    def key(self) -> str:
        return self.unit.call_sign

    @property
    def label(self) -> str:
        return f"{self.unit.call_sign} {self.status_name}"

    @property
    def assignment(self) -> str:
        """Its calls: `47`, or `47 +52` when it has a second one."""
        return " ".join((self.short, *(f"+{number}" for number in self.others)))

    @property
    def short_assignment(self) -> str:
        """The same where room is scarce: `47 +1`."""
        return f"{self.short} +{len(self.others)}" if self.others else self.short

    @property
    def whereabouts(self) -> str:
        """Where it is or why, when it has no call."""
        return self.unit.location or self.unit.note

    def band(self, now: datetime) -> Band:
        return status_band(since(self.unit.status_since, now), self.warn_s, self.alert_s)

    def sentence(self, now: datetime) -> str:
        """What a screen reader says."""
        parts = [self.unit.call_sign, f"{self.status_name} for {spoken(since(self.unit.status_since, now))}"]
        if self.band(now) is Band.OVER:
            parts.append("over its limit")
        if self.call is not None:
            parts.append(f"call {self.short}, {self.call.type_name}")
            parts += [f"also call {number}" for number in self.others]
        elif self.whereabouts:
            parts.append(self.whereabouts)
        parts.append(self._position(now))
        return ", ".join((*parts, "talking") if self.talking else parts)

    def _position(self, now: datetime) -> str:
        fresh = freshness(self.fix, now)
        if fresh is Freshness.NONE or self.fix is None:
            return "no fix"
        stale = "stale fix" if fresh is Freshness.STALE else "fix"
        return f"{stale} {spoken(since(self.fix.at, now))} old"

    @property
    def tip(self) -> str:
        """Crew, vehicle and skills, which one-line rows have no room for."""
        unit = self.unit
        parts = (", ".join(unit.crew) or "No crew", unit.vehicle, ", ".join(unit.skills), unit.note)
        return "\n".join(part for part in parts if part)


def talking(radio: Iterable[RadioLine], now: datetime) -> frozenset[str]:
    """The units whose transmission lasts."""
    return frozenset(line.unit for line in on_air(radio, now) if line.unit)


def make_rows(picture: Picture, now: datetime, today: date) -> list[UnitRow | Section]:
    """Available, On calls and Not available, each under its bar; off-shift units are left out."""
    speakers = talking(picture.radio, now)
    units = picture.units.values()
    groups = (
        ("Available", order.available(units)),
        ("On calls", order.on_calls(units)),
        ("Not available", order.not_available(units)),
    )
    rows: list[UnitRow | Section] = []
    for title, members in groups:
        if members:
            rows.append(Section(title, len(members)))
            rows += [_row(unit, picture, speakers, today) for unit in members]
    return rows


def _row(unit: UnitView, picture: Picture, speakers: frozenset[str], today: date) -> UnitRow:
    codes: Codes = picture.codes
    status = codes.statuses.get(unit.status)
    numbers = [short_number(number, today) for number in unit.calls]
    return UnitRow(
        unit=unit,
        status_name=status_name(unit.status, codes),
        call=picture.calls.get(unit.calls[0]) if unit.calls else None,
        short=numbers[0] if numbers else "",
        others=tuple(numbers[1:]),
        fix=picture.fixes.get(unit.call_sign),
        warn_s=status.warn_s if status else 0,
        alert_s=status.alert_s if status else 0,
        talking=unit.call_sign in speakers,
    )
