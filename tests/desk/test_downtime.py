"""Without its server a seat goes on; once it is back all of it is there, and nothing is overwritten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.desk.numbering import RESERVED
from console.errors import Refused, Unavailable
from console.geo.city import City
from console.geo.packed import pack
from tests.desk.seats import LONGEST_S, Seat, seat
from tests.desk.stations import bench
from tests.store.servers import Server
from tests.store.servers import server as new_server


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server that this module may stop, freeze and kill."""
    with new_server() as made:
        yield made


@pytest.fixture
def url(own: Server) -> str:
    return own.new()


@pytest.fixture
def one(url: str, tmp_path: Path) -> Iterator[Seat]:
    with seat(url, tmp_path, "Position 1") as made:
        yield made


@pytest.fixture
def two(url: str, tmp_path: Path) -> Iterator[Seat]:
    with seat(url, tmp_path, "Position 2") as made:
        yield made


def test_calls_statuses_and_remarks_are_taken_while_the_server_is_gone(own: Server, one: Seat) -> None:
    before = one.take("before")
    with own.gone():
        number = one.take("8383 SANTA MONICA BL", "blue van")
        one.do("dispatch", units=("CSO-11",), call=number)
        one.do("on_scene", unit="CSO-11")
        one.do("remark", call=before, text="gate code 1122")
        one.wait_down()
        assert int(number[-4:]) in RESERVED
        assert one.picture.calls[number].timeline[0].text == "blue van"
        assert one.picture.units["CSO-11"].status == "onscene"
    one.wait_up()
    call = one.picture.calls[number]
    assert (call.place, call.state) == ("8383 SANTA MONICA BL", "active")
    assert [line.text for line in one.picture.calls[before].timeline] == ["gate code 1122"]
    shown = one.picture.catch_up
    assert shown is not None
    assert (shown.done, shown.active, shown.conflicts) == (4, (before, number), ())


def test_times_are_those_of_the_downtime_and_the_entry_is_marked(own: Server, url: str, one: Seat) -> None:
    with own.gone():
        number = one.take()
        received = one.picture.calls[number].received_at
    one.wait_up()
    assert one.picture.calls[number].received_at == received
    with bench(url) as after:
        (entry,) = [e for e in after.desk.journal() if e.verb == "take_call"]
        assert not after.desk.verify().broken
    assert entry.at == received
    assert entry.entered_at is not None
    assert entry.entered_at > entry.at


def test_a_frozen_server_is_noticed_within_two_seconds_and_typing_goes_on(own: Server, one: Seat) -> None:
    with own.frozen():
        ordered = one.order("take_call", {"type": "586", "place": "x"})
        one.wait(lambda: one.picture.links["Database"].state != "good")
        number = ordered.result(20).calls[0]
        assert one.picture.downtime_since is not None
    one.wait_up()
    assert number in one.picture.calls
    assert len(one.picture.calls) == 1, "the commit that was cut off and the downtime's are one call"


def test_what_two_seats_did_apart_is_all_there(own: Server, url: str, one: Seat, two: Seat) -> None:
    with own.gone():
        calls = [position.take(f"{n} FOUNTAIN AV") for n in range(7000, 7005) for position in (one, two)]
        one.do("set_status", unit="CSO-11", status="break")
        two.do("set_status", unit="CSO-12", status="break")
    one.wait_up()
    two.wait_up()
    assert len(set(calls)) == 10
    for position in (one, two):
        position.wait(lambda: set(calls) <= position.picture.calls.keys())  # noqa: B023
        position.wait(lambda: position.picture.units["CSO-11"].status == "break")  # noqa: B023
        position.wait(lambda: position.picture.units["CSO-12"].status == "break")  # noqa: B023


def both_send_one_unit(own: Server, one: Seat, two: Seat) -> tuple[str, str]:
    """Two calls, and the one unit that each seat sends to its own while it cannot know of the other."""
    first, second = one.take("first"), one.take("second")
    two.wait(lambda: second in two.picture.calls)
    with own.gone():
        one.do("dispatch", units=("CSO-11",), call=first)
        one.wait_down()
        two.do("dispatch", units=("CSO-11",), call=second)
        two.wait_down()
    one.wait_up()
    two.wait_up()
    return first, second


def conflicted(one: Seat, two: Seat) -> Seat:
    """The seat that came back later and was told."""
    found = [s for s in (one, two) if s.picture.catch_up is not None and s.picture.catch_up.conflicts]
    assert len(found) == 1, "exactly one of them has to be told"
    return found[0]


def test_one_unit_sent_twice_is_a_conflict_and_nothing_is_overwritten(
    own: Server, one: Seat, two: Seat
) -> None:
    both_send_one_unit(own, one, two)
    told = conflicted(one, two)
    other = two if told is one else one
    shown = told.picture.catch_up
    assert shown is not None
    (conflict,) = shown.conflicts
    assert conflict.about == "CSO-11"
    assert conflict.theirs[0].seat == other.name
    assert len(told.picture.units["CSO-11"].calls) == 1


