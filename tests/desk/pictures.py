"""Pictures made by hand, with the code tables that the project ships."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from console.board.alarm_views import AlarmView
from console.board.closures import ClosureView
from console.board.recurring_view import RecurringView
from console.board.views import (
    CallTypeView,
    CallView,
    Codes,
    DispositionView,
    Picture,
    PriorityView,
    RadioStatusView,
    SeatView,
    StatusView,
    UnitView,
)
from console.desk.codes import shipped_alarm_codes
from console.desk.floor_codes import read_floor
from console.desk.numbers import full_number
from console.desk.surroundings import Surroundings
from console.geo.training import training_geofile

CLOSED = ClosureView(
    3,
    "a1b2c3d4e5f6",
    "Santa Monica Bl from N La Cienega Bl to N San Vicente Bl",
    datetime(2026, 11, 22, 18, 0, tzinfo=UTC),
    street="Santa Monica Bl",
    first="N La Cienega Bl",
    second="N San Vicente Bl",
)
PATROL = RecurringView(
    3, "b1c2d3e4f5a6", "PATROL", "Patrol check", "Plummer Park", "DAILY", "2200", UTC, CLOSED.begins, "Rivera"
)
AROUND = Surroundings(geofile=training_geofile, now=lambda: NOON)
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def rows(table: str, key: str) -> list[dict[str, Any]]:
    """The rows of one code table as its file has them."""
    text = (files("resources") / "codes" / f"{table}.toml").read_text("utf-8")
    return list(tomllib.loads(text)[key])


def shipped_codes() -> Codes:
    """The code tables of resources/codes."""
    types = [
        CallTypeView(
            r["code"],
            r["name"],
            tuple(r["words"]),
            r["priority"],
            r["apco"],
            r["eligible"],
            r.get("family", ""),
            r.get("staff_only", True),
        )
        for r in rows("call_types", "call_type")
    ]
    statuses = [StatusView(**{**r, "words": tuple(r["words"])}) for r in rows("statuses", "status")]
    endings = [
        DispositionView(**{**r, "words": tuple(r["words"])}) for r in rows("dispositions", "disposition")
    ]
    return Codes(
        call_types={entry.code: entry for entry in types},
        priorities={r["number"]: PriorityView(**r) for r in rows("priorities", "priority")},
        statuses={entry.code: entry for entry in statuses},
        dispositions={entry.code: entry for entry in endings},
        radio_statuses={r["code"]: RadioStatusView(**r) for r in rows("radio_status", "radio_status")},
        **shipped_alarm_codes(),
        floor=read_floor(),
    )


def unit(sign: str, status: str = "available", calls: tuple[str, ...] = ()) -> UnitView:
    """A unit as the board shows it."""
    return UnitView(sign, sign.partition("-")[0].lower(), status, NOON, calls)


def call(
    sequence: int, day: date = TODAY, state: str = "waiting", place: str = "Melrose / Robertson"
) -> CallView:
    """A call as the board shows it."""
    return CallView(
        full_number(day, sequence),
        "586",
        "Parking",
        3,
        state,
        place,
        None,
        None,
        NOON,
        NOON + timedelta(hours=1),
    )


def picture(units: list[UnitView], calls: list[CallView]) -> Picture:
    """A station with these units and calls."""
    return Picture(
        entry=1,
        loaded=True,
        units=MappingProxyType({u.call_sign: u for u in units}),
        calls=MappingProxyType({c.number: c for c in calls}),
        codes=shipped_codes(),
        closures=(CLOSED,),
    )


def small_station() -> Picture:
    """Six units, five calls, alarm 3 and recurring task 3; 47 is a call only, 11 a unit only, 52 both."""
    yesterday = TODAY - timedelta(days=1)
    units = [
        unit("CSO-11", "onscene", (full_number(TODAY, 47),)),
        unit("CSO-12"),
        unit("CSO-14", "off"),
        unit("CSO-52"),
        unit("UTV-1"),
        unit("BIKE-3"),
        unit("AMB-3"),
    ]
    calls = [
        call(47, state="active"),
        call(52, place="8300 Santa Monica Blvd"),
        call(60, state="closed"),
        call(47, yesterday),
        call(88, yesterday),
        call(60, yesterday),
    ]
    alarm = AlarmView(1, 3, "device", "Device", "high", "Radio 1: No answer", NOON, NOON, about="Radio 1")
    alarms = MappingProxyType({alarm.id: alarm})
    seats = tuple(SeatView(f"Position {number}", NOON) for number in (1, 2))
    return replace(picture(units, calls), alarms=alarms, recurring=(PATROL,), seats=seats)


def big_station() -> Picture:
    """200 units and 500 calls."""
    units = [unit(f"CSO-{n}") for n in range(1, 201)]
    return picture(units, [call(n) for n in range(1, 501)])
