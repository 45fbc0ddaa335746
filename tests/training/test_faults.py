"""Faults of a shift: each begins and ends at its time, or when a person says so."""

import logging
from collections.abc import Iterator

import pytest

from console.board.holder import Board
from console.clock import ManualClock
from console.errors import Refused
from console.geo.city_file import training_city
from console.geo.graph import StreetGraph
from console.geo.travel import Travel
from console.settings import DeviceSettings
from console.station.devices import Devices
from console.training.faults import UNPLUGGED_S, StageFaults, port
from console.training.scenario import FIX_KINDS, KINDS, Kind, ScriptedFault, load_scenario
from console.training.stage import RADIO, Stage, gps_name, gps_title
from console.widgets.devices import fault_menu
from hardware.inbox import Inbox
from hardware.link import Link
from hardware.ports import Ports
from hardware.simulators.bench import Bench
from hardware.simulators.carrier import SimulatedCarrier
from hardware.simulators.faults import KEY_FAULTS
from hardware.simulators.gps import SimulatedGps
from hardware.simulators.kenwood import SimulatedKenwood
from tests.desk.stations import EVENING
from tests.hardware.waiting import wait_until

RADIO_URL, GPS_URL, CHANNEL_URL = "sim://radio-1", "sim://gps-cso-11", "sim://channel-2"
TRAVEL = Travel(StreetGraph(training_city()))
NOT_OF_A_GPS = ("unplug", "another name", *KEY_FAULTS)


class Bed:
    """A radio and a GPS on a bench, and a script."""

    def __init__(self, *script: ScriptedFault) -> None:
        self.clock, self.bench = ManualClock(EVENING), Bench()
        self.faults = StageFaults(
            bench=self.bench, clock=self.clock, elapsed=self.clock.monotonic, script=script
        )
        self.radio = self.faults.put("radio-1", "Radio 1", SimulatedKenwood)
        self.gps = self.faults.put("gps-cso-11", "GPS CSO-11", SimulatedGps)
        self.channel = self.faults.put("channel-2", "Channel 2", SimulatedCarrier)

    def at(self, seconds: float) -> None:
        """Let the shift come to that second."""
        self.clock.advance(seconds - self.clock.monotonic())
        self.faults.play()

    def said(self, name: str = "radio-1") -> bytes:
        device = self.bench.device(name)
        assert device is not None
        return device.emit()


def scripted(at: float, device: str, kind: Kind, seconds: float) -> ScriptedFault:
    return ScriptedFault(at=at, device=device, kind=kind, seconds=seconds)


def test_a_cable_is_out_for_as_long_as_the_script_says() -> None:
    bed = Bed(scripted(60, "Radio 1", "unplug", 20))
    plugged = []
    for second in (59.9, 60, 79.9, 80):
        bed.at(second)
        plugged.append(bed.bench.plugged("radio-1"))
    assert plugged == [True, False, False, True]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NOT_OF_A_GPS])
def test_every_other_fault_begins_and_ends_at_its_time(kind: Kind) -> None:
    bed = Bed(scripted(5, "gps-cso-11", kind, 10))
    active = []
    for second in (4, 5, 14, 15):
        bed.at(second)
        line = bed.bench.device("gps-cso-11")
        on_the_line = getattr(line, "faults", frozenset())
        assert (kind in on_the_line or bed.gps.fault == kind) is (kind in bed.faults.active(GPS_URL))
        active.append(bed.faults.active(GPS_URL))
    assert active == [(), (kind,), (kind,), ()]
    assert bed.faults.active(RADIO_URL) == ()


def test_a_gps_that_dies_in_two_ways_has_one_at_a_time() -> None:
    bed = Bed(scripted(10, "GPS CSO-11", "void", 20), scripted(30, "GPS CSO-11", "jump", 20))
    seen = []
    for second in (9, 10, 29, 30, 49, 50):
        bed.at(second)
        seen.append((bed.gps.fault, bed.faults.active(GPS_URL)))
    void, jump, none = ("void", ("void",)), ("jump", ("jump",)), ("", ())
    assert seen == [none, void, void, jump, jump, none]


def test_a_silent_radio_is_heard_again() -> None:
    bed = Bed(scripted(1, "radio-1", "silence", 1))
    bed.at(1)
    bed.radio.key("100-4002")
    assert bed.said() == b""
    bed.at(2)
    bed.radio.unkey("100-4002")
    assert bed.said() == b"\x02I010040021004002\x03"


