"""Plays some minutes of a shift in the real window and prints what came of it, as JSON, for a test to judge.

It is a process of its own: a whole application begins, plays and ends in it.
"""

import json
import sys
from pathlib import Path

from console.shifts import UnattendedShift
from tests.journeys.census import Census, take_census

SPEED = 120.0
WARM_S = 240.0
SHIFT = """
title = "Some minutes"
start = 2026-03-14T19:20:00-07:00
minutes = 11.5
inject = [
  { at = 2, line = "N 586 8300 SANTA MONICA BL; blue van in the red zone" },
  { at = 4, line = "N 415E SUNSET BL/LARRABEE ST; busker with an amplifier", leave_min = 30 },
  { at = 6, line = "N 594R PLUMMER PARK; fresh paint on the north wall", leave_min = 30 },
  { at = 8, line = "N 928 WEST HOLLYWOOD LIBRARY; wallet handed in at the desk", leave_min = 30 },
  { at = 10, line = "N 917A 7400 ROMAINE ST; grey hatchback, dust on the windows", leave_min = 30 },
  { at = 12, line = "N 917A 7400 ROMAINE ST; another caller: grey hatchback", leave_min = 30 },
  # Over target from then on.
  { at = 30, line = "PR 2 +1" },
  # Over target, then held, and over it once more.
  { at = 31, line = "PR 3 +1" },
  { at = 360, line = "H 3 +1" },
  # Held past its target.
  { at = 32, line = "PR 4 +1" },
  { at = 100, line = "H 4 +4" },
  # None of these is ever late.
  { at = 33, line = "PR 5 +7" },
  { at = 34, line = "PR 6 +7" },
  { at = 140, line = "DUP 6 5" },
  { at = 220, line = "CAN 5, caller moved the car" },
]
"""


def play(folder: Path) -> dict[str, object]:
    """The late calls of the truth, what the alarms missed, and what has been leaked since it was warm."""
    scenario = folder / "some-minutes.toml"
    scenario.write_text(SHIFT, encoding="utf-8")
    shift = UnattendedShift(str(scenario), SPEED, 1, folder)
    counted: list[Census] = []

    def count() -> None:
        counted.append(take_census(shift.window.main.picture))

    shift.looks.append(lambda seconds: count() if seconds >= WARM_S and not counted else None)
    shift.play(at_end=count)
    warm, last = counted
    return {
        "late": sorted(wait.call for wait in shift.verdict.late),
        "missed": len(shift.verdict.missed),
        "false": len(shift.verdict.false),
        "taken": shift.summary["calls_taken"],
        "leaked": last.leaked_since(warm),
        "widgets": [warm.widgets, last.widgets],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(play(Path(sys.argv[1]))))
