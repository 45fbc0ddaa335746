"""The verb that answers the questions of a call's type, and what the answers set."""

from collections.abc import Sequence

from console.board.floor_codes import QuestionView
from console.desk.calls import TEXT_LENGTH, bounded, note
from console.desk.questions import ANSWERS, answered, questions_of
from console.desk.stops import add_stops
from console.desk.work import Work
from console.errors import Refused
from console.models import Call

SKIPPED = ""


def answer_script(work: Work, *, call: str, answers: Sequence[str], type: str = "", text: str = "") -> None:
    """Note answers in the order of the questions; those that are stop-conditions set them at once.

    An answer is yes, no, unknown, or "" for one that was not asked. `type` is the one whose questions they
    are: Refused where somebody has changed it meanwhile.
    """
    row = work.call(call)
    if not row.open and not row.merged_into:
        raise Refused(f"Call {work.short(row)} is {row.state}.", word=call)
    questions = questions_of(type or row.type_code, work.duty.codes)
    _must_fit(work, row, type, questions, answers)
    asked = [(question, answer) for question, answer in zip(questions, answers, strict=False) if answer]
    if not asked:
        raise Refused("No question was answered.", instead=f"Q {work.short(row)} N")
    told = " ".join(answered(question, answer) for question, answer in asked)
    note(work, row, told)
    note(work, row, bounded(text, "text", TEXT_LENGTH))
    work.say(f"Noted on {work.short(row)}: {told}")
    add_stops(work, row, [stop for question, answer in asked if (stop := question.stop_for(answer))])


def say_questions(work: Work, call: Call) -> None:
    """Ask what the type asks, with how it is answered."""
    if questions := questions_of(call.type_code, work.duty.codes):
        work.say(f"Ask, Q {work.short(call)}: {' '.join(question.ask for question in questions)}")


def _must_fit(
    work: Work, call: Call, type_code: str, questions: Sequence[QuestionView], answers: Sequence[str]
) -> None:
    short = work.short(call)
    if type_code and type_code != call.type_code:
        raise Refused(f"Call {short} is of another type by now.", word=call.number)
    kind = work.duty.codes.call_types.get(call.type_code)
    name = kind.name if kind else call.type_code
    if not questions:
        raise Refused(f"There are no questions for {name}.", instead=f"R {short}, what was said")
    if len(answers) > len(questions):
        asks = " ".join(question.ask for question in questions)
        raise Refused(f"{name} has {len(questions)} questions: {asks}", word=call.number)
    if wrong := [answer for answer in answers if answer not in (*ANSWERS, SKIPPED)]:
        raise Refused(f"'{wrong[0][:24]}' is no answer.", word=wrong[0])