def test_a_key_is_stuck_for_as_long_as_the_script_says() -> None:
    bed = Bed(scripted(60, "Channel 2", "stuck ptt", 90))
    carrier = []
    for second in (59, 60, 61, 149, 150, 151):
        bed.at(second)
        carrier.append((bed.channel.lines().cts, bed.faults.active(CHANNEL_URL)))
    free, stuck = (False, ()), (True, ("stuck ptt",))
    assert (carrier[0], carrier[2], carrier[3], carrier[5]) == (free, stuck, stuck, free)


def test_a_person_sticks_a_key_and_frees_it_by_the_same_choice() -> None:
    bed = Bed()
    assert bed.faults.toggle(CHANNEL_URL, "stuck ptt") == "Channel 2: stuck ptt, until it is chosen again."
    bed.channel.unkey()
    bed.at(10_000)
    assert bed.channel.lines().cts
    assert bed.faults.toggle(CHANNEL_URL, "stuck ptt") == "Channel 2: stuck ptt is over."
    bed.at(10_001)
    assert not bed.channel.lines().cts


def test_a_fault_that_nothing_can_have_is_left_out_and_the_next_one_is_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bed = Bed(
        scripted(1, "Radio 9", "flood", 5),
        scripted(1, "Radio 1", "void", 5),
        scripted(1, "Radio 1", "flood", 5),
    )
    with caplog.at_level(logging.WARNING):
        bed.at(1)
    assert bed.faults.active(RADIO_URL) == ("flood",)
    assert "There is no simulated device Radio 9 in this shift." in caplog.text
    assert "Radio 1 is no GPS: void is no fault of it." in caplog.text


def test_a_person_begins_a_fault_and_ends_it_by_the_same_choice() -> None:
    bed = Bed()
    assert bed.faults.toggle(RADIO_URL, "garbage") == "Radio 1: garbage, until it is chosen again."
    bed.faults.toggle(RADIO_URL, "flood")
    bed.at(10_000)
    assert bed.faults.active(RADIO_URL) == ("garbage", "flood")
    assert bed.faults.toggle(RADIO_URL, "garbage") == "Radio 1: garbage is over."
    assert bed.faults.active(RADIO_URL) == ("flood",)


def test_a_person_pulls_a_cable_for_ten_seconds_or_until_it_is_put_back() -> None:
    bed = Bed()
    assert bed.faults.toggle(RADIO_URL, "unplug") == "Radio 1 is unplugged for 10 s."
    assert not bed.bench.plugged("radio-1")
    bed.at(UNPLUGGED_S)
    assert bed.bench.plugged("radio-1")
    bed.faults.toggle(RADIO_URL, "unplug")
    assert bed.faults.toggle(RADIO_URL, "unplug") == "Radio 1 is plugged in."
    assert bed.bench.plugged("radio-1")


def test_a_device_comes_back_under_another_name_and_is_known_by_both() -> None:
    bed = Bed()
    bed.faults.toggle(RADIO_URL, "unplug")
    said = bed.faults.toggle(RADIO_URL, "another name")
    assert said == "Radio 1 was unplugged and is plugged in as sim://radio-1-b: it is found by its adapter."
    assert (bed.bench.plugged("radio-1"), bed.bench.plugged("radio-1-b")) == (False, True)
    assert bed.faults.active("sim://radio-1-b") == bed.faults.active(RADIO_URL) == ("another name",)
    bed.faults.toggle("sim://radio-1-b", "unplug")
    assert not bed.bench.plugged("radio-1-b")
    assert bed.faults.toggle("sim://radio-1-b", "another name").endswith("plugged in as sim://radio-1 again.")
    assert bed.bench.plugged("radio-1")
    assert bed.faults.active(RADIO_URL) == ()
    bed.at(UNPLUGGED_S)
    assert bed.bench.plugged("radio-1")


def test_its_link_finds_it_under_another_name() -> None:
    bed, inbox = Bed(), Inbox()
    radio = Link(name="Radio 1", url=port("radio-1"), driver="kenwood", ports=Ports(bed.bench), inbox=inbox)
    radio.start()
    try:
        wait_until(lambda: radio.health.state == "open")
        bed.faults.toggle(radio.url, "another name")
        wait_until(lambda: radio.health.opened == 2 and radio.health.state == "open")
        assert bed.faults.active(radio.url) == ("another name",)
        bed.faults.toggle(radio.url, "another name")
        wait_until(lambda: radio.health.opened == 3 and radio.health.state == "open")
    finally:
        radio.stop()


