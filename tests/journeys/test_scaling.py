"""A screen of 1366 by 768 at 100 to 200 per cent: in no state of the window is a part or a word cut off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.journeys.seat import Seat, sign_on, store_in, take_seat
from tests.widgets.scenes import Stage
from tests.widgets.whole import cut_off, keys_go_out_of_sight

SCREEN = (1366, 768)
PERCENTS = (100, 125, 150, 175, 200)
LONGEST_MS = 10_000
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def seat(qtbot, tmp_path: Path) -> Iterator[Seat]:
    """A seat with a unit on duty and two calls in the queue."""
    sign_on(qtbot, store_in(tmp_path), "CSO-11")
    with take_seat(qtbot, store_in(tmp_path)) as seat:
        seat.enter("N 586 8730 SANTA MONICA BL, blue sedan blocks the drive", "Call 1 taken")
        seat.enter("N 586D 8300 SANTA MONICA BL, asleep in the doorway", "Call 2 taken")
        seat.wait_row(lambda: seat.calls, "Call 2,")
        yield seat


def console(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Escape)


def selected(seat: Seat) -> None:
    seat.press(Qt.Key.Key_1, CTRL)
    seat.press(Qt.Key.Key_Down)


def entry(seat: Seat) -> None:
    seat.press(Qt.Key.Key_F2)


def correction(seat: Seat) -> None:
    selected(seat)
    seat.press(Qt.Key.Key_F2, SHIFT)


def help_shown(seat: Seat) -> None:
    seat.press(Qt.Key.Key_F1)


def emergency(seat: Seat) -> None:
    seat.station.desk.do("declare_emergency", {"unit": "CSO-11"}, actor="Position 1").result(10)
    seat.wait(lambda: seat.window.main.alarms.banner.isVisible())


def overview(seat: Seat) -> None:
    seat.press(Qt.Key.Key_PageDown, CTRL)


STATES: tuple[Callable[[Seat], None], ...] = (
    console,
    selected,
    entry,
    console,
    correction,
    console,
    help_shown,
    console,
    emergency,
    help_shown,
    console,
    overview,
)


def size_at(percent: int) -> tuple[int, int]:
    """The screen in logical pixels."""
    return round(SCREEN[0] * 100 / percent), round(SCREEN[1] * 100 / percent)


@pytest.mark.parametrize("percent", PERCENTS)
def test_nothing_is_cut_off(seat: Seat, percent: int) -> None:
    main = seat.window.main
    main.resize(*size_at(percent))
    seat.wait(lambda: main.width() == size_at(percent)[0])
    for state in STATES:
        state(seat)

        def it_is_whole(state: Callable[[Seat], None] = state) -> None:
            assert cut_off(main) == [], state.__name__

        seat.bot.waitUntil(it_is_whole, timeout=LONGEST_MS)


def test_the_command_line_strip_and_banner_are_in_sight_at_200_per_cent(seat: Seat) -> None:
    main = seat.window.main
    main.resize(SCREEN[0] // 2, SCREEN[1] // 2)
    emergency(seat)
    for part in (main.strip, main.alarms.banner, main.bar):
        seat.wait(lambda part=part: not part.visibleRegion().isEmpty())
        assert main.rect().contains(part.rect().translated(part.mapTo(main, part.rect().topLeft())))


@pytest.fixture(scope="module")
def stage(qapp: QApplication) -> Iterator[Stage]:
    """The window with something in every part of it, and words as long as they come."""
    stage = Stage(qapp)
    yield stage
    stage.window.close()


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("percent", PERCENTS)
def test_nothing_of_a_full_station_is_cut_off_and_the_keys_go_to_what_is_in_sight(
    qtbot, stage: Stage, percent: int
) -> None:
    stage.resize(*size_at(percent))
    look_at_every_scene(qtbot, stage)


@pytest.fixture(scope="module")
def training(qapp: QApplication) -> Iterator[Stage]:
    """The same in training, whose frame takes room."""
    stage = Stage(qapp, "light", training=True)
    yield stage
    stage.window.close()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_frame_of_training_leaves_room_for_everything_at_200_per_cent(qtbot, training: Stage) -> None:
    training.resize(*size_at(200))
    look_at_every_scene(qtbot, training)


def look_at_every_scene(qtbot, stage: Stage) -> None:
    for scene in stage.scenes():

        def it_is_whole(scene: str = scene) -> None:
            assert (cut_off(stage.window), keys_go_out_of_sight()) == ([], ""), scene

        qtbot.waitUntil(it_is_whole, timeout=LONGEST_MS)
