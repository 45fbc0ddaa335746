"""The questions of a type of call: what is asked, what answers set, and what stands on the sheet of it."""

import json
from itertools import product

import pytest

from console.desk.questions import ANSWERS, questions_of, unanswered
from tests.desk.pictures import shipped_codes
from tests.desk.stations import Bench

CODES = shipped_codes()
SCRIPTS = CODES.floor.scripts


@pytest.fixture
def number(here: Bench) -> str:
    return here.take(type="484R")


def flags(here: Bench, number: str) -> tuple[str, ...]:
    return here.call(number).life.stops


def test_each_question_of_a_script_is_there_and_sets_what_there_is() -> None:
    asked = {code for script in SCRIPTS.values() for code in script}
    assert asked == set(CODES.floor.questions)
    for question in CODES.floor.questions.values():
        stops = {stop for answer in ANSWERS if (stop := question.stop_for(answer))}
        assert stops
        assert stops <= CODES.floor.stops.keys()
    assert all(CODES.call_types[code].eligible for code in SCRIPTS)


@pytest.mark.parametrize("kind", sorted(SCRIPTS))
def test_every_way_of_answering_sets_exactly_what_the_table_says(here: Bench, kind: str) -> None:
    questions = questions_of(kind, CODES)
    ways = list(product([*ANSWERS, ""], repeat=len(questions)))
    for answers in ways[:: max(1, len(ways) // 8)]:
        if not any(answers):
            continue
        taken = here.take(type=kind)
        here.do("answer_script", call=taken, answers=answers)
        asked = zip(questions, answers, strict=True)
        wanted = {stop for question, answer in asked if answer and (stop := question.stop_for(answer))}
        assert set(flags(here, taken)) == wanted
        assert here.call(taken).eligible == (not wanted)


def test_two_that_stop_it_are_one_alarm_and_one_referral(here: Bench, number: str) -> None:
    here.do("answer_script", call=number, answers=("yes", "yes", "unknown"))
    assert flags(here, number) == ("suspect", "weapon")
    (alarm,) = here.board.picture.alarms.values()
    assert (alarm.kind, alarm.times) == ("stop_condition", 1)
    referral = here.call(number).referral
    assert referral is not None
    assert referral.reason == "SUSPECT"


def test_the_answers_stand_on_the_hand_over_sheet(here: Bench, number: str) -> None:
    here.do("answer_script", call=number, answers=("no", "yes"), text="a box cutter")
    notes = json.loads(here.desk.referral_sheet(number))["notesComponent"]
    said = [note["notesActionComments"] for note in notes]
    assert "Is whoever did it still there? No. Was a weapon seen or used? Yes." in said
    assert "a box cutter" in said


def test_what_was_not_asked_yet_is_known(here: Bench, number: str) -> None:
    here.do("answer_script", call=number, answers=("no", "", "unknown"))
    assert [question.code for question in unanswered(here.call(number), CODES)] == ["weapon"]


def test_no_takes_nothing_back(here: Bench, number: str) -> None:
    here.do("answer_script", call=number, answers=("yes",))
    here.do("answer_script", call=number, answers=("no",))
    assert flags(here, number) == ("suspect",)


def test_questions_of_a_type_that_the_call_has_no_longer_are_not_answered(here: Bench, number: str) -> None:
    refused = here.refused("answer_script", call=number, answers=("no",), type="459R")
    assert "another type by now" in refused.reason
    assert "no answer" in here.refused("answer_script", call=number, answers=("perhaps",)).reason
    assert "3 questions" in here.refused("answer_script", call=number, answers=("no",) * 4).reason
