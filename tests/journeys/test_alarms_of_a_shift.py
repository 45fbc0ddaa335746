"""Minutes of a shift in the real window: no call over target without its alarm, and nothing is leaked."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLIGHT = 60
"""So many more objects of one class may be on their way at one moment than at another."""
LONGEST_S = 120


def test_no_call_is_late_without_its_alarm_and_nothing_stays_behind(tmp_path: Path) -> None:
    played = subprocess.run(
        [sys.executable, "-m", "tests.journeys.some_minutes", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        timeout=LONGEST_S,
        check=True,
    )
    told = json.loads(played.stdout)
    assert told["late"] == [2, 3, 3, 4]
    assert (told["missed"], told["false"], told["taken"]) == (0, 0, 6)
    assert {name: count for name, count in told["leaked"].items() if count > FLIGHT} == {}
    warm, last = told["widgets"]
    assert last == warm
