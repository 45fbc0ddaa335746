"""Editions of the geofile: published whole or not, seen by every seat, restored, and checked by verify."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from console.errors import Refused, Unavailable
from console.geo.city import City
from console.geo.city_file import training_city
from console.geo.packed import PackedCity, pack
from console.models import CityContent
from console.store.engine import make_engine
from tests.desk.stations import Bench, bench
from tests.store.backups import made, put_back

TOWN = training_city()
OTHER = City("Other", segments=TOWN.segments[:10], places=TOWN.places)


@pytest.fixture
def here(store_url: str) -> Iterator[Bench]:
    with bench(store_url) as opened:
        yield opened


def publish(here: Bench, city: City, kind: str = "streets", base: str | None = None) -> str:
    """Publish a city on top of what the board shows, as an import does."""
    packed = pack(city)
    here.desk.editions.put(packed, "R. Okafor")
    shown = here.board.picture.edition
    before = (shown.sha256 if shown else "") if base is None else base
    args = {"segments": len(city.segments), "points": 0, "places": len(city.places)}
    said = here.do("publish_city", sha256=packed.sha256, kind=kind, name=city.name, base=before, **args)
    return said.said


def test_a_published_city_is_on_the_board_and_comes_back_as_it_was(here: Bench) -> None:
    assert here.desk.current_edition() is None
    counts = f"{len(TOWN.segments)} segments, 0 address points, {len(TOWN.places)} places"
    assert publish(here, TOWN) == f"Edition 1 of the geofile is published: {counts}."
    shown = here.board.picture.edition
    assert shown is not None
    assert (shown.id, shown.name, shown.kind, shown.by) == (1, TOWN.name, "streets", "R. Okafor")
    assert shown == here.desk.current_edition() == here.desk.load().edition
    assert here.desk.edition_content(shown.sha256).city() == TOWN
    (entry,) = here.desk.journal()
    assert shown.sha256 in entry.args
    assert len(entry.args) < 1000


def test_another_seat_sees_it_by_the_feed(here: Bench, store_url: str) -> None:
    with bench(store_url, seat="Position 2") as there:
        publish(here, TOWN)
        there.board.apply(there.desk.news())
        assert there.board.picture.edition == here.board.picture.edition


def test_the_edition_before_stays_and_is_restored(here: Bench) -> None:
    publish(here, TOWN)
    publish(here, OTHER, "places")
    here.do("restore_city", edition=1)
    newest = here.board.picture.edition
    assert newest is not None
    assert (newest.id, newest.kind, newest.source) == (3, "restored", "edition 1")
    assert newest.segments == len(TOWN.segments)
    assert here.desk.edition_content(newest.sha256).city() == TOWN
    assert [each.id for each in here.desk.editions.all()] == [3, 2, 1]
    assert not here.desk.verify().broken


def test_the_same_again_changes_nothing(here: Bench) -> None:
    publish(here, TOWN)
    assert publish(here, TOWN) == "Edition 1 says the same already."
    assert here.do("restore_city", edition=1).said == "Edition 1 says the same already."
    assert len(here.desk.editions.all()) == 1


def test_an_order_that_comes_twice_is_done_once(here: Bench) -> None:
    packed = pack(TOWN)
    here.desk.editions.put(packed, "R. Okafor")
    args = {"sha256": packed.sha256, "kind": "streets", "name": "Town"}
    first, again = (here.desk.do("publish_city", args, actor="R. Okafor", key="k") for _ in range(2))
    assert first.entry == again.entry
    assert len(here.desk.editions.all()) == 1


def test_what_was_published_meanwhile_is_not_written_over(here: Bench) -> None:
    publish(here, TOWN)
    with pytest.raises(Refused, match="published meanwhile"):
        publish(here, OTHER, base="")
    assert len(here.desk.editions.all()) == 1


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({"sha256": "0" * 64}, "not in this store"),
        ({"sha256": "' OR 1=1 --"}, "not in this store"),
        ({"kind": "areas"}, "no kind of import"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_be_published_is_refused(here: Bench, args: dict[str, str], why: str) -> None:
    packed = pack(TOWN)
    here.desk.editions.put(packed, "R. Okafor")
    good = {"sha256": packed.sha256, "kind": "streets", "name": "Town"}
    assert why in here.refused("publish_city", **{**good, **args}).reason
    assert here.desk.current_edition() is None


def test_an_edition_that_is_not_there_is_refused_and_its_content_unavailable(here: Bench) -> None:
    assert "no edition 7" in here.refused("restore_city", edition=7).reason
    with pytest.raises(Unavailable, match="Import the file again"):
        here.desk.edition_content("0" * 64)


def spoil(store_url: str, packed: bytes | None) -> None:
    """Change or remove what is stored, behind the program's back."""
    engine = make_engine(store_url)
    with engine.begin() as connection:
        change = delete(CityContent) if packed is None else update(CityContent).values(packed=packed)
        connection.execute(change)
    engine.dispose()


@pytest.mark.parametrize(
    "packed", [None, b"", b"x", zlib.compress(b"{}"), pack(OTHER).packed, pack(TOWN).packed[:-9]]
)
def test_verify_names_the_entry_whose_content_is_not_what_was_published(
    here: Bench, store_url: str, packed: bytes | None
) -> None:
    here.take()
    publish(here, TOWN)
    spoil(store_url, packed)
    verdict = here.desk.verify()
    assert (verdict.broken, verdict.entries) == (2, 2)
    assert "Edition 1" in verdict.why


def test_a_bomb_in_the_store_is_not_unpacked() -> None:
    bomb = PackedCity("0" * 64, zlib.compress(bytes(300_000_000), 1))
    with pytest.raises(Unavailable, match="not what was published"):
        bomb.city()


def test_a_backup_has_the_editions_and_so_has_the_time_after_it(tmp_path: Path) -> None:
    file = tmp_path / "station.sqlite3"
    with bench(file) as here:
        publish(here, TOWN)
        backup = made(here, file)
        here.clock.advance(3600)
        publish(here, OTHER)
        here.clock.advance(60)
        later = here.clock.now()
    put_back(file, backup.file)
    with bench(file) as here:
        assert [each.id for each in here.desk.editions.all()] == [1]
    (aside,) = tmp_path.glob("*.aside-*")
    aside.replace(file)
    put_back(file, backup.file, later)
    with bench(file) as here:
        newest = here.desk.current_edition()
        assert newest is not None
        assert (newest.id, here.desk.edition_content(newest.sha256).city()) == (2, OTHER)
        assert not here.desk.verify().broken
