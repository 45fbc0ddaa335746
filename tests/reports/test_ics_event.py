"""The forms of an event, made of a real event's record: nothing is typed again, nothing is markup."""

from pathlib import Path

import pytest

from console.desk.event_presets import event_presets
from console.errors import Refused
from console.reports.ics_event import FORMS, IcsForms
from tests.desk.hostile import HOSTILE
from tests.desk.stations import EVENING, ZONE, Bench, bench
from tests.reports.log_rows import Page


@pytest.fixture
def here(tmp_path: Path):
    with bench(tmp_path / "station.sqlite3") as opened:
        yield opened


def planned(here: Bench, **fields) -> str:
    preset = event_presets()["HALLOWEEN"]
    args = {"code": "HALLOWEEN", "name": preset.name, "begins": "NOW", "ends": "+8H", **preset.plan, **fields}
    here.do("plan_event", **args)
    return here.board.picture.events[0].key


def night(here: Bench) -> None:
    """An evening of it: two posts, a note, a call that ends, a street, a unit that leaves."""
    key = planned(here)
    here.do("close_event", event="Halloween", closures=[STRETCH])
    here.do("log_off", unit="CSO-11")
    here.do("log_on", unit="CSO-11", crew=("4411",), radio_id="100-4011", vehicle="UTV-9")
    here.do("staff_post", event=key, unit="CSO-11", post="East gate")
    here.do("staff_post", event=key, unit="CSO-12", post="west gate")
    here.clock.advance(600)
    here.do("note_event", event=key, text="crowd thick at the east gate")
    number = here.take(place="8300 SANTA MONICA BL")
    here.do("tag_call", event=key, call=number)
    here.do("cancel_call", call=number)
    here.clock.advance(600)
    here.do("leave_post", event=key, unit="CSO-12")


STRETCH = {"street": "Santa Monica Bl", "first": "N La Cienega Bl", "second": "N Doheny Dr"}


def page(here: Bench, form: str, which: str = "halloween") -> str:
    forms = IcsForms("West Hollywood", ZONE, "R. Okafor", EVENING)
    return forms.of(form, here.desk.event_record(which))[0]


def cells(here: Bench, form: str) -> list[list[str]]:
    return Page(page(here, form)).rows


def test_201_has_situation_objectives_actions_organization_and_resources(here: Bench) -> None:
    night(here)
    html = page(here, "ics201")
    for wanted in (
        "Santa Monica Bl from N La Cienega Bl to N Doheny Dr",
        "34.0925 -118.3755",
        "Emergency lanes stay free",
        "South kerb lane of Santa Monica Bl, walking pace",
        "crowd thick at the east gate",
        "Halloween is planned",
        "Sat 14 Mar 2026 19:20",
    ):
        assert wanted in html, wanted
    assert ["East gate", "Santa Monica Bl at N La Cienega Bl", "CSO-11"] in cells(here, "ics201")
    assert ["West gate", "Santa Monica Bl at N Doheny Dr", "nobody"] in cells(here, "ics201")


def test_205_has_every_channel_of_the_plan(here: Bench) -> None:
    planned(here, channels=[{"name": "CSO 1", "function": "Command", "receive": "154.430", "mode": "A"}])
    assert ["1", "Command", "CSO 1", "", "154.430", "", "", "A", ""] in cells(here, "ics205")


def test_211_says_who_came_when_with_what_and_to_which_post(here: Bench) -> None:
    night(here)
    (came,) = [row for row in cells(here, "ics211") if row[1:2] == ["CSO-11"]]
    crew = here.unit("CSO-11").crew
    at = "Sat 14 Mar 2026 19:20"
    assert came[2:8] == [at, crew[0], "1", "Radio 100-4011", "UTV-9", "East gate"]


def test_what_a_unit_came_with_stays_when_it_goes_off_duty(here: Bench) -> None:
    night(here)
    before = [row for row in cells(here, "ics211") if row[1:2] == ["CSO-11"]]
    here.do("log_off", unit="CSO-11")
    assert [row for row in cells(here, "ics211") if row[1:2] == ["CSO-11"]] == before


def test_214_is_the_log_and_the_journal_in_the_order_in_which_it_happened(here: Bench) -> None:
    night(here)
    told = [row[1] for row in cells(here, "ics214") if len(row) == 3 and row[0].startswith("Sat")]
    wanted = (
        "Halloween is planned",
        "CSO-11 stands at East gate",
        "crowd thick",
        "belongs to",
        "CSO-12 has left",
    )
    places = [next(n for n, line in enumerate(told) if part in line) for part in wanted]
    assert places == sorted(places)
    assert any("8300 SANTA MONICA BL: cancelled" in line for line in told)
    assert told.count("crowd thick at the east gate") == 1


def test_an_event_that_is_over_is_reported_by_word_and_by_number(here: Bench) -> None:
    night(here)
    event = here.board.picture.events[0]
    here.do("end_event", event=event.key, reason="streets swept")
    assert "streets swept" in page(here, "ics214")
    assert "streets swept" in page(here, "ics214", str(event.number))
    with pytest.raises(Refused, match="no event EASTER"):
        here.desk.event_record("EASTER")


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_was_typed_is_markup(here: Bench, words: str) -> None:
    key = planned(here)
    plain = {form: set(Page(page(here, form)).tags) for form in FORMS}
    here.do("end_event", event=key, reason="over")
    rows = [{"name": f"x{words}", "text": words, "place": words, "function": words, "remarks": words}]
    key = planned(
        here, name=f"x{words}", place=words, posts=rows, channels=rows, zones=rows, objectives=[words]
    )
    here.do("note_event", event=key, text=f"y{words}")
    here.do("staff_post", event=key, unit="CSO-11", post=here.board.picture.events[0].posts[0].name)
    for form in FORMS:
        html = page(here, form)
        assert set(Page(html).tags) <= plain[form] | {
            "table",
            "colgroup",
            "col",
            "thead",
            "tbody",
            "tr",
            "td",
            "th",
            "p",
        }
        assert "<script" not in html
        assert "\x1b" not in html
