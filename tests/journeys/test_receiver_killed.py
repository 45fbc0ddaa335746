"""A seat that is killed while alarms arrive: the receiver's retry makes no second call and loses none."""

import signal
import subprocess
import sys
from pathlib import Path

from console.clock import ScaledClock
from hardware.simulators.pty import PtyDevice
from hardware.simulators.surgard import SimulatedSurGard
from tests.desk.stations import EVENING, Bench
from tests.hardware.waiting import wait_until

KILLS = 50
SPEED = 20.0
"""A receiver repeats after four seconds; this one lives faster."""
PATIENCE_S = 30


def run(*args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.journeys.alarm_seat", *args])


def test_fifty_kills_around_the_commit_make_no_call_twice_and_lose_none(tmp_path: Path) -> None:
    store = tmp_path / "station.sqlite3"
    receiver = SimulatedSurGard(ScaledClock(EVENING, SPEED))
    terminal = PtyDevice(receiver)
    terminal.start()
    accounts = [f"{number:04d}" for number in range(1000, 1000 + KILLS)]
    for number, account in enumerate(accounts):
        receiver.alarm(account, "120")
        when = ("before", "after")[number % 2]
        seat = run(f"sqlite:///{store}", terminal.path, account, when)
        assert seat.wait(PATIENCE_S) == -signal.SIGKILL
    last = run(f"sqlite:///{store}", terminal.path)
    wait_until(lambda: not receiver.held, f"for {receiver.held}")
    last.terminate()
    last.wait(PATIENCE_S)
    terminal.stop()
    bench = Bench(store)
    calls = [call.place for call in bench.board.picture.calls.values()]
    assert sorted(calls) == [f"Alarm account {account}, not known here" for account in accounts]
    assert not bench.desk.verify().broken
    bench.desk.close()
