"""The questions that a type of call asks, and what their answers set."""

from collections.abc import Iterator, Sequence

from console.board.floor_codes import QuestionView
from console.board.views import CallView, Codes
from console.desk.calls import TEXT_LENGTH, bounded, note
from console.desk.stops import add_stops
from console.desk.work import Work
from console.errors import Refused
from console.models import Call

ANSWERS = {"yes": "Yes", "no": "No", "unknown": "Not known"}
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
    told = " ".join(line(question, answer) for question, answer in asked)
    note(work, row, told)
    note(work, row, bounded(text, "text", TEXT_LENGTH))
    work.say(f"Noted on {work.short(row)}: {told}")
    add_stops(work, row, [stop for question, answer in asked if (stop := question.stop_for(answer))])


def questions_of(type_code: str, codes: Codes) -> tuple[QuestionView, ...]:
    """What a type asks, in order; nothing for most."""
    return tuple(codes.floor.questions[code] for code in codes.floor.scripts.get(type_code, ()))


def unanswered(call: CallView, codes: Codes) -> Iterator[QuestionView]:
    """The questions that its timeline has no answer to."""
    for question in questions_of(call.type_code, codes):
        if not any(question.ask in entry.text for entry in call.timeline if entry.kind == "remark"):
            yield question


def line(question: QuestionView, answer: str) -> str:
    """A question with its answer, as it stands on the timeline and on the hand-over sheet."""
    return f"{question.ask} {ANSWERS[answer]}."


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
