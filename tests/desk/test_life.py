"""A call's life beyond the lines: who is due back, what is alike, promises, and rows after an undo."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from console.board.floor_codes import Minimum
from console.desk.duplicates import alike
from console.desk.past_calls import Sought
from console.desk.restricted import Sight
from console.desk.staffing import staffing
from console.desk.stops import offered
from console.desk.undo import WITHIN
from console.desk.watch import returning
from console.errors import Refused
from console.models import Assignment, Call, Planned, Row, Unit, life
from console.store.engine import make_engine
from tests.desk.pictures import NOON, call, shipped_codes, unit
from tests.desk.stations import Bench, bench

CODES = shipped_codes()


def test_the_table_knows_every_state_and_leads_nowhere_else() -> None:
    for steps in life.LEADS.values():
        assert set(steps) | set(steps.values()) <= set(life.STATES)
    assert set(life.CANNOT) == set(life.LEADS)
    reached = {after for steps in life.LEADS.values() for after in steps.values()}
    assert reached == set(life.STATES)


def test_each_that_cannot_happen_says_so_in_a_sentence() -> None:
    for happening in life.LEADS:
        for state in life.STATES:
            if not life.may(happening, state):
                assert life.why_not(happening, state, "Call 47").startswith(f"Call 47 is {state}")


def test_who_is_due_back_is_told_in_order_and_once(here: Bench) -> None:
    first, second, later = (here.take() for _ in range(3))
    here.do("schedule_call", call=second, at="+20")
    here.do("hold_call", call=first, until="+10")
    here.do("hold_call", call=later, until="+30")
    here.clock.advance(20 * 60)
    due = returning(here.board.picture, here.clock.now())
    assert [each.args["call"] for each in due] == [first, second]
    assert all(len(each.key) <= 32 for each in due)
    for each in (*due, *due):
        here.desk.do(each.verb, each.args, actor="station", key=each.key)
    here.board.apply(here.desk.news())
    assert returning(here.board.picture, here.clock.now()) == []
    assert here.call(later).state == "held"


def test_who_was_held_on_meanwhile_does_not_come_back(here: Bench) -> None:
    number = here.take()
    here.do("hold_call", call=number, until="+10")
    here.clock.advance(600)
    here.do("hold_call", call=number, until="+10")
    assert "held until later" in here.refused("come_back", call=number).reason


def test_a_promise_stands_whatever_the_priority_is(here: Bench) -> None:
    number = here.take()
    here.do("promise", call=number, by="+45")
    promised = here.call(number).due_at
    here.do("amend_call", call=number, version=1, priority=1)
    here.do("schedule_call", call=number, at="+15")
    assert (here.call(number).due_at, here.call(number).life.promised) == (promised, True)


def test_alike_is_near_of_late_and_of_one_family() -> None:
    near, far = (34.0901, -118.37), (34.0930, -118.37)
    at = NOON + timedelta(minutes=20)

    def seen(number: int, place: tuple[float, float], **fields: Any) -> Any:
        return replace(call(number), lat=place[0], lon=place[1], **fields)

    calls = [
        seen(1, near),
        seen(2, far),
        seen(3, near, type_code="586D"),
        seen(4, near, type_code="415E"),
        seen(5, near, received_at=NOON - timedelta(minutes=30)),
        seen(6, near, state="merged"),
        seen(7, near, state="closed"),
        call(8),
    ]
    found = alike(calls, CODES.call_types, "586", 34.09, -118.37, at)
    assert [int(each.number[-4:]) for each in found] == [1, 3, 7]
    assert all(10 < each.distance_m < 12 for each in found)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("He has a KNIFE!", ["weapon"]),
        ("knifes, combat, gunther, hurtful", []),
        ("they are fighting, one is bleeding", ["violence", "injury"]),
        ("in  progress", ["progress"]),
        ("", []),
    ],
)
def test_only_whole_words_offer_a_stop_condition(text: str, codes: list[str]) -> None:
    assert [stop.code for stop in offered(text, CODES.floor.stops)] == codes


def test_staffing_counts_as_the_rule_says() -> None:
    units = [
        replace(unit("CSO-11"), crew=("A", "B"), skills=("prints",)),
        replace(unit("CSO-12", "oos"), crew=("C",), skills=("prints",)),
        replace(unit("AMB-2"), crew=("D",)),
    ]
    rules = [
        Minimum("crew", 3, ("cso",), "crew"),
        Minimum("units", 1, ("cso",), "units", ("prints",), ("off", "oos")),
    ]
    assert [(each.there, each.short) for each in staffing(units, rules)] == [(3, 0), (1, 0)]


def rows(reader: Connection) -> dict[str, list[Any]]:
    """All rows of what a verb decides about, as the store holds them."""
    tables = [Row.metadata.tables[kind.__tablename__] for kind in (Call, Unit, Assignment, Planned)]
    found = {table.name: list(reader.execute(select(table).order_by(table.c.id))) for table in tables}
    reader.rollback()
    return found


def test_undo_gives_rows_back_exactly_and_ends_what_was_new(here: Bench, store_url: str) -> None:
    number, other = here.take(), here.take()
    here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
    here.do("stack_call", unit="CSO-12", call=other)
    engine = make_engine(store_url)
    with engine.connect() as reader:
        for verb, args in (
            ("clear", {"unit": "CSO-11", "disposition": "05"}),
            ("free", {"unit": "CSO-11"}),
            ("dispatch", {"units": ("CSO-12", "UTV-1"), "call": other}),
            ("pre_empt", {"unit": "CSO-11", "call": other}),
            ("exchange", {"unit": "CSO-11", "other": "CSO-12"}),
            ("set_status", {"unit": "CSO-14", "status": "break"}),
            ("reserve_unit", {"unit": "CSO-14", "call": other}),
        ):
            before = rows(reader)
            here.clock.advance(40)
            here.do(verb, **args)
            here.clock.advance(WITHIN.total_seconds())
            here.do("undo")
            after = rows(reader)
            for table, held in before.items():
                assert after[table][: len(held)] == held, (verb, table)
                new = after[table][len(held) :]
                assert all(row.ended_how == "undone" for row in new), verb
    engine.dispose()
    assert not here.desk.verify().broken


def test_nobody_undoes_what_another_person_or_position_did(here: Bench, store_url: str) -> None:
    here.do("dispatch", units=("CSO-11",), call=here.take())
    with pytest.raises(Refused, match="Nothing of yours"):
        here.desk.do("undo", {}, actor="S. Kim")
    with bench(store_url, here.clock.now(), "Position 2") as other:
        other.refused("undo")


def test_a_remark_in_between_does_not_stand_in_the_way_of_an_undo(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number)
    here.desk.do("remark", {"call": number, "text": "gate code"}, actor="S. Kim")
    here.do("undo")
    assert (here.call(number).state, here.unit("CSO-11").status) == ("waiting", "available")
    assert "gate code" in [line.text for line in here.call(number).timeline]


def test_a_unit_that_was_sent_by_a_slip_was_never_on_the_past_call(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number)
    here.do("undo")
    (past,) = here.desk.past_calls(Sought(number=number))
    assert past.units == ()


def test_who_may_not_see_what_is_for_deputies_does_not_see_a_flagged_call(here: Bench) -> None:
    number = here.take(text="blue van")
    here.do("flag_call", call=number, stop="weapon", text="knife seen")
    seen = Sight(caller=False, sworn=False).changes(here.desk.load())
    (view,) = seen.calls
    assert (view.type_name, view.place, view.flags, view.timeline) == ("Restricted", "", (), ())
    assert view.life.stop_names == view.life.stops == ()


def test_an_alarm_of_a_merged_call_is_told_on_the_call_that_it_is_in(here: Bench) -> None:
    alarm = {"link": "Alarms", "account": "1234", "event": "130", "family": "burglary"}
    made = here.do("alarm_received", **alarm).calls[0]
    into = here.take(type="459A")
    here.do("merge_call", call=made, into=into)
    here.clock.advance(600)
    receipt = here.do("alarm_received", **{**alarm, "event": "131"})
    assert receipt.calls == (into,)
    assert len(here.board.picture.calls) == 2
