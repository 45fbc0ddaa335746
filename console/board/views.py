"""Frozen views of what the station holds: all that leaves the desk and all that the screen shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from console.board.alarm_views import AlarmKindView, AlarmLevelView, AlarmView, StatusCheckView
from console.board.closures import ClosureView
from console.board.edition_view import EditionView
from console.board.event_view import EventView
from console.board.facility_view import AlarmAccountView
from console.board.floor_codes import FloorCodes
from console.board.handover_view import HandoverView
from console.board.life import ENDED, CallLife
from console.board.outfit import Outfit
from console.board.override_view import OverrideView
from console.board.recurring_view import RecurringView
from console.board.referral_view import ReferralView

SAMPLE_S = 5.0
"""How long each value of a device's curves lasts, seconds."""
EMPTY: Mapping[Any, Any] = MappingProxyType({})


def nothing() -> Mapping[Any, Any]:
    """EMPTY, for a field's default: Python 3.11 refuses a mapping proxy there, for want of a hash."""
    return EMPTY


@dataclass(frozen=True, slots=True)
class CallTypeView:
    """A type of call: `code` is what is typed, `words` other spellings, `apco` its ANS 2.103.2 value.

    Calls of one `family` may be about the same thing; `staff_only` is what no contracted ambassador takes.
    """

    code: str
    name: str
    words: tuple[str, ...]
    priority: int
    apco: str
    eligible: bool
    family: str = ""
    staff_only: bool = True


@dataclass(frozen=True, slots=True)
class PriorityView:
    """A priority with its target: minutes from received to the first unit on scene."""

    number: int
    name: str
    target_minutes: int


@dataclass(frozen=True, slots=True)
class StatusView:
    """A unit status; `settable` when `S` may set it; warn and alert are seconds in status, 0 for never."""

    code: str
    name: str
    words: tuple[str, ...]
    settable: bool
    warn_s: int
    alert_s: int
    eido_primary: str
    eido_secondary: str


@dataclass(frozen=True, slots=True)
class DispositionView:
    """How a call ended; `code` is what is typed, `apco` its ANS 1.111.2 value."""

    code: str
    name: str
    words: tuple[str, ...]
    apco: str


@dataclass(frozen=True, slots=True)
class RadioStatusView:
    """What a status code sent by a radio means here: the verb, and what the verb needs."""

    code: int
    name: str
    verb: str
    value: str


