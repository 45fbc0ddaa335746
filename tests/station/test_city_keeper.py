"""The keeper of the seat's city, and a street that is closed by typing it: from car to UTV."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from console.board.views import FixView
from console.desk.grammar import explain, parse
from console.errors import Refused
from console.geo.city import City
from console.geo.city_file import training_city
from console.geo.geofile import Geofile
from console.geo.packed import pack
from console.station.city_keeper import CityKeeper
from console.station.seat_city import SeatCity
from tests.desk.stations import ZONE, Bench, bench
from tests.hardware.waiting import wait_until

IN_THE_MIDDLE = (34.08656, -118.38180)
"""On Santa Monica Bl, between Hancock and Palm."""
WEST_OF_IT = (34.08490, -118.38406)
EAST_OF_IT = (34.08959, -118.37629)
CLOSE = "CL SANTA MONICA; LA CIENEGA, SAN VICENTE; +60, Halloween"


def read(here: Bench, sha256: str, first: City | None) -> Geofile | None:
    city = here.desk.edition_content(sha256).city() if sha256 else first
    return Geofile(city) if city is not None else None


@contextmanager
def keeping(here: Bench, city: City | None) -> Iterator[CityKeeper]:
    keeper = CityKeeper(
        board=here.board,
        clock=here.clock,
        zone=ZONE,
        seat_city=SeatCity(),
        read=lambda sha256: read(here, sha256, city),
    )
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.stop()


@pytest.fixture
def here(store_url: str) -> Iterator[Bench]:
    with bench(store_url, place=IN_THE_MIDDLE) as opened:
        yield opened


@pytest.fixture
def keeper(here: Bench) -> Iterator[CityKeeper]:
    with keeping(here, training_city()) as made:
        wait_until(lambda: made.kept is not None, "for the city")
        yield made


def publish(here: Bench, city: City) -> None:
    packed = pack(city)
    here.desk.editions.put(packed, "R. Okafor")
    here.do("publish_city", sha256=packed.sha256, kind="streets", name=city.name)


def type_line(here: Bench, keeper: CityKeeper, line: str) -> str:
    today = here.clock.now().astimezone(ZONE).date()
    command = parse(line, here.board.picture, today, keeper.surroundings())
    return here.do(command.verb, **command.args).said


def at(here: Bench, sign: str, place: tuple[float, float]) -> None:
    here.board.move([FixView(sign, *place, here.clock.now())])


def test_a_street_is_closed_by_typing_it_and_the_utv_is_recommended_instead_of_the_car(
    here: Bench, keeper: CityKeeper
) -> None:
    call = here.take()
    at(here, "CSO-11", WEST_OF_IT)
    at(here, "UTV-1", EAST_OF_IT)
    before = keeper.recommend(call)
    assert before.first is not None and before.first.unit == "CSO-11"
    today = here.clock.now().astimezone(ZONE).date()
    said = explain(CLOSE, here.board.picture, today, keeper.surroundings())
    assert said.ok
    assert said.words.startswith(
        "Close Santa Monica Bl from N La Cienega Bl to N San Vicente Bl to car until"
    )
    assert type_line(here, keeper, CLOSE).startswith("Santa Monica Bl from N La Cienega Bl")
    closed = keeper.recommend(call)
    assert closed.first is not None and closed.first.unit == "UTV-1"
    car = next(each for each in closed.ranked if each.unit == "CSO-11")
    assert car.how == "unreachable" and "cannot get there by car" in car.why
    # Its time comes, and nobody has to do anything.
    here.clock.advance(3601)
    at(here, "CSO-11", WEST_OF_IT)
    at(here, "UTV-1", EAST_OF_IT)
    after = keeper.recommend(call)
    assert after.first is not None and after.first.unit == "CSO-11"


def test_the_new_times_are_there_as_soon_as_the_street_is_closed(here: Bench, keeper: CityKeeper) -> None:
    first = keeper.travel()
    assert keeper.travel() is first
    type_line(here, keeper, "CL SANTA MONICA; LA CIENEGA, SAN VICENTE")
    second = keeper.travel()
    assert first is not None and second is not None
    assert second.version > first.version
    assert second.closed_segments and not first.closed_segments
    assert second.graph is first.graph
    type_line(here, keeper, "OP SANTA MONICA, all clear")
    third = keeper.travel()
    assert third is not None and not third.closed_segments


def test_a_dispatch_of_another_unit_keeps_why(here: Bench, keeper: CityKeeper) -> None:
    call = here.take()
    at(here, "CSO-11", WEST_OF_IT)
    assert keeper.surroundings().recommended(call) == ""
    keeper.recommend(call)
    assert keeper.surroundings().recommended(call) == "CSO-11"
    type_line(here, keeper, f"D 12 {int(call[-4:])}, closer to the gate")
    said = [line.text for line in here.call(call).timeline]
    assert "CSO-12 sent instead of CSO-11: closer to the gate" in said
    here.clock.advance(61)
    assert keeper.recommended(call) == ""


def test_a_question_is_answered_on_the_keepers_thread(here: Bench, keeper: CityKeeper) -> None:
    call = here.take()
    at(here, "CSO-11", WEST_OF_IT)
    given = keeper.ask(call).result(10)
    assert given.first is not None and given.first.unit == "CSO-11"
    with pytest.raises(Refused, match="no call"):
        keeper.ask("20260314-9999").result(10)


def test_without_a_city_the_straight_line_has_to_do(here: Bench) -> None:
    with keeping(here, None) as keeper:
        call = here.take()
        at(here, "CSO-11", WEST_OF_IT)
        given = keeper.recommend(call)
        assert (keeper.kept, keeper.travel()) == (None, None)
        assert given.first is not None and given.first.how == "straight line"
        assert keeper.recommended(call) == ""


def test_a_published_city_takes_the_place_of_the_one_before(here: Bench, keeper: CityKeeper) -> None:
    placed = threading.Event()
    keeper.watch(placed.set)
    type_line(here, keeper, "CL SANTA MONICA; LA CIENEGA, SAN VICENTE")
    assert keeper.unplaced() == ()
    city = training_city()
    without = replace(city, segments=tuple(s for s in city.segments if s.street.base != "La Cienega"))
    publish(here, without)
    assert placed.wait(10)
    assert keeper.kept is not None and keeper.kept.city == without
    # Its cross-street is not there any more: the closure closes nothing, and that can be told.
    assert keeper.unplaced() == here.board.picture.closures
    travel = keeper.travel()
    assert travel is not None and not travel.closed_segments


def test_an_edition_that_cannot_be_read_leaves_the_one_before_in_use(here: Bench, keeper: CityKeeper) -> None:
    before = keeper.kept
    damaged = pack(City("Testville"))
    here.desk.editions.put(replace(damaged, packed=damaged.packed[:-4]), "R. Okafor")
    here.do("publish_city", sha256=damaged.sha256, kind="streets", name="Testville")
    wait_until(lambda: "not what was published" in keeper.trouble, "for the reason")
    assert keeper.kept is before


def test_an_old_fix_ages_on_the_clock(here: Bench, keeper: CityKeeper) -> None:
    call = here.take()
    at(here, "CSO-11", WEST_OF_IT)
    here.clock.advance(240)
    given = keeper.recommend(call)
    assert given.first is not None
    assert "straight line" in given.first.why and "fix 4 min old" in given.first.why
