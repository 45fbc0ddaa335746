"""The form of a device: what it saves, what it refuses, and that nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt

from console.widgets.devices.device_form import DeviceForm
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from tests.widgets.device_pictures import device


@pytest.fixture
def form(qtbot) -> DeviceForm:
    theme = Theme("dark")
    form = DeviceForm(theme, Icons(theme))
    qtbot.addWidget(form)
    form.resize(600, 500)
    form.set_drivers([("nmea", "GPS, NMEA 0183"), ("kenwood", "Kenwood FleetSync / NEXEDGE"), ("cos", "PTT")])
    form.set_options({"nmea": (), "kenwood": (), "cos": ("carrier", "active")})
    form.set_ports([("COM3", "FTDI USB Serial"), ("COM4", "")])
    form.show()
    return form


def test_settings_are_saved_as_a_plain_dict(qtbot, form: DeviceForm) -> None:
    form.open(device("Radio 1", driver="kenwood", unit="UTV-1"))
    form.port.setEditText("/dev/ttyUSB0")
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved.args == [
        {
            "was": "Radio 1",
            "name": "Radio 1",
            "port": "/dev/ttyUSB0",
            "driver": "kenwood",
            "line": "9600 8N1",
            "unit": "UTV-1",
            "options": "",
        }
    ]


def test_what_is_missing_is_said_beside_its_field(qtbot, form: DeviceForm) -> None:
    form.open(None)
    for field, fill in (
        ("name", lambda: form.name.setText("Radio 3")),
        ("port", lambda: form.port.setEditText("COM9")),
        ("driver", lambda: form.driver.setCurrentIndex(0)),
    ):
        with qtbot.assertNotEmitted(form.saved):
            form.save()
        assert form.refusal(field)
        fill()
        assert form.refusal(field) == ""
    with qtbot.waitSignal(form.saved):
        form.save()


def test_a_refusal_keeps_everything_that_was_typed(qtbot, form: DeviceForm) -> None:
    form.open(None)
    qtbot.keyClicks(form.name, "Radio 3")
    qtbot.keyClicks(form.line, "9600 8X1")
    form.show_refusal("line", "8X1 is no setting. <b>Such</b> as 8N1.")
    assert form.refusal("line") == "8X1 is no setting. <b>Such</b> as 8N1."
    assert (form.name.text(), form.line.text()) == ("Radio 3", "9600 8X1")
    assert form.line.hasFocus()


def test_choosing_a_port_takes_its_name_alone(qtbot, form: DeviceForm) -> None:
    form.open(None)
    form.port.setCurrentIndex(0)
    form.port.activated.emit(0)
    assert form.port.currentText() == "COM3"


def test_newer_ports_and_drivers_keep_what_is_in_the_fields(form: DeviceForm) -> None:
    form.open(device("Radio 1", driver="odd", port="COM77"))
    form.set_ports([("COM5", "New")])
    form.set_drivers([("nmea", "GPS")])
    assert form.port.currentText() == "COM77"
    assert form.driver.currentData() == "odd"


def test_listening_asks_for_the_port_and_fills_in_what_it_found(qtbot, form: DeviceForm) -> None:
    form.open(None)
    form.listen.click()
    assert form.refusal("port") == "Which port is to be listened at?"
    form.port.setEditText("COM4")
    with qtbot.waitSignal(form.detect_requested) as asked:
        form.listen.click()
    assert asked.args == ["COM4"]
    form.show_detection("NMEA 0183, 14 sentences in 3 s.", driver="nmea", line="4800 8N1")
    assert form.detection == "NMEA 0183, 14 sentences in 3 s."
    assert (form.driver.currentData(), form.line.text()) == ("nmea", "4800 8N1")


# Options


CHANNEL = device("Channel 2", driver="cos", options="carrier = dcd\nactive = low")


def test_only_a_driver_that_takes_options_is_asked_for_them(form: DeviceForm) -> None:
    form.open(device("Radio 1", driver="kenwood"))
    assert not form.options.isVisible()
    form.driver.setCurrentIndex(form.driver.findData("cos"))
    assert form.options.isVisible()
    assert form.options.placeholderText().splitlines() == ["carrier = cts", "active = high"]


def test_the_options_of_a_device_are_shown_and_outlive_a_save(qtbot, form: DeviceForm) -> None:
    form.open(CHANNEL)
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form.options, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved.args[0]["options"] == "carrier = dcd\nactive = low"


def test_options_are_kept_where_nothing_is_known_of_the_driver(qtbot, form: DeviceForm) -> None:
    form.open(device("Wind", driver="wind", options="mast = 2"))
    assert form.options.isVisible()
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert saved.args[0]["options"] == "mast = 2"


def test_a_look_at_another_driver_loses_no_option_and_saves_none(qtbot, form: DeviceForm) -> None:
    form.open(CHANNEL)
    form.driver.setCurrentIndex(form.driver.findData("kenwood"))
    assert not form.options.isVisible()
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert saved.args[0]["options"] == ""
    form.driver.setCurrentIndex(form.driver.findData("cos"))
    assert form.options.toPlainText() == "carrier = dcd\nactive = low"


def test_a_refused_option_keeps_its_text_and_has_the_focus(qtbot, form: DeviceForm) -> None:
    form.open(CHANNEL)
    form.options.setPlainText("carrier = dsr")
    form.show_refusal("options", "The carrier is on cts or dcd, not on 'dsr'.")
    assert form.refusal("options") == "The carrier is on cts or dcd, not on 'dsr'."
    assert (form.options.toPlainText(), form.options.hasFocus()) == ("carrier = dsr", True)
    qtbot.keyClicks(form.options, "x")
    assert form.refusal("options") == ""


def test_tab_goes_on_from_the_options_and_esc_closes_the_form(qtbot, form: DeviceForm) -> None:
    form.open(CHANNEL)
    form.options.setFocus()
    qtbot.keyClick(form.options, Qt.Key.Key_Tab)
    assert form.listen.hasFocus()
    with qtbot.waitSignal(form.closed):
        qtbot.keyClick(form.options, Qt.Key.Key_Escape)
