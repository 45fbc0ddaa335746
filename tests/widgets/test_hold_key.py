"""The key that is held to talk: down once, and up as soon as anything could hide that it comes up."""

from collections.abc import Callable, Iterator
from datetime import UTC

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from console.clock import ManualClock
from console.widgets.devices import DevicesPage
from console.widgets.devices.rows import DeviceRow
from console.widgets.icons import Icons
from console.widgets.pieces import KeyHints
from console.widgets.theme import Theme
from tests.widgets.device_pictures import device, devices_picture
from tests.widgets.list_pictures import NOW, said

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
MENUS = pytest.mark.qt_log_ignore("This plugin does not support")


def radio(name: str, **fields: object):
    return device(name, kind="radio", driver="cos", sends=True, keyable=True, **fields)


class Hand:
    """A finger on the keys of a page, and what the page asked for."""

    def __init__(self, page: DevicesPage) -> None:
        self.page = page
        self.asked: list[tuple[str, str]] = []
        page.action_requested.connect(lambda action, name: self.asked.append((action, name)))
        page.show_picture(
            devices_picture([radio("Channel 2", transmit=True), radio("Channel 3", transmit=True)])
        )
        page.select("Channel 2")
        page.focus_first()

    def down(self, key: Qt.Key = Qt.Key.Key_T, modifiers=CONTROL, *, repeat: bool = False) -> None:
        self._send(QEvent.Type.KeyPress, key, modifiers, repeat)

    def up(self, key: Qt.Key = Qt.Key.Key_T, modifiers=CONTROL, *, repeat: bool = False) -> None:
        self._send(QEvent.Type.KeyRelease, key, modifiers, repeat)

    def _send(self, kind: QEvent.Type, key: Qt.Key, modifiers, repeat: bool) -> None:
        QApplication.sendEvent(self.page.table.list, QKeyEvent(kind, key, modifiers, "", repeat))


@pytest.fixture
def hand(qtbot) -> Iterator[Hand]:
    theme = Theme("dark")
    page = DevicesPage(theme, Icons(theme), ManualClock(NOW), UTC)
    qtbot.addWidget(page)
    page.resize(1908, 890)
    page.show()
    qtbot.waitActive(page)
    yield Hand(page)


DOWN, UP = ("key", "Channel 2"), ("unkey", "Channel 2")


def test_it_is_down_while_it_is_held_and_up_when_it_is_let_go(hand: Hand) -> None:
    hand.down()
    assert hand.asked == [DOWN]
    hand.up()
    assert hand.asked == [DOWN, UP]
    hand.up()
    assert hand.asked == [DOWN, UP]


def test_a_key_that_repeats_is_pressed_once(hand: Hand) -> None:
    hand.down()
    for _ in range(5):
        hand.up(repeat=True)
        hand.down(repeat=True)
    assert hand.asked == [DOWN]
    hand.up()
    hand.down(repeat=True)
    assert hand.asked == [DOWN, UP]


def test_ctrl_that_comes_up_first_lets_go_and_what_repeats_then_tests_nothing(hand: Hand) -> None:
    hand.down()
    hand.up(Qt.Key.Key_Control, PLAIN)
    hand.down(modifiers=PLAIN, repeat=True)
    hand.up(modifiers=PLAIN)
    assert hand.asked == [DOWN, UP]


def test_other_keys_beside_it_change_nothing(hand: Hand) -> None:
    hand.down()
    hand.down(Qt.Key.Key_J)
    hand.up(Qt.Key.Key_J)
    assert hand.asked == [DOWN]
    hand.up()


def move_the_focus(hand: Hand) -> None:
    hand.page.inspector.list.setFocus()


def deactivate(hand: Hand) -> None:
    QApplication.sendEvent(hand.page.table.list, QEvent(QEvent.Type.WindowDeactivate))


@pytest.mark.parametrize(
    "leave",
    [
        move_the_focus,
        deactivate,
        lambda hand: hand.page.hide(),
        lambda hand: hand.page.select("Channel 3"),
        lambda hand: hand.page.show_picture(devices_picture([radio("Channel 3")])),
        lambda hand: hand.page.table.list.clearFocus(),
        lambda hand: hand.page.close(),
    ],
    ids=["focus", "window", "page", "selection", "device gone", "no focus", "closed"],
)
def test_whatever_is_left_the_radio_is_let_go(hand: Hand, leave: Callable[[Hand], object]) -> None:
    hand.down()
    leave(hand)
    assert hand.asked[:2] == [DOWN, UP]
    hand.down(repeat=True)
    hand.up()
    assert [asked for asked in hand.asked if asked[0] in ("key", "unkey")] == [DOWN, UP]


@MENUS
def test_the_menu_of_faults_lets_go_too(qtbot, hand: Hand) -> None:
    held = radio("Channel 2", transmit=True, simulated=True)
    hand.page.show_picture(devices_picture([held]))
    hand.down()
    qtbot.keyClick(hand.page.table.list, Qt.Key.Key_X)
    words = [action.text() for action in hand.page.table.faults.actions() if action.text()]
    hand.page.table.faults.close()
    hand.page.table.list.clearFocus()
    assert hand.asked == [DOWN, UP]
    assert words == ["Unplug for 10 s", "Unplug, and come back under another name", "Stuck PTT"]


def test_the_key_is_offered_only_where_a_person_has_allowed_it(hand: Hand) -> None:
    page = hand.page
    assert ("Ctrl+T", "Hold to talk") in page.table.hints
    assert not any(key == "T" for key, _words in page.table.hints)
    page.show_picture(devices_picture([radio("Channel 2")]))
    assert not any(key == "Ctrl+T" for key, _words in page.table.hints)
    assert ("S", "Allow sending") in page.table.hints


def test_without_a_device_nothing_is_keyed(hand: Hand) -> None:
    hand.page.show_picture(devices_picture([]))
    hand.page.table.list.setFocus()
    hand.down()
    hand.up()
    assert hand.asked == []


def test_a_radio_that_is_keyed_says_so_calmly(hand: Hand) -> None:
    page = hand.page
    lost = device("Mobile data 2", "lost", next_try_s=8.0)
    page.show_picture(devices_picture([radio("Channel 2", transmit=True, keyed=True), lost]))
    assert DeviceRow(radio("A", keyed=True)).state == ("radio", "Keyed", "text1")
    assert said(page.table.list)[0].startswith("Channel 2, Keyed, ")
    assert page.table.foot.sentence == "Channel 2 is keyed: what is said goes on the air."
    assert page.table.foot.remark == ""
    assert page.summary == "2 devices, 1 running, 1 lost, 1 keyed"
    page.show_picture(devices_picture([radio("Channel 2", transmit=True), lost]))
    assert "Mobile data 2" in page.table.foot.sentence


def test_every_key_of_a_radio_has_room_in_the_smaller_window(hand: Hand) -> None:
    page = hand.page
    page.table.theme.compact = True
    page.resize(1354, 612)
    page.show_picture(devices_picture([radio("Channel 2", transmit=True, simulated=True)]))
    (row,) = [each for each in page.table.findChildren(KeyHints) if "Ctrl+T Talk" in each.accessibleName()]
    QApplication.processEvents()
    assert row.sizeHint().width() <= row.width()
