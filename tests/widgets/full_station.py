"""A station with something in every part of the window, and words as long as they come."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from types import MappingProxyType

from console.board.handover_view import HandoverView
from console.board.life import CallLife
from console.board.outfit import Outfit
from console.board.referral_view import ReferralView
from console.board.views import CallView, Codes, LinkView, Picture, SeatView, TimelineLine, UnitView
from tests.desk.pictures import shipped_codes
from tests.widgets.device_pictures import station as devices
from tests.widgets.list_pictures import NOW, ago, call, fix, picture, traffic, unit
from tests.widgets.overview_pictures import alarm, sent

BUSIEST = "20261122-0231"
LONG_PLACE = "8300 Santa Monica Bl, rear parking structure, third level by the north elevator"
LONG_CREW = ("M. Featherstonehaugh", "A. Papadopoulos-Livingston")


@cache
def codes() -> Codes:
    return shipped_codes()


def full() -> Picture:
    """Every state of calls and units, alarms of every level, links in trouble, devices, other positions."""
    alarms = [
        alarm(1, "Call 231 is over target", call=BUSIEST, response="Send another unit"),
        alarm(
            2,
            "CSO-14 pressed the emergency button",
            "critical",
            kind="emergency",
            name="Emergency button",
            emergency=True,
            unit="CSO-14",
        ),
        alarm(3, "The position of CSO-12 is stale", "low"),
        alarm(4, "Acknowledged already", acknowledged_at=ago(10), acknowledged_by="R. Okafor"),
    ]
    waits = HandoverView(7, "k", "given", ago(60), "R. Okafor", "Night", NOW, NOW, given_by="R. Okafor")
    plain = picture(*_calls(), *_units(), *_fixes(), *_traffic())
    return replace(
        plain,
        entry=9,
        codes=codes(),
        alarms=MappingProxyType({each.id: each for each in alarms}),
        devices=MappingProxyType({each.name: each for each in devices()}),
        handovers=(waits,),
        links=MappingProxyType({each.name: each for each in _links()}),
        seats=(
            SeatView("Position 1", ago(1)),
            SeatView("Position 2", ago(2)),
            SeatView("Position 3", ago(1)),
        ),
    )


def _calls() -> list[CallView]:
    lines = tuple(
        TimelineLine(
            ago(700 - place * 40), "remark", f"Remark {place}, as long as people write them", "Rivera"
        )
        for place in range(8)
    )
    later = NOW + timedelta(minutes=40)
    return [
        call(231, 1, 700, place=LONG_PLACE, timeline=lines),
        call(232, 2, 480, place="906 Hammond St"),
        call(233, 3, 60),
        call(230, 4, 7300, place="Plummer Park"),
        replace(call(234, 2, 200), referral=ReferralView("WEAPON", "sent", ago(190))),
        replace(call(235, 3, 90), referral=ReferralView("INJURY", "drafted", ago(30), trouble="No answer")),
        sent(236, "CSO-12", "closest to her home, knows the caller"),
        sent(237, "CSO-14", "speaks Russian", approved="M. Chen"),
        call(238, 3, 900, "CSO-13", "UTV-1"),
        replace(call(239, 3, 900), state="held", life=CallLife(back_at=later)),
        replace(call(240, 3, 900), state="scheduled", due_at=later),
    ]


def _units() -> list[UnitView]:
    at = ("20261122-0236", "20261122-0237", "20261122-0238")
    return [
        unit("CSO-11", age=2000, location="Plummer Park", outfit=Outfit(beat="Beat 1"), crew=LONG_CREW),
        unit("CSO-15", age=300),
        unit("CSO-16", age=4000, outfit=Outfit(beat="Beat 3", reserved_for=BUSIEST)),
        unit("CSO-12", "onscene", 1900, calls=at[:1], crew=("D. Park",)),
        unit("CSO-14", "onscene", 600, calls=at[1:2], crew=("L. Haddad",)),
        unit("CSO-13", "enroute", 500, calls=at[2:]),
        unit("UTV-1", "assigned", 95, kind="utv", calls=at[2:]),
        unit("BIKE-3", "report", 1600, kind="bike"),
        unit("CSO-17", "break", 700),
        unit("CSO-19", "oos", 9000),
        unit("AMB-1", age=9000, kind="ambassador"),
        unit("CSO-18", "off"),
    ]


def _fixes() -> list:
    signs = ("CSO-11", "CSO-15", "CSO-12", "CSO-14", "UTV-1", "BIKE-3")
    return [fix(sign, 2 + 90 * place, 34.085 + place / 1000) for place, sign in enumerate(signs)]


def _traffic() -> list:
    return [traffic(place, f"CSO-{11 + place % 5}", age=4 + place * 30) for place in range(12)]


def _links() -> list[LinkView]:
    return [
        LinkView("Database", "database", "good", "", ago(1)),
        LinkView("Radio 1", "radio", "good", "", ago(3)),
        LinkView("GPS/AVL", "gps", "degraded", "1 of 12 stale", ago(1)),
        LinkView("Mobile data 2", "phone", "lost", "", ago(372)),
        LinkView("Alarm receiver", "alarm", "good", "", ago(61)),
    ]