@pytest.mark.parametrize(
    ("url", "kind", "why"),
    [
        (RADIO_URL, "earthquake", "There is no fault earthquake"),
        (RADIO_URL, "zero", "Radio 1 is no GPS"),
        (RADIO_URL, "stuck ptt", "Radio 1: This device has no key that could be stuck"),
        ("sim://elsewhere", "flood", "There is no simulated device elsewhere"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(url: str, kind: str, why: str) -> None:
    bed = Bed()
    with pytest.raises(Refused, match=why):
        bed.faults.toggle(url, kind)
    assert bed.faults.active(url) == ()


def test_the_menu_of_the_devices_page_has_every_fault_once() -> None:
    groups = (fault_menu.CABLE, fault_menu.LINE, fault_menu.DEVICE, fault_menu.KEY, fault_menu.GPS)
    offered = [kind for group in groups for kind, _ in group]
    assert sorted(offered) == sorted(KINDS)
    assert {kind for kind, _ in fault_menu.GPS} == set(FIX_KINDS)
    assert {kind for kind, _ in fault_menu.KEY} == set(KEY_FAULTS)


# The stage


def wait_active(stage: Stage, url: str, kind: Kind, *, active: bool) -> None:
    wait_until(lambda: (kind in stage.faults.active(url)) is active, f"for {kind} of {url}")


@pytest.fixture
def stage() -> Iterator[tuple[Stage, Bench, ManualClock]]:
    """The stage of the shipped shift of failing devices, without its callers."""
    clock, bench = ManualClock(EVENING), Bench()
    stage = Stage(
        bench=bench,
        board=Board(),
        clock=clock,
        travel=lambda: TRAVEL,
        scenario=load_scenario("failing-devices").model_copy(update={"inject": ()}),
        take=lambda line: None,
        seed=1,
    )
    stage.equip(["CSO-11", "CSO-12", "CSO-14"])
    stage.start()
    yield stage, bench, clock
    stage.stop()


def test_the_shipped_shift_fails_as_it_is_written(stage: tuple[Stage, Bench, ManualClock]) -> None:
    played, bench, clock = stage
    shift = load_scenario("failing-devices")
    assert [fault.kind for fault in shift.fault] == [
        "unplug", "void", "jump", "flood", "silence", "stuck ptt",
    ]  # fmt: skip
    for fault in shift.fault:
        url = f"sim://{fault.device.lower().replace(' ', '-')}"
        for second, active in ((fault.at, True), (fault.at + fault.seconds, False)):
            clock.advance(second - clock.monotonic())
            wait_active(played, url, fault.kind, active=active)
    assert bench.plugged(RADIO)


def test_a_fault_is_asked_for_and_shown_through_the_devices(
    stage: tuple[Stage, Bench, ManualClock], tmp_path
) -> None:
    played, bench, clock = stage
    board, inbox = Board(), Inbox()
    devices = Devices(
        ports=Ports(bench),
        inbox=inbox,
        board=board,
        clock=clock,
        tell=lambda name, words: None,
        tell_sent=lambda name, unit, words, raw: None,
        captures=tmp_path,
        seat="Position 1",
        faults=played.faults,
    )
    title = gps_title("CSO-11")
    devices.start(
        [
            DeviceSettings(title, f"sim://{gps_name('CSO-11')}", "nmea"),
            DeviceSettings("Real", str(tmp_path / "nothing"), "nmea"),
        ]
    )
    try:
        wait_until(lambda: len(board.picture.devices) == 2)
        assert [view.simulated for view in board.picture.devices.values()] == [True, False]
        assert devices.order("fault:zero", title).result(20) == f"{title}: zero, until it is chosen again."
        wait_until(lambda: board.picture.devices[title].faults == ("zero",))
        with pytest.raises(Refused, match="no simulated device of a training shift"):
            devices.order("fault:flood", "Real").result(20)
        with pytest.raises(Refused, match="There is no fault earthquake"):
            devices.order("fault:earthquake", title).result(20)
    finally:
        devices.stop()
        inbox.close()
