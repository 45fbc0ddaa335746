"""Database rows with their rules."""

from console.models.account import Account
from console.models.alarm import Alarm, AlarmEvent
from console.models.assignment import Assignment
from console.models.base import Row
from console.models.call import Call, CallLink
from console.models.closure import Closure
from console.models.codes import CallType, Disposition, Priority, RadioStatus, Status
from console.models.device import Device
from console.models.edition import CityContent, Edition
from console.models.entry import JournalEntry
from console.models.event import Event, EventCall, EventNote, EventStand
from console.models.facility import Facility, FacilityAccount, FacilityArea, FacilityZone
from console.models.handover import ShiftHandover
from console.models.involved import FileContent, Involved
from console.models.person import Person
from console.models.premise import Premise
from console.models.records import Fix, RadioEvent, Remark, StatusChange
from console.models.recurring import RecurringTask, RecurringTurn
from console.models.referral import Referral
from console.models.seat import Lease, NumberBlock, Seat
from console.models.unit import CrewMember, Planned, Unit

__all__ = [
    "Account",
    "Alarm",
    "AlarmEvent",
    "Assignment",
    "Call",
    "CallLink",
    "CallType",
    "CityContent",
    "Closure",
    "CrewMember",
    "Device",
    "Disposition",
    "Edition",
    "Event",
    "EventCall",
    "EventNote",
    "EventStand",
    "Facility",
    "FacilityAccount",
    "FacilityArea",
    "FacilityZone",
    "FileContent",
    "Fix",
    "Involved",
    "JournalEntry",
    "Lease",
    "NumberBlock",
    "Person",
    "Planned",
    "Premise",
    "Priority",
    "RadioEvent",
    "RadioStatus",
    "RecurringTask",
    "RecurringTurn",
    "Referral",
    "Remark",
    "Row",
    "Seat",
    "ShiftHandover",
    "Status",
    "StatusChange",
    "Unit",
]
