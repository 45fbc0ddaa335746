"""The health of the links in words for the status strip: one chip a device, one for all GPS devices."""

from collections.abc import Sequence
from datetime import datetime

from console.board.views import LinkView
from hardware.drivers import entry
from hardware.health import LinkHealth
from hardware.link import Link

SILENT_S = 60.0
"""An alarm receiver says something every 30 seconds; two of those without a word are a trouble."""
SILENT = "No heartbeat"


def link_views(links: Sequence[Link], monotonic: float, now: datetime) -> list[LinkView]:
    """What to show of all links at a moment of the machine's monotonic clock."""
    kinds = [(link, entry(link.driver).kind) for link in links]
    gps = [link.health for link, kind in kinds if kind == "gps"]
    others = [_one(link.name, kind, link.health, monotonic) for link, kind in kinds if kind != "gps"]
    return [*others, *([_all_gps(gps, monotonic)] if gps else [])]


def is_silent(health: LinkHealth, monotonic: float) -> bool:
    """Whether nothing that makes sense has come for a minute, or ever since its port was opened."""
    heard = health.since if health.last_reading is None else health.last_reading
    return heard is not None and monotonic - heard > SILENT_S


def _one(name: str, kind: str, health: LinkHealth, monotonic: float) -> LinkView:
    state, text = ("good", "Listening") if health.state == "open" else ("lost", health.why or "Connecting")
    if state == "good" and (health.why or (kind == "alarm" and is_silent(health, monotonic))):
        state, text = "degraded", health.why or SILENT
    return LinkView(name, kind, state, text, undecoded=health.undecoded, dropped=health.dropped)


def _all_gps(found: Sequence[LinkHealth], monotonic: float) -> LinkView:
    lost = sum(1 for health in found if health.state != "open")
    silent = sum(1 for health in found if health.state == "open" and is_silent(health, monotonic))
    undecoded = sum(health.undecoded for health in found)
    dropped = sum(health.dropped for health in found)
    state, text = "good", f"{len(found)} of {len(found)}"
    if lost == len(found):
        state, text = "lost", "No device"
    elif lost:
        state, text = "degraded", f"{lost} of {len(found)} lost"
    elif silent:
        state, text = "degraded", f"{silent} of {len(found)} stale"
    return LinkView("GPS/AVL", "gps", state, text, undecoded=undecoded, dropped=dropped)
