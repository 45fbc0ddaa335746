"""Two positions correct one call: different fields merge, the same field is never overwritten unseen."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import Refused
from tests.desk.stations import Bench, bench


@pytest.fixture
def seats(store_url: str) -> Iterator[tuple[Bench, Bench]]:
    with bench(store_url, seat="Position 1") as one, bench(store_url, seat="Position 2") as other:
        yield one, other


def amend(here: Bench, number: str, opened: dict[str, object], **now: object) -> str:
    """Correct a call as a position does that opened it when it was `opened`."""
    seen = {f"{name}_was": opened[name] for name in now}
    return here.do("amend_call", call=number, version=opened["version"], **seen, **now).said


def opened(here: Bench, number: str) -> dict[str, object]:
    here.board.apply(here.desk.news())
    call = here.call(number)
    return {"version": call.version, "place": call.place, "type": call.type_code, "priority": call.priority}


def test_different_fields_of_two_positions_are_both_changed(seats: tuple[Bench, Bench]) -> None:
    one, other = seats
    number = one.take()
    here, there = opened(one, number), opened(other, number)
    amend(one, number, here, place="8383 SANTA MONICA BL")
    amend(other, number, there, priority=1)
    call = other.call(number)
    assert (call.place, call.priority, call.version) == ("8383 SANTA MONICA BL", 1, 3)
    assert [line.text for line in call.timeline] == [
        "Place: was 8300 SANTA MONICA BL, now 8383 SANTA MONICA BL",
        "Priority: was 3, now 1",
    ]


def test_the_same_field_is_refused_with_who_and_when(seats: tuple[Bench, Bench]) -> None:
    one, other = seats
    number = one.take()
    here, there = opened(one, number), opened(other, number)
    amend(one, number, here, place="8383 SANTA MONICA BL")
    with pytest.raises(Refused, match=r"Place was changed by R\. Okafor at 19:20, to: 8383 SANTA MONICA BL"):
        amend(other, number, there, place="900 N SAN VICENTE BL")
    assert "place changed" in amend(other, number, opened(other, number), place="900 N SAN VICENTE BL")


def test_who_only_meant_the_same_is_not_bothered(seats: tuple[Bench, Bench]) -> None:
    one, other = seats
    number = one.take()
    here, there = opened(one, number), opened(other, number)
    amend(one, number, here, priority=1)
    assert "place changed" in amend(other, number, there, priority=1, place="8383 SANTA MONICA BL")


@pytest.mark.parametrize(
    "now", [{"place": " "}, {"type": "999999"}, {"priority": 9}, {"place": "x" * 300}, {}, {"priority": 3}]
)
def test_what_cannot_be_is_refused_and_changes_nothing(here: Bench, now: dict[str, object]) -> None:
    here.refused("amend_call", call=here.take(), version=1, **now)


def test_another_priority_is_another_time_that_it_is_due(here: Bench) -> None:
    number = here.take()
    here.do("amend_call", call=number, version=1, priority=1)
    call = here.call(number)
    assert (call.due_at - call.received_at).total_seconds() == 600


def test_a_caller_s_correction_does_not_tell_who_it_was(here: Bench) -> None:
    number = here.take(caller="A. Lee")
    here.do("amend_call", call=number, version=1, caller="B. Ortiz")
    assert [line.text for line in here.call(number).timeline] == ["Caller: changed"]


def test_a_correction_of_who_called_is_never_said_to_whoever_is_refused(here: Bench) -> None:
    number = here.take(caller="A. Lee", phone="3105550142")
    here.do("amend_call", call=number, version=1, caller="C. Novak", phone="3105550199")
    for name, value in (("caller", "B. Ortiz"), ("phone", "3105550111")):
        refused = here.refused("amend_call", call=number, version=1, **{name: value, f"{name}_was": "x"})
        assert "was changed by R. Okafor at 19:20. Look at it" in refused.reason
        assert "Novak" not in refused.reason and "0199" not in refused.reason


def test_a_type_is_said_with_its_name(here: Bench) -> None:
    number = here.take()
    here.do("amend_call", call=number, version=1, type="928")
    assert [line.text for line in here.call(number).timeline] == [
        "Type: was 586 Parking, now 928 Found property"
    ]


def test_what_was_seen_counts_even_where_the_version_is_the_same(here: Bench) -> None:
    number = here.take()
    refused = here.refused("amend_call", call=number, version=1, place="7 HOLLOWAY DR", place_was="elsewhere")
    assert "Place was changed by somebody else" in refused.reason


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bench, Bench]]:
    store = tmp_path_factory.mktemp("amend") / "station.sqlite3"
    with bench(store, seat="Position 1") as one, bench(store, seat="Position 2") as other:
        yield one, other


SAVES = st.lists(
    st.tuples(
        st.sampled_from([0, 1]),
        st.booleans(),
        st.dictionaries(
            st.sampled_from(["place", "priority", "type"]), st.integers(0, 2), min_size=1, max_size=3
        ),
    ),
    max_size=8,
)
CHOICES = {
    "place": ("8300 SANTA MONICA BL", "8383 SANTA MONICA BL", "PLUMMER PARK"),
    "priority": (3, 1, 2),
    "type": ("586", "928", "459R"),
}


@given(SAVES)
def test_whatever_two_positions_save_nothing_unseen_is_overwritten_and_nothing_seen_is_lost(
    pair: tuple[Bench, Bench], saves: list[tuple[int, bool, dict[str, int]]]
) -> None:
    number = pair[0].take()
    seen = [opened(position, number) for position in pair]
    held = {name: values[0] for name, values in CHOICES.items()}
    lines = 0
    for who, looks_first, chosen in saves:
        if looks_first:
            seen[who] = opened(pair[who], number)
        wanted = {name: CHOICES[name][choice] for name, choice in chosen.items()}
        changed = {name: value for name, value in wanted.items() if held[name] != value}
        fits = all(seen[who][name] == held[name] for name in changed)
        if changed and fits:
            amend(pair[who], number, seen[who], **wanted)
            held |= changed
            lines += len(changed)
        else:
            with pytest.raises(Refused):
                amend(pair[who], number, seen[who], **wanted)
    now = opened(pair[1], number)
    assert {name: now[name] for name in held} == held
    assert len(pair[1].call(number).timeline) == lines
