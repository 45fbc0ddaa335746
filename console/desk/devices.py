"""Verbs on the serial devices of a seat: save, turn on or off, assign what they know units by."""

import re

from sqlalchemy import select

from console.desk.calls import bounded
from console.desk.work import Work
from console.errors import Refused
from console.models import Device, Unit

IDENTITY_LENGTH = 16
LINE = re.compile(r"(?:[1-9][0-9]{1,6} *[5-8][NEOMS](?:1|1\.5|2))?", re.IGNORECASE)


def save_device(
    work: Work,
    *,
    name: str,
    url: str,
    driver: str,
    line: str = "",
    unit: str = "",
    was: str = "",
    off: bool = False,
    options: str | None = None,
) -> None:
    """A device of this seat as it shall be from now on; `was` is its name until now.

    `options` are its driver's, one `name = value` a line; None leaves those that the same
    driver has already.
    """
    name = bounded(name, "device's name", 40, needed=True)
    if not LINE.fullmatch(line.strip()):
        raise Refused(f"'{line[:20]}' are no line settings.", instead="9600 8N1", word=line)
    whose = work.unit(unit).call_sign if unit else ""
    row = _device(work, was or name)
    if row is None:
        row = Device(seat=work.duty.seat)
        work.add(row)
    if was and was != name and _device(work, name) is not None:
        raise Refused(f"There is a device {name} already.", word=name)
    row.name = name
    row.url = bounded(url, "port", 200, needed=True)
    if options is not None:
        row.options = bounded(options, "text of the options", 8000)
    elif row.driver != driver:
        row.options = None
    row.driver = bounded(driver, "driver", 40, needed=True)
    row.line = line.strip().upper()
    row.unit = whose
    row.off = off
    work.touch(f"device:{name}")
    work.say(f"{name} is saved.")


def assign_radio(work: Work, *, unit: str, radio_id: str) -> None:
    """The radio of that identity is the unit's from now on; whoever had it has none."""
    row = work.unit(unit)
    identity = bounded(radio_id, "radio's identity", IDENTITY_LENGTH, needed=True)
    for other in work.session.scalars(select(Unit).where(Unit.radio_id == identity)):
        if other is not row:
            other.radio_id = ""
            work.touch(f"unit:{other.call_sign}")
    row.radio_id = identity
    work.say(f"Radio {identity} is {row.call_sign}'s.")


def _device(work: Work, name: str) -> Device | None:
    return work.session.scalar(select(Device).where(Device.seat == work.duty.seat, Device.name == name))
