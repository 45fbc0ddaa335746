"""What this position's radios send: gated, spaced and told about in words."""

from collections.abc import Callable, Mapping

from console.board.views import Picture, RadioLine
from console.errors import Refused
from hardware.drivers import encode, entry
from hardware.link import Link
from hardware.orders import AskChannel, CannotSendError, Order, SendText
from hardware.readings import Reading
from hardware.transmitter import Outcome, Transmitter

TOLD = ("arrived", "late", "refused", "failed", "withdrawn", "stray")

Tell = Callable[[str, str, str], None]
"""Is given a device's name, a radio's identity and what became of what was to be sent, in words."""


class Sending:
    """A transmitter for each device that sends; to be used on one thread.

    Each is off until a person turns it on. What a person has written has been confirmed at the desk.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._transmitters: dict[str, Transmitter] = {}
        self._newest = -1

    def allowed_by(self, name: str) -> str:
        """Who turned sending on for a device, "" while it is off."""
        transmitter = self._transmitters.get(name)
        return transmitter.allowed_by if transmitter else ""

    def allow(self, link: Link, person: str) -> None:
        """Turn sending on; Refused for a device that sends nothing."""
        self._transmitter(link).allow(person)

    def forbid(self, name: str) -> None:
        """Turn sending off; what waits is withdrawn."""
        if name in self._transmitters:
            self._transmitters[name].forbid()

    def test(self, link: Link) -> str:
        """Ask the device itself for something that puts nothing on the air, where it can be asked."""
        try:
            link.send(encode(link.driver, AskChannel()))
        except CannotSendError:
            return f"{link.name} only listens; nothing was sent."
        return f"{link.name} was asked for its channel. Its answer stands among the frames."

    def heard(self, name: str, reading: Reading, now: float) -> None:
        """An answer, or the channel's state."""
        if name in self._transmitters:
            self._transmitters[name].heard(reading, now)

    def take(self, picture: Picture, links: Mapping[str, Link]) -> None:
        """Take the texts that were written since the last call; those of an earlier run are not sent."""
        lines = [line for line in picture.radio if line.kind == "outgoing" and line.id > self._newest >= 0]
        self._newest = max([0, self._newest, *(line.id for line in picture.radio)])
        for line in reversed(lines):
            self._order(line, picture, links)

    def turn(self, links: Mapping[str, Link], now: float) -> None:
        """Write what is due, and tell what has become of the rest."""
        for name, transmitter in self._transmitters.items():
            link = links.get(name)
            data = transmitter.due(now) if link is not None and link.health.state == "open" else None
            if data is not None and link is not None:
                link.send(data)
            for outcome in transmitter.outcomes():
                if outcome.state in TOLD:
                    self._tell(name, _unit(outcome), _words(outcome))

    def _order(self, line: RadioLine, picture: Picture, links: Mapping[str, Link]) -> None:
        name = self._device_for(line, picture, links)
        try:
            if name not in self._transmitters:
                raise CannotSendError("No radio of this position may send. Turn one on under Devices.")
            transmitter = self._transmitters[name]
            transmitter.confirm(transmitter.order(SendText(line.radio_id, line.text)))
        except CannotSendError as error:
            self._tell(name or "Radio", line.radio_id, f"Not sent: {error}")

    def _device_for(self, line: RadioLine, picture: Picture, links: Mapping[str, Link]) -> str:
        """The device that heard this radio last, else the first that may send."""
        allowed = [name for name in links if self.allowed_by(name)]
        heard = (other.link for other in picture.radio if other.radio_id == line.radio_id and other.link)
        last = next(heard, "")
        return last if last in allowed else next(iter(allowed), last)

    def _transmitter(self, link: Link) -> Transmitter:
        if link.name not in self._transmitters:
            driver = link.driver

            def encoded(order: Order) -> bytes:
                return encode(driver, order)

            if not entry(driver).encode:
                raise Refused(f"{link.name} sends nothing.")
            self._transmitters[link.name] = Transmitter(encoded)
        return self._transmitters[link.name]


def _unit(outcome: Outcome) -> str:
    return outcome.order.unit if outcome.order is not None else ""


def _words(outcome: Outcome) -> str:
    what = f"Text “{outcome.order.text}”: " if isinstance(outcome.order, SendText) else ""
    return f"{what}{outcome.words}"
