"""Who and what a call is about, with the keyboard alone: noted, looked at, a photo opened and put away."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from console.widgets.involved.link import InvolvedLink
from console.widgets.involved.sheet import FileSheet, InvolvedSheet
from tests.journeys.seat import Seat, store_in, take_seat

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_photo_is_attached_found_and_looked_at_with_keys_only(qtbot, tmp_path: Path) -> None:
    photo = tmp_path / "gate.png"
    QImage(640, 480, QImage.Format.Format_RGB32).save(str(photo))
    with take_seat(qtbot, store_in(tmp_path)) as seat:
        main = seat.window.main
        seat.wait(lambda: main.findChildren(InvolvedLink))
        seat.press(Qt.Key.Key_F2, CTRL)
        seat.wait_said("Select a call first")
        seat.enter("N 586 8300 SANTA MONICA BL; blue van", "Call 1 taken")
        seat.enter("PER 1 WIT, red jacket", "Witness noted")
        seat.enter(f"ATT 1, {photo}", "File attached")
        seat.enter("ATT 1, nowhere.png", "There is no file nowhere.png")
        assert seat.typed == "ATT 1, nowhere.png"
        seat.press(Qt.Key.Key_Escape)
        seat.press(Qt.Key.Key_1, CTRL)
        seat.press(Qt.Key.Key_Down)
        seat.press(Qt.Key.Key_F2, CTRL)
        sheet = wait_for(seat, InvolvedSheet)
        assert "Person" in labels(sheet)[1]
        assert "red jacket" in labels(sheet)[1]
        assert "gate.png" in labels(sheet)[2]
        seat.press(Qt.Key.Key_Slash)
        seat.enter("VEH 1 7ABC123, blue van", "Vehicle noted")
        seat.wait(lambda: main.help.content is None)
        seat.press(Qt.Key.Key_F2, CTRL)
        sheet = wait_for(seat, InvolvedSheet)
        assert len(labels(sheet)) == 4
        noted = {"call": main.panels.detail.shown(), "plate": "8XYZ999"}
        seat.station.desk.do("note_vehicle", noted, actor="Position 2").result(10)
        seat.wait(lambda: len(labels(sheet)) == 5)
        seat.press(Qt.Key.Key_F2, CTRL)
        seat.wait(sheet.list.hasFocus)
        for _ in range(3):
            seat.press(Qt.Key.Key_Down)
        seat.press(Qt.Key.Key_Return)
        shown = wait_for(seat, FileSheet)
        seat.wait(lambda: not shown.shown.pixmap().isNull())
        seat.press(Qt.Key.Key_Escape)
        seat.wait(lambda: main.help.content is None)


def test_what_was_shown_goes_away_with_its_call(qtbot, tmp_path: Path) -> None:
    with take_seat(qtbot, store_in(tmp_path)) as seat:
        main = seat.window.main
        seat.wait(lambda: main.findChildren(InvolvedLink))
        seat.enter("N 586 8300 SANTA MONICA BL", "Call 1 taken")
        seat.enter("N 586 8400 SANTA MONICA BL", "Call 2 taken")
        seat.wait_row(lambda: seat.calls, "Call 2,")
        seat.press(Qt.Key.Key_1, CTRL)
        seat.press(Qt.Key.Key_Down)
        seat.press(Qt.Key.Key_F2, CTRL)
        wait_for(seat, InvolvedSheet)
        seat.press(Qt.Key.Key_1, CTRL)
        seat.press(Qt.Key.Key_Down)
        seat.wait(lambda: main.help.content is None)


def wait_for(seat: Seat, kind: type):
    main = seat.window.main
    seat.wait(lambda: isinstance(main.help.content, kind))
    return main.help.content


def labels(sheet: InvolvedSheet) -> list[str]:
    return [row.label for row in sheet.list.model().rows]
