"""Each format is read back as it was written, by the library that writes it or by hand."""

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyproj
import pytest
import shapefile

from console.errors import Refused
from console.geo.city import Area, City
from console.geo.city_file import training_city, write_city
from console.geo.measure import metres
from tests.geo.importers.imports import city_of, imported, refusals
from tests.geo.importers.nena_files import BLOCK, SOUTH, WEST, town, write_geopackage
from tests.geo.importers.tiger_files import WGS84_PRJ, write_shapefile, write_tiger

STATE_PLANE = (
    'PROJCS["NAD_1983_StatePlane_California_V_FIPS_0405_Feet",GEOGCS["GCS_North_American_1983",'
    'DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],'
    'PARAMETER["False_Easting",6561666.666666666],PARAMETER["False_Northing",1640416.666666667],'
    'PARAMETER["Central_Meridian",-118.0],PARAMETER["Standard_Parallel_1",34.03333333333333],'
    'PARAMETER["Standard_Parallel_2",35.46666666666667],PARAMETER["Latitude_Of_Origin",33.5],'
    'UNIT["Foot_US",0.3048006096012192]]'
)
TOWN = training_city()
# It is approximate: an end or two of it lies beside another street.
ENDS = frozenset({"dangling"})
# Where a package is not installed, Python finds None of it.
WITHOUT = """
import sys
sys.modules[sys.argv[1]] = None
from pathlib import Path
from console.errors import Refused
from tests.geo.importers.imports import imported
try:
    imported("streets", Path(sys.argv[2]))
except Refused as refused:
    print(refused)
"""


def feature(kind: str, coordinates: Any, **said: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": said, "geometry": {"type": kind, "coordinates": coordinates}}


def write_features(path: Path, *features: Any, **more: Any) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}), "utf-8")
    return path


def test_the_console_s_own_form_imports_as_itself_with_its_areas(tmp_path: Path) -> None:
    file = tmp_path / "city.geojson"
    file.write_text(write_city(TOWN), "utf-8")
    city = city_of("streets", file, City("x"), tolerated=ENDS)
    assert (city.segments, city.areas) == (TOWN.segments, TOWN.areas)
    assert city_of("places", file, city).places == TOWN.places


def test_areas_stay_where_the_file_has_none_and_are_checked_where_it_has(tmp_path: Path) -> None:
    file = tmp_path / "city.geojson"
    file.write_text(write_city(replace(TOWN, areas=())), "utf-8")
    assert city_of("streets", file, TOWN, tolerated=ENDS).areas == TOWN.areas
    line = Area("beat", "East", ((34.09, -118.38), (34.1, -118.38)))
    file.write_text(write_city(replace(TOWN, areas=(*TOWN.areas, line))), "utf-8")
    (found,) = refusals("streets", file, TOWN, tolerated=ENDS)
    assert (found.row, found.wrong) == (len(TOWN.areas) + 1, "has 2 corners")


def test_geojson_with_columns_by_name(tmp_path: Path) -> None:
    said = {
        "fullname": "N SAN VICENTE BLVD",
        "from_left": 101,
        "to_left": 199,
        "from_right": "100",
        "to_right": "198",
        "left_municipality": "Testville",
        "class": "arterial",
        "one_way": "with",
        "utv": "no",
        "speed_kmh": 40,
        "id": 7,
    }
    first = feature("LineString", [[WEST, SOUTH], [WEST + BLOCK, SOUTH]], **said)
    second = feature("MultiLineString", [[[WEST, SOUTH], [WEST, SOUTH + BLOCK]]], fullname="Alder St")
    file = write_features(tmp_path / "a.geojson", first, second)
    one, two = city_of("streets", file).segments
    assert str(one.street) == "N San Vicente Bl"
    assert (one.left.parity, one.right.parity) == ("odd", "even")
    assert (one.left.municipality, one.right.municipality) == ("Testville", "")
    assert (one.kind, one.one_way, one.utv, one.speed_kmh) == ("arterial", "with", False, 40)
    assert one.source_id == "7"
    assert (str(two.street), two.left.parity) == ("Alder St", "none")


