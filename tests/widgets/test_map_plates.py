"""Name plates never cover each other, and cover nothing else when there is room."""

from hypothesis import given
from hypothesis import strategies as st

from console.widgets.map.plates import Box, Occupied, Plate, Standing, place_plates

PLACES = st.tuples(st.integers(0, 400), st.integers(0, 300), st.integers(20, 110), st.integers(0, 3))


NO_NAMES = Occupied()


def plates_at(places):
    return [Plate(f"unit {n}", x, y, 12, width, 20, rank) for n, (x, y, width, rank) in enumerate(places)]


def marker(plate):
    return Box(plate.x - plate.reach, plate.y - plate.reach, plate.x + plate.reach, plate.y + plate.reach)


def placed(plates, names=NO_NAMES, sides=None):
    plates, standing = list(plates), Standing()
    for plate in plates:
        standing.add(plate.x, plate.y, plate.reach, 14.0)
    return {key: box for key, (box, _side) in place_plates(plates, names, standing, sides or {}).items()}


@given(st.lists(PLACES, max_size=60))
def test_no_two_plates_overlap(places):
    boxes = list(placed(plates_at(places)).values())
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


@given(st.lists(PLACES, max_size=40, unique_by=lambda place: place[:2]))
def test_a_plate_covers_no_other_marker_unless_it_is_the_selection(places):
    plates = {plate.key: plate for plate in plates_at(places)}
    for key, box in placed(plates.values()).items():
        others = [marker(plate) for other, plate in plates.items() if other != key]
        assert plates[key].rank == 0 or not any(box.overlaps(each) for each in others)


@given(st.lists(PLACES, max_size=30), st.randoms())
def test_the_order_in_which_plates_come_does_not_matter(places, random):
    plates = plates_at(places)
    assert placed(plates) == placed(random.sample(plates, len(plates)))


def test_right_is_tried_first_then_left_then_top_then_bottom():
    plate = Plate("a", 0, 0, 12, 60, 20, 3)
    right, left, top, bottom = (plate.at_side(side) for side in range(4))
    assert placed([plate])["a"] == right
    assert placed([plate], Occupied([right]))["a"] == left
    assert placed([plate], Occupied([right, left]))["a"] == top
    assert placed([plate], Occupied([right, left, top]))["a"] == bottom


def test_the_edge_of_what_is_seen_cuts_a_plate_only_where_no_other_side_has_room():
    plate, standing = Plate("a", 90, 50, 12, 60, 20, 3), Standing()
    right, left = plate.at_side(0), plate.at_side(1)
    seen = Box(0, 0, 100, 100)
    assert place_plates([plate], NO_NAMES, standing, seen=seen)["a"] == (left, 1)
    assert place_plates([plate], NO_NAMES, standing, {"a": 0}, seen=seen)["a"] == (left, 1)
    assert place_plates([plate], Occupied([left]), standing, seen=seen)["a"] == (left, 1), "over a name"
    standing.add(left.left, left.top, 8, 14)
    assert place_plates([plate], NO_NAMES, standing, seen=seen)["a"] == (right, 0)


def test_a_plate_stays_on_the_side_where_it_stood():
    plate = Plate("a", 0, 0, 12, 60, 20, 3)
    assert placed([plate], sides={"a": 2})["a"] == plate.at_side(2)
    assert placed([plate], Occupied([plate.at_side(2)]), {"a": 2})["a"] == plate.at_side(0)


def test_a_street_name_is_covered_only_when_every_side_would_cover_one():
    everywhere = Occupied([Box(-500, -500, 500, 500)])
    plate = Plate("a", 0, 0, 12, 60, 20, 3)
    assert placed([plate], everywhere)["a"] == plate.at_side(0)


def test_the_selection_gets_the_better_side():
    near = [Plate("unit", 0, 0, 12, 60, 20, 3), Plate("selected", 90, 0, 12, 60, 20, 0)]
    assert placed(near)["selected"] == near[1].at_side(0)
