"""A new store: the shipped codes and the station's roster in it; what the station changed stays."""

from datetime import UTC

import pytest
from sqlalchemy import text

from console.clock import ManualClock
from console.desk.desk import Desk
from console.errors import Unavailable
from console.store.engine import make_engine
from console.store.store import Store
from tests.desk.pictures import shipped_codes
from tests.desk.stations import EVENING, Bench, bench


def test_the_shipped_codes_are_the_store_s(here: Bench) -> None:
    assert here.board.picture.codes == shipped_codes()


def change(store_url: str, statement: str) -> None:
    engine = make_engine(store_url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_what_the_station_changed_in_its_codes_stays(store_url: str) -> None:
    Bench(store_url).desk.close()
    change(store_url, "UPDATE priority SET target_minutes = 5 WHERE number = 1")
    with bench(store_url) as here:
        call = here.call(here.take(priority=1))
        assert (call.due_at - call.received_at).total_seconds() == 300


def test_a_radio_status_with_a_verb_nobody_knows_is_shown_and_does_nothing(store_url: str) -> None:
    Bench(store_url).desk.close()
    change(store_url, "UPDATE radio_status SET verb = 'self_destruct' WHERE code = 11")
    with bench(store_url) as here:
        before = here.board.picture.units
        here.do("radio_status", link="Radio 1", radio_id="100-4011", code=11)
        assert "self_destruct" in here.board.picture.radio[0].text
        assert here.board.picture.units == before


def settle(store_url: str, station: str, *, on_duty: bool) -> Desk:
    return Desk(
        Store.open(store_url),
        clock=ManualClock(EVENING),
        zone=UTC,
        locate=lambda _: None,
        seat="Position 1",
        station=station,
        on_duty=on_duty,
    )


def test_a_live_store_begins_with_nobody_on_duty(store_url: str) -> None:
    desk = settle(store_url, "west-hollywood", on_duty=False)
    units = desk.load().units
    desk.close()
    assert {unit.status for unit in units} == {"off"}
    assert not [unit for unit in units if unit.crew]


def test_a_station_that_has_no_file_is_one_sentence_and_can_be_corrected(store_url: str) -> None:
    with pytest.raises(Unavailable, match="no station file atlantis"):
        settle(store_url, "atlantis", on_duty=True)
    desk = settle(store_url, "west-hollywood", on_duty=True)
    assert desk.load().units
    desk.close()


def test_the_seat_s_and_the_actor_s_names_are_bounded(store_url: str) -> None:
    with bench(store_url) as here:
        here.desk.do("take_call", {"type": "586", "place": "x"}, actor="a" * 5000)
        (entry,) = here.desk.journal()
    assert entry.actor == "a" * 80
