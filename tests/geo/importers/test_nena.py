"""A GeoPackage written from the standard's field list imports whole; each way of breaking it is refused."""

import json
from pathlib import Path

import pytest

from console.geo.city import City, Segment, StreetName
from console.geo.measure import metres
from tests.geo.importers.breaking import HOUSES_BROKEN, ROADS_BROKEN
from tests.geo.importers.imports import city_of, imported, refusals
from tests.geo.importers.nena_files import (
    BLOCK,
    POINTS,
    ROADS,
    SOUTH,
    WEST,
    houses,
    town,
    write_geojson,
    write_geopackage,
)

BEFORE = {"NGUID": "RCL_NGUID", "A1_R": "State_R"}


def named(city: City, name: str) -> list[Segment]:
    return [segment for segment in city.segments if str(segment.street) == name]


@pytest.mark.parametrize("version", [2, 3])
def test_a_geopackage_of_the_whole_field_list_imports_whole(tmp_path: Path, version: int) -> None:
    file = write_geopackage(tmp_path / "town.gpkg", town(), houses(), version=version)
    city = city_of("streets", file)
    assert len(city.segments) == 12
    block = named(city, "W Alder Av")[0]
    assert (block.left.start, block.left.end, block.left.parity) == (100, 198, "even")
    assert (block.right.start, block.right.end, block.right.parity) == (101, 199, "odd")
    assert block.left.municipality == block.right.municipality == "Testville"
    assert (block.kind, block.one_way, block.speed_kmh) == ("local", "", 40)
    assert block.points == ((SOUTH, WEST), (SOUTH, WEST + BLOCK))
    assert block.source_id.startswith("urn:emergency:uid:gis:RCL:1:")


@pytest.mark.parametrize("version", [2, 3])
def test_its_address_points_and_places_come_beside_the_streets(tmp_path: Path, version: int) -> None:
    file = write_geopackage(tmp_path / "town.gpkg", town(), houses(), version=version)
    streets = city_of("streets", file)
    city = city_of("points", file, streets)
    assert city.segments == streets.segments
    assert [point.number for point in city.points] == [120, 140, 160, 180]
    assert (city.points[1].number_suffix, city.points[1].unit) == ("½", "APT 3")
    assert city.points[0].municipality == "Testville"
    (place,) = city_of("places", file, city).places
    assert (place.name, place.address, place.kind) == ("City Hall", "180 W Alder Av", "facility")


@pytest.mark.parametrize("version", [2, 3])
def test_geojson_with_those_names_says_the_same(tmp_path: Path, version: int) -> None:
    from_geopackage = city_of("streets", write_geopackage(tmp_path / "a.gpkg", town(), version=version))
    file = write_geojson(tmp_path / "a.geojson", town(), ROADS, version)
    assert city_of("streets", file).segments == from_geopackage.segments
    points = write_geojson(tmp_path / "b.geojson", houses(), POINTS, version)
    assert len(city_of("points", points, from_geopackage).points) == 4


def test_names_types_and_directions_are_written_as_everywhere_here(tmp_path: Path) -> None:
    roads = town()
    roads[0] |= {"St_PreDir": None, "St_PreTyp": "Avenue", "St_PreSep": "of the", "St_Name": "Stars"}
    roads[0] |= {"St_PosTyp": None, "St_PosDir": "Northwest"}
    roads[1] |= {"St_Name": "SAN VICENTE", "St_PosTyp": "Boulevard", "St_PreDir": "North"}
    roads[1] |= {"LSt_Name": "Clark", "LSt_Typ": "DR"}
    city = city_of("streets", write_geopackage(tmp_path / "a.gpkg", roads))
    assert city.segments[0].street == StreetName("Avenue of the Stars", post="NW")
    assert str(city.segments[1].street) == "N San Vicente Bl"
    assert [(alias.alias, str(alias.street)) for alias in city.aliases] == [("Clark Dr", "N San Vicente Bl")]


def test_ways_and_classes(tmp_path: Path) -> None:
    roads = town()
    roads[0] |= {"OneWay": "TF", "RoadClass": "Primary"}
    roads[1] |= {"OneWay": "FT", "RoadClass": "Walkway/Pedestrian Trail", "SpeedLimit": None}
    segments = city_of("streets", write_geopackage(tmp_path / "a.gpkg", roads)).segments
    said = [(segment.one_way, segment.kind) for segment in segments[:3]]
    assert said == [("against", "arterial"), ("with", "path"), ("", "local")]


