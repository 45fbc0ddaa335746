"""AM at the command line: what it corrects, what it says it will do, and what it refuses."""

import pytest

from console.errors import Refused
from tests.desk.stations import Bench

PLACE = "8300 SANTA MONICA BL"


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("AM 1, 8383 SANTA MONICA BL", {"place": "8383 SANTA MONICA BL"}),
        ("am.1.p2", {"priority": 2}),
        ("AM 1 459R", {"type": "459R"}),
        ("AM 1 P1 noise; PLUMMER PARK, north gate", {"priority": 1, "place": "PLUMMER PARK, north gate"}),
    ],
)
def test_what_is_given_is_corrected_and_the_rest_stays(
    here: Bench, line: str, new: dict[str, object]
) -> None:
    number = here.take()
    command = here.read(line)
    held = {"place": PLACE, "priority": 3, "type": "586"}
    given = {name: value for name, value in command.args.items() if name in held}
    assert new.items() <= given.items()
    assert {f"{name}_was": held[name] for name in given}.items() <= command.args.items()
    assert command.words.startswith(f"Correct 1, {PLACE}: ")
    here.do(command.verb, **command.args)
    call = here.call(number)
    assert {name: getattr(call, "type_code" if name == "type" else name) for name in given} == given
    assert len(call.timeline) == len(given)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("AM", "Call, then what is different"),
        ("AM 1", "Call, then what is different"),
        ("AM 9, PLUMMER PARK", "There is no call 9."),
        ("AM 1 P1 P2", "A call has one priority."),
        ("AM 1 zzzz", "There is no type zzzz."),
        ("AM! 1 P1", "take !"),
    ],
)
def test_what_is_missing_or_wrong_is_said(here: Bench, line: str, reason: str) -> None:
    here.take()
    with pytest.raises(Refused) as refused:
        here.read(line)
    assert reason in refused.value.reason


def test_a_line_on_what_somebody_has_changed_meanwhile_is_refused(here: Bench) -> None:
    here.take()
    stale = here.read("AM 1, PLUMMER PARK")
    here.do("amend_call", call=stale.args["call"], version=1, place="8383 SANTA MONICA BL")
    assert "Place was changed by R. Okafor" in here.refused(stale.verb, **stale.args).reason
