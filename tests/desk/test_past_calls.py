"""Searches in all calls that were ever taken, on both kinds of store."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from console.desk.past_calls import PAGE, RARE, Sought
from console.errors import Refused
from console.models import Call
from console.store.engine import make_engine
from tests.desk.stations import EVENING, Bench

VAN = "8300 SANTA MONICA BL"
SCOOTER = "7700 Fountain Av"
GATE = "PLUMMER PARK"


@pytest.fixture
def filled(here: Bench) -> Bench:
    """Three calls an hour apart; CSO-11 was on the first and, with CSO-12, on the last."""
    first = here.take(place=VAN, text="blue van, plate 7ABC123", phone="(323) 555-0142")
    here.do("dispatch", units=("CSO-11",), call=first)
    here.do("free", unit="CSO-11")
    here.clock.advance(3600)
    here.take(place=SCOOTER, text="rental scooter on the kerb", phone="+1 323 555 0142")
    here.clock.advance(3600)
    last = here.take(place=GATE, type="459R")
    here.do("remark", call=last, text="gate code is 1122; van again")
    here.do("dispatch", units=("CSO-11", "CSO-12"), call=last)
    return here


def found(here: Bench, limit: int = PAGE, **asked) -> list[str]:
    return [call.place for call in here.desk.past_calls(Sought(**asked), limit=limit)]


def test_a_call_comes_with_its_units_times_and_remarks(filled: Bench) -> None:
    filled.do("free", unit="CSO-12")
    (call,) = filled.desk.past_calls(Sought(place="plummer"))
    assert (call.place, call.type_code, call.state) == (GATE, "459R", "active")
    assert (call.received_at, call.closed_at) == (EVENING + timedelta(hours=2), None)
    assert (call.units, call.remarks) == (("CSO-11", "CSO-12"), ("gate code is 1122; van again",))


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({}, [GATE, SCOOTER, VAN]),
        ({"place": "8300"}, [VAN]),
        ({"place": "8300 santa mon"}, [VAN]),
        ({"place": "7700 FOUNTAIN AV"}, [SCOOTER]),
        ({"place": "FOUNTAIN"}, []),
        ({"words": "VAN"}, [GATE, VAN]),
        ({"words": "van 1122"}, [GATE]),
        ({"words": "fountain scooter"}, [SCOOTER]),
        ({"words": "scoot"}, []),
        ({"unit": "cso-11"}, [GATE, VAN]),
        ({"unit": "CSO-13"}, []),
        ({"unit": "CSO-11", "words": "blue"}, [VAN]),
        ({"unit": "CSO-11", "words": "blue", "place": "plum"}, []),
        ({"phone": "323 555 0142"}, [VAN]),
        ({"phone": "+13235550142"}, [SCOOTER]),
        ({"number": "20260314-0002"}, [SCOOTER]),
        ({"number": "20260314-0002", "words": "van"}, []),
        ({"number": "2"}, []),
    ],
)
def test_all_that_is_asked_for_must_be_true(filled: Bench, asked: dict[str, str], places: list[str]) -> None:
    assert found(filled, **asked) == places


def test_a_period_holds_its_beginning_and_not_its_end(filled: Bench) -> None:
    second, third = EVENING + timedelta(hours=1), EVENING + timedelta(hours=2)
    assert found(filled, begins=second, ends=third) == [SCOOTER]
    assert found(filled, begins=second) == [GATE, SCOOTER]
    assert found(filled, unit="CSO-11", ends=third) == [VAN]
    assert found(filled, words="van", begins=second) == [GATE]
    assert found(filled, place="8", begins=second) == []
    assert found(filled, begins=third + timedelta(days=1)) == []


def test_the_number_of_the_last_one_leads_on(filled: Bench) -> None:
    (newest,) = filled.desk.past_calls(Sought(words="van"), limit=1)
    assert newest.place == GATE
    (older,) = filled.desk.past_calls(Sought(words="van", before=newest.number), limit=1)
    assert older.place == VAN
    assert found(filled, before=older.number) == []
    assert found(filled, limit=0) == found(filled, limit=-1) == []


def test_pages_of_a_busy_address_hold_each_call_once(here: Bench) -> None:
    for house in range(7):
        here.take(place=f"{8300 + house} SUNSET BL")
    seen: list[str] = []
    while page := here.desk.past_calls(Sought(place="83", before=seen[-1] if seen else ""), limit=3):
        seen += [call.number for call in page]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 7


def test_a_unit_that_came_twice_has_the_call_once(here: Bench) -> None:
    call = here.take()
    for _ in range(2):
        here.do("dispatch", units=("CSO-11",), call=call)
        here.do("free", unit="CSO-11")
    (found_call,) = here.desk.past_calls(Sought(unit="CSO-11"))
    assert found_call.units == ("CSO-11",)


def test_an_address_with_more_calls_than_are_looked_through_is_read_from_the_newest(
    here: Bench, store_url: str
) -> None:
    number = here.take(place="8300 SUNSET BL", text="the oldest")
    copy_calls(store_url, number, RARE + 1)
    here.take(place="8300 SUNSET BL", text="the newest")
    calls = here.desk.past_calls(Sought(place="8300 sunset"), limit=3)
    assert [call.remarks for call in calls] == [("the newest",), (), ()]
    (oldest,) = here.desk.past_calls(Sought(place="8300 sunset", words="oldest sunset"))
    assert oldest.number == number
    assert not here.desk.past_calls(Sought(place="8300 sunset", words="sunset", ends=EVENING))


@pytest.mark.parametrize("words", ['"', "*", "- ( ) :", "''", "***", "\u2014"])
def test_signs_alone_are_nothing_to_look_for(here: Bench, words: str) -> None:
    with pytest.raises(Refused, match="no word"):
        here.desk.past_calls(Sought(words=words))


@pytest.mark.parametrize("field", ["place", "words", "unit", "number", "phone", "before"])
def test_what_cannot_be_looked_for_is_refused(here: Bench, field: str) -> None:
    for text in ("x" * 201, "x\0y", "\udcff"):
        with pytest.raises(Refused):
            here.desk.past_calls(Sought(**{field: text}))


def test_a_unit_or_a_call_that_there_is_not_is_said_so(here: Bench) -> None:
    for sought in (Sought(unit="CSO-99"), Sought(before="20260314-0099")):
        with pytest.raises(Refused, match="There is no"):
            here.desk.past_calls(sought)


HOSTILE = [
    "van OR scooter",
    "van AND NOT scooter",
    'say "gate',
    "NEAR(van gate)",
    "words:van",
    "van*",
    "^van",
    "(van",
    "van & !gate | code:*",
    "it's",
    "100-4011",
    "a.b/c\\d",
    "8300%",
    "_x_",
    "Éclair 日本語",
    "van <-> gate",
    "'; DROP TABLE call; --",
]


@pytest.fixture
def hostile(here: Bench) -> Bench:
    """A desk whose calls are full of what searches stumble over."""
    for text in HOSTILE:
        here.take(text=text)
    return here


def test_every_remark_is_found_by_itself_and_by_nothing_less(hostile: Bench) -> None:
    for text in HOSTILE:
        assert text in remarks_found(hostile, text)
    assert remarks_found(hostile, "OR") == ["van OR scooter"]
    assert remarks_found(hostile, "NOT scooter van") == ["van AND NOT scooter"]
    assert remarks_found(hostile, "van -gate code") == ["van & !gate | code:*"]
    assert remarks_found(hostile, "4011-100") == []
    assert remarks_found(hostile, "va*") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="vanANDORNE gte\"'*:^()-+&|!<>%_.\\/", max_size=12) | st.text(max_size=8))
def test_no_text_is_an_instruction(hostile: Bench, text: str) -> None:
    for sought in (Sought(words=text), Sought(place=text)):
        try:
            hostile.desk.past_calls(sought)
        except Refused as refused:
            assert "no word" in refused.reason or "cannot be looked for" in refused.reason


def remarks_found(here: Bench, words: str) -> list[str]:
    return [remark for call in here.desk.past_calls(Sought(words=words)) for remark in call.remarks]


def copy_calls(url: str, number: str, times: int) -> None:
    """So many calls like that one, without their remarks."""
    engine = make_engine(url)
    with engine.begin() as connection:
        row = connection.execute(select(Call.__table__).where(Call.number == number)).one()._asdict()
        del row["id"]
        copies = [row | {"number": f"copy-{n}", "sequence": 10**6 + n} for n in range(times)]
        connection.execute(insert(Call), copies)
    engine.dispose()
