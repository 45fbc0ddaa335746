"""Database rows with their rules."""

from console.models.account import Account
from console.models.alarm import AlarmEvent
from console.models.assignment import Assignment
from console.models.base import Row
from console.models.call import Call, CallLink
from console.models.codes import CallType, Disposition, Priority, RadioStatus, Status
from console.models.device import Device
from console.models.entry import JournalEntry
from console.models.person import Person
from console.models.records import Fix, RadioEvent, Remark, StatusChange
from console.models.seat import Lease, NumberBlock, Seat
from console.models.unit import CrewMember, Planned, Unit

__all__ = [
    "Account",
    "AlarmEvent",
    "Assignment",
    "Call",
    "CallLink",
    "CallType",
    "CrewMember",
    "Device",
    "Disposition",
    "Fix",
    "JournalEntry",
    "Lease",
    "NumberBlock",
    "Person",
    "Planned",
    "Priority",
    "RadioEvent",
    "RadioStatus",
    "Remark",
    "Row",
    "Seat",
    "Status",
    "StatusChange",
    "Unit",
]
