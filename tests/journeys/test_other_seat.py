"""What another process does on the same store is on this window's screen within half a second."""

import subprocess
import sys
import time
from pathlib import Path

from tests.journeys.seat import store_in, take_seat

LIMIT_S = 0.5


def test_a_call_from_the_shell_is_on_the_open_window_in_half_a_second(qtbot, tmp_path: Path) -> None:
    with take_seat(qtbot, store_in(tmp_path)) as seat:
        with subprocess.Popen(
            [sys.executable, "-m", "console", "do", "--store", store_in(tmp_path), "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as shell:
            latencies = [_from_answer_to_screen(seat, shell, number) for number in range(1, 6)]
            shell.stdin.close()
        assert max(latencies) < LIMIT_S, latencies


def _from_answer_to_screen(seat, shell: subprocess.Popen[bytes], number: int) -> float:
    """Seconds from the other process's answer until the queue shows the call."""
    shell.stdin.write(f"N 586 {7300 + number} FOUNTAIN AV; van\n".encode())
    shell.stdin.flush()
    answer = shell.stdout.readline()
    answered = time.monotonic()
    assert f"Call {number} taken".encode() in answer
    seat.wait(lambda: any(row.startswith(f"Call {number},") for row in seat.calls))
    return time.monotonic() - answered
