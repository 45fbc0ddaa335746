"""Every text field of every verb, filled with what should never be obeyed: refused, or kept as it was."""

import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import Connection, String, false, literal, or_, select
from sqlalchemy import inspect as inspect_store

from console.desk.calls import tidy_phone
from console.desk.recurring_times import next_turn
from console.desk.verbs import VERBS
from console.errors import Refused
from console.geo.city import City
from console.geo.packed import pack
from console.models import Row
from console.store.engine import make_engine
from tests.desk.hostile import HOSTILE
from tests.desk.stations import Bench

HEARD = {"link": "Radio 1", "radio_id": "100-4011"}
USUAL: Mapping[str, Mapping[str, Any]] = {
    "take_call": {"type": "586", "place": "8300 SANTA MONICA BL"},
    "remark": {"text": "blue van"},
    "amend_call": {"version": 1, "place": "8383 SANTA MONICA BL"},
    "close_call": {"disposition": "01"},
    "dispatch": {"units": ("CSO-11",)},
    "acknowledge": {"unit": "CSO-12"},
    "en_route": {"unit": "CSO-12"},
    "on_scene": {"unit": "CSO-12"},
    "free": {"unit": "CSO-12"},
    "clear": {"unit": "CSO-12", "disposition": "01"},
    "cancel_call": {},
    "reopen_call": {},
    "hold_call": {"until": "+20"},
    "schedule_call": {"at": "2330"},
    "release_call": {},
    "come_back": {},
    "promise": {"by": "+40"},
    "note_person": {"role": "witness", "text": "red jacket"},
    "note_vehicle": {"plate": "7ABC123", "text": "blue van"},
    "attach_file": {"name": "gate.png", "raw": b"\x89PNG\r\n\x1a\n", "text": "the gate"},
    "strike_involved": {"number": 1, "reason": "other call"},
    "set_source": {"source": "radio"},
    "set_contact": {"contact": False},
    "take_over": {},
    "cover_position": {"position": "Position 2"},
    "end_cover": {"position": "Position 2"},
    "merge_call": {},
    "unmerge_call": {},
    "link_calls": {},
    "unlink_calls": {},
    "flag_call": {"stop": "weapon"},
    "answer_script": {"answers": ["no", "yes"], "text": "two of them"},
    "unflag_call": {"stop": "weapon", "text": "it was an umbrella"},
    "on_view": {"unit": "CSO-11", "type": "586", "place": "8300 SANTA MONICA BL"},
    "pre_empt": {"unit": "CSO-12"},
    "exchange": {"unit": "CSO-11", "other": "CSO-12"},
    "stack_call": {"unit": "CSO-11"},
    "reserve_unit": {"unit": "CSO-11"},
    "drop_plan": {"unit": "CSO-11"},
    "approve_override": {"unit": "CSO-11"},
    "plan_event": {"code": "FAIR", "begins": "NOW", "ends": "+6H", "name": "Street fair"},
    "outline_event": {"outline": [[34.0, -118.0], [34.1, -118.0], [34.1, -118.1]]},
    "staff_post": {"unit": "CSO-11", "post": "Gate"},
    "leave_post": {"unit": "CSO-11"},
    "note_event": {"text": "gate open"},
    "tag_call": {},
    "untag_call": {},
    "end_event": {"reason": "swept"},
    "add_recurring": {"kind": "PATROL", "days": "DAILY", "times": "2200", "place": "Plummer Park"},
    "stop_recurring": {"reason": "summer"},
    "skip_recurring": {"day": "TOMORROW", "reason": "holiday"},
    "begin_recurring": {},
    "draft_handover": {"remark": "quiet"},
    "sign_handover": {},
    "take_handover": {},
    "drop_handover": {"reason": "drafted too early"},
    "undo": {},
    "redo": {},
    "post_unit": {"unit": "CSO-11", "place": "Beat 3"},
    "set_charge": {"unit": "UTV-1", "percent": 80},
    "set_status": {"unit": "CSO-11", "status": "break"},
    "move": {"unit": "CSO-11", "place": "Plummer Park"},
    "log_on": {"unit": "CSO-13", "crew": ("4413",)},
    "log_off": {"unit": "CSO-11"},
    "radio_heard": HEARD,
    "radio_ended": HEARD,
    "radio_status": {**HEARD, "code": 3},
    "radio_emergency": HEARD,
    "radio_text": {**HEARD, "words": "gate code"},
    "radio_position": HEARD,
    "radio_sent": {**HEARD, "words": "sent"},
    "radio_trouble": {**HEARD, "words": "no answer"},
    "radio_undecoded": {"link": "Radio 1", "why": "noise"},
    "text_unit": {"unit": "CSO-11", "text": "gate code", "confirmed": True},
    "save_device": {"name": "Radio 1", "url": "sim://radio", "driver": "kenwood"},
    "assign_radio": {"unit": "CSO-11", "radio_id": "100-4011"},
    "alarm_received": {"link": "Alarms", "account": "1234", "event": "130", "family": "burglary"},
    "raise_alarm": {"kind": "device", "about": "Radio 1"},
    "acknowledge_alarm": {},
    "shelve_alarm": {"minutes": 30, "reason": "asked"},
    "unshelve_alarm": {},
    "clear_alarm": {"reason": "mended"},
    "restore_alarm": {"kind": "device", "about": "Radio 1"},
    "escalate_alarm": {"step": 0},
    "declare_emergency": {"unit": "CSO-11"},
    "tell_overdue": {},
    "check_unit": {"unit": "CSO-11"},
    "phone_rang": {"link": "Line 1", "number": "3235550100"},
    "set_aside": {"said": "Call 1 taken."},
    "refer": {"reason": "WEAPON", "text": "knife seen"},
    "phone_referral": {"who": "Sgt Lee"},
    "accept_referral": {"who": "Dep. Ruiz"},
    "decline_referral": {"why": "no unit"},
    "resend_referral": {},
    "withdraw_referral": {"why": "gone"},
    "referral_sent": {"way": "folder", "sheet_hash": "0"},
    "referral_failed": {"trouble": "no answer"},
    "redact": {"days": 365},
    "publish_city": {"kind": "streets", "name": "West Hollywood", "source": "roads.gpkg"},
    "restore_city": {"edition": 1},
    "drop_positions": {"days": 365},
    "close_street": {"street": "Santa Monica Bl", "first": "N La Cienega Bl", "second": "N Doheny Dr"},
    "open_street": {},
    "change_closure": {"version": 1},
    "close_event": {
        "event": "Halloween",
        "closures": [{"street": "Santa Monica Bl", "first": "N La Cienega Bl", "second": "N Doheny Dr"}],
    },
    "open_event": {"which": "Halloween"},
    "add_premise": {"place": "8300 SANTA MONICA BL", "kind": "hazard", "text": "dog in the yard"},
    "end_premise": {"reason": "gone"},
    "note_facility": {"facility": "ARC", "field": "name", "text": "Aquatic & Recreation Center"},
    "note_area": {"facility": "ARC", "area": 1, "field": "name", "text": "Front desk"},
    "assign_zone": {"account": "1003", "facility": "ARC", "area": 1, "zone": "001", "partition": "01"},
    "set_hours": {"account": "1003", "hours": "MO-FR 0530-2200"},
    "expect_test": {"account": "1003", "minutes": 1440},
    "load_facilities": {"file": "west-hollywood"},
}
OF_THE_REGISTER = {"note_area", "assign_zone", "set_hours", "expect_test"}
ON_A_CALL = {"acknowledge", "en_route", "on_scene", "free", "clear"}
ON_A_REFERRAL = {verb for verb in USUAL if "referral" in verb}
ABOUT_A_CALL = {"remark", "amend_call", "close_call", "dispatch", "refer", "tell_overdue"}
ABOUT_A_CALL |= ON_A_CALL | ON_A_REFERRAL
ABOUT_AN_ALARM = {"acknowledge_alarm", "shelve_alarm", "unshelve_alarm", "clear_alarm", "escalate_alarm"}
ABOUT_A_CALL |= {"cancel_call", "hold_call", "schedule_call", "promise", "flag_call", "pre_empt"}
ABOUT_A_CALL |= {"stack_call", "reserve_unit", "set_source", "set_contact"}
ABOUT_A_CALL |= {"note_person", "note_vehicle", "attach_file"}
# What has to be done first, before the verb can be.
BEFORE: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "reopen_call": ("cancel_call", {}),
    "release_call": ("hold_call", {"until": "+20"}),
    "come_back": ("hold_call", {"until": "+20"}),
    "unflag_call": ("flag_call", {"stop": "weapon"}),
    "drop_plan": ("stack_call", {"unit": "CSO-11"}),
    "strike_involved": ("note_person", {"role": "witness", "text": "red jacket"}),
}
OF_AN_EVENT = {
    "outline_event",
    "staff_post",
    "leave_post",
    "note_event",
    "tag_call",
    "untag_call",
    "end_event",
}
OF_A_TASK = {"stop_recurring", "skip_recurring", "begin_recurring"}
OF_A_HANDOVER = {"sign_handover", "take_handover", "drop_handover"}
OF_TWO_CALLS = {"merge_call": "into", "unmerge_call": "into", "link_calls": "other", "unlink_calls": "other"}
# The kinds that a store could take amiss; exports are tried with all of them.
KINDS = [HOSTILE[kind] for kind in ("statement", "pattern", "equals", "escape", "lines", "bidi")]
# Fields that choose something, or are only said: no row keeps them.
CHOOSES = {
    "type",
    "call",
    "unit",
    "units",
    "then",
    "disposition",
    "status",
    "crew",
    "family",
    "was",
    "withheld",
    "kind",
    "sha256",
    "base",
    "way",
    "sheet_hash",
    "stops",
    "closure",
    "closures",
    "which",
    "matter",
    "until",
    "at",
    "by",
    "into",
    "other",
    "stop",
    "skills",
    "position",
    "role",
    "source",
    "answers",
    "equipment",
    "handover",
    "begins",
    "ends",
    "post",
}
SAID = {("save_device", "line"), ("dispatch", "override"), ("set_aside", "said"), ("set_aside", "about")}
SAID |= {("set_aside", "reason"), ("refer", "reason"), ("open_street", "reason"), ("escalate_alarm", "draft")}
SAID |= {("open_event", "reason")}
CUT = {"event": 8, "qualifier": 1, "partition": 8, "zone": 8, "receiver": 8, "line": 8, "account": 16}
CHANGED = {
    ("log_on", "vehicle"): str.upper,
    ("take_call", "phone"): tidy_phone,
    ("note_vehicle", "plate"): str.upper,
    ("amend_call", "phone"): tidy_phone,
    ("phone_rang", "number"): tidy_phone,
}


