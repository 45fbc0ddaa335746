"""Devices that a person saves for a seat, and radios that are given to units."""

import pytest

from tests.desk.stations import Bench

RADIO = {"name": "Radio 2", "url": "/dev/ttyUSB3", "driver": "kenwood"}


def test_a_saved_device_is_on_the_board_and_there_after_a_restart(here: Bench) -> None:
    here.do("save_device", **RADIO, line="9600 8n2")
    (saved,) = here.board.picture.saved_devices
    assert (saved.seat, saved.name, saved.line, saved.off) == ("Position 1", "Radio 2", "9600 8N2", False)
    assert here.desk.load().saved_devices == (saved,)


def test_a_device_is_renamed_changed_and_turned_off(here: Bench) -> None:
    here.do("save_device", **RADIO)
    here.do("save_device", **(RADIO | {"name": "Base"}), was="Radio 2", off=True)
    assert [(one.name, one.off) for one in here.board.picture.saved_devices] == [("Base", True)]


@pytest.mark.parametrize(
    "wrong", [{"line": "fast"}, {"name": " "}, {"url": ""}, {"unit": "CSO-99"}, {"name": "x" * 41}]
)
def test_what_cannot_be_is_refused_and_changes_nothing(here: Bench, wrong: dict[str, str]) -> None:
    here.refused("save_device", **(RADIO | wrong))


def test_a_name_is_not_given_twice(here: Bench) -> None:
    here.do("save_device", **RADIO)
    here.do("save_device", **(RADIO | {"name": "Base"}))
    assert "already" in here.refused("save_device", **(RADIO | {"name": "Base"}), was="Radio 2").reason


def test_an_unknown_radio_is_given_to_a_unit_and_is_known_from_then_on(here: Bench) -> None:
    here.do("radio_heard", link="Radio 1", radio_id="100-4999")
    here.do("assign_radio", unit="CSO-12", radio_id="100-4999")
    here.do("radio_heard", link="Radio 1", radio_id="100-4999")
    assert [line.unit for line in here.board.picture.radio] == ["CSO-12", ""]
    here.do("assign_radio", unit="CSO-11", radio_id="100-4999")
    assert (here.unit("CSO-11").radio_id, here.unit("CSO-12").radio_id) == ("100-4999", "")


def test_options_stay_until_they_are_said_anew_or_the_driver_is_another(here: Bench) -> None:
    decoder = RADIO | {"driver": "lines"}
    seen = []
    for said in (
        {"options": " preset = mdc1200 "},
        {"line": "4800 8N1"},
        {"options": ""},
        {"options": "preset = mdc1200"},
        {"driver": "kenwood"},
    ):
        here.do("save_device", **(decoder | said))
        seen.append(here.board.picture.saved_devices[0].options)
    assert seen == ["preset = mdc1200", "preset = mdc1200", "", "preset = mdc1200", None]
    here.refused("save_device", **decoder, options="x" * 8001)
