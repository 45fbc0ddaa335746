"""Who is talking on the radio now."""

from collections.abc import Iterable
from datetime import datetime

from console.board.views import RadioLine
from console.widgets.ages import since

TALK_LASTS_S = 60


def on_air(radio: Iterable[RadioLine], now: datetime) -> list[RadioLine]:
    """The transmissions that last, newest first as `radio` is, at most one a link.

    Not every radio says when it stops: what comes over the link afterwards ends a transmission
    as well, and one of which nothing more was heard is given up after a minute.
    """
    newest: dict[str, RadioLine] = {}
    for line in radio:
        newest.setdefault(line.link, line)
    return [line for line in newest.values() if _lasts(line, now)]


def _lasts(line: RadioLine, now: datetime) -> bool:
    return line.kind == "talk" and line.until is None and since(line.at, now) < TALK_LASTS_S
