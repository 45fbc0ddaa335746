"""What a person does to the devices of a position, and what their silence and their troubles come to."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.board.holder import Board
from console.board.views import Changes, DeviceView, SavedDevice
from console.clock import ManualClock
from console.errors import Refused
from console.settings import DeviceSettings
from console.station.devices import Devices
from hardware.capture import read_capture
from hardware.inbox import Inbox
from hardware.ports import Ports
from hardware.simulators.bench import Bench
from hardware.simulators.kenwood import SimulatedKenwood
from hardware.simulators.surgard import SimulatedSurGard
from tests.desk.stations import EVENING
from tests.hardware.clocks import HandClock
from tests.hardware.waiting import wait_until

RADIO = DeviceSettings("Radio 1", "sim://radio", "kenwood")
ALARMS = DeviceSettings("Alarms", "sim://alarms", "surgard")


class Bed:
    """Devices on a bench, with a hand on the ports' clock."""

    def __init__(self, folder: Path) -> None:
        self.ports_clock = HandClock()
        self.bench, self.board, self.inbox = Bench(), Board(), Inbox()
        self.radio = SimulatedKenwood(self.ports_clock)
        self.receiver = SimulatedSurGard(self.ports_clock)
        self.bench.add("radio", self.radio)
        self.bench.add("alarms", self.receiver)
        self.told: list[tuple[str, str]] = []
        self.sent: list[tuple[str, str, str]] = []
        self.folder = folder
        self.devices = Devices(
            ports=Ports(self.bench),
            inbox=self.inbox,
            board=self.board,
            clock=ManualClock(EVENING),
            tell=lambda name, words: self.told.append((name, words)),
            tell_sent=lambda name, unit, words, raw: self.sent.append((name, unit, words)),
            captures=folder / "captures",
            seat="Position 1",
            monotonic=self.ports_clock.monotonic,
        )

    def view(self, name: str) -> DeviceView | None:
        return self.board.picture.devices.get(name)

    def wait_state(self, name: str, state: str) -> None:
        def there() -> bool:
            self.ports_clock.advance(0.05)
            view = self.view(name)
            return view is not None and view.state == state

        wait_until(there, f"for {name} to be {state}")

    def do(self, action: str, name: str) -> str:
        return self.devices.order(action, name, "R. Okafor").result(20)


@pytest.fixture
def bed(tmp_path: Path) -> Iterator[Bed]:
    bed = Bed(tmp_path)
    bed.devices.start([RADIO, ALARMS])
    bed.wait_state("Radio 1", "running")
    bed.wait_state("Alarms", "running")
    yield bed
    bed.devices.stop()
    bed.inbox.close()


def test_every_device_is_on_the_board_with_its_port_and_settings(bed: Bed) -> None:
    radio, alarms = bed.view("Radio 1"), bed.view("Alarms")
    assert radio is not None
    assert alarms is not None
    assert (radio.port, radio.line, radio.kind, radio.sends) == ("sim://radio", "9600 8N2", "radio", True)
    assert (alarms.line, alarms.sends, alarms.transmit) == ("1200 7E1", False, False)


def test_a_device_is_turned_off_and_on_and_reconnected(bed: Bed) -> None:
    assert bed.do("off", "Radio 1") == "Radio 1 is off."
    bed.wait_state("Radio 1", "off")
    bed.do("on", "Radio 1")
    bed.wait_state("Radio 1", "running")
    bed.do("reconnect", "Radio 1")
    wait_until(lambda: (view := bed.view("Radio 1")) is not None and view.state == "running")
    with pytest.raises(Refused, match="no device"):
        bed.do("off", "Radio 9")


def test_a_lost_device_says_so_and_when_it_is_tried_again(bed: Bed) -> None:
    bed.bench.unplug("radio")
    bed.wait_state("Radio 1", "lost")
    view = bed.view("Radio 1")
    assert view is not None
    assert "no device" in view.why
    wait_until(lambda: (now := bed.view("Radio 1")) is not None and now.next_try_s is not None)