@pytest.fixture
def reader(here: Bench, store_url: str) -> Iterator[Connection]:
    """Another program's view of the same store."""
    engine = make_engine(store_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_every_verb_is_among_these() -> None:
    assert USUAL.keys() == VERBS.keys()


@pytest.mark.parametrize("verb", USUAL)
def test_a_verb_keeps_what_was_typed_or_refuses_it(here: Bench, reader: Connection, verb: str) -> None:
    tables = _tables(reader)
    for field, sequence in _texts(verb):
        for words in KINDS:
            args = {**_ready(here, verb), field: (words,) if sequence else words}
            before = here.board.picture
            try:
                entry = here.do(verb, **args).entry
            except Refused:
                here.board.apply(here.desk.news())
                assert here.board.picture == before, (field, words)
                continue
            _must_be_kept(here, reader, entry, verb, field, words, sequence)
    assert _tables(reader) == tables
    assert not here.desk.verify().broken


@pytest.mark.parametrize("verb", USUAL)
def test_no_text_field_takes_what_a_server_cannot_hold(here: Bench, verb: str) -> None:
    for field, sequence in _texts(verb):
        args = {**_ready(here, verb), field: ("a\0b",) if sequence else "a\0b"}
        assert "cannot be stored" in here.refused(verb, **args).reason, field


@pytest.mark.parametrize("verb", USUAL)
def test_what_is_longer_than_any_field_is_refused_or_cut(here: Bench, verb: str) -> None:
    for field, sequence in _texts(verb):
        with suppress(Refused):
            here.do(verb, **{**_ready(here, verb), field: ("x" * 9000,) if sequence else "x" * 9000})
    assert not here.desk.verify().broken


def test_what_was_typed_is_what_is_shown(here: Bench) -> None:
    for words in HOSTILE.values():
        call = here.call(here.take(place=f"x{words}", text=f"x{words}"))
        assert (call.place, call.timeline[0].text) == (f"x{words}".strip(), f"x{words}".strip())
        here.do("radio_text", link="Radio 1", radio_id="100-4011", words=words)
        assert here.board.picture.radio[0].text == words


def _texts(verb: str) -> Iterator[tuple[str, bool]]:
    """The verb's fields that take text, and whether each takes several."""
    for name, parameter in inspect.signature(VERBS[verb]).parameters.items():
        wanted = parameter.annotation
        if wanted == Sequence[str]:
            yield name, True
        elif wanted is str or str in getattr(wanted, "__args__", ()):
            yield name, False


def _ready(here: Bench, verb: str) -> dict[str, Any]:
    """Arguments with which the verb can be done now; what was said before is too old to be said again."""
    here.clock.advance(300)
    for alarm in here.board.picture.alarms.values():
        # An alarm that is open counts what comes again, and keeps no more of it.
        if alarm.emergency and not alarm.acknowledged:
            here.do("acknowledge_alarm", number=alarm.number)
        here.do("clear_alarm", number=alarm.number, reason="over")
    for unit in ("CSO-11", "CSO-12"):
        view = here.unit(unit)
        for number in view.outfit.next_calls:
            here.do("drop_plan", unit=unit, call=number)
        if view.calls:
            here.do("free", unit=unit)
        elif view.status == "off":
            here.do("log_on", unit=unit, crew=(f"44{unit[-2:]}",))
        elif view.status != "available":
            here.do("set_status", unit=unit, status="available")
    if here.unit("CSO-13").status != "off":
        here.do("log_off", unit="CSO-13")
    args = dict(USUAL[verb])
    if verb == "text_unit":
        here.do("assign_radio", unit="CSO-11", radio_id="100-4011")
    if verb in ABOUT_A_CALL or verb in BEFORE:
        args["call"] = here.take()
    if verb == "answer_script":
        args["call"] = here.take(type="484R")
    if verb in ("open_street", "change_closure"):
        here.do("close_street", **USUAL["close_street"])
        args["closure"] = here.board.picture.closures[-1].key
    if verb == "alarm_received":
        # An account's event that comes again is counted, and nothing else.
        args["account"] = str(here.board.picture.entry)
    for event in {closure.event for closure in here.board.picture.closures} - {""}:
        here.do("open_event", which=event)
    if verb == "open_event":
        here.do("close_event", **USUAL["close_event"])
    if verb == "end_premise":
        here.do("add_premise", **USUAL["add_premise"])
        args["number"] = here.desk.places.at("8300 SANTA MONICA BL").shown[-1].number
    if verb in OF_THE_REGISTER:
        here.do("load_facilities", file="west-hollywood")
    if verb in OF_A_HANDOVER:
        args["handover"] = a_handover(here, signed=verb == "take_handover")
    if verb == "plan_event" or verb in OF_AN_EVENT:
        no_event(here)
    if verb in OF_AN_EVENT:
        args["event"] = an_event(here)
    if verb == "leave_post":
        here.do("staff_post", event=args["event"], unit="CSO-11", post="Gate")
    if verb in ("tag_call", "untag_call"):
        args["call"] = here.take()
    if verb == "untag_call":
        here.do("tag_call", event=args["event"], call=args["call"])
    if verb in OF_A_TASK:
        args["task"] = a_task(here)
    if verb == "begin_recurring":
        args |= its_next_time(here)
    if verb == "draft_handover":
        put_aside(here)
    if verb == "approve_override":
        args["call"] = here.take()
        here.do("dispatch", units=("CSO-11",), call=args["call"], instead_of="CSO-12", why="nearer")
    if verb in ON_A_REFERRAL:
        here.do("refer", call=args["call"], reason="WEAPON")
    if verb == "resend_referral":
        here.do("decline_referral", call=args["call"])
    if verb == "referral_sent":
        view = here.call(args["call"]).referral
        args["sheet_hash"] = view.sheet_hash if view else ""
    if verb == "publish_city":
        edition = here.board.picture.edition
        args |= {"sha256": a_new_city(here), "base": edition.sha256 if edition else ""}
    if verb in ABOUT_AN_ALARM or verb == "restore_alarm":
        args |= _alarm(here, verb)
    if verb in BEFORE:
        first, its = BEFORE[verb]
        here.do(first, call=args["call"], **its)
        here.clock.advance(1500)
    if verb in OF_TWO_CALLS:
        args = {"call": here.take(), OF_TWO_CALLS[verb]: here.take()}
    if verb in ("unmerge_call", "unlink_calls"):
        here.do("merge_call" if verb == "unmerge_call" else "link_calls", **args)
        args = {"call": args["call"]} if verb == "unmerge_call" else args
    if verb == "take_over":
        args["call"] = here.do(
            "alarm_received", link="A", account=str(here.board.picture.entry), event="130", family="burglary"
        ).calls[0]
    if verb == "alarm_received":
        # An account's event that comes again is counted, and nothing else.
        args["account"] = str(here.board.picture.entry)
    if verb in {"pre_empt", "exchange", "undo", "redo"}:
        here.do("dispatch", units=("CSO-12",), call=here.take())
    if verb == "redo":
        here.do("undo")
    if verb in ON_A_CALL:
        here.do("dispatch", units=("CSO-12",), call=args["call"], then="onscene" if verb == "clear" else "")
    return args


def no_event(here: Bench) -> None:
    """Every event is over."""
    for event in here.board.picture.events:
        here.do("end_event", event=event.key, reason="over")


def an_event(here: Bench) -> str:
    """Plan an event that runs, and return its key."""
    here.do("plan_event", **USUAL["plan_event"], posts=[{"name": "Gate"}])
    return here.board.picture.events[0].key


def put_aside(here: Bench) -> None:
    """No hand-over waits for a signature."""
    for handover in here.board.picture.handovers:
        if handover.open:
            here.do("drop_handover", handover=handover.key, reason="over")


def a_task(here: Bench) -> str:
    """Add a recurring task, and return its key."""
    here.do("add_recurring", **USUAL["add_recurring"])
    return here.board.picture.recurring[-1].key


def its_next_time(here: Bench) -> dict[str, str]:
    """Wait until the newest task is to be made into a call, and return for which day and time."""
    task = here.board.picture.recurring[-1]
    turn = next_turn(task, here.clock.now())
    assert turn is not None
    here.clock.advance((turn.at - here.clock.now()).total_seconds())
    return {"day": turn.day.isoformat(), "time": turn.time}


def a_handover(here: Bench, *, signed: bool) -> str:
    """Draft a hand-over that somebody else may sign, and return its key."""
    put_aside(here)
    here.do("draft_handover")
    key = here.board.picture.handovers[0].key
    if signed:
        here.desk.do("sign_handover", {"handover": key}, actor="D. Park")
        here.board.apply(here.desk.news())
    return key


def a_new_city(here: Bench) -> str:
    """Store a city that no edition has yet, and return its hash."""
    city = pack(City(str(here.board.picture.entry)))
    here.desk.editions.put(city, "R. Okafor")
    return city.sha256


def _alarm(here: Bench, verb: str) -> dict[str, Any]:
    """An alarm about something new, as the verb needs it."""
    about = str(here.board.picture.entry)
    kind = "status_check" if verb == "escalate_alarm" else "device"
    here.do("raise_alarm", kind=kind, about=about)
    number = next(alarm.number for alarm in here.board.picture.alarms.values() if alarm.about == about)
    if verb == "unshelve_alarm":
        here.do("shelve_alarm", number=number, minutes=30, reason="asked")
    return {"about": about} if verb == "restore_alarm" else {"number": number}


def _must_be_kept(
    here: Bench, reader: Connection, entry: int, verb: str, field: str, words: str, sequence: bool
) -> None:
    """The journal has the argument as it was typed, and a row that the verb wrote has it too."""
    (view,) = here.desk.journal(after=entry - 1)
    assert json.loads(view.args)[field] == ([words] if sequence else words)
    if field in CHOOSES or (verb, field) in SAID:
        return
    wanted = CHANGED.get((verb, field), str)(words.strip() if field not in CUT else words[: CUT[field]])
    written = {name.partition(":")[0] for name in json.loads(view.changes)}
    assert any(_holds(reader, name, wanted) for name in written), (field, words)


def _tables(reader: Connection) -> list[str]:
    names = sorted(inspect_store(reader).get_table_names())
    reader.rollback()
    return names


def _holds(reader: Connection, name: str, wanted: str) -> bool:
    table = Row.metadata.tables[name]
    texts = [column for column in table.columns if isinstance(column.type, String)]
    found = or_(false(), *(column.contains(wanted, autoescape=True) for column in texts))
    held = reader.execute(select(literal(1)).select_from(table).where(found).limit(1)).scalar() is not None
    reader.rollback()
    return held
