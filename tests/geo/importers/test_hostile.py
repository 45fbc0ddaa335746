"""Files made to harm: bombs, names that lead elsewhere, counts that lie, texts that are none."""

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from console.errors import Refused, Unavailable
from console.geo.importers import bounds
from console.geo.importers.findings import KEPT, Findings
from console.geo.importers.zipped import unzip
from tests.geo.importers.imports import imported, refusals
from tests.geo.importers.nena_files import ROADS, SOUTH, WEST, town, write_geojson, write_geopackage
from tests.geo.importers.tiger_files import write_shapefile

LINE = [[WEST, SOUTH], [WEST + 0.002, SOUTH]]
GOOD = {
    "type": "Feature",
    "properties": {"street": "A St"},
    "geometry": {"type": "LineString", "coordinates": LINE},
}


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def written(path: Path, *features: Any) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.mark.parametrize(
    "name", ["../roads.shp", "/etc/roads.shp", "a/../../roads.shp", "..\\roads.shp", "C:roads.shp"]
)
def test_a_zip_with_a_name_that_leads_out_of_it_is_not_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="leads out of it"):
        imported("streets", packed(tmp_path / "a.zip", {name: b"x"}))


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("roads.shp")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Refused, match="leads out of it"):
        imported("streets", file)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = packed(tmp_path / "a.zip", {"roads.geojson": bytes(5_000_000)})
    assert file.stat().st_size < 10_000
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Refused, match="more than it may"):
        unzip(file, folder, largest=3_000_000)
    assert sum(each.stat().st_size for each in folder.iterdir()) <= 3_000_000


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"readme.txt": b"x"}, "nothing that can be imported"),
        ({"a.geojson": b"{}", "b.csv": b"x"}, "several files"),
        ({"a/r.geojson": b"{}", "b/r.geojson": b"{}"}, "two files"),
        ({f"{n}.csv": b"x" for n in range(300)}, "300 files"),
        ({"in.zip": b"PK"}, "nothing that can be imported"),
    ],
)
def test_a_zip_of_other_things_is_refused(tmp_path: Path, files: dict[str, bytes], why: str) -> None:
    with pytest.raises(Refused, match=why):
        imported("streets", packed(tmp_path / "a.zip", files))


def test_a_zip_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(b"PK\3\4" + bytes(40))
    with pytest.raises(Refused, match="damaged"):
        imported("streets", file)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "7",
        '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": {}}',
        '{"type": "FeatureCollection", "features": [], "x": NaN}',
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"type": "FeatureCollection", "features": [' + "1" * 5000 + "]}",
    ],
)
def test_json_that_is_no_geojson_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.geojson"
    file.write_text(text)
    with pytest.raises(Refused):
        imported("streets", file)


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        [],
        [[]],
        [[1]],
        [["a", "b"], ["c", "d"]],
        [[True, False], [True, True]],
        [["TOO LARGE", 1], [2, 2]],
        [[[1, 2]], [[3, 4]]],
        [[10**400, 1], [2, 2]],
        {"a": 1},
        "line",
        [[0.001 * n, 0.0] for n in range(30_000)],
    ],
)
def test_coordinates_that_are_none_are_refused_by_row(tmp_path: Path, coordinates: Any) -> None:
    file = written(
        tmp_path / "a.geojson", GOOD, GOOD | {"geometry": {"type": "LineString", "coordinates": coordinates}}
    )
    # A number too large for any float is one in JSON all the same.
    file.write_text(file.read_text().replace('"TOO LARGE"', "1e400"))
    (found,) = refusals("streets", file)
    assert (found.row, found.field) == (2, "geometry")


@pytest.mark.parametrize(
    "features", [[None], [7], [[]], [{"properties": 3}], [{"properties": {"street": {"a": 1}}}]]
)
def test_features_that_are_none_are_refused(tmp_path: Path, features: list[Any]) -> None:
    file = written(tmp_path / "a.geojson", GOOD, *features)
    assert {each.row for each in refusals("streets", file)} == {2}