def test_the_frames_of_the_inspected_device_are_on_the_board(bed: Bed) -> None:
    bed.devices.inspect("Radio 1")
    bed.radio.key("100-4002")
    bed.radio.say(b"\x02nonsense\x03")
    wait_until(lambda: len(bed.board.picture.inspected.frames) == 2)
    bad, good = bed.board.picture.inspected.frames
    assert (good.unit, good.type, good.check) == ("100-4002", "Begins to talk", "Good")
    assert (bad.good, bad.type) == (False, "Not decoded")
    assert ("Unit", "100-4002") in [(field.name, field.words) for field in good.fields]
    bed.devices.inspect("")
    wait_until(lambda: bed.board.picture.inspected.frames == ())


def test_a_receiver_that_is_silent_for_two_heartbeats_is_a_trouble_told_once(bed: Bed) -> None:
    bed.receiver.alarm("1234", "120")
    wait_until(lambda: (view := bed.view("Alarms")) is not None and view.frames == 1)
    bed.bench.unplug("radio")
    bed.do("reconnect", "Radio 1")
    while not bed.told:
        bed.receiver.emit()
        bed.ports_clock.advance(1)
        bed.do("test", "Alarms")
    assert bed.told == [("Alarms", "No heartbeat for 60 s: alarms may not arrive. Check the receiver.")]
    assert bed.board.picture.links["Alarms"].state == "degraded"


SILENT = [("Alarms", "No heartbeat for 60 s: alarms may not arrive. Check the receiver.")]


class Mute:
    """A receiver whose other cable, the one to the telephone line and to its power, is out."""

    def receive(self, data: bytes) -> None:
        """Nobody hears it."""

    def emit(self) -> bytes:
        return b""


def test_a_receiver_that_has_never_spoken_is_missed_a_minute_after_its_port_opened(tmp_path: Path) -> None:
    bed = Bed(tmp_path)
    bed.bench.add("mute", Mute())
    bed.bench.unplug("mute")
    bed.devices.start([replace(ALARMS, url="sim://mute")])
    try:
        bed.wait_state("Alarms", "lost")
        bed.ports_clock.advance(50)
        bed.bench.plug("mute")
        bed.devices.reconnect("Alarms")
        wait_until(lambda: (view := bed.view("Alarms")) is not None and view.state == "running")
        bed.ports_clock.advance(59)
        bed.do("reconnect", "Alarms")
        wait_until(lambda: (view := bed.view("Alarms")) is not None and view.reconnects == 1)
        assert bed.told == []
        bed.ports_clock.advance(2)
        wait_until(lambda: bed.told)
        assert bed.told == SILENT
        wait_until(lambda: bed.board.picture.links["Alarms"].state == "degraded")
        assert bed.board.picture.links["Alarms"].text == "No heartbeat"
    finally:
        bed.devices.stop()
        bed.inbox.close()


def test_a_receiver_whose_port_never_opened_is_missed_a_minute_after_the_start(tmp_path: Path) -> None:
    bed = Bed(tmp_path)
    bed.bench.unplug("alarms")
    bed.devices.start([ALARMS])
    try:
        wait_until(lambda: (view := bed.view("Alarms")) is not None and view.state == "lost")
        bed.ports_clock.advance(59)
        bed.do("reconnect", "Alarms")
        assert bed.told == []
        bed.ports_clock.advance(2)
        wait_until(lambda: bed.told)
        assert bed.told == SILENT
    finally:
        bed.devices.stop()
        bed.inbox.close()


def test_a_capture_holds_what_came_and_what_was_sent(bed: Bed) -> None:
    said = bed.do("capture-start", "Radio 1")
    bed.radio.key("100-4002")
    wait_until(lambda: bed.inbox.take(0))
    bed.do("test", "Radio 1")
    wait_until(lambda: bed.devices.views()[0].frames >= 1)
    wait_until(lambda: len(list((bed.folder / "captures").iterdir())) == 1)
    (file,) = (bed.folder / "captures").iterdir()
    assert str(file) in said
    wait_until(lambda: any(chunk.sent for chunk in read_capture(file).chunks))
    wait_until(lambda: (view := bed.view("Radio 1")) is not None and view.capturing)
    bed.do("capture-stop", "Radio 1")
    wait_until(lambda: (view := bed.view("Radio 1")) is not None and not view.capturing)
    kept = read_capture(file)
    assert (kept.header.driver, str(kept.header.settings)) == ("kenwood", "9600 8N2")
    heard = b"".join(chunk.data for chunk in kept.chunks if not chunk.sent)
    assert heard.startswith(b"\x02I110040021004002\x03")


