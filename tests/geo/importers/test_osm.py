"""OpenStreetMap files: streets cut where ways share a node, forbidden turns, addresses and places."""

from pathlib import Path

import osmium
import pytest

from console.errors import Refused
from console.geo.city import City
from tests.geo.importers.imports import city_of, imported
from tests.geo.importers.nena_files import SOUTH, WEST

# Two streets that cross at node 3, a footbridge that shares no node with them, a street without a name,
# a shop, two addresses, a park, and a turn that is forbidden.
MAP = f"""<?xml version='1.0' encoding='UTF-8'?>
<osm version='0.6'>
 <node id='1' lat='{SOUTH}' lon='{WEST - 0.002}'/>
 <node id='2' lat='{SOUTH}' lon='{WEST + 0.002}'/>
 <node id='3' lat='{SOUTH}' lon='{WEST}'/>
 <node id='4' lat='{SOUTH - 0.002}' lon='{WEST}'/>
 <node id='5' lat='{SOUTH + 0.002}' lon='{WEST}'/>
 <node id='6' lat='{SOUTH + 0.001}' lon='{WEST - 0.001}'/>
 <node id='7' lat='{SOUTH + 0.001}' lon='{WEST + 0.001}'/>
 <node id='8' lat='{SOUTH + 0.0001}' lon='{WEST}'><tag k='name' v='Corner Shop'/><tag k='shop' v='kiosk'/>
  <tag k='addr:housenumber' v='8300A'/><tag k='addr:street' v='Alder Avenue'/></node>
 <node id='9' lat='{SOUTH + 0.0002}' lon='{WEST}'>
  <tag k='addr:housenumber' v='8301-8309'/><tag k='addr:street' v='Alder Avenue'/></node>
 <way id='10'><nd ref='1'/><nd ref='3'/><nd ref='2'/><tag k='highway' v='secondary'/>
  <tag k='name' v='Alder Avenue'/><tag k='maxspeed' v='35 mph'/></way>
 <way id='11'><nd ref='4'/><nd ref='3'/><nd ref='5'/><tag k='highway' v='residential'/>
  <tag k='name' v='North Birch Street'/><tag k='oneway' v='-1'/><tag k='old_name' v='Elder Street'/></way>
 <way id='12'><nd ref='6'/><nd ref='7'/><tag k='highway' v='footway'/><tag k='bridge' v='yes'/></way>
 <way id='13'><nd ref='6'/><nd ref='7'/><tag k='highway' v='residential'/></way>
 <way id='14'><nd ref='6'/><nd ref='7'/><nd ref='5'/><nd ref='6'/><tag k='leisure' v='park'/>
  <tag k='name' v='Cedar Park'/></way>
 <relation id='20'><member type='way' ref='10' role='from'/><member type='node' ref='3' role='via'/>
  <member type='way' ref='11' role='to'/><tag k='type' v='restriction'/>
  <tag k='restriction' v='no_right_turn'/></relation>
</osm>
"""
ENTITIES = """<?xml version='1.0'?>
<!DOCTYPE osm [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/hostname'>]>
<osm version='0.6'><way id='1'><tag k='highway' v='residential'/><tag k='name' v='&b;&c;'/></way></osm>
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "map.osm"
    path.write_text(MAP)
    return path


def test_ways_are_cut_where_they_share_a_node_and_nowhere_else(file: Path) -> None:
    outcome = imported("streets", file)
    city = outcome.city
    assert city is not None
    assert [(str(s.street), s.source_id) for s in city.segments] == [
        ("Alder Av", "way/10"),
        ("Alder Av", "way/10"),
        ("N Birch St", "way/11"),
        ("N Birch St", "way/11"),
        ("", "way/12"),
    ]
    ends = [(s.points[0], s.points[-1]) for s in city.segments]
    assert ends[0][1] == ends[1][0] == ends[2][1] == ends[3][0] == (SOUTH, WEST)
    assert (city.segments[0].kind, city.segments[0].speed_kmh) == ("arterial", 56)
    assert (city.segments[2].one_way, city.segments[4].kind) == ("against", "path")
    assert [(alias.alias, str(alias.street)) for alias in city.aliases] == [("Elder Street", "N Birch St")]
    # A street that nobody named is left out.
    assert outcome.left_out == 1


def test_a_forbidden_turn_is_between_the_segments_that_meet_there(file: Path) -> None:
    assert city_of("streets", file).no_turns == {(0, 2), (0, 3), (1, 2), (1, 3)}


def test_the_only_turn_allowed_forbids_the_others(tmp_path: Path) -> None:
    file = tmp_path / "map.osm"
    only = MAP.replace("no_right_turn", "only_straight_on")
    file.write_text(only.replace("ref='11' role='to'", "ref='10' role='to'"))
    assert city_of("streets", file).no_turns == {(0, 2), (0, 3), (1, 2), (1, 3)}


def test_addresses_and_places(file: Path) -> None:
    streets = city_of("streets", file)
    outcome = imported("points", file, streets)
    assert outcome.city is not None
    (point,) = outcome.city.points
    assert (point.number, point.number_suffix, str(point.street)) == (8300, "A", "Alder Av")
    assert point.municipality == ""
    (warning,) = outcome.findings.kept
    assert "8301-8309" in warning.wrong
    places = city_of("places", file, streets).places
    assert {(each.name, each.kind, each.address) for each in places} == {
        ("Corner Shop", "business", "8300A Alder Av"),
        ("Cedar Park", "park", ""),
    }


def test_a_pbf_says_the_same(file: Path, tmp_path: Path) -> None:
    packed = tmp_path / "map.osm.pbf"
    with osmium.SimpleWriter(str(packed)) as made:
        for each in osmium.FileProcessor(str(file)):
            made.add(each)
    assert city_of("streets", packed).segments == city_of("streets", file).segments


@pytest.mark.parametrize(
    "text", [ENTITIES, MAP[:900], "<osm", "", "Dear sirs", "<osm version='0.6'><node id='x'/></osm>"]
)
def test_entities_and_damage_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "map.osm"
    file.write_text(text)
    with pytest.raises(Refused, match="damaged"):
        imported("streets", file)


def test_a_damaged_pbf_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "map.pbf"
    file.write_bytes(b"\0\0\0\x0d\x0a\x09OSMHeader" + bytes(50))
    with pytest.raises(Refused, match="damaged"):
        imported("streets", file)


def test_a_way_that_leads_out_of_the_extract_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "map.osm"
    inside = "<nd ref='6'/><nd ref='7'/><tag k='highway' v='footway'/>"
    file.write_text(MAP.replace(inside, inside.replace("'7'", "'99'")))
    assert len(city_of("streets", file, City("")).segments) == 4
