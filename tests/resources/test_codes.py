"""The code tables that the project ships agree with the published value lists and with each other."""

from collections import Counter
from importlib.resources import files

import pytest

from tests.desk.pictures import rows, shipped_codes

CODES = shipped_codes()


def values(name: str) -> set[str]:
    return set((files("resources") / "codes" / name).read_text("utf-8").splitlines())


def test_call_types_have_an_apco_value_and_a_known_priority() -> None:
    assert {entry.apco for entry in CODES.call_types.values()} <= values("apco_incident_types.txt")
    assert {entry.priority for entry in CODES.call_types.values()} <= set(CODES.priorities)


def test_dispositions_are_typed_as_their_apco_value() -> None:
    assert {entry.apco for entry in CODES.dispositions.values()} <= values("apco_dispositions.txt")
    assert all(entry.code == entry.apco for entry in CODES.dispositions.values())


def test_statuses_have_eido_values() -> None:
    known = values("eido_unit_status.txt")
    for status in CODES.statuses.values():
        assert {f"primary {status.eido_primary}", f"secondary {status.eido_secondary}"} <= known


def test_the_four_priorities_have_the_stations_targets() -> None:
    found = [(p.number, p.name, p.target_minutes) for p in CODES.priorities.values()]
    assert found == [(1, "Prompt", 10), (2, "Soon", 20), (3, "Routine", 60), (4, "When free", 240)]


def test_only_four_statuses_can_be_set() -> None:
    settable = {status.code for status in CODES.statuses.values() if status.settable}
    assert settable == {"available", "report", "break", "oos"}
    assert all(status.warn_s <= status.alert_s for status in CODES.statuses.values())


@pytest.mark.parametrize(
    ("table", "key"),
    [("call_types", "call_type"), ("statuses", "status"), ("dispositions", "disposition")],
)
def test_what_is_typed_means_one_thing(table: str, key: str) -> None:
    typed = Counter(spelling.upper() for row in rows(table, key) for spelling in {row["code"], *row["words"]})
    assert {spelling for spelling, times in typed.items() if times > 1} == set()
    names = Counter(row["name"] for row in rows(table, key))
    assert max(names.values()) == 1


def test_what_is_typed_is_one_word() -> None:
    for table, key in [("call_types", "call_type"), ("statuses", "status"), ("dispositions", "disposition")]:
        for row in rows(table, key):
            assert all(not set(word) & set(" .,;") for word in (row["code"], *row["words"]))


def test_radio_statuses_lead_to_verbs_with_known_values() -> None:
    for status in CODES.radio_statuses.values():
        assert 10 <= status.code <= 79 or status.verb == "emergency_over"
        if status.verb == "clear":
            assert status.value in CODES.dispositions
        elif status.verb == "set_status":
            assert CODES.statuses[status.value].settable
        else:
            verbs = {"acknowledge", "en_route", "on_scene", "emergency_over"}
            assert status.verb in verbs and status.value == ""


def test_alarms_and_present_subjects_go_to_deputies() -> None:
    for code in ("459A", "211A", "602", "901T"):
        assert not CODES.call_types[code].eligible
