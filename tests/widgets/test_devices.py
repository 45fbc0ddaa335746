"""The devices page: its table, its charts, its inspector and the form of a device."""

import subprocess
import sys
from datetime import UTC
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication

from console.board.views import FrameField, InspectedDevice
from console.clock import ManualClock
from console.widgets.devices import DevicesPage
from console.widgets.devices.delegate import spark_line
from console.widgets.devices.frame_rows import field_spans, hex_lines
from console.widgets.devices.rows import age_words
from console.widgets.devices.scales import round_step, time_ticks, with_crossings
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from tests.widgets.device_pictures import (
    FIELDS,
    POSITION,
    device,
    devices_picture,
    frame,
    frames,
    station,
)
from tests.widgets.list_pictures import NOW, ago, pixels, said

GPS = "GPS/AVL"
OFFSCREEN_MENUS = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def theme() -> Theme:
    return Theme("dark")


@pytest.fixture
def page(qtbot, clock: ManualClock, theme: Theme) -> DevicesPage:
    page = DevicesPage(theme, Icons(theme), clock, UTC)
    qtbot.addWidget(page)
    page.resize(1908, 890)
    page.show()
    return page


def show_frames(page: DevicesPage, *shown, name: str = GPS) -> None:
    page.show_picture(devices_picture(station(), InspectedDevice(name, shown)))
    page.select(name)


def numbers(page: DevicesPage) -> list[str]:
    return [row.key for row in page.inspector.list.model().rows]


# The table


def test_each_row_is_said_in_one_sentence(page: DevicesPage) -> None:
    page.show_picture(devices_picture(station()))
    spoken = said(page.table.list)
    assert spoken[2] == (
        "GPS/AVL, Errors, Unit positions, 13 units, port COM5 38400 8N1, 12.6 frames per second, "
        "last frame 0 seconds ago, 2.4 % checksum errors, over its limit, 1 reconnect today"
    )
    assert spoken[7] == "Training rack, Off, Simulated devices, port none Not used in live mode"


def test_the_page_begins_with_the_device_that_is_worst_off(qtbot, page: DevicesPage) -> None:
    with qtbot.waitSignal(page.inspect_requested) as asked:
        page.show_picture(devices_picture(station()))
    assert asked.args == ["Mobile data 2"]
    assert page.summary == "8 devices, 4 running, 1 with errors, 1 connecting, 1 lost, 1 off"


def test_the_foot_names_the_worst_device_and_counts_down_to_the_next_try(
    page: DevicesPage, clock: ManualClock
) -> None:
    page.show_picture(devices_picture(station()))
    foot = page.table.foot
    assert foot.sentence == "Mobile data 2 has been silent for 06:12. UTV tablets show the last known call."
    assert foot.remark == "Next try in 8 s"
    clock.advance(3)
    page.tick()
    assert "06:15" in foot.sentence
    assert foot.remark == "Next try in 5 s"
    clock.advance(6)
    page.tick()
    assert foot.remark == "Trying now"


def test_devices_that_do_well_are_only_counted(page: DevicesPage) -> None:
    page.show_picture(devices_picture([device("Radio 1"), device("Radio 2")]))
    assert page.table.foot.sentence == "2 devices, 2 running."


@pytest.mark.parametrize(
    ("name", "key", "action"),
    [
        (GPS, Qt.Key.Key_R, "reconnect"),
        (GPS, Qt.Key.Key_T, "test"),
        (GPS, Qt.Key.Key_O, "off"),
        ("Training rack", Qt.Key.Key_O, "on"),
        (GPS, Qt.Key.Key_G, "edit"),
        (GPS, Qt.Key.Key_C, "capture-start"),
        ("Radio 1", Qt.Key.Key_S, "transmit-on"),
    ],
)
def test_single_keys_ask_for_what_they_say(
    qtbot, page: DevicesPage, name: str, key: Qt.Key, action: str
) -> None:
    page.show_picture(devices_picture(station()))
    page.select(name)
    with qtbot.waitSignal(page.action_requested) as asked:
        qtbot.keyClick(page.table.list, key)
    assert asked.args == [action, name]


def test_a_device_that_may_send_is_stopped_by_the_same_key(qtbot, page: DevicesPage) -> None:
    page.show_picture(devices_picture([device("Radio 1", sends=True, transmit=True)]))
    assert ("S", "Stop sending") in page.table.hints
    with qtbot.waitSignal(page.action_requested) as asked:
        qtbot.keyClick(page.table.list, Qt.Key.Key_S)
    assert asked.args == ["transmit-off", "Radio 1"]


def test_a_device_that_cannot_send_is_never_asked_to(qtbot, page: DevicesPage) -> None:
    page.show_picture(devices_picture([device("GPS")]))
    with qtbot.assertNotEmitted(page.action_requested):
        qtbot.keyClick(page.table.list, Qt.Key.Key_S)
    assert not any(key == "S" for key, _words in page.table.hints)


