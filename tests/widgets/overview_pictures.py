"""A shift that asks for its watch commander, for the tests of the overview."""

from dataclasses import replace
from datetime import UTC

from console.board.alarm_views import AlarmView
from console.board.floor_codes import Beat, FloorCodes, Minimum
from console.board.handover_view import HandoverView
from console.board.outfit import Outfit
from console.board.override_view import OverrideView
from console.board.recurring_view import RecurringView, TurnView
from console.board.referral_view import ReferralView
from console.board.views import CallView, Picture, TimelineLine
from tests.widgets.list_pictures import CODES, NOW, ago, call, picture, unit

FLOOR = FloorCodes(
    minimums=(Minimum("Community safety officers", 4, ("cso",)), Minimum("Latent prints", 1, ("cso",))),
    beats=(Beat("Beat 1"), Beat("Beat 2"), Beat("Beat 3"), Beat("City Hall")),
)


def alarm(number: int, text: str, level: str = "high", **fields) -> AlarmView:
    made = AlarmView(number, number, "overdue", "Call over target", level, text, ago(95), ago(5))
    return replace(made, **fields)


def sent(number: int, sign: str, reason: str, approved: str = "") -> CallView:
    """A call with a unit that was sent instead of another."""
    at = ago(300)
    given = OverrideView(sign, at, instead=reason, approved_at=ago(20) if approved else None)
    line = TimelineLine(at, "system", f"{sign} sent instead of CSO-11: {reason}", "Rivera")
    return replace(
        call(number, 3, 420, sign), overrides=(replace(given, approved_by=approved),), timeline=(line,)
    )


def task(number: int, kind: str, place: str, times: str, *turns: TurnView, **fields) -> RecurringView:
    made = RecurringView(number, f"r{number}", kind.upper(), kind, place, "DAILY", times, UTC, ago(86400), "")
    return replace(made, turns=turns, **fields)


def turn(time: str, how: str, **fields) -> TurnView:
    at = NOW.replace(hour=int(time[:2]), minute=int(time[2:]), second=0, microsecond=0)
    return TurnView(at.date(), time, at, how, **fields)


def recurring() -> tuple[RecurringView, ...]:
    """Tasks of a day: done, not done, skipped, missed, and those that come."""
    not_running = "not done: the console was not running"
    return (
        task(1, "School crossing", "N Kings Rd", "0745", turn("0745", "call", ended="done")),
        task(2, "Meeting", "City Hall, briefing room", "0930", turn("0930", "skipped", why="holiday")),
        task(3, "Patrol check", "Plummer Park", "0200,2300", turn("0200", "missed", why=not_running)),
        task(4, "Lock-up", "West Hollywood Park, north gate", "2330", unit="CSO-12"),
    )


def busy() -> Picture:
    """Everything that the page lists, some of it twice."""
    calls = [
        call(231, 1, 700),
        call(232, 2, 480, place="906 Hammond St"),
        call(233, 3, 60),
        replace(call(234, 2, 200), referral=ReferralView("WEAPON", "sent", ago(190))),
        replace(call(235, 3, 90), referral=ReferralView("INJURY", "drafted", ago(30), trouble="No answer")),
        sent(236, "CSO-12", "closest to her home, knows the caller"),
        sent(237, "CSO-14", "speaks Russian", approved="M. Chen"),
    ]
    units = [
        unit("CSO-11", age=2000, location="Plummer Park", outfit=Outfit(beat="Beat 1")),
        unit("CSO-15", age=300),
        unit("CSO-16", age=4000, outfit=Outfit(beat="Beat 3", reserved_for="20261122-0231")),
        unit("CSO-12", "onscene"),
        unit("CSO-14", "onscene"),
        unit("AMB-1", age=9000, kind="ambassador"),
        unit("CSO-18", "off"),
    ]
    made = picture(*calls, *units)
    alarms = [
        alarm(1, "Call 231 is over target", call="20261122-0231", response="Send another unit"),
        alarm(2, "CSO-14 pressed the emergency button", "critical", emergency=True),
        alarm(3, "The position of CSO-12 is stale", "low"),
        alarm(4, "Acknowledged already", acknowledged_at=ago(10)),
    ]
    waits = HandoverView(7, "k", "given", ago(60), "R. Okafor", "Night", NOW, NOW, given_by="R. Okafor")
    return replace(
        made,
        alarms={each.id: each for each in alarms},
        handovers=(waits,),
        recurring=recurring(),
        codes=replace(CODES, floor=FLOOR),
    )
