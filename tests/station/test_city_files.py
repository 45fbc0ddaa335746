"""Editions kept as files: whole or not at all, and there without the store."""

from pathlib import Path

import pytest

from console.errors import Unavailable
from console.geo.city import City
from console.geo.packed import PackedCity, pack
from console.station.city_files import KEPT, CityFiles

TOWN = pack(City("Testville"))


def gone(sha256: str) -> PackedCity:
    raise Unavailable("The server is away.")


def test_what_the_store_gave_once_is_there_without_it(tmp_path: Path) -> None:
    assert CityFiles(tmp_path, lambda _: TOWN).content(TOWN.sha256) == TOWN
    without = CityFiles(tmp_path, gone)
    assert without.content(TOWN.sha256) == TOWN
    assert without.newest() == TOWN


def test_what_is_damaged_is_asked_for_again(tmp_path: Path) -> None:
    CityFiles(tmp_path, lambda _: TOWN).content(TOWN.sha256)
    (file,) = tmp_path.glob("*.city")
    file.write_bytes(file.read_bytes()[:-4])
    with pytest.raises(Unavailable):
        CityFiles(tmp_path, gone).content(TOWN.sha256)
    assert CityFiles(tmp_path, gone).newest() is None
    assert CityFiles(tmp_path, lambda _: TOWN).content(TOWN.sha256) == TOWN
    assert CityFiles(tmp_path, gone).content(TOWN.sha256) == TOWN


def test_the_last_few_stay(tmp_path: Path) -> None:
    for n in range(KEPT + 2):
        town = pack(City(f"Town {n}"))
        CityFiles(tmp_path, lambda _, town=town: town).content(town.sha256)
    assert len(list(tmp_path.glob("*.city"))) == KEPT


def test_a_folder_that_cannot_be_written_costs_only_the_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cities").write_text("in the way")
    assert CityFiles(tmp_path / "cities", lambda _: TOWN).content(TOWN.sha256) == TOWN
    assert "not kept" in caplog.text


def test_a_hash_is_no_way_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        CityFiles(tmp_path / "cities", gone).content("../../etc/passwd")
    assert not list(tmp_path.glob("**/*.city"))