def test_only_a_device_that_sends_may_be_allowed_to(bed: Bed) -> None:
    bed.do("transmit-on", "Radio 1")
    wait_until(lambda: (view := bed.view("Radio 1")) is not None and view.transmit)
    with pytest.raises(Refused, match="sends nothing"):
        bed.do("transmit-on", "Alarms")
    bed.do("transmit-off", "Radio 1")
    wait_until(lambda: (view := bed.view("Radio 1")) is not None and not view.transmit)


def test_without_a_training_shift_nothing_is_given_a_fault(bed: Bed) -> None:
    radio = bed.view("Radio 1")
    assert radio is not None
    assert (radio.simulated, radio.faults) == (False, ())
    with pytest.raises(Refused, match="no simulated device of a training shift"):
        bed.do("fault:garbage", "Radio 1")


def test_a_device_that_was_saved_for_this_seat_takes_the_place_of_the_settings_own(bed: Bed) -> None:
    other = SavedDevice("Position 2", "Elsewhere", "sim://radio", "kenwood", "", "", False)
    moved = SavedDevice("Position 1", "Radio 1", "sim://alarms", "surgard", "9600 8N1", "", False)
    new = SavedDevice("Position 1", "Radio 2", "sim://radio", "kenwood", "", "", True)
    bed.board.apply(Changes(saved_devices=(other, moved, new)))
    wait_until(lambda: set(bed.board.picture.devices) == {"Radio 1", "Alarms", "Radio 2"})
    bed.wait_state("Radio 2", "off")
    radio = bed.view("Radio 1")
    assert radio is not None
    assert (radio.port, radio.line) == ("sim://alarms", "9600 8N1")


def test_a_saved_device_that_cannot_be_is_told_and_stops_no_other(bed: Bed) -> None:
    wrong = SavedDevice("Position 1", "Odd", "sim://radio", "morse", "", "", False)
    bed.board.apply(Changes(saved_devices=(wrong,)))
    wait_until(lambda: bed.told)
    assert bed.told[0][0] == "Odd"
    bed.do("test", "Radio 1")


RULES = {"patterns": "text First = A\ntext Second = B"}
DECODER = DeviceSettings("Decoder", "sim://radio", "lines", options=RULES)


def saved_decoder(options: str | None, driver: str = "lines") -> Changes:
    seat = "Position 1"
    return Changes(
        saved_devices=(SavedDevice(seat, "Decoder", "sim://radio", driver, "", "UTV-1", False, options),)
    )


@pytest.mark.parametrize(
    ("options", "driver", "shown"),
    [
        (None, "lines", "patterns = text First = A\npatterns = text Second = B"),
        (None, "nmea", ""),
        ("", "lines", ""),
        ("preset = mdc1200", "lines", "preset = mdc1200"),
    ],
)
def test_options_are_those_that_were_saved_or_else_the_settings_own(
    tmp_path: Path, options: str | None, driver: str, shown: str
) -> None:
    bed = Bed(tmp_path)
    bed.devices.start([DECODER])
    try:
        bed.wait_state("Decoder", "running")
        bed.board.apply(saved_decoder(options, driver))
        wait_until(lambda: (view := bed.view("Decoder")) is not None and view.unit == "UTV-1")
        view = bed.view("Decoder")
        assert view is not None
        assert (view.options, view.driver) == (shown, driver)
    finally:
        bed.devices.stop()
        bed.inbox.close()


def test_saved_options_that_cannot_be_read_are_told_and_stop_no_other(bed: Bed) -> None:
    odd = SavedDevice("Position 1", "Odd", "sim://radio", "lines", "", "", False, "preset")
    new = SavedDevice("Position 1", "Radio 2", "sim://radio", "kenwood", "", "", False)
    bed.board.apply(Changes(saved_devices=(odd, new)))
    wait_until(lambda: bed.view("Radio 2") is not None)
    assert [(name, "is no option" in why) for name, why in bed.told] == [("Odd", True)]
    assert bed.view("Odd") is None
