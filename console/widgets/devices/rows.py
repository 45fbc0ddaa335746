"""What the rows of the device table hold, and the sentence about the device that is worst off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.board.views import DeviceView
from console.widgets.ages import duration, since, spoken
from console.widgets.pieces import one_line

ERROR_LIMIT = 0.01
"""The share of frames with a bad checksum from which a device stands out."""
LONGEST_TEXT = 200
TENTHS_BELOW_S = 2.0

# Glyph, word and colour of each state.
STATES = {
    "running": ("link-ok", "Running", "text1"),
    "errors": ("link-degraded", "Errors", "amber"),
    "connecting": ("call-waiting", "Connecting", "text2"),
    "lost": ("link-lost", "Lost", "amber"),
    "off": ("status-off", "Off", "text3"),
}
KEYED = ("radio", "Keyed", "text1")
WORST_FIRST = ("lost", "errors", "connecting")


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One serial device."""

    device: DeviceView

    @property
    def key(self) -> str:
        return self.device.name

    @property
    def label(self) -> str:
        return bounded(f"{self.device.name} {self.state[1]}")

    @property
    def state(self) -> tuple[str, str, str]:
        """Glyph, word and colour token of its state."""
        state = self.device.state
        if self.device.keyed:
            return KEYED
        return STATES.get(state, ("link-degraded", bounded(state).capitalize(), "amber"))

    @property
    def is_over_limit(self) -> bool:
        return self.device.error_share >= ERROR_LIMIT

    def age(self, now: datetime) -> str:
        """How long ago its last frame came."""
        last = self.device.last_at
        return "Never" if last is None else age_words(since(last, now))

    def errors(self) -> str:
        """`2.4 %` of its frames, or that there are none."""
        device = self.device
        if device.state == "lost" or not device.frames:
            return "No frames"
        return percent(device.error_share)

    def sentence(self, now: datetime) -> str:
        """What a screen reader says."""
        device = self.device
        parts = [
            device.name,
            self.state[1],
            device.why if device.state == "running" else "",
            device.title,
            f"port {device.port or 'none'} {device.line}".strip(),
        ]
        if device.state != "off":
            last = "no frame yet" if device.last_at is None else f"last frame {_ago(device.last_at, now)}"
            over = ", over its limit" if self.is_over_limit else ""
            parts += [f"{device.frames_per_s:.1f} frames per second", last]
            parts += [f"{percent(device.error_share)} checksum errors{over}"]
            parts += [f"{device.reconnects} reconnect{'' if device.reconnects == 1 else 's'} today"]
        return ", ".join(bounded(part) for part in parts if part)


def bounded(text: str) -> str:
    """One line of a text that may come from anywhere, no longer than a row could show."""
    return one_line(text[:LONGEST_TEXT])


def percent(share: float) -> str:
    """A share of 0 to 1 as `2.4 %`."""
    return f"{share * 100:.1f} %"


def age_words(seconds: float) -> str:
    """`0.4 s`, `5 s`, and `06:12` from one minute."""
    if seconds < TENTHS_BELOW_S:
        return f"{seconds:.1f} s"
    return f"{int(seconds)} s" if seconds < 60 else duration(seconds)


def worst(devices: Iterable[DeviceView]) -> DeviceView | None:
    """The device that needs a person first: lost, then errors, then connecting; None when all do well."""
    troubled = [device for device in devices if device.state in WORST_FIRST]
    return min(troubled, key=_urgency, default=None)


def trouble(device: DeviceView, now: datetime) -> str:
    """What is wrong with a device, in one or two sentences."""
    name = bounded(device.name)
    starts = {
        "lost": _silence(device, now),
        "errors": f"{name}: {percent(device.error_share)} of frames fail the check.",
        "connecting": f"{name} is being connected.",
    }
    return f"{starts.get(device.state, name)} {bounded(device.why)}".strip()


def on_air(keyed: Iterable[DeviceView]) -> str:
    """Which radios are keyed, in one sentence."""
    names = [bounded(device.name) for device in keyed]
    return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} keyed: what is said goes on the air."


def elsewhere(devices: Iterable[DeviceView]) -> str:
    """Which of the devices that do well are another position's to speak for, a sentence for each."""
    doing_well = (device for device in devices if device.state == "running" and device.why)
    return " ".join(f"{bounded(device.name)}: {bounded(device.why)}." for device in doing_well)


def summary(devices: Iterable[DeviceView]) -> str:
    """`8 devices, 6 running, 1 with errors, 1 lost`, and `1 keyed` while one is."""
    held = list(devices)
    counts = [(sum(each.state == state for each in held), words) for state, words in _COUNTED]
    counts.append((sum(each.keyed for each in held), "keyed"))
    parts = [f"{count} {words}" for count, words in counts if count]
    return ", ".join([f"{len(held)} device{'' if len(held) == 1 else 's'}", *parts])


_COUNTED = (
    ("running", "running"),
    ("errors", "with errors"),
    ("connecting", "connecting"),
    ("lost", "lost"),
    ("off", "off"),
)


def _urgency(device: DeviceView) -> tuple[int, float]:
    return WORST_FIRST.index(device.state), -device.error_share


def _silence(device: DeviceView, now: datetime) -> str:
    name = bounded(device.name)
    if device.last_at is None:
        return f"{name} has sent nothing yet."
    return f"{name} has been silent for {age_words(since(device.last_at, now))}."


def _ago(moment: datetime, now: datetime) -> str:
    return f"{spoken(since(moment, now))} ago"
