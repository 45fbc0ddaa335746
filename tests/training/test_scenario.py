"""Scenario files: what is shipped can be played, and what is wrong in one is named."""

from pathlib import Path

import pytest

from console.desk.grammar import parse
from console.desk.surroundings import Surroundings
from console.errors import Unavailable
from console.geo.training import training_geofile
from console.training.scenario import load_scenario, shipped
from tests.desk.pictures import NOON, TODAY, small_station

FAULTY = "title = 'x'\nstart = 2026-03-14T19:20:00Z\nminutes = 5\ninject = []\n[[fault]]\n"


@pytest.mark.parametrize("name", shipped())
def test_what_is_shipped_can_be_played(name: str) -> None:
    shift = load_scenario(name)
    assert shift.start.tzinfo is not None
    assert shift.inject
    assert all(inject.at < shift.minutes * 60 for inject in shift.inject)
    assert all(fault.at + fault.seconds <= shift.minutes * 60 for fault in shift.fault)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("title = 'x'\nminutes = 5", "start: "),
        ("title = 'x'\nstart = 2026-03-14T19:20:00Z\nminutes = 0\ninject = []", "minutes: "),
        (
            "title = 'x'\nstart = 2026-03-14T19:20:00Z\nminutes = 5\n[[inject]]\nat = -1\nline = 'N'",
            "inject.0.at: ",
        ),
        ("title = 'x'\nstart = 2026-03-14T19:20:00Z\nminutes = 5\ninject = []\nmusic = 1", "music: "),
        (
            f"{FAULTY}at = 1\ndevice = 'Radio 1'\nkind = 'fire'\nseconds = 1",
            r"fault\.0\.kind: there is no such ",
        ),
        (
            f"{FAULTY}at = 1\ndevice = 'Radio 1'\nkind = ['fire']\nseconds = 1",
            r"fault\.0\.kind: there is no ",
        ),
        (f"{FAULTY}at = 1\ndevice = 'Radio 1'\nkind = 'flood'\nseconds = 0", r"fault\.0\.seconds: "),
        (f"{FAULTY}at = -1\ndevice = 'Radio 1'\nkind = 'flood'\nseconds = 1", r"fault\.0\.at: "),
        (f"{FAULTY}at = 1\ndevice = ''\nkind = 'void'\nseconds = 1", r"fault\.0\.device: "),
        ("title = ", "cannot be read"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "shift.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Unavailable, match=said):
        load_scenario(str(file))


def test_the_long_day_has_all_that_a_day_brings() -> None:
    day = load_scenario("long-day")
    assert day.minutes == 480
    assert len(day.arrivals) == 120
    verbs = {each.line.partition(" ")[0] for each in day.inject}
    assert verbs == {"N", "H", "SC", "PR", "CAN", "DUP", "FLAG", "REF"}
    assert sum(seconds > 600 for seconds in day.left.values()) >= 15


def test_every_call_of_the_long_day_is_at_a_place_that_is_known() -> None:
    around = Surroundings(geofile=training_geofile, now=lambda: NOON)
    locate = training_geofile().exactly
    for each in load_scenario("long-day").arrivals:
        command = parse(each.line, small_station(), TODAY, around)
        assert command.verb == "take_call"
        assert locate(command.args["place"]) is not None, each.line


def test_a_scenario_that_is_not_there() -> None:
    with pytest.raises(Unavailable, match="cannot be read"):
        load_scenario("no-such-shift")