def test_a_capture_that_runs_is_ended_by_the_same_key(qtbot, page: DevicesPage) -> None:
    held = device(GPS, capturing=True)
    page.show_picture(devices_picture([held], InspectedDevice(GPS, frames())))
    page.select(GPS)
    assert page.inspector.note == "Capturing"
    assert ("C", "End capture") in page.table.hints
    with qtbot.waitSignal(page.action_requested) as asked:
        qtbot.keyClick(page.table.list, Qt.Key.Key_C)
    assert asked.args == ["capture-stop", GPS]


@OFFSCREEN_MENUS
def test_a_simulated_device_is_given_a_fault_by_a_menu(qtbot, page: DevicesPage) -> None:
    page.show_picture(devices_picture([device("Radio 1", kind="radio", simulated=True, faults=("flood",))]))
    page.select("Radio 1")
    assert ("X", "Fault") in page.table.hints
    qtbot.keyClick(page.table.list, Qt.Key.Key_X)
    menu = page.table.faults
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Flood"]
    assert not any(action.text() == "No fix" for action in menu.actions())
    with qtbot.waitSignal(page.action_requested) as asked:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert asked.args == ["fault:another name", "Radio 1"]
    assert page.table.faults is None


@OFFSCREEN_MENUS
def test_the_menu_of_faults_keeps_to_its_device(qtbot, page: DevicesPage) -> None:
    held = [device("Radio 1", simulated=True), device("Radio 2", simulated=True)]
    page.show_picture(devices_picture(held))
    page.select("Radio 1")
    qtbot.keyClick(page.table.list, Qt.Key.Key_X)
    menu = page.table.faults
    page.show_picture(devices_picture(held[1:]))
    page.select("Radio 2")
    with qtbot.waitSignal(page.action_requested) as asked:
        next(action for action in menu.actions() if action.text() == "No fix").trigger()
    assert asked.args == ["fault:void", "Radio 1"]
    menu.close()


def test_a_device_on_a_real_port_has_no_menu_of_faults(qtbot, page: DevicesPage) -> None:
    page.show_picture(devices_picture(station()))
    page.select(GPS)
    qtbot.keyClick(page.table.list, Qt.Key.Key_X)
    assert page.table.faults is None
    assert not any(key == "X" for key, _words in page.table.hints)


def test_arrows_home_and_end_walk_the_devices(qtbot, page: DevicesPage) -> None:
    page.show_picture(devices_picture(station()))
    page.focus_first()
    walked = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Up):
        qtbot.keyClick(page.table.list, key)
        walked.append(page.selected())
    assert walked == ["Radio 1", "Radio 2", "Training rack", "Mobile data 2"]


def test_new_data_moves_neither_selection_nor_scroll(page: DevicesPage) -> None:
    many = [device(f"Device {number}") for number in range(60)]
    page.show_picture(devices_picture(many))
    page.select("Device 30")
    place = page.table.list.verticalScrollBar().value()
    assert place > 0
    changed = [device(each.name, "errors", error_share=0.3, why="Noise") for each in many]
    page.show_picture(devices_picture(changed))
    assert page.selected() == "Device 30"
    assert page.table.list.verticalScrollBar().value() == place


def test_leaving_the_page_ends_the_inspection(qtbot, page: DevicesPage) -> None:
    page.show_picture(devices_picture(station()))
    with qtbot.waitSignal(page.inspect_requested) as asked:
        page.hide()
    assert asked.args == [""]
    with qtbot.waitSignal(page.inspect_requested) as asked:
        page.show()
    assert asked.args == ["Mobile data 2"]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0.4 s"), (5.9, "5 s"), (59.9, "59 s"), (372, "06:12"), (3700, "1:01:40")]
)
def test_ages_are_told_as_finely_as_they_matter(seconds: float, words: str) -> None:
    assert age_words(seconds) == words


@given(st.lists(st.floats(0, 1e6), max_size=300), st.sampled_from([62.0, 112.0]))
def test_a_spark_line_stays_in_its_box(values: list[float], width: float) -> None:
    box = QRectF(10, 20, width, 22)
    allowed = box.adjusted(-0.01, -0.01, 0.01, 0.01)
    line = spark_line(values, box)
    assert all(allowed.contains(line[place]) for place in range(line.size()))


# The inspector


def test_frames_of_another_device_are_not_shown_as_its(page: DevicesPage) -> None:
    show_frames(page, *frames())
    assert len(numbers(page)) == 40
    page.select("Radio 1")
    assert numbers(page) == []


