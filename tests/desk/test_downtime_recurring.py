"""Recurring tasks without the server: two positions on their own make one call of each time, not two."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from console.clock import ManualClock
from console.desk.watch import beginning
from tests.desk.seats import LONGEST_S, Seat, seat
from tests.desk.stations import ZONE
from tests.store.servers import server as new_server

TONIGHT = datetime(2026, 3, 14, 22, tzinfo=ZONE)
BEFORE = datetime(2026, 3, 14, 19, 20, tzinfo=ZONE)


def watch(one: Seat) -> str:
    """Do what is due as whoever leads does; the number of the call that was made of it."""
    (order,) = beginning(one.picture, one.clock.now())
    done = one.thread.order(lambda desk: desk.do(order.verb, order.args, actor="Watch", key=order.key))
    return done.result(LONGEST_S).calls[0]


def test_two_positions_without_the_server_make_one_call_of_a_time(tmp_path: Path) -> None:
    with new_server() as own, ExitStack() as opened:
        clock, url = ManualClock(BEFORE), own.new()
        one, two = (opened.enter_context(seat(url, tmp_path, f"Position {n}", clock)) for n in (1, 2))
        one.do("add_recurring", kind="PATROL", days="DAILY", times="2200", place="8300 SANTA MONICA BL")
        two.wait(lambda: two.picture.recurring)
        with own.gone():
            for each in (one, two):
                each.take()
                each.wait_down()
                assert [(task.number, task.times) for task in each.picture.recurring] == [(1, "2200")]
            clock.advance((TONIGHT - clock.now()).total_seconds())
            numbers = {watch(one), watch(two)}
            one.do("add_recurring", kind="MEETING", days="MO", times="0900", place="City Hall")
            two.do("skip_recurring", task=two.picture.recurring[0].key, day="TOMORROW", reason="rain")
            assert len(numbers) == 2
        for each in (one, two):
            each.wait_up()
        for each in (one, two):
            each.wait(lambda each=each: len(each.picture.recurring) == 2, "for the task of the other")
            (made,) = (turn for turn in each.picture.recurring[0].turns if turn.how == "call")
            assert made.call in numbers
            patrols = [call for call in each.picture.calls.values() if call.type_code == "PATROL"]
            assert [call.number for call in patrols] == [made.call]
            assert each.picture.catch_up is not None
            assert each.picture.catch_up.conflicts == ()
        one.wait(lambda: any(turn.how == "skipped" for turn in one.picture.recurring[0].turns))