def test_a_side_without_numbers_and_one_outside_of_any_city(tmp_path: Path) -> None:
    roads = town()
    roads[0] |= {"FromAddr_L": 0, "ToAddr_L": 0, "Parity_L": "Z", "A3_L": "Unincorporated"}
    roads[0] |= {"A4_L": "West Hills"}
    block = city_of("streets", write_geopackage(tmp_path / "a.gpkg", roads)).segments[0]
    assert (block.left.parity, block.left.municipality) == ("none", "West Hills")
    assert block.right.municipality == "Testville"


def test_rows_that_are_not_in_force_are_left_out_with_a_warning(tmp_path: Path) -> None:
    roads = town()
    roads[2]["Expire"] = "2025-12-31T00:00:00Z"
    roads[3]["Effective"] = "2030-01-01T00:00:00Z"
    outcome = imported("streets", write_geopackage(tmp_path / "a.gpkg", roads))
    assert outcome.city is not None
    assert (outcome.taken, outcome.left_out) == (10, 2)
    assert {(f.row, f.check) for f in outcome.findings.kept} == {(3, "not in force"), (4, "not in force")}


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("way", ROADS_BROKEN)
def test_each_way_of_breaking_it_is_refused_with_the_row_and_the_reason(
    tmp_path: Path, way: str, version: int
) -> None:
    broken, records = ROADS_BROKEN[way], town()
    broken.spoil(records)
    found = refusals("streets", write_geopackage(tmp_path / "a.gpkg", records, version=version))
    assert {finding.row for finding in found} == {broken.row}
    first = next(finding for finding in found if finding.check == broken.check)
    assert first.field == (BEFORE.get(broken.field, broken.field) if version == 2 else broken.field)
    assert broken.wrong in first.wrong
    assert first.right


@pytest.mark.parametrize("field", ["FromAddr_L", "Parity_R", "NGUID", "DiscrpAgID", "Country_L"])
def test_a_layer_without_a_required_field_is_refused(tmp_path: Path, field: str) -> None:
    found = refusals("streets", write_geopackage(tmp_path / "a.gpkg", town(), without=[field]))
    assert (found[0].row, found[0].field) == (0, field)
    assert "RoadCenterLine has no such field" in found[0].wrong


@pytest.mark.parametrize("way", HOUSES_BROKEN)
def test_each_way_of_breaking_an_address_is_refused(tmp_path: Path, way: str) -> None:
    broken, records = HOUSES_BROKEN[way], houses()
    broken.spoil(records)
    file = write_geopackage(tmp_path / "a.gpkg", town(), records)
    found = refusals("points", file, city_of("streets", file))
    of_this = [(each.row, each.field) for each in found if each.check == broken.check]
    assert of_this == [(broken.row, broken.field)]
    assert {finding.row for finding in found} == {broken.row}


@pytest.mark.parametrize(
    ("check", "way"),
    [
        ("overlap", "overlap"),
        ("dangling", "dangling end"),
        ("direction", "direction"),
        ("duplicate", "line twice"),
    ],
)
def test_what_a_person_tolerates_is_a_warning(tmp_path: Path, check: str, way: str) -> None:
    records = town()
    ROADS_BROKEN[way].spoil(records)
    file = write_geopackage(tmp_path / "a.gpkg", records)
    outcome = imported("streets", file, tolerated=frozenset({check}))
    assert outcome.city is not None
    assert outcome.findings.warned >= 1


def test_blocks_meet_at_the_same_point_although_they_were_drawn_a_little_apart(tmp_path: Path) -> None:
    records = town()
    off = (WEST + BLOCK + 0.000003, SOUTH + 0.000002)
    records[1]["geometry"] = [off, records[1]["geometry"][1]]
    assert 0.2 < metres((off[1], off[0]), (SOUTH, WEST + BLOCK)) < 0.5
    first, second = named(city_of("streets", write_geopackage(tmp_path / "a.gpkg", records)), "W Alder Av")
    assert first.points[-1] == second.points[0]


def test_a_new_geofile_keeps_nothing_of_the_one_before(tmp_path: Path) -> None:
    far = City("Elsewhere", segments=(Segment(StreetName("A"), ((48.0, 2.0), (48.1, 2.0))),))
    file = write_geopackage(tmp_path / "a.gpkg", town())
    assert {each.check for each in refusals("streets", file, far)} == {"region"}
    city = city_of("streets", file, far, anew=True, name="Testville")
    assert (city.name, len(city.segments)) == ("Testville", 12)


def test_a_row_that_lacks_a_field_which_others_have_is_refused(tmp_path: Path) -> None:
    file = write_geojson(tmp_path / "a.geojson", town(), ROADS)
    content = json.loads(file.read_text())
    del content["features"][3]["properties"]["Parity_L"]
    file.write_text(json.dumps(content))
    found = refusals("streets", file)
    assert (found[0].row, found[0].field, found[0].check) == (4, "Parity_L", "missing")