def test_a_selected_frame_stays_selected_while_newer_ones_come(page: DevicesPage) -> None:
    show_frames(page, *frames(newest=100))
    page.inspector.list.select("96")
    show_frames(page, *frames(newest=110))
    assert page.inspector.list.selected() == "96"
    show_frames(page, *frames(newest=1000))
    # It has left the list, but whoever reads it has not finished.
    assert page.inspector.list.selected() == ""
    assert page.inspector.frame.number == 96


def test_space_holds_the_list_still_and_goes_on_counting(qtbot, page: DevicesPage) -> None:
    show_frames(page, *frames(newest=100))
    qtbot.keyClick(page.inspector.list, Qt.Key.Key_Space)
    show_frames(page, *frames(newest=112))
    assert page.inspector.is_paused
    assert numbers(page)[0] == "100"
    assert page.inspector.note == "Paused, 12 more since"
    qtbot.keyClick(page.inspector.list, Qt.Key.Key_Space)
    assert numbers(page)[0] == "112"
    assert page.inspector.note == ""


def test_another_device_is_not_paused(qtbot, page: DevicesPage) -> None:
    show_frames(page, *frames(newest=100))
    qtbot.keyClick(page.inspector.list, Qt.Key.Key_Space)
    show_frames(page, *frames(newest=7, count=3), name="Radio 1")
    assert not page.inspector.is_paused
    assert numbers(page) == ["7", "6", "5"]


def test_f_shows_only_bad_frames_and_all_again(qtbot, page: DevicesPage) -> None:
    show_frames(page, *frames(newest=20, count=20))
    qtbot.keyClick(page.inspector.list, Qt.Key.Key_F)
    assert numbers(page) == ["16", "11", "6", "1"]
    qtbot.keyClick(page.inspector.list, Qt.Key.Key_F)
    assert len(numbers(page)) == 20


