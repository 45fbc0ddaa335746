"""Editions in use: published by one seat, at work at every other, there after a start without the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from console.board.holder import Board
from console.clock import ManualClock
from console.desk.thread import DeskThread
from console.geo.city import City
from console.geo.city_file import training_city
from console.geo.packed import PackedCity, pack
from console.settings import Settings
from console.station.opening import Startup, make_city_keeper, make_stand_in, open_desk
from tests.desk.stations import EVENING
from tests.desk.test_editions import spoil
from tests.geo.towns import MIDDLE, town
from tests.hardware.waiting import wait_until
from tests.store.servers import Server
from tests.store.servers import server as new_server

LIMIT_S = 30


class Seat:
    """A position with its desk's thread and the keeper of its city, as the station puts them together."""

    def __init__(self, url: str, *, training: bool, position: str) -> None:
        self.board = Board()
        settings = Settings(mode="training" if training else "live", position=position)
        start = Startup(settings, url, "R. Okafor", clock=ManualClock(EVENING))
        self.desk = DeskThread(lambda: open_desk(start), self.board, lambda: make_stand_in(start))
        self.keeper = make_city_keeper(start, self.board, self._fetch)

    def open(self) -> None:
        self.desk.start()
        self.desk.opened.result(LIMIT_S)
        self.keeper.start()

    @property
    def city(self) -> City | None:
        return self.keeper.kept.city if self.keeper.kept is not None else None

    def _fetch(self, sha256: str) -> PackedCity:
        fetched: PackedCity = self.desk.order(lambda desk: desk.edition_content(sha256)).result(LIMIT_S)
        return fetched

    def close(self) -> None:
        self.keeper.stop()
        self.desk.stop()

    def publish(self, city: City) -> None:
        packed, shown = pack(city), self.board.picture.edition
        self.desk.order(lambda desk: desk.editions.put(packed, "R. Okafor")).result(LIMIT_S)
        base = shown.sha256 if shown else ""
        args = {"sha256": packed.sha256, "kind": "streets", "name": city.name, "base": base}
        self.desk.do("publish_city", args, actor="R. Okafor").result(LIMIT_S)

    def take(self, place: str) -> tuple[float | None, float | None]:
        """Take a call there; where it is."""
        done = self.desk.do("take_call", {"type": "586", "place": place}, actor="R. Okafor")
        (number,) = done.result(LIMIT_S).calls
        call = self.board.picture.calls[number]
        return call.lat, call.lon

    def wait_for(self, city: City) -> None:
        wait_until(lambda: self.city == city)


@contextmanager
def seat(url: str, *, training: bool = False, position: str = "Position 1") -> Iterator[Seat]:
    made = Seat(url, training=training, position=position)
    made.open()
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What seats keep goes into the test's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def kept_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.city"))


def test_training_begins_with_its_city_and_live_with_none(tmp_path: Path) -> None:
    with seat(f"sqlite:///{tmp_path / 'training.sqlite3'}", training=True) as made:
        lat, _ = made.take("8300 SANTA MONICA BL")
        assert made.city == training_city()
        assert lat is not None and round(lat, 3) == 34.091
    with seat(f"sqlite:///{tmp_path / 'live.sqlite3'}") as made:
        # A call is taken all the same, and is not verified.
        assert made.take("8300 SANTA MONICA BL") == (None, None)
        assert made.city is None


def test_what_one_seat_publishes_is_at_work_at_the_other(store_url: str) -> None:
    with seat(store_url) as here, seat(store_url, position="Position 2") as there:
        assert there.take("OLD MILL") == (None, None)
        here.publish(town())
        there.wait_for(town())
        assert there.take("OLD MILL") == (MIDDLE[0] + 0.001, MIDDLE[1] + 0.001)
        assert there.take("MAIN/OAK") == MIDDLE
        here.publish(town(place="New Mill"))
        there.wait_for(town(place="New Mill"))
        assert there.take("OLD MILL") == (None, None)


def test_a_start_has_the_edition_in_force_and_the_first_call_its_place(store_url: str) -> None:
    with seat(store_url) as made:
        made.publish(town())
        made.wait_for(town())
    with seat(store_url, training=True) as again:
        again.wait_for(town())
        assert again.take("OLD MILL")[0] == MIDDLE[0] + 0.001


@pytest.fixture(scope="module")
def server_to_stop() -> Iterator[Server]:
    """A server that this module may stop."""
    with new_server() as made:
        yield made


def test_a_start_without_the_server_has_the_city_that_this_seat_had(
    server_to_stop: Server, own_data: Path
) -> None:
    url = server_to_stop.new()
    with seat(url) as made:
        made.publish(town())
        made.wait_for(town())
        made.publish(town(place="New Mill"))
        made.wait_for(town(place="New Mill"))
    file = max(kept_files(own_data), key=lambda each: each.stat().st_mtime)
    with server_to_stop.gone(), seat(url) as alone:
        assert alone.board.picture.downtime_since is not None
        alone.wait_for(town(place="New Mill"))
        assert alone.take("NEW MILL")[0] == MIDDLE[0] + 0.001
    # What is in the file is checked: damaged, it is read from the server again and kept anew.
    good = file.read_bytes()
    file.write_bytes(good[:-20])
    with seat(url) as again:
        again.wait_for(town(place="New Mill"))
        wait_until(lambda: file.read_bytes() == good)


def test_the_city_stays_while_the_server_is_gone_and_after_it(server_to_stop: Server) -> None:
    with seat(server_to_stop.new()) as made:
        made.publish(town())
        made.wait_for(town())
        had = made.city
        with server_to_stop.gone():
            made.desk.order(lambda desk: desk.answers())
            wait_until(lambda: made.board.picture.downtime_since is not None)
            assert made.take("MAIN/OAK") == MIDDLE
        wait_until(lambda: made.board.picture.downtime_since is None)
        assert made.city is had


def test_a_content_that_is_lost_is_said_and_stops_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'station.sqlite3'}"
    with seat(url) as made:
        made.publish(town())
        made.wait_for(town())
    spoil(url, None)
    with seat(url) as again:
        assert again.take("OLD MILL") == (None, None)
        wait_until(lambda: "Import the file again" in again.keeper.trouble)
        again.publish(town(place="New Mill"))
        again.wait_for(town(place="New Mill"))
        assert again.keeper.trouble == ""


def test_a_damaged_content_stops_no_call(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'station.sqlite3'}"
    with seat(url) as made:
        made.publish(town())
        made.wait_for(town())
    spoil(url, b"x")
    with seat(url) as again:
        assert again.take("OLD MILL") == (None, None)
        wait_until(lambda: "not what was published" in again.keeper.trouble)
