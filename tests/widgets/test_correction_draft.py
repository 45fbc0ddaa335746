"""A correction: untouched fields follow, touched ones stay, and nothing is saved over what was not seen."""

from hypothesis import given
from hypothesis import strategies as st

from console.widgets.correction.draft import Draft

FIELDS = ("place", "type", "priority", "caller", "phone")
VALUES = st.sampled_from(["A", "B", "C"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["theirs", "mine", "typing", "take", "keep", "save"]), st.sampled_from(FIELDS), VALUES
    ),
    max_size=30,
)


def draft(**held: str) -> Draft:
    values = dict.fromkeys(FIELDS, "A") | held
    return Draft("20261122-0047", 3, dict(values), dict(values))


def test_nothing_changed_is_nothing_to_save() -> None:
    made = draft()
    made.type("place", "B")
    made.type("place", "A")
    assert (made.mine, made.changed) == ({}, {})


def test_only_the_changed_fields_are_saved_with_what_was_seen_there() -> None:
    made = draft()
    made.type("place", "B")
    assert made.arguments() == {"call": "20261122-0047", "version": 3, "place": "B", "place_was": "A"}


def test_an_untouched_field_follows_and_remembers_what_it_was() -> None:
    made = draft()
    made.take({"place": "B"})
    assert (made.shown("place"), made.before, made.contested()) == ("B", {"place": "A"}, [])


def test_a_field_that_is_being_typed_in_stays_although_it_reads_as_before() -> None:
    made = draft()
    made.take({"place": "B"}, typing="place")
    assert (made.shown("place"), made.contested(), made.changed) == ("A", ["place"], {})
    made.keep_mine("place")
    assert made.changed == {"place": "A"}
    assert made.arguments()["place_was"] == "B"


def test_both_meant_the_same() -> None:
    made = draft()
    made.type("place", "B")
    made.take({"place": "B"})
    assert (made.mine, made.contested()) == ({}, [])


def test_who_called_is_dropped_where_it_may_not_be_seen() -> None:
    made = draft()
    made.type("phone", "B")
    made.drop(("caller", "phone"))
    assert made.arguments() == {"call": "20261122-0047", "version": 3}
    assert not {"caller", "phone"} & made.held.keys()


@given(STEPS)
def test_a_touched_field_is_the_person_s_and_theirs_is_replaced_only_once_it_was_seen(
    steps: list[tuple[str, str, str]],
) -> None:
    made, shown_beneath = draft(), dict.fromkeys(FIELDS, "A")
    for step, name, value in steps:
        before = made.shown(name)
        if step in ("theirs", "typing"):
            touched = name in made.mine
            made.take({name: value}, typing=name if step == "typing" else "")
            assert made.held[name] == value
            if touched or step == "typing":
                assert made.shown(name) == before
            else:
                assert made.shown(name) == value
        elif step == "mine":
            made.type(name, value)
            assert made.shown(name) == value
        elif step == "take":
            made.take_theirs(name)
            assert made.shown(name) == made.held[name]
        elif step == "keep":
            made.keep_mine(name)
            assert made.shown(name) == before
        if name not in made.mine or step == "keep":
            shown_beneath[name] = str(made.held[name])
        for field in made.changed:
            # What saving gives as seen is what the person has had before their eyes and decided on.
            assert made.seen[field] == shown_beneath[field]
            assert made.changed[field] != made.seen[field]
        assert all(made.shown(field) == made.held[field] for field in FIELDS if field not in made.mine)
