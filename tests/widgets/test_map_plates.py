"""Name plates never cover each other, and cover nothing else when there is room."""

from hypothesis import given
from hypothesis import strategies as st

from console.widgets.map.plates import Box, Occupied, Plate, place_plates

PLACES = st.tuples(st.integers(0, 400), st.integers(0, 300), st.integers(20, 110), st.integers(0, 3))


def plates_at(places):
    return [Plate(f"unit {n}", x, y, 12, width, 20, rank) for n, (x, y, width, rank) in enumerate(places)]


@given(st.lists(PLACES, max_size=60))
def test_no_two_plates_overlap(places):
    boxes = list(place_plates(plates_at(places), Occupied()).values())
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


@given(st.lists(PLACES, max_size=40))
def test_a_plate_covers_no_other_marker_unless_it_is_the_selection(places):
    plates = {plate.key: plate for plate in plates_at(places)}
    for key, box in place_plates(plates.values(), Occupied()).items():
        others = [plate.marker for other, plate in plates.items() if other != key]
        assert plates[key].rank == 0 or not any(box.overlaps(marker) for marker in others)


@given(st.lists(PLACES, max_size=30), st.randoms())
def test_the_order_in_which_plates_come_does_not_matter(places, random):
    plates = plates_at(places)
    shuffled = random.sample(plates, len(plates))
    assert place_plates(plates, Occupied()) == place_plates(shuffled, Occupied())


def test_right_is_tried_first_then_left_then_top_then_bottom():
    plate = Plate("a", 0, 0, 12, 60, 20, 3)
    right, left, top, bottom = plate.choices()
    assert place_plates([plate], Occupied())["a"] == right
    assert place_plates([plate], Occupied([right]))["a"] == left
    assert place_plates([plate], Occupied([right, left]))["a"] == top
    assert place_plates([plate], Occupied([right, left, top]))["a"] == bottom


def test_a_street_name_is_covered_only_when_every_side_would_cover_one():
    everywhere = Occupied([Box(-500, -500, 500, 500)])
    plate = Plate("a", 0, 0, 12, 60, 20, 3)
    assert place_plates([plate], everywhere)["a"] == next(plate.choices())


def test_the_selection_gets_the_better_side():
    near = [Plate("unit", 0, 0, 12, 60, 20, 3), Plate("selected", 90, 0, 12, 60, 20, 0)]
    boxes = place_plates(near, Occupied())
    assert boxes["selected"] == next(near[1].choices())