@dataclass(frozen=True, slots=True)
class Codes:
    """The station's code tables; `alarm_types` has the call type that a family of alarm events makes."""

    call_types: Mapping[str, CallTypeView] = field(default_factory=nothing)
    priorities: Mapping[int, PriorityView] = field(default_factory=nothing)
    statuses: Mapping[str, StatusView] = field(default_factory=nothing)
    dispositions: Mapping[str, DispositionView] = field(default_factory=nothing)
    radio_statuses: Mapping[int, RadioStatusView] = field(default_factory=nothing)
    alarm_types: Mapping[str, str] = field(default_factory=nothing)
    alarm_levels: Mapping[str, AlarmLevelView] = field(default_factory=nothing)
    alarm_kinds: Mapping[str, AlarmKindView] = field(default_factory=nothing)
    status_checks: tuple[StatusCheckView, ...] = ()
    floor: FloorCodes = field(default_factory=FloorCodes)


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """One unit on one call: state is assigned, acknowledged, enroute, onscene or report."""

    call: str
    unit: str
    state: str
    since: datetime


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One thing that happened to a call.

    kind is remark, status, left (a unit is on it no longer), back (it is open again and may wait) or system.
    """

    at: datetime
    kind: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class CallView:
    """A call; `state` is one of its life's; lat and lon in degrees WGS-84, None when unknown.

    `version` grows each time that somebody corrects the call; `referral` is the newest one.
    """

    number: str
    type_code: str
    type_name: str
    priority: int
    state: str
    place: str
    lat: float | None
    lon: float | None
    received_at: datetime
    due_at: datetime
    closed_at: datetime | None = None
    disposition: str = ""
    eligible: bool = True
    flags: tuple[str, ...] = ()
    assignments: tuple[AssignmentView, ...] = ()
    timeline: tuple[TimelineLine, ...] = ()
    version: int = 1
    referral: ReferralView | None = None
    life: CallLife = field(default_factory=CallLife)
    overrides: tuple[OverrideView, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether it is closed, cancelled or merged into another."""
        return self.state in ENDED

    @property
    def sequence(self) -> int:
        """The day's running number: 47 of 20261122-0047."""
        return int(self.number.rpartition("-")[2])


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit; `calls` are its open calls, the one its status stems from first.

    `checked_at` is when it last answered a status check.
    """

    call_sign: str
    kind: str
    status: str
    status_since: datetime
    calls: tuple[str, ...] = ()
    crew: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    vehicle: str = ""
    radio_id: str = ""
    location: str = ""
    note: str = ""
    checked_at: datetime | None = None
    outfit: Outfit = field(default_factory=Outfit)


@dataclass(frozen=True, slots=True)
class FixView:
    """A unit's newest position: degrees WGS-84, km/h, degrees true.

    Without `valid` the receiver has no fix: the place is the last one that it had. `doubt` says in
    words why the newest position is not believed; the place is the last one that was.
    """

    unit: str
    lat: float
    lon: float
    at: datetime
    valid: bool = True
    speed_kmh: float | None = None
    course_deg: float | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class RadioLine:
    """One line of radio traffic.

    kind is talk, status, emergency, text, outgoing, position, alarm, phone, trouble, undecoded or other;
    `unit` is empty when the identity is not known here; `until` is None while a transmission lasts.
    """

    id: int
    at: datetime
    link: str
    unit: str
    radio_id: str
    kind: str
    text: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkView:
    """The health of one link: state good, degraded or lost; kind radio, gps, alarm, phone or database."""

    name: str
    kind: str
    state: str
    text: str
    last_at: datetime | None = None
    undecoded: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class SeatView:
    """A position on this store: when it last said so, and the call it has open for changing, "" for none."""

    name: str
    beat_at: datetime
    editing: str = ""


@dataclass(frozen=True, slots=True)
class TheirEntry:
    """What another position did meanwhile to the same call or unit."""

    at: datetime
    by: str
    seat: str
    said: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Something done here without the server that does not fit what was done there meanwhile.

    `key` names it when a person settles it; `about` is the call's number or the unit's name, `why` says in
    one sentence what does not fit.
    """

    key: str
    at: datetime
    by: str
    said: str
    about: str
    why: str
    theirs: tuple[TheirEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class CatchUpView:
    """What was brought to the server after a time without it; calls by number, `closed` and `active` apart.

    `done` counts the entries that were taken over.
    """

    began: datetime
    ended: datetime
    done: int = 0
    closed: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    conflicts: tuple[ConflictView, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedDevice:
    """A device as a person has saved it for a seat.

    `line` is empty for the driver's own settings. `options` are one `name = value` a line; None, where
    a person has said nothing about them, leaves those of the settings file.
    """

    seat: str
    name: str
    url: str
    driver: str
    line: str
    unit: str
    off: bool
    options: str | None = None


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One serial device and how it does.

    `state` is running, errors, connecting, lost or off; `why` says what is wrong, in words. `line` is
    its settings ("9600 8N1"). `rates` are frames a second and `error_shares` 0 to 1, each value
    `SAMPLE_S` seconds, the newest last. Shares are of all frames since the start. `transmit` says that
    a person has allowed it to send; `sends` that it can. `keyable` says that its radio is keyed on a
    modem line, `keyed` that it is so now. `capturing` says that its bytes are written to a file,
    `simulated` that faults can be started on it; `faults` are those that it has now. `options` are
    those of its driver, one `name = value` a line.
    """

    name: str
    driver: str
    title: str
    kind: str
    port: str
    line: str
    state: str
    why: str = ""
    unit: str = ""
    frames_per_s: float = 0.0
    error_share: float = 0.0
    rates: tuple[float, ...] = ()
    error_shares: tuple[float, ...] = ()
    last_at: datetime | None = None
    next_try_s: float | None = None
    bytes: int = 0
    frames: int = 0
    bad_checksums: int = 0
    undecoded: int = 0
    dropped: int = 0
    reconnects: int = 0
    transmit: bool = False
    sends: bool = False
    keyable: bool = False
    keyed: bool = False
    capturing: bool = False
    simulated: bool = False
    faults: tuple[str, ...] = ()
    options: str = ""


@dataclass(frozen=True, slots=True)
class FrameField:
    """One decoded field of a frame: its name, the bytes that it stands in as hex, and its value in words."""

    name: str
    data: str
    words: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class FrameView:
    """One frame that a device sent, for the inspector; `check` says in words what its check came to."""

    number: int
    at: datetime
    unit: str
    type: str
    raw: bytes
    good: bool
    check: str
    fields: tuple[FrameField, ...] = ()


@dataclass(frozen=True, slots=True)
class InspectedDevice:
    """The newest frames, newest first, of the one device that the device manager looks at."""

    device: str = ""
    frames: tuple[FrameView, ...] = ()


@dataclass(frozen=True, slots=True)
class CallerView:
    """The newest telephone call: who the line announced, `number` empty when it was withheld.

    `history` has the numbers of the calls that were taken from this telephone, newest first.
    """

    id: int
    at: datetime
    line: str
    number: str
    name: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DoorView:
    """Whether people have to log on to this store, and why whoever sits here counts no longer, "" if so."""

    guarded: bool = False
    why_ended: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole live station at one journal entry; `radio` is newest first, `alarms` are open, by their ids.

    `downtime_since` is set while this position works without its server, `catch_up` after that until a
    person has put it away. `closures` are those that nobody has opened, of later and of earlier as well:
    `in_force` says which count. `accounts` are those of alarm receivers that the register has. `events` are
    those that nobody has ended, `handovers` are newest first. `recurring`
    are the tasks that nobody has stopped.
    """

    entry: int = 0
    loaded: bool = False
    calls: Mapping[str, CallView] = field(default_factory=nothing)
    units: Mapping[str, UnitView] = field(default_factory=nothing)
    fixes: Mapping[str, FixView] = field(default_factory=nothing)
    radio: tuple[RadioLine, ...] = ()
    alarms: Mapping[int, AlarmView] = field(default_factory=nothing)
    links: Mapping[str, LinkView] = field(default_factory=nothing)
    saved_devices: tuple[SavedDevice, ...] = ()
    devices: Mapping[str, DeviceView] = field(default_factory=nothing)
    inspected: InspectedDevice = InspectedDevice()
    caller: CallerView | None = None
    codes: Codes = field(default_factory=Codes)
    seats: tuple[SeatView, ...] = ()
    downtime_since: datetime | None = None
    catch_up: CatchUpView | None = None
    door: DoorView = DoorView()
    edition: EditionView | None = None
    closures: tuple[ClosureView, ...] = ()
    accounts: tuple[AlarmAccountView, ...] = ()
    events: tuple[EventView, ...] = ()
    handovers: tuple[HandoverView, ...] = ()
    recurring: tuple[RecurringView, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What to replace in the picture; a call or unit that is absent here stays as it is.

    Closures, accounts, events, hand-overs, recurring tasks and saved devices are given all together. With
    `whole` nothing that came from the store before stays: this is all of it, or another store's.
    """

    entry: int = 0
    calls: tuple[CallView, ...] = ()
    units: tuple[UnitView, ...] = ()
    radio: tuple[RadioLine, ...] = ()
    fixes: tuple[FixView, ...] = ()
    alarms: tuple[AlarmView, ...] = ()
    caller: CallerView | None = None
    saved_devices: tuple[SavedDevice, ...] | None = None
    codes: Codes | None = None
    door: DoorView | None = None
    edition: EditionView | None = None
    closures: tuple[ClosureView, ...] | None = None
    accounts: tuple[AlarmAccountView, ...] | None = None
    events: tuple[EventView, ...] | None = None
    handovers: tuple[HandoverView, ...] | None = None
    recurring: tuple[RecurringView, ...] | None = None
    whole: bool = False
