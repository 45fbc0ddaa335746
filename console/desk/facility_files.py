"""Facility registers that a person has written as TOML: `resources/facilities/NAME.toml` into the store."""

import re
import tomllib
from importlib.resources import files
from typing import Any

from console.desk import facilities
from console.desk.work import Work
from console.errors import Refused

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
OF_FACILITY = {"code", "name", "place", "contact", "area", "account"}
OF_AREA = {"number", *facilities.OF_AREAS}
OF_ACCOUNT = {"account", "hours", "test_min", "zones", "partitions"}


def load_facilities(work: Work, *, file: str) -> None:
    """Write a file's facilities into the register: what it names is as it says, everything else stays."""
    table = _read(file.strip().lower())
    rows = table.get("facility", [])
    for row in rows:
        _facility(work, row)
    work.said.clear()
    work.say(f"{len(rows)} facilities loaded from {file.strip().lower()}.")


def _read(name: str) -> dict[str, Any]:
    if not NAME.fullmatch(name):
        raise Refused(
            "A file of facilities is named by its small letters, digits and hyphens.", word=name[:40]
        )
    try:
        text = (files("resources") / "facilities" / f"{name}.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)
    except FileNotFoundError:
        raise Refused(f"There is no file of facilities {name}.", word=name) from None
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The file of facilities {name} cannot be read: {error}.") from error


def _facility(work: Work, row: dict[str, Any]) -> None:
    _only(row, OF_FACILITY, "facility")
    code = _text(row, "code")
    for field in ("name", "place", "contact"):
        if field in row:
            facilities.note_facility(work, facility=code, field=field, text=_text(row, field))
    for area in row.get("area", []):
        _only(area, OF_AREA, code)
        for field in filter(area.__contains__, facilities.OF_AREAS):
            number, text = _number(area, "number"), _text(area, field)
            facilities.note_area(work, facility=code, area=number, field=field, text=text)
    for account in row.get("account", []):
        _account(work, code, account)


def _account(work: Work, code: str, row: dict[str, Any]) -> None:
    _only(row, OF_ACCOUNT, code)
    account = _text(row, "account")
    facilities.assign_zone(work, account=account, facility=code)
    zones, partitions = row.get("zones", {}), row.get("partitions", {})
    for zone in zones:
        area = _number(zones, zone)
        facilities.assign_zone(work, account=account, facility=code, area=area, zone=zone)
    for partition in partitions:
        area = _number(partitions, partition)
        facilities.assign_zone(work, account=account, facility=code, area=area, partition=partition)
    if "hours" in row:
        facilities.set_hours(work, account=account, hours=_text(row, "hours"))
    if "test_min" in row:
        facilities.expect_test(work, account=account, minutes=_number(row, "test_min"))


def _text(row: dict[str, Any], name: str) -> str:
    return str(row.get(name, ""))


def _number(row: dict[str, Any], name: str) -> int:
    value = row.get(name)
    if not isinstance(value, int):
        raise Refused(f"{name[:24]} is a number in a file of facilities.", word=str(value)[:24])
    return value


def _only(row: dict[str, Any], known: set[str], where: str) -> None:
    """A misspelt line would be passed over in silence."""
    for name in sorted(row.keys() - known):
        there = ", ".join(sorted(known))
        raise Refused(f"{where[:16]}: there is no {name[:24]} in a register. There are {there}.", word=name)
