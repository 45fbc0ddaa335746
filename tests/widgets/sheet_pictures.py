"""What the sheets over the command line show: a register, and who and what a call is about."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from console.board.facility_view import AlarmAccountView, AreaView, FacilityView, Register
from console.board.involved_view import AttachedFile, CallerDetails, InvolvedView
from tests.widgets.list_pictures import NOW, ago

LONG_ADDRESS = "8300 Santa Monica Bl, rear parking structure"
DIGEST = "0" * 64


def register() -> Register:
    """Two facilities with words as long as they come."""
    areas = (
        AreaView(1, "Lobby and counters", "tested", 3, "Cam 1-4", "Security desk, ring 1", "Mon to Fri 8-18"),
        AreaView(2, "Council chambers and the rooms behind", "out of service", 0, "", "", "", ("1001 014",)),
    )
    heard = AlarmAccountView("1001", "HALL", "City Hall", LONG_ADDRESS, "", 60, ago(30))
    made = (LONG_ADDRESS, "Facilities on duty, 323 555 0101", NOW, "R. Okafor")
    return Register(
        (
            FacilityView("HALL", "City Hall", *made, areas, (heard,)),
            FacilityView("AQUA", "Aquatic and Recreation Center at Plummer Park", *made, areas[:1]),
        )
    )


def details() -> CallerDetails:
    """A caller, persons, a vehicle, a photo, and a person who was struck."""
    return CallerDetails(
        "M. Featherstonehaugh-Papadopoulos",
        "323 555 0142",
        (
            InvolvedView(1, "person", "Witness", words="red jacket, waits by the north gate", at=ago(60)),
            InvolvedView(2, "vehicle", plate="7ABC123", words="blue van with a dent", at=ago(50)),
            InvolvedView(3, "file", name="gate.png", media="image/png", size=90_000, sha256=DIGEST),
            InvolvedView(4, "person", "Suspect", struck_by="R. Okafor", struck_why="belongs to call 232"),
        ),
    )


def photo() -> AttachedFile:
    """A picture larger than the window."""
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QImage(1600, 1200, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    picture.save(buffer, "PNG")
    return AttachedFile("gate.png", "image/png", raw.data())


def document() -> AttachedFile:
    """A file that is not shown here, only saved."""
    return AttachedFile("a statement with a long name, as it came.pdf", "application/pdf", b"%PDF" * 500)