def test_a_line_in_parts_that_follow_each_other_is_one_and_others_are_refused(tmp_path: Path) -> None:
    a, b, c, d = ([WEST + BLOCK * step, SOUTH] for step in range(4))
    joined = feature("MultiLineString", [[a, b], [b, c]], street="Alder St")
    apart = feature("MultiLineString", [[a, b], [c, d]], street="Birch St")
    (segment,) = city_of("streets", write_features(tmp_path / "a.geojson", joined)).segments
    assert len(segment.points) == 3
    (refused,) = refusals("streets", write_features(tmp_path / "b.geojson", apart))
    assert (refused.row, refused.wrong) == (1, "has 2 parts that do not meet")


def test_csv_points_and_places(tmp_path: Path) -> None:
    base = city_of("streets", write_geopackage(tmp_path / "a.gpkg", town()))
    points = tmp_path / "points.csv"
    points.write_text(
        "Number,Number_suffix,Street,Unit,Municipality,Lat,Lon\n"
        "120,½,W ALDER AVE,APT 3,Testville,34.0901,-118.3799\n"
        "\n"
        '140,,"West Alder Avenue",,,34.0901,-118.3795\n',
        "utf-8-sig",
    )
    first, second = city_of("points", points, base).points
    assert (first.number, first.number_suffix, first.unit) == (120, "½", "APT 3")
    assert str(first.street) == str(second.street) == "W Alder Av"
    places = tmp_path / "places.csv"
    places.write_text(
        "name,kind,aliases,address,lat,lon\n"
        "City Hall,facility,Town Hall; Mayor,100 W Alder Av,34.0901,-118.3799\n"
    )
    (place,) = city_of("places", places, base).places
    assert (place.name, place.aliases) == ("City Hall", ("Town Hall", "Mayor"))
    assert place.address == "100 W Alder Av"


def test_rows_of_a_csv_are_refused_by_number_and_column(tmp_path: Path) -> None:
    base = city_of("streets", write_geopackage(tmp_path / "a.gpkg", town()))
    file = tmp_path / "points.csv"
    file.write_text(
        "number,street,lat,lon\n120,W Alder Av,34.09,-118.38\nx,W Alder Av,34.09,-118.38\n"
        "140,,34.09,-118.38\n160,W Alder Av,,\n180,W Alder Av,north,-118.38\n200,Elder St,34.09,-118.38\n"
        "220,W Alder Av,34.09,-118.38,too,many\n"
    )
    found = refusals("points", file, base)
    assert [(each.row, each.field, each.check) for each in found] == [
        (2, "number", "type"),
        (3, "street", "missing"),
        (4, "geometry", "geometry"),
        (5, "geometry", "geometry"),
        (6, "street", "no street"),
        (7, "geometry", "geometry"),
    ]


@pytest.mark.parametrize("zipped", [False, True])
def test_a_shapefile_with_its_parts_or_zipped(tmp_path: Path, zipped: bool) -> None:
    spots = [(WEST, SOUTH), (WEST + BLOCK, SOUTH)]
    rows = [({"STREET": "Peña Blvd", "LEFT_FROM": 101, "LEFT_TO": 199, "ID": "a"}, spots)]
    file = write_shapefile(tmp_path / "roads", rows)
    if zipped:
        packed = tmp_path / "packed.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for each in tmp_path.glob("roads.*"):
                archive.write(each, f"county/{each.name}")
        file = packed
    (segment,) = city_of("streets", file).segments
    assert (str(segment.street), segment.left.start, segment.left.parity) == ("Peña Bl", 101, "odd")
    assert metres(segment.points[0], (SOUTH, WEST)) < 0.01


def test_tiger_edges_with_the_ranges_of_addrfeat(tmp_path: Path) -> None:
    outcome = imported("streets", write_tiger(tmp_path))
    assert outcome.city is not None
    by_id = {segment.source_id: segment for segment in outcome.city.segments}
    assert set(by_id) == {"1", "2", "4"}
    assert str(by_id["1"].street) == "N San Vicente Bl"
    assert (by_id["1"].left.start, by_id["1"].left.end, by_id["1"].left.parity) == (101, 199, "odd")
    assert (by_id["1"].right.start, by_id["1"].right.end) == (100, 198)
    assert (by_id["1"].kind, by_id["2"].kind, by_id["4"].kind) == ("arterial", "local", "path")
    assert outcome.left_out == 1
    assert "NAD 83" in outcome.notes[0]


