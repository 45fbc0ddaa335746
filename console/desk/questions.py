"""The questions that a type of call asks, and which of them its timeline has no answer to."""

from collections.abc import Iterator

from console.board.floor_codes import QuestionView
from console.board.views import CallView, Codes

ANSWERS = {"yes": "Yes", "no": "No", "unknown": "Not known"}


def questions_of(type_code: str, codes: Codes) -> tuple[QuestionView, ...]:
    """What a type asks, in order; nothing for many."""
    return tuple(codes.floor.questions[code] for code in codes.floor.scripts.get(type_code, ()))


def unanswered(call: CallView, codes: Codes) -> Iterator[QuestionView]:
    """The questions that its timeline has no answer to; none of a call that has ended."""
    if call.ended:
        return
    said = [entry.text for entry in call.timeline if entry.kind == "remark"]
    for question in questions_of(call.type_code, codes):
        if not any(question.ask in text for text in said):
            yield question


def answered(question: QuestionView, answer: str) -> str:
    """A question with its answer, as it stands on the timeline and on the hand-over sheet."""
    return f"{question.ask} {ANSWERS[answer]}."