def test_a_conflict_is_settled_by_a_person(own: Server, one: Seat, two: Seat) -> None:
    first, second = both_send_one_unit(own, one, two)
    told = conflicted(one, two)
    mine = first if told is one else second
    shown = told.picture.catch_up
    assert shown is not None
    key = shown.conflicts[0].key
    with pytest.raises(Refused, match="not available"):
        told.thread.settle(key, take=True).result(20)
    told.thread.settle(key, take=False).result(20)
    assert told.picture.catch_up is not None
    assert not told.picture.catch_up.conflicts
    assert told.picture.calls[mine].state == "waiting"


def test_what_a_crash_left_is_brought_to_the_server_at_the_next_start(
    own: Server, url: str, tmp_path: Path
) -> None:
    with seat(url, tmp_path) as before, own.gone():
        number = before.take("left behind")
        before.stop()
        with seat(url, tmp_path) as again:
            assert again.picture.calls[number].place == "left behind"
            later = again.take("and one more")
    with seat(url, tmp_path) as after:
        after.wait(lambda: {number, later} <= after.picture.calls.keys())
        assert after.picture.downtime_since is None


def test_a_seat_that_never_had_its_server_says_so_and_does_not_start(own: Server, tmp_path: Path) -> None:
    with own.gone():
        made = Seat(own.url("nowhere"), tmp_path)
        with pytest.raises(Unavailable, match="cannot be opened"):
            made.thread.opened.result(20)
        made.stop()


def test_the_geofile_stays_in_force_and_nothing_is_imported_meanwhile(own: Server, one: Seat) -> None:
    town = pack(City("Testville"))
    one.thread.order(lambda desk: desk.editions.put(town, "R. Okafor")).result(LONGEST_S)
    one.do("publish_city", sha256=town.sha256, kind="streets", name="Testville")
    edition = one.picture.edition
    assert edition is not None
    with own.gone():
        one.take()
        one.wait_down()
        assert one.picture.edition == edition
        with pytest.raises(Refused, match="when the server is back"):
            one.do("restore_city", edition=1)
    one.wait_up()
    assert one.picture.edition == edition


def test_an_emergency_goes_on_without_the_server_and_is_settled_there(
    own: Server, one: Seat, two: Seat
) -> None:
    radio = {"link": "Radio 1", "radio_id": "100-4011"}
    one.do("radio_trouble", link="Radio 1", words="No answer")
    one.do("radio_emergency", **radio)
    two.wait(lambda: len(two.picture.alarms) == 2)
    with own.gone():
        one.do("radio_emergency", **radio)
        one.wait_down()
        one.do("acknowledge_alarm", number=2, matter="emergency:CSO-11")
        one.do("radio_emergency", link="Radio 1", radio_id="100-4012")
        one.do("acknowledge_alarm", number=3, matter="emergency:CSO-12")
    one.wait_up()
    two.wait(lambda: len(two.picture.alarms) == 3, "for the alarms of the downtime")
    found = {alarm.about: (alarm.times, alarm.acknowledged) for alarm in two.picture.alarms.values()}
    assert found == {"Radio 1": (1, False), "CSO-11": (2, True), "CSO-12": (1, True)}
    assert one.picture.catch_up is not None and one.picture.catch_up.conflicts == ()


def test_streets_are_closed_and_opened_without_the_server(own: Server, one: Seat) -> None:
    street = {"street": "Santa Monica Bl", "first": "N La Cienega Bl", "second": "N Doheny Dr"}
    one.do("close_street", **street, reason="before")
    (before,) = one.picture.closures
    with own.gone():
        one.do("open_street", closure=before.key)
        one.do("close_street", **street, reason="without the server")
        one.wait_down()
        (there,) = one.picture.closures
        one.do("change_closure", closure=there.key, version=1, stops=("car", "utv"))
    one.wait_up()
    (after,) = one.picture.closures
    assert (after.key, after.reason, after.stops) == (there.key, "without the server", ("car", "utv"))
    assert after.begins == there.begins
    shown = one.picture.catch_up
    assert shown is not None
    assert (shown.done, shown.conflicts) == (3, ())


def test_a_facility_s_alarm_without_the_server_names_it_and_its_area_once_it_is_back(
    own: Server, one: Seat
) -> None:
    one.do("load_facilities", file="west-hollywood")
    heard = {"link": "Alarms", "account": "1001", "event": "130", "qualifier": "E", "zone": "003"}
    with own.gone():
        (number,) = one.do("alarm_received", **heard, family="burglary", words="Burglary alarm").calls
        one.wait_down()
        call = one.picture.calls[number]
        assert (call.place, call.timeline[-1].text) == (
            "8300 Santa Monica Bl",
            "Burglary alarm, zone 003: City Hall, account 1001",
        )
    one.wait_up()
    call = one.picture.calls[number]
    assert "Burglary alarm, zone 003: City Hall, Council offices, account 1001" in [
        line.text for line in call.timeline
    ]
    assert {account.account for account in one.picture.accounts} == {"1001", "1002", "1003", "1004"}
