"""Work that comes back by itself: made into a call at its time, once, and told when it was not done."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board.recurring_view import RecurringView
from console.desk.opening_hours import DAYS
from console.desk.recurring_rows import recurring_row
from console.desk.recurring_state import last_turn, missed, state_of, today
from console.desk.recurring_times import (
    TIME_FORMS,
    begins,
    day_of,
    days_of,
    moment_of,
    next_turn,
    tidy_days,
    tidy_times,
    turns,
)
from console.desk.restricted import Sight
from console.desk.watch import due
from console.errors import Refused
from console.store.backup import back_up
from tests.desk.pictures import PATROL
from tests.desk.stations import EVENING, ZONE, Bench, bench
from tests.store.backups import WEEK, picture, put_back, shown

TONIGHT = datetime(2026, 3, 14, 22, tzinfo=ZONE)


@pytest.fixture
def here(store_url: str) -> Iterator[Bench]:
    with bench(store_url) as opened:
        yield opened


def add(here: Bench, **args: object) -> RecurringView:
    usual = {"kind": "PATROL", "days": "DAILY", "times": "2200", "place": "8300 SANTA MONICA BL"}
    here.do("add_recurring", **usual | args)
    return here.board.picture.recurring[-1]


def watch(here: Bench) -> list[str]:
    """Do all that is due, as the position that leads does; the verbs that were."""
    orders = due(here.board.picture, here.clock.now())
    for order in orders:
        here.desk.do(order.verb, order.args, actor="Watch", key=order.key)
    here.board.apply(here.desk.news())
    return [order.verb for order in orders]


def go_to(here: Bench, local: datetime) -> list[str]:
    here.clock.advance((local - here.clock.now()).total_seconds())
    return watch(here)


def states(here: Bench) -> list[str]:
    return [each.state for each in today(here.board.picture, here.clock.now())]


def made(here: Bench) -> str:
    """The number of the newest task's newest call."""
    turn = last_turn(here.board.picture.recurring[-1])
    assert turn is not None
    return turn.call


def test_its_call_is_made_ahead_and_waits_from_its_time_on(here: Bench) -> None:
    task = add(here, text="try the doors", unit="CSO-12")
    before = here.unit("CSO-12")
    assert go_to(here, TONIGHT - timedelta(minutes=15, seconds=1)) == []
    assert go_to(here, TONIGHT - timedelta(minutes=15)) == ["begin_recurring"]
    call = here.call(made(here))
    assert (call.state, call.life.back_at) == ("scheduled", TONIGHT)
    assert call.due_at == TONIGHT + timedelta(minutes=120)
    assert [line.text for line in call.timeline] == [
        f"Recurring task {task.number}: Patrol check at 22:00",
        "CSO-12 is wanted for it",
        "try the doors",
    ]
    assert here.unit("CSO-12") == before, "no unit is marked before its time"
    assert go_to(here, TONIGHT) == ["come_back"]
    assert here.call(call.number).state == "waiting"
    assert here.call(call.number).due_at == TONIGHT + timedelta(minutes=120)
    assert watch(here) == []


@pytest.mark.parametrize(
    ("kind", "ahead", "due_min"),
    [
        ("PATROL", "", 120),
        ("LOCKUP", "release_call", 60),
        ("CROSSING", "dispatch", 10),
        ("ESCORT", "dispatch", 20),
        ("MEETING", "", 20),
    ],
)
def test_it_is_due_while_it_is_of_use_and_never_before_its_time(
    here: Bench, kind: str, ahead: str, due_min: int
) -> None:
    """Somebody who is sent, or a call that is released, ahead of the time is there at the time."""
    add(here, kind=kind, lead=60)
    go_to(here, TONIGHT - timedelta(minutes=60))
    number = made(here)
    if ahead == "dispatch":
        here.do("dispatch", units=("CSO-11",), call=number, override="near")
    elif ahead:
        here.do(ahead, call=number)
    assert here.call(number).due_at == TONIGHT + timedelta(minutes=due_min)
    assert "tell_overdue" not in go_to(here, TONIGHT + timedelta(minutes=due_min))
    assert "tell_overdue" in go_to(here, TONIGHT + timedelta(minutes=due_min, seconds=1))


def test_another_priority_counts_from_its_time_as_well(here: Bench) -> None:
    add(here, lead=60)
    go_to(here, TONIGHT - timedelta(minutes=60))
    number = made(here)
    here.do("amend_call", call=number, version=1, priority=1)
    assert here.call(number).due_at == TONIGHT + timedelta(minutes=10)
    go_to(here, TONIGHT)
    here.do("amend_call", call=number, version=2, priority=2)
    assert here.call(number).due_at == TONIGHT + timedelta(minutes=20)


