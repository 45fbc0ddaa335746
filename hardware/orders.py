"""What a radio can be asked to send: one immutable record per kind of order."""

from typing import NamedTuple


class SendText(NamedTuple):
    """A text message to a unit, "" for everybody; `number` where the protocol numbers messages."""

    unit: str
    text: str
    number: str = ""


class SendStatus(NamedTuple):
    """A status code to a unit."""

    unit: str
    code: str


class PollPosition(NamedTuple):
    """Ask a unit's radio where it is."""

    unit: str


class AnswerText(NamedTuple):
    """Tell the sender of a numbered message that it arrived."""

    unit: str
    number: str


class AskChannel(NamedTuple):
    """Ask our own radio whether the channel is free; nothing goes on the air."""

    unit: str = ""


Order = SendText | SendStatus | PollPosition | AnswerText | AskChannel


def is_answered(order: Order) -> bool:
    """Whether an order has an answer to wait for, which is what most radios give to most orders."""
    return not isinstance(order, AnswerText)


class CannotSendError(ValueError):
    """This device cannot send that; the text is one sentence that says why."""