@pytest.mark.parametrize(("alone", "first"), [("edges", 1), ("addrfeat", 101)])
def test_either_half_of_a_county_alone(tmp_path: Path, alone: str, first: int) -> None:
    write_tiger(tmp_path)
    for each in tmp_path.glob(f"*{'addrfeat' if alone == 'edges' else 'edges'}*"):
        each.unlink()
    city = city_of("streets", tmp_path / f"tl_2025_06037_{alone}.shp")
    assert city.segments[0].left.start == first


def test_state_plane_is_converted(tmp_path: Path) -> None:
    feet = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:2229", always_xy=True).transform
    spots = [feet(WEST, SOUTH), feet(WEST + BLOCK, SOUTH)]
    file = write_shapefile(tmp_path / "roads", [({"STREET": "Alder St"}, spots)], STATE_PLANE)
    (segment,) = city_of("streets", file).segments
    # NAD 83 and WGS-84 are taken for one there, as everywhere without a grid.
    assert metres(segment.points[0], (SOUTH, WEST)) < 2.0
    records = [{**each, "geometry": [feet(*spot) for spot in each["geometry"]]} for each in town()]
    city = city_of("streets", write_geopackage(tmp_path / "a.gpkg", records, srs=2229))
    assert metres(city.segments[0].points[0], (SOUTH, WEST)) < 0.1
    named = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2229"}}}
    line = feature("LineString", [list(spot) for spot in spots], street="Alder St")
    (segment,) = city_of("streets", write_features(tmp_path / "a.geojson", line, **named)).segments
    assert metres(segment.points[0], (SOUTH, WEST)) < 0.1


@pytest.mark.parametrize(
    ("missing", "file", "extra"), [("pyproj", "roads.shp", "projections"), ("osmium", "a.osm", "osm")]
)
def test_what_an_extra_is_needed_for_is_said_plainly(
    tmp_path: Path, missing: str, file: str, extra: str
) -> None:
    write_shapefile(tmp_path / "roads", [({"STREET": "Alder St"}, [(1.0, 2.0), (3.0, 4.0)])], STATE_PLANE)
    (tmp_path / "a.osm").write_text("<osm version='0.6'/>")
    ran = [sys.executable, "-c", WITHOUT, missing, str(tmp_path / file)]
    said = subprocess.run(ran, capture_output=True, text=True, check=True, timeout=60).stdout
    assert f"pip install 'cso-console[{extra}]'" in said


@pytest.mark.parametrize("code", [999_999, 14326, 94326])
def test_a_coordinate_system_that_nobody_knows_is_refused(tmp_path: Path, code: int) -> None:
    file = write_geopackage(tmp_path / "a.gpkg", town(), srs=code)
    with pytest.raises(Refused, match="not known"):
        imported("streets", file)


def test_a_file_without_streets_says_what_it_has(tmp_path: Path) -> None:
    file = write_features(tmp_path / "a.geojson", feature("Point", [WEST, SOUTH], height=3))
    with pytest.raises(Refused, match=r"no streets.*height"):
        imported("streets", file)
    empty = write_shapefile(tmp_path / "roads", [], WGS84_PRJ)
    with pytest.raises(Refused, match="no streets in"):
        imported("streets", empty)


def test_an_old_shapefile_has_windows_letters(tmp_path: Path) -> None:
    base = tmp_path / "roads"
    with shapefile.Writer(str(base), shapeType=shapefile.POLYLINE, encoding="cp1252") as made:
        made.field("STREET", "C", 40)
        made.line([[[WEST, SOUTH], [WEST + BLOCK, SOUTH]]])
        made.record("Peña Blvd")
    base.with_suffix(".cpg").unlink(missing_ok=True)
    (segment,) = city_of("streets", base.with_suffix(".shp")).segments
    assert segment.street.base == "Peña"