@pytest.mark.parametrize("wanted", ["bike", "a5 17", "16", "dropped"])
def test_ctrl_f_filters_by_any_text_of_a_frame(qtbot, page: DevicesPage, wanted: str) -> None:
    show_frames(
        page,
        frame(20, unit="CSO-11", raw=b"\x01", fields=()),
        frame(16, good=False, fields=()),
    )
    page.inspector.list.setFocus()
    qtbot.keyClick(page.inspector.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.inspector.filter.isVisible()
    qtbot.keyClicks(page.inspector.filter, wanted)
    assert numbers(page) == ["16"]
    qtbot.keyClick(page.inspector.filter, Qt.Key.Key_Escape)
    assert not page.inspector.filter.isVisible()
    assert numbers(page) == ["20", "16"]
    assert page.inspector.list.hasFocus()


def test_ctrl_c_copies_the_frame_as_hex_and_decoded(qtbot, page: DevicesPage) -> None:
    show_frames(page, *frames())
    page.inspector.list.select("8841")
    page.inspector.list.setFocus()
    qtbot.keyClick(page.inspector.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == (
        "GPS/AVL frame 8841: 2026-11-22 19:42:17.834, BIKE-3, Position, 29 bytes, Bad checksum, dropped"
    )
    assert lines[2] == '0000  02 A5 17 01 2F 22 89 69 B6 1C 8A 14 51 7C 30 B9  ····/"·i····Q|0·'
    assert lines[5].split() == ["Type", "A5", "Position"]


def test_the_bytes_of_fields_are_shaded_and_wrong_ones_amber(page: DevicesPage) -> None:
    show_frames(page, *frames())
    page.inspector.list.select("8841")
    page.inspector.fields.select("3 Latitude")
    looks = page.inspector.hex.looks()
    assert [ground for ground, _text, _line in looks[11:15]] == ["selected"] * 4
    assert looks[26] == looks[27] == ("ambersoft", "amber", "amber")
    assert looks[0] == looks[28] == ("", "text1", "")


def test_fields_are_found_in_the_order_of_the_bytes() -> None:
    twice = (FrameField("First", "41", ""), FrameField("Second", "41", ""), FrameField("Text", "no hex", ""))
    spans = field_spans(frame(1, raw=b"AxA", fields=twice))
    assert [span and (span.start, span.end) for span in spans] == [(0, 1), (2, 3), None]


@given(st.binary(max_size=200))
def test_hex_lines_hold_every_byte_in_order(raw: bytes) -> None:
    held = "".join(line[6:53] for line in hex_lines(raw))
    assert bytes.fromhex(held) == raw


@given(st.binary(max_size=60), st.lists(st.text(max_size=12), max_size=6))
def test_any_field_is_either_placed_in_the_frame_or_left_out(raw: bytes, data: list[str]) -> None:
    fields = tuple(FrameField("Field", text, "") for text in data)
    for span in field_spans(frame(1, raw=raw, fields=fields)):
        assert span is None or 0 <= span.start < span.end <= len(raw)


def test_the_foot_says_whose_frames_fail(page: DevicesPage) -> None:
    show_frames(page, frame(3, good=False), frame(2, good=False), frame(1, unit="CSO-11"))
    assert page.inspector.foot.sentence == "BIKE-3: 2 of the last 2 frames failed. Other units 0."
    assert page.inspector.foot.remark == "18,432 frames, 442 bad"


def test_text_from_a_device_is_never_markup(page: DevicesPage, theme: Theme) -> None:
    odd = "<b>x</b>\n\x1b[31m" * 50
    held = device(odd, "lost", title=odd, port=odd, line=odd, why=odd)
    bad = frame(1, good=False, unit=odd, type=odd, check=odd, fields=(FrameField(odd, odd, odd, wrong=True),))
    page.show_picture(devices_picture([held], InspectedDevice(odd, (bad,))))
    page.inspector.list.select("1")
    assert "<b>x</b>" in page.table.foot.sentence
    assert "\n" not in page.table.foot.sentence
    assert len(page.table.foot.sentence) < 600
    assert pixels(page)


# The charts


def test_nothing_loads_the_chart_library_at_the_start() -> None:
    code = "import sys, console.widgets.devices; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_charts_are_made_when_the_page_is_first_seen(qtbot, page: DevicesPage) -> None:
    qtbot.waitUntil(lambda: page.charts.charts is not None)
    page.show_picture(devices_picture(station()))
    page.select(GPS)
    rates, errors = page.charts.charts
    assert rates.view.viewRange()[0] == [-600, 0]
    assert errors.view.viewRange()[1] == [0, 4]
    assert page.charts.panels[0].accessibleName() == "GPS/AVL frames per second"


def test_every_look_is_painted_in_its_own_colours(qtbot, page: DevicesPage, theme: Theme) -> None:
    show_frames(page, *frames())
    page.inspector.list.select("8841")
    qtbot.waitUntil(lambda: page.charts.charts is not None)
    seen = set()
    for name in ("dark", "light"):
        for compact in (False, True):
            theme.switch(name)
            theme.compact = compact
            seen.add(pixels(page))
        assert page.charts.charts[0].backgroundBrush().color() == theme.color("panel")
    assert len(seen) == 4


@given(st.floats(1e-3, 1e7))
def test_a_step_is_round_and_large_enough(least: float) -> None:
    step = round_step(least)
    assert least * (1 - 1e-6) <= step <= 10 * least
    assert f"{step:e}"[0] in "1234568"
    assert float(f"{step:.0e}") == pytest.approx(step)


def test_times_stand_at_even_minutes() -> None:
    assert time_ticks(NOW, UTC) == [
        (-498.0, "19:34"),
        (-378.0, "19:36"),
        (-258.0, "19:38"),
        (-138.0, "19:40"),
        (-18.0, "19:42"),
    ]


@given(st.lists(st.floats(0, 100), max_size=40))
def test_a_cut_curve_never_jumps_over_the_limit(values: list[float]) -> None:
    curve = with_crossings([(float(place), value) for place, value in enumerate(values)], 1.0)
    heights = [y for _x, y in curve]
    assert all((a - 1.0) * (b - 1.0) >= 0 for a, b in pairwise(heights))
    assert [y for x, y in curve if y != 1.0] == [value for value in values if value != 1.0]


# The page around them


def test_esc_closes_the_form_and_gives_the_table_the_focus(qtbot, page: DevicesPage) -> None:
    page.show_picture(devices_picture(station()))
    page.focus_first()
    qtbot.keyClick(page.table.list, Qt.Key.Key_A)
    assert page.form.isVisible()
    assert page.form.name.hasFocus()
    qtbot.keyClick(page.form.name, Qt.Key.Key_Escape)
    assert not page.form.isVisible()
    assert page.inspector.isVisible()
    assert page.table.list.hasFocus()


def test_a_device_without_a_frame_says_never(page: DevicesPage) -> None:
    page.show_picture(devices_picture([device("New", "connecting", last_at=None, frames=0, rates=())]))
    row = page.table.list.model().rows[0]
    assert (row.age(NOW), row.errors()) == ("Never", "No frames")
    assert page.charts.panels[0].accessibleName() == "New frames per second"


def test_the_checksum_limit_is_one_percent(page: DevicesPage) -> None:
    page.show_picture(
        devices_picture([device("A", error_share=0.01), device("B", error_share=0.0099, last_at=ago(1))])
    )
    assert [row.is_over_limit for row in page.table.list.model().rows] == [True, False]


def test_every_field_of_a_frame_has_its_row(page: DevicesPage) -> None:
    show_frames(page, *frames())
    page.inspector.list.select("8841")
    assert len(said(page.inspector.fields)) == len(FIELDS)
    assert said(page.inspector.fields)[-1] == "Checksum received, Computed EB 66. They differ., wrong"
    assert page.inspector.frame.raw == POSITION
