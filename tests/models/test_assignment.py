"""Which status may follow which, and how a unit's status comes from its assignments."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import Refused
from console.models import Assignment, Call, Unit
from console.models.unit import furthest

AT = datetime(2026, 3, 14, 19, 0, tzinfo=UTC)
STATES = ("assigned", "acknowledged", "enroute", "onscene", "report")
MAY = {
    ("assigned", "acknowledged"),
    ("assigned", "enroute"),
    ("assigned", "onscene"),
    ("acknowledged", "enroute"),
    ("acknowledged", "onscene"),
    ("enroute", "onscene"),
    ("onscene", "report"),
    ("report", "onscene"),
}
WAYS = {
    "assigned": (),
    "acknowledged": ("acknowledged",),
    "enroute": ("enroute",),
    "onscene": ("onscene",),
    "report": ("onscene", "report"),
}


def assignment(state: str = "assigned", call_id: int = 1, at: datetime = AT) -> Assignment:
    made = Assignment.begin(call_id=call_id, unit_id=1, at=at)
    for step in WAYS[state]:
        made.advance(step, at)
    return made


def unit() -> Unit:
    return Unit(
        call_sign="CSO-11", duty="available", duty_since=AT, status="available", status_since=AT, note=""
    )


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_what_may_follow_what(before: str, after: str) -> None:
    made = assignment(before)
    later = AT + timedelta(minutes=1)
    if (before, after) in MAY:
        made.advance(after, later)
        assert (made.state, made.since, getattr(made, f"{after}_at")) == (after, later, later)
    else:
        with pytest.raises(Refused):
            made.advance(after, later)
        assert (made.state, made.since) == (before, AT)


@pytest.mark.parametrize("state", STATES)
def test_only_what_was_reached_can_be_cleared(state: str) -> None:
    made = assignment(state)
    if state in ("onscene", "report"):
        made.clear("05", AT)
        assert (made.open, made.ended_how, made.disposition) == (False, "cleared", "05")
    else:
        with pytest.raises(Refused):
            made.clear("05", AT)
        assert made.open


@given(st.lists(st.tuples(st.sampled_from(STATES), st.booleans(), st.integers(0, 60)), max_size=6))
def test_a_unit_s_status_is_its_furthest_open_assignment(parts: list[tuple[str, bool, int]]) -> None:
    made = [
        assignment(state, number, AT + timedelta(minutes=m)) for number, (state, _, m) in enumerate(parts)
    ]
    for each, (_, ended, _) in zip(made, parts, strict=True):
        if ended:
            each.free(AT)
    row = unit()
    row.take_status(made)
    current = furthest(made)
    if current is None:
        assert (row.status, row.status_since) == ("available", AT)
    else:
        order = ("assigned", "acknowledged", "enroute", "report", "onscene")
        assert row.status == max((a.state for a in made if a.open), key=order.index)
        assert (row.status, row.status_since) == (current.state, current.since)


@given(st.sampled_from(STATES), st.sampled_from(STATES))
def test_one_assignment_s_end_leaves_the_other_as_it_was(first: str, second: str) -> None:
    ending, staying = assignment(first, 1), assignment(second, 2)
    ending.free(AT + timedelta(minutes=5))
    row = unit()
    row.take_status([ending, staying])
    assert (staying.state, staying.since, staying.open) == (second, AT, True)
    assert row.status == second


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from((*STATES, "free", "clear")), st.integers(0, 600)),
    max_size=25,
)


@given(STEPS)
def test_whatever_happens_to_one_assignment_the_others_stay_as_they_were(
    steps: list[tuple[int, str, int]],
) -> None:
    held = [assignment(call_id=number) for number in range(3)]
    row, now = unit(), AT
    for which, step, seconds in steps:
        now += timedelta(seconds=seconds)
        others = [fields(each) for number, each in enumerate(held) if number != which]
        take_step(held[which], step, now)
        assert [fields(each) for number, each in enumerate(held) if number != which] == others
        row.take_status(held)
        assert row.status in {each.state for each in held if each.open} or not furthest(held)


def fields(one: Assignment) -> dict[str, object]:
    return {name: value for name, value in one.__dict__.items() if name != "_sa_instance_state"}


def take_step(one: Assignment, step: str, now: datetime) -> None:
    """Take a step if the rules allow it; a refused one leaves everything as it was."""
    before = fields(one)
    if step == "free" and one.open:
        one.free(now)
    elif step in STATES:
        try:
            one.advance(step, now)
        except Refused:
            assert fields(one) == before
    elif step == "clear" and one.open:
        try:
            one.clear("05", now)
        except Refused:
            assert fields(one) == before
            assert one.onscene_at is None


def call() -> Call:
    return Call(state="waiting", disposition="", received_at=AT)


def test_a_call_waits_is_active_and_closes_with_its_assignments() -> None:
    row, going = call(), assignment("onscene")
    row.take_state([going], AT)
    assert row.state == "active"
    going.free(AT)
    row.take_state([going], AT)
    assert row.state == "waiting"
    row.take_state([assignment("onscene")], AT)
    row.disposition = "05"
    row.take_state([going], AT)
    assert (row.state, row.closed_at) == ("closed", AT)
    with pytest.raises(Refused):
        row.close("22", AT)
    row.reopen()
    assert (row.state, row.closed_at, row.disposition, row.received_at) == ("waiting", None, "", AT)


def test_the_due_time_is_the_target_after_it_was_received() -> None:
    row = call()
    row.aim(20)
    assert row.due_at - row.received_at == timedelta(minutes=20)
