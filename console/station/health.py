"""The health of the links in words for the status strip: one chip a radio, one for all GPS devices."""

from collections.abc import Sequence
from datetime import datetime

from console.board.views import LinkView
from hardware.link import Link, LinkHealth

SILENT_S = 60.0


def link_views(links: Sequence[Link], kinds: dict[str, str], monotonic: float, now: datetime) -> list[LinkView]:
    """What to show of all links; `kinds` says which are radios and which are GPS devices."""
    radios = [_radio(link.name, link.health) for link in links if kinds[link.name] == "radio"]
    gps = [link.health for link in links if kinds[link.name] == "gps"]
    return [*radios, *([_all_gps(gps, monotonic, now)] if gps else [])]


def _radio(name: str, health: LinkHealth) -> LinkView:
    if health.state == "open":
        return LinkView(name, "radio", "good", "Listening", undecoded=health.undecoded, dropped=health.dropped)
    return LinkView(name, "radio", "lost", health.why or "Connecting", undecoded=health.undecoded)


def _all_gps(found: Sequence[LinkHealth], monotonic: float, now: datetime) -> LinkView:
    lost = sum(1 for health in found if health.state != "open")
    silent = sum(1 for health in found if health.state == "open" and _silent(health, monotonic))
    undecoded = sum(health.undecoded for health in found)
    dropped = sum(health.dropped for health in found)
    state, text = "good", f"{len(found)} of {len(found)}"
    if lost == len(found):
        state, text = "lost", "No device"
    elif lost:
        state, text = "degraded", f"{lost} of {len(found)} lost"
    elif silent:
        state, text = "degraded", f"{silent} of {len(found)} stale"
    return LinkView("GPS/AVL", "gps", state, text, now, undecoded, dropped)


def _silent(health: LinkHealth, monotonic: float) -> bool:
    return health.last_reading is not None and monotonic - health.last_reading > SILENT_S