@pytest.mark.parametrize("text", ["a\0b", "a\nb", "\x1b[2J", "\u202eabc", "x" * 300])
def test_texts_that_cannot_be_shown_are_refused(tmp_path: Path, text: str) -> None:
    records = town()
    records[4]["St_Name"] = text
    (found,) = refusals("streets", write_geojson(tmp_path / "a.geojson", records, ROADS))
    assert (found.row, found.field) == (5, "St_Name")
    assert found.wrong.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        b"number,street\n\xff\xfe,x\n",
        b'number,street,lat,lon\n"' + b"x" * 70_000,
        b"number,street,lat,lon\n1,\0,1,1\n",
        b"",
        b"number\n1\n",
        b"number,Number,lat\n1,2,3\n",
        b'number,street\n"1"x,y\n',
        b",".join(b"c%d" % n for n in range(500)),
    ],
)
def test_a_csv_that_is_none_is_refused(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(text)
    with pytest.raises(Refused):
        imported("points", file)


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "-", "34.09.1", "٣٤"])
def test_positions_that_are_no_numbers_are_refused(tmp_path: Path, value: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"name,lat,lon\nHall,{value},-118.38\n", "utf-8")
    (found,) = refusals("places", file)
    assert (found.row, found.field) == (1, "geometry")


def test_rows_without_end_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    file.write_text('{"type": "FeatureCollection", "features": [' + "0," * bounds.MOST_ROWS + "0]}")
    with pytest.raises(Refused, match="500000 are the most"):
        imported("streets", file)


def test_a_file_too_large_or_not_there_or_of_no_kind(tmp_path: Path) -> None:
    huge = tmp_path / "a.geojson"
    with huge.open("wb") as file:
        file.truncate(bounds.LARGEST_TEXT_FILE + 1)
    with pytest.raises(Refused, match="200 MB are the most"):
        imported("streets", huge)
    with pytest.raises(Unavailable, match="cannot be read"):
        imported("streets", tmp_path / "none.geojson")
    with pytest.raises(Refused, match="of no kind"):
        imported("streets", tmp_path / "a.pdf")
    folder = tmp_path / "b.csv"
    folder.mkdir()
    with pytest.raises(Refused, match="is no file"):
        imported("streets", folder)


@pytest.mark.parametrize(("at", "value"), [(4, 0xFFFFFFFF), (4, 100_000), (8, 0xFFFF), (10, 0xFFFF)])
def test_a_dbf_whose_header_lies_is_refused(tmp_path: Path, at: int, value: int) -> None:
    file = write_shapefile(tmp_path / "roads", [({"STREET": "Alder St"}, [(1.0, 2.0), (3.0, 4.0)])])
    table = file.with_suffix(".dbf")
    content = bytearray(table.read_bytes())
    struct.pack_into("<I" if at == 4 else "<H", content, at, value)
    table.write_bytes(content)
    with pytest.raises(Refused):
        imported("streets", file)


def test_a_shapefile_without_its_table_or_cut_off_is_refused(tmp_path: Path) -> None:
    file = write_shapefile(tmp_path / "roads", [({"STREET": "Alder St"}, [(1.0, 2.0), (3.0, 4.0)])])
    whole = file.read_bytes()
    file.write_bytes(whole[:-8])
    with pytest.raises(Refused, match="another length"):
        imported("streets", file)
    file.write_bytes(whole)
    file.with_suffix(".dbf").unlink()
    with pytest.raises(Refused, match=r"no \.dbf"):
        imported("streets", file)


def test_findings_are_bounded_and_all_counted() -> None:
    found = Findings()
    for row in range(KEPT + 5):
        found.refuse(row, "Parity_L", "domain", "is X", "O or E")
    assert (found.refused, len(found.kept)) == (KEPT + 5, KEPT)


def test_an_unknown_check_cannot_be_tolerated(tmp_path: Path) -> None:
    file = write_geopackage(tmp_path / "a.gpkg", town())
    with pytest.raises(Refused, match="no check missing to tolerate"):
        imported("streets", file, tolerated=frozenset({"missing"}))