def test_two_positions_that_both_find_it_due_make_one_call(store_url: str) -> None:
    with ExitStack() as opened:
        one, two = (opened.enter_context(bench(store_url, EVENING, f"Position {n}")) for n in (1, 2))
        add(one)
        two.board.apply(two.desk.news())
        for seat in (one, two):
            seat.clock.advance((TONIGHT - EVENING).total_seconds())
        assert watch(one) == watch(two) == ["begin_recurring"]
        assert len(two.board.picture.calls) == 1
    with bench(store_url, TONIGHT) as again:
        assert watch(again) == []
        assert len(again.board.picture.calls) == 1


def test_nobody_orders_the_same_time_with_another_key(here: Bench) -> None:
    task = add(here)
    at = {"task": task.key, "day": "2026-03-14", "time": "2200"}
    assert "not due yet" in here.refused("begin_recurring", **at).reason
    assert "does not come then" in here.refused("begin_recurring", **at | {"time": "2100"}).reason
    assert "no day" in here.refused("begin_recurring", **at | {"day": "Pi day"}).reason
    assert go_to(here, TONIGHT) == ["begin_recurring"]
    assert "seen to" in here.refused("begin_recurring", **at).reason


@pytest.mark.parametrize(("late_min", "state"), [(119, "waiting"), (121, "not done")])
def test_after_an_outage_what_is_still_useful_is_made_and_the_rest_is_told(
    here: Bench, late_min: int, state: str
) -> None:
    add(here)
    here.clock.advance((TONIGHT - here.clock.now()).total_seconds() + late_min * 60)
    assert watch(here) == ["begin_recurring"]
    assert states(here)[0] == state
    told = [alarm.text for alarm in here.board.picture.alarms.values() if alarm.level == "low"]
    assert ["not done: the console was not running" in text for text in told] == [True] * (
        state == "not done"
    )


def test_days_of_outage_are_one_alarm_with_a_count_and_nothing_older_is_looked_for(here: Bench) -> None:
    add(here)
    here.clock.advance(timedelta(days=30).total_seconds())
    assert watch(here) == ["begin_recurring"] * 3
    (alarm,) = here.board.picture.alarms.values()
    assert (alarm.kind, alarm.times) == ("recurring_missed", 3)
    assert watch(here) == []


def test_a_call_that_no_unit_has_cleared_is_missed_and_stands_in_the_hand_over(here: Bench) -> None:
    add(here, kind="CROSSING")
    go_to(here, TONIGHT)
    assert states(here) == ["scheduled" if here.call(made(here)).state == "scheduled" else "waiting"]
    assert "tell_overdue" in go_to(here, TONIGHT + timedelta(minutes=10, seconds=1))
    assert states(here) == ["overdue"]
    here.do("draft_handover")
    items = here.board.picture.handovers[0].items
    (told,) = (item for item in items if item["item"] == "recurring")
    assert (told["kind"], told["state"], told["call"]) == ("School crossing", "overdue", made(here))
    here.do("close_call", call=made(here), disposition="10")
    assert states(here) == ["missed"]
    here.board.apply(here.desk.load())
    assert [each.call for each in missed(here.board.picture, here.clock.now())] == [made(here)]


def test_a_call_that_a_unit_has_cleared_is_done_and_a_cancelled_one_is_neither(here: Bench) -> None:
    task = add(here, times="2200,2230")
    go_to(here, TONIGHT)
    first = made(here)
    here.do("dispatch", units=("CSO-11",), call=first, then="onscene")
    assert states(here) == ["on scene", "coming"]
    here.do("clear", unit="CSO-11", disposition="01")
    go_to(here, TONIGHT + timedelta(minutes=20))
    here.do("cancel_call", call=made(here))
    assert states(here) == ["done", "cancelled"]
    here.board.apply(here.desk.load())
    assert [turn.ended for turn in here.board.picture.recurring[0].turns] == ["done", "cancelled"]
    row = recurring_row(here.board.picture.recurring[0], here.board.picture, here.clock.now())
    assert (row["last"], row["last_call"], row["next_at"]) == (
        "cancelled",
        made(here),
        "2026-03-16T05:00:00Z",
    )
    # The board forgets calls that ended long ago; how they ended stays known.
    gone = replace(here.board.picture, calls={})
    assert [state_of(turn, gone, here.clock.now()) for turn in gone.recurring[0].turns] == [
        "done",
        "cancelled",
    ]
    assert task.number == 1


