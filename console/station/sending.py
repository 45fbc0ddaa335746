"""What this position's radios send: gated, spaced and told about in words."""

from collections.abc import Callable, Mapping
from datetime import datetime

from console.board.views import Picture, RadioLine
from console.errors import Refused
from hardware.drivers import answer_rule, encode, entry
from hardware.link import Link
from hardware.orders import AskChannel, CannotSendError, Order, SendText
from hardware.radio.keying import LIMIT_S
from hardware.readings import Acknowledged, Reading
from hardware.transmitter import Outcome, Transmitter

LOST_LIMIT_S = 30.0
"""What waits longer than this for a port that is lost is too old to be sent."""
NUMBERS = 100_000
"""No protocol takes a message number of more than five digits."""
TOLD = ("arrived", "late", "refused", "failed", "withdrawn", "stray")

Tell = Callable[[str, str, str, bytes], None]
"""Is given a device's name, a radio's identity, what became of what was to be sent, in words, and the
bytes of the answer, if there was one."""


class Sending:
    """A transmitter for each device that sends, and the keys of those on modem lines; one thread's own.

    Each is off until a person turns it on. What a person has written has been confirmed at the desk.
    """

    def __init__(self, tell: Tell, seat: str) -> None:
        self._tell = tell
        self._seat = seat
        self._transmitters: dict[str, Transmitter] = {}
        self._keyed_by: dict[str, str] = {}  # who allowed a device to be keyed on its lines
        self._lost_since: dict[str, float] = {}
        self._newest = -1
        self._downtime: datetime | None = None

    def allowed_by(self, name: str) -> str:
        """Who turned sending on for a device, "" while it is off."""
        return self._may_send(name) or self._keyed_by.get(name, "")

    def allow(self, link: Link, person: str) -> str:
        """Turn sending on, and say what can be done now.

        Raises Refused for a device that sends nothing, ValueError when nobody answers for it.
        """
        row = entry(link.driver)
        if row.encode:
            self._transmitter(link).allow(person)
            return f"{link.name} may send. T! UNIT, TEXT sends a text."
        if not row.lines:
            raise Refused(f"{link.name} sends nothing.")
        if not person.strip():
            raise ValueError("Sending is turned on by a person, who must be named.")
        self._keyed_by[link.name] = person
        return f"{link.name} may be keyed."

    def forbid(self, name: str, link: Link | None) -> None:
        """Turn sending off; what waits is withdrawn, a key that is down is released."""
        self._keyed_by.pop(name, None)
        if link is not None:
            link.release()
        if name in self._transmitters:
            self._transmitters[name].forbid()

    def forget(self, name: str) -> None:
        """The device is gone: what was on its way is told to be withdrawn."""
        self.forbid(name, None)
        transmitter = self._transmitters.pop(name, None)
        self._lost_since.pop(name, None)
        if transmitter is not None:
            _withdraw(transmitter)
            self._tell_outcomes(name, transmitter)

    def press(self, link: Link) -> str:
        """Key a radio on its lines; Refused until a person has allowed it."""
        if not entry(link.driver).lines:
            raise Refused(f"{link.name} has no key on its modem lines.")
        if link.name not in self._keyed_by:
            raise Refused(f"Sending is off for {link.name}. A person must turn it on first.")
        if not link.press():
            raise Refused(f"{link.name} is not connected: its radio cannot be keyed.")
        return f"{link.name} is keyed, for {LIMIT_S:.0f} s at most."

    def release(self, link: Link) -> str:
        """Let a radio go."""
        link.release()
        return f"{link.name} is let go."

    def test(self, link: Link) -> str:
        """Ask the device itself for something that puts nothing on the air, where it can be asked."""
        try:
            link.send(encode(link.driver, AskChannel(), link.options))
        except CannotSendError:
            return f"{link.name} cannot be asked anything; nothing was sent."
        return f"{link.name} was asked for its channel. Its answer stands among the frames."

    def heard(self, name: str, reading: Reading, now: float) -> None:
        """An answer, of which nothing but what it means is told, or the channel's state."""
        if name in self._transmitters:
            self._transmitters[name].heard(reading, now)
        elif isinstance(reading, Acknowledged):
            self._tell(name, reading.unit, _of_another(reading), reading.raw)

    def take(self, picture: Picture, links: Mapping[str, Link]) -> None:
        """Take the texts that were written since the last call; those of an earlier run are not sent."""
        if not picture.loaded:
            return
        if picture.downtime_since != self._downtime:
            # Another store: what stands in it was sent from the one before, or was too late for that.
            self._downtime, self._newest = picture.downtime_since, -1
        lines = [line for line in picture.radio if self._is_ours(line) and line.id > self._newest >= 0]
        self._newest = max([0, self._newest, *(line.id for line in picture.radio)])
        for line in reversed(lines):
            self._order(line, picture, links)

    def _is_ours(self, line: RadioLine) -> bool:
        """Every position hears of a text; the one at which it was written sends it."""
        return line.kind == "outgoing" and line.link == self._seat

    def turn(self, links: Mapping[str, Link], now: float) -> None:
        """Write what is due, and tell what has become of the rest."""
        for name, transmitter in self._transmitters.items():
            link = links.get(name)
            if link is not None and link.health.state == "open":
                self._lost_since.pop(name, None)
                data = transmitter.due(now)
                if data is not None:
                    link.send(data)
            elif now - self._lost_since.setdefault(name, now) >= LOST_LIMIT_S:
                _withdraw(transmitter)
            self._tell_outcomes(name, transmitter)

    def _tell_outcomes(self, name: str, transmitter: Transmitter) -> None:
        for outcome in transmitter.outcomes():
            if outcome.state in TOLD:
                self._tell(name, _unit(outcome), _words(outcome), outcome.raw)

    def _order(self, line: RadioLine, picture: Picture, links: Mapping[str, Link]) -> None:
        name = self._device_for(line, picture, links)
        try:
            if name not in self._transmitters:
                raise CannotSendError("No radio of this position may send. Turn one on under Devices.")
            transmitter = self._transmitters[name]
            transmitter.confirm(transmitter.order(SendText(line.radio_id, line.text, str(line.id % NUMBERS))))
        except CannotSendError as error:
            self._tell(name or "Radio", line.radio_id, f"Not sent: {error}", b"")

    def _device_for(self, line: RadioLine, picture: Picture, links: Mapping[str, Link]) -> str:
        """The device that heard this radio last, else the first that may send."""
        allowed = [name for name in links if self._may_send(name)]
        heard = (
            other.link for other in picture.radio if other.radio_id == line.radio_id and other.link in links
        )
        last = next(heard, "")
        return last if last in allowed else next(iter(allowed), last)

    def _may_send(self, name: str) -> str:
        """Who allowed a device to send texts."""
        transmitter = self._transmitters.get(name)
        return transmitter.allowed_by if transmitter else ""

    def _transmitter(self, link: Link) -> Transmitter:
        if link.name not in self._transmitters:
            driver, options = link.driver, link.options

            def encoded(order: Order) -> bytes:
                return encode(driver, order, options)

            self._transmitters[link.name] = Transmitter(encoded, answered=answer_rule(driver))
        return self._transmitters[link.name]


def _withdraw(transmitter: Transmitter) -> None:
    for order in transmitter.open_orders():
        transmitter.withdraw(order.number)


def _of_another(answer: Acknowledged) -> str:
    what = f"Message {answer.number}" if answer.number else "Something"
    return f"{what}, which was not sent from here, {'arrived' if answer.code == '0' else 'did not arrive'}."


def _unit(outcome: Outcome) -> str:
    return outcome.order.unit if outcome.order is not None else ""


def _words(outcome: Outcome) -> str:
    what = f"Text “{outcome.order.text}”: " if isinstance(outcome.order, SendText) else ""
    return f"{what}{outcome.words}"
