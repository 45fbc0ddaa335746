"""Orders, answers and a transmitter that a person has turned on, for every test of sending."""

from hardware.orders import (
    PollPosition,
    SendText,
)
from hardware.radio.kenwood_orders import encode
from hardware.readings import Acknowledged, Channel
from hardware.transmitter import Transmitter

HELLO = SendText("100-4002", "hello")
HELLO_FRAME = b"\x02F1004002hello\x03"
POLL = PollPosition("U03001")
POLL_FRAME = b"\x02gR3U03001\x03"
QUESTION = b"\x02JCA\x03"
ARRIVED, REFUSED = Acknowledged("", "0"), Acknowledged("", "1")
FREE, BUSY = Channel("", "free"), Channel("", "busy")


def allowed(ask: bool = False) -> Transmitter:
    transmitter = Transmitter(encode, ask=ask)
    transmitter.allow("Dispatcher Ruiz")
    return transmitter