def test_what_comes_in_the_next_shift_stands_in_the_hand_over(here: Bench) -> None:
    add(here, times="0200,2200", unit="CSO-12")
    go_to(here, TONIGHT + timedelta(minutes=30))
    here.do("draft_handover")
    due_items = [item for item in here.board.picture.handovers[0].items if item["item"] == "due"]
    assert [(item["what"], item["type"], item["at"], item["planned"]) for item in due_items] == [
        ("Recurring task", "Patrol check", "2026-03-15T09:00:00Z", ["CSO-12"])
    ]


def test_a_day_is_left_out_and_the_next_one_is_not(here: Bench) -> None:
    task = add(here)
    here.do("skip_recurring", task=task.key, day="TODAY", reason="rain")
    assert states(here) == ["skipped"]
    assert "any more" in here.refused("skip_recurring", task=task.key, day="TODAY", reason="rain").reason
    assert go_to(here, TONIGHT) == []
    assert go_to(here, TONIGHT + timedelta(days=1)) == ["begin_recurring"]
    told = here.refused("skip_recurring", task=task.key, day="TODAY", reason="rain").reason
    assert "Call 1 is made of it: cancel that." in told


def test_a_stopped_task_comes_no_more_and_its_calls_stay(here: Bench) -> None:
    task = add(here, times="2200,2300")
    go_to(here, TONIGHT)
    number = made(here)
    here.do("stop_recurring", task=task.key, reason="moved")
    assert here.board.picture.recurring == ()
    assert go_to(here, TONIGHT + timedelta(hours=2)) == []
    assert not here.call(number).ended
    assert "stopped by R. Okafor" in here.refused("stop_recurring", task=task.key, reason="moved").reason
    late = {"task": task.key, "day": "2026-03-14", "time": "2300"}
    assert "stopped by R. Okafor" in here.refused("begin_recurring", **late).reason


def test_it_comes_from_its_first_day_to_its_last_only(here: Bench) -> None:
    task = add(here, days="MO-FR", first="0317", last="0319")
    coming = [turn.day for turn in turns(task, date(2026, 3, 1), date(2026, 4, 1))]
    assert coming == [date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 19)]
    never = here.refused(
        "add_recurring", kind="PATROL", days="SU", times="2200", place="X", first="0316", last="0318"
    )
    assert "never come" in never.reason


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "GUARD"}, "no kind"),
        ({"days": "SOMEDAY"}, "no days"),
        ({"times": "2560"}, "no time of day"),
        ({"times": ",".join(f"0{n}00" for n in range(9))}, "8 times a day"),
        ({"place": " "}, "missing"),
        ({"lead": 721}, "0 to 720"),
        ({"first": "0230"}, "no day"),
        ({"unit": "CSO-99"}, "no unit"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(here: Bench, wrong: dict[str, object], told: str) -> None:
    usual = {"kind": "PATROL", "days": "DAILY", "times": "2200", "place": "Plummer Park"}
    assert told in here.refused("add_recurring", **usual | wrong).reason


def test_whoever_may_not_see_a_type_sees_when_it_comes_and_nothing_else(here: Bench) -> None:
    add(here, text="gate 4711")
    sight, changes = Sight(caller=False, sworn=False), here.desk.load()
    assert sight.changes(changes).recurring == changes.recurring
    assert changes.recurring is not None
    sworn = replace(changes, recurring=tuple(replace(each, eligible=False) for each in changes.recurring))
    (bare,) = sight.changes(sworn).recurring or ()
    assert (bare.name, bare.place, bare.text) == ("Restricted", "", "")
    assert list(begins(bare, TONIGHT)) == list(begins(changes.recurring[0], TONIGHT))


def test_a_restored_store_has_it_as_it_was_then_and_comes_to_it_again(tmp_path: Path) -> None:
    file = tmp_path / "station.sqlite3"
    with bench(file) as here:
        add(here)
        before = shown(here)
        go_to(here, TONIGHT)
        backup = back_up(file, tmp_path / "backups", WEEK)
    put_back(file, backup.file, EVENING)
    assert picture(file, EVENING) == before


DAY_WORDS = st.sampled_from([*DAYS, "MON", "Tuesday", "sat", "mo-fr", "SA-MO", "FRI-SUN"])


@given(st.lists(DAY_WORDS, min_size=1, max_size=9))
def test_days_however_typed_are_kept_in_one_form(words: list[str]) -> None:
    kept = tidy_days(",".join(words))
    assert tidy_days(kept) == kept
    assert len(kept) <= 40
    assert days_of(kept) == frozenset().union(*(days_of(tidy_days(word)) for word in words))


@given(st.one_of(st.text(max_size=30), st.text("MOTUWEDAILYSR,-0129:", max_size=30)))
def test_any_words_are_days_times_and_a_date_or_refused(typed: str) -> None:
    for read in (tidy_days, tidy_times, lambda word: day_of(word, date(2026, 11, 22))):
        try:
            read(typed)
        except Refused as refused:
            assert refused.word == typed


@given(st.sets(st.times(), min_size=1, max_size=8))
def test_times_are_kept_in_order_and_once(times: set[time]) -> None:
    kept = tidy_times(",".join(f"{each:%H:%M}" for each in times))
    assert kept.split(",") == sorted({f"{each:%H%M}" for each in times}), TIME_FORMS


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.times(), st.integers(0, 720))
def test_each_time_begins_exactly_once_however_often_it_is_looked_at(day: date, at: time, lead: int) -> None:
    """Looked at every quarter of an hour through three days, whatever the clocks do on them."""
    task = replace(PATROL, zone=ZONE, times=f"{at:%H%M}", lead_min=lead)
    task = replace(task, at=datetime.combine(day, time(), ZONE).astimezone(UTC))
    begun: list[tuple[date, str]] = []
    for quarter in range(3 * 96):
        now = task.at + timedelta(minutes=15 * quarter)
        for turn in begins(task, now):
            if (turn.day, turn.time) not in begun:
                assert turn.at - timedelta(minutes=lead + 15) < now
                begun.append((turn.day, turn.time))
    wanted = [day + timedelta(days=n) for n in range(3)]
    assert [each for each, _ in begun][:2] == wanted[:2]
    assert len(begun) == len(set(begun))


