"""The links of this position as causes of alarms: each position tells of its own, whoever leads."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from console.board.views import LinkView, Picture
from console.desk.watch import Order

DEVICES = ("radio", "gps", "alarm", "phone")
VOICE = "radio"


class LinkWatch:
    """Remembers since when each link is lost, and which loss was told: one that lasts is told once."""

    def __init__(self, position: str) -> None:
        self._position = position
        self._lost_since: dict[str, datetime] = {}
        self._told: dict[str, str] = {}

    def due(self, picture: Picture, now: datetime) -> list[Order]:
        """Alarms of links that are lost for a while, and that those that are back have ended."""
        links = [link for link in picture.links.values() if link.kind in DEVICES]
        for link in links:
            if link.state == "lost":
                self._lost_since.setdefault(link.name, now)
            elif link.state == "good":
                self._lost_since.pop(link.name, None)
        return [*self._losses(links, picture, now), *self._returns(picture)]

    def _losses(self, links: list[LinkView], picture: Picture, now: datetime) -> Iterator[Order]:
        lost = [link for link in links if self._is_lost(link, picture, now)]
        voices = [link for link in links if link.kind == VOICE]
        silent = bool(voices) and all(link in lost for link in voices)
        if silent and self._position not in self._told:
            self._told[self._position] = "voice_lost"
            names = ", ".join(link.name for link in voices)
            yield _order("raise_alarm", "voice_lost", self._position, text=f"No voice radio: {names} lost")
        for link in lost:
            if link.name not in self._told and not (silent and link.kind == VOICE):
                self._told[link.name] = "device"
                yield _order("raise_alarm", "device", link.name, text=f"{link.name} is lost: {link.text}")

    def _is_lost(self, link: LinkView, picture: Picture, now: datetime) -> bool:
        since = self._lost_since.get(link.name)
        kind = picture.codes.alarm_kinds.get("device")
        return since is not None and kind is not None and now - since >= timedelta(seconds=kind.after_s)

    def _returns(self, picture: Picture) -> Iterator[Order]:
        """What was told of links that are good again."""
        voices = [link for link in picture.links.values() if link.kind == VOICE]
        for about, kind in list(self._told.items()):
            heard = any(link.name not in self._lost_since for link in voices)
            over = heard if kind == "voice_lost" else about not in self._lost_since
            if over:
                del self._told[about]
                if any(alarm.matter == (kind, about) for alarm in picture.alarms.values()):
                    yield _order("restore_alarm", kind, about, reason="The link is back")


def _order(verb: str, kind: str, about: str, **args: str) -> Order:
    return Order(verb, {"kind": kind, "about": about, **args}, uuid4().hex)
