"""What people, callers and radios may send: kept as it came, or refused for its length; never obeyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.calls import bounded
from console.errors import Refused
from tests.desk.stations import Bench

WORDS = [
    "<b>x</b>",
    "'; DROP TABLE call; --",
    "%s {0} \\n $(id)",
    "\x1b[31mred\x07",
    "two\nlines",
    "\u202eright to left",
    "日本語 🚓",
]


@pytest.mark.parametrize("words", WORDS)
def test_every_field_of_a_call_is_kept_as_it_was_typed(here: Bench, words: str) -> None:
    number = here.take(place=words, text=words, caller=words, phone=words)
    here.board.apply(here.desk.load())
    call = here.call(number)
    assert (call.place, call.timeline[0].text) == (words, words)
    assert not here.desk.verify().broken


def test_a_character_that_a_server_cannot_hold_is_refused_by_every_store(here: Bench) -> None:
    number = here.take()
    for verb, args in (
        ("take_call", {"type": "586", "place": "a\0b"}),
        ("remark", {"call": number, "text": "a\0b"}),
        ("dispatch", {"call": number, "units": ("CSO\0",)}),
    ):
        assert "cannot be stored" in here.refused(verb, **args).reason
    with pytest.raises(Refused, match="cannot be looked for"):
        here.desk.radio_log(words="a\0b")


@pytest.mark.parametrize("words", WORDS)
def test_names_of_units_calls_and_codes_are_never_obeyed(here: Bench, words: str) -> None:
    number = here.take()
    here.refused("dispatch", units=(words,), call=number)
    here.refused("dispatch", units=("CSO-11",), call=words)
    here.refused("close_call", call=number, disposition=words)
    here.refused("take_call", type=words, place="x")
    here.refused("set_status", unit="CSO-11", status=words)
    here.refused("log_on", unit="CSO-13", crew=(words,))


@pytest.mark.parametrize("field", ["place", "text", "caller", "phone"])
def test_ten_thousand_characters_are_refused_with_what_is_the_most(here: Bench, field: str) -> None:
    with pytest.raises(Refused, match=r"10000 characters; \d+ is the most") as caught:
        here.take(**{field: "x" * 10_000})
    assert len(caught.value.reason) < 200


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("move", {"unit": "CSO-11", "place": "x" * 10_000}),
        ("set_status", {"unit": "CSO-11", "status": "break", "text": "x" * 10_000}),
        ("log_on", {"unit": "CSO-13", "crew": ("4413",), "vehicle": "x" * 10_000}),
    ],
)
def test_a_unit_s_fields_are_bounded(here: Bench, verb: str, args: dict[str, object]) -> None:
    assert "is the most" in here.refused(verb, **args).reason


def test_half_a_character_is_refused_and_the_desk_works_on(here: Bench) -> None:
    for args in ({"text": "\ud800"}, {"place": "x\udcff"}, {"caller": "\udfff"}):
        with pytest.raises(Refused, match="cannot be stored"):
            here.take(**args)
    here.refused("dispatch", units=("\ud800",), call=here.take())


def test_what_a_radio_sends_is_bounded(here: Bench) -> None:
    here.do("radio_text", link="Radio 1", radio_id="9" * 500, words="<i>" * 5000, raw=b"\x00" * 50_000)
    here.do("radio_undecoded", link="Radio 1", why="x" * 10_000, raw=bytes(range(256)) * 100)
    here.do("radio_status", link="Radio 1", radio_id="1", code=10**30)
    unknown, undecoded, text = here.board.picture.radio
    assert len(text.text) == len(undecoded.text) == 2000
    assert len(text.radio_id) == 40
    assert "not known here" in unknown.text


def test_a_radio_with_an_endless_name_stops_talking_when_it_ends(here: Bench) -> None:
    here.do("radio_heard", link="Radio 1", radio_id="9" * 500)
    here.do("radio_ended", link="Radio 1", radio_id="9" * 500)
    (line,) = here.board.picture.radio
    assert line.until is not None


@given(st.text(max_size=60), st.integers(0, 50))
def test_words_within_the_bound_lose_nothing_but_outer_blanks(text: str, length: int) -> None:
    try:
        assert bounded(text, "text", length) == text.strip()
    except Refused:
        assert len(text.strip()) > length