@pytest.mark.parametrize(
    ("day", "typed", "local", "offset_h"),
    [
        pytest.param(date(2026, 3, 8), "0230", "03:00", -7, id="left out"),
        pytest.param(date(2026, 3, 8), "0159", "01:59", -8, id="before it"),
        pytest.param(date(2026, 3, 8), "0300", "03:00", -7, id="after it"),
        pytest.param(date(2026, 11, 1), "0130", "01:30", -7, id="shown twice"),
        pytest.param(date(2028, 2, 29), "2200", "22:00", -8, id="leap day"),
    ],
)
def test_on_nights_on_which_the_clocks_change_it_happens_once(
    day: date, typed: str, local: str, offset_h: int
) -> None:
    moment = moment_of(day, typed, ZONE).astimezone(ZONE)
    assert (f"{moment:%H:%M}", moment.utcoffset()) == (local, timedelta(hours=offset_h))


@pytest.mark.parametrize(
    "evening",
    [
        pytest.param(datetime(2026, 3, 7, 22, 30, tzinfo=ZONE), id="clocks forward"),
        pytest.param(datetime(2026, 10, 31, 22, 30, tzinfo=ZONE), id="clocks back"),
        pytest.param(datetime(2026, 12, 31, 22, 30, tzinfo=ZONE), id="new year"),
        pytest.param(datetime(2028, 2, 28, 22, 30, tzinfo=ZONE), id="leap day"),
    ],
)
def test_a_night_of_patrol_checks_has_each_of_them_once(tmp_path: Path, evening: datetime) -> None:
    with bench(tmp_path / "station.sqlite3", evening.astimezone(UTC)) as here:
        add(here, times="0000,0130,0230,0500")
        begun = []
        for _ in range(16):
            here.clock.advance(1800)
            begun += watch(here)
        assert begun.count("begin_recurring") == 4
        turns_made = here.board.picture.recurring[0].turns
        assert sorted(turn.time for turn in turns_made) == ["0000", "0130", "0230", "0500"]
        assert {turn.day for turn in turns_made} == {evening.date() + timedelta(days=1)}
        assert not here.desk.verify().broken


def test_the_next_time_is_after_what_was_skipped(here: Bench) -> None:
    task = add(here)
    here.do("skip_recurring", task=task.key, day="TODAY", reason="rain")
    coming = next_turn(here.board.picture.recurring[0], here.clock.now())
    assert coming is not None
    assert coming.at == TONIGHT + timedelta(days=1)
