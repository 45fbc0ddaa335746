"""The dispatcher's verbs in one table: how each is typed, what it does, and an example."""

from console.desk.help_facilities import FACILITY_VERBS
from console.desk.help_floor import FLOOR_VERBS
from console.desk.help_involved import INVOLVED_VERBS
from console.desk.help_recurring import RECURRING_VERBS
from console.desk.help_shift import SHIFT_VERBS
from console.desk.nearest import difference, nearest
from console.desk.typed import Verb
from console.errors import Refused

SENT = ("unit", "call")

VERBS = (
    Verb(
        "N",
        "take_call",
        ("N type place", "N type place; text", "N type P1 place; text"),
        "Type, then place",
        "Takes a new call. The place ends at the first semicolon, else at the first comma.",
        "N 586 8300 SANTA MONICA BL; blue van in the red",
        ("type",),
    ),
    Verb(
        "D",
        "dispatch",
        ("D unit call", "D unit,unit call", "D! unit call, reason"),
        "Unit, then call",
        "Dispatches units to a call. D! sends one that is not available, with a reason. Where another unit is"
        " recommended, the text after a comma is kept as the reason for not sending that one.",
        "D 11,UTV1 47",
        SENT,
    ),
    Verb(
        "DE",
        "dispatch",
        ("DE unit call", "DE unit,unit call", "DE! unit call, reason"),
        "Unit, then call",
        "Dispatches units that are on their way already.",
        "DE 11 47",
        SENT,
    ),
    Verb(
        "DO",
        "dispatch",
        ("DO unit call", "DO unit,unit call", "DO! unit call, reason"),
        "Unit, then call",
        "Dispatches units that are at the place already.",
        "DO 11 47",
        SENT,
    ),
    Verb(
        "A",
        "acknowledge",
        ("A unit", "A unit call, text"),
        "Unit",
        "The unit has acknowledged its call.",
        "A 11",
        SENT,
    ),
    Verb(
        "E",
        "en_route",
        ("E unit", "E unit call, text"),
        "Unit",
        "The unit is en route to its call.",
        "E 11",
        SENT,
    ),
    Verb(
        "O",
        "on_scene",
        ("O unit", "O unit call, text"),
        "Unit",
        "The unit is on scene at its call.",
        "O 11",
        SENT,
    ),
    Verb(
        "F",
        "free",
        ("F unit", "F unit call, text"),
        "Unit",
        "Frees a unit: off its call without a disposition.",
        "F 11",
        SENT,
    ),
    Verb(
        "C",
        "clear",
        ("C unit disposition", "C unit call disposition, text"),
        "Unit, then disposition",
        "Clears a unit from its call with a disposition.",
        "C 11 05",
        ("unit", "disposition", "disposition"),
    ),
    Verb(
        "CX",
        "close_call",
        ("CX call disposition", "CX call disposition, text"),
        "Call, then disposition",
        "Closes a call that no unit went to.",
        "CX 47 22",
        ("call", "disposition"),
    ),
    Verb(
        "R",
        "remark",
        ("R call, text",),
        "Call, then a comma and the remark",
        "Adds a remark to a call.",
        "R 47, gate code 1122",
        ("call",),
    ),
    Verb(
        "AM",
        "amend_call",
        ("AM call, place", "AM call P2", "AM call type P2, place"),
        "Call, then what is different",
        "Corrects a call: its type, its priority, and its place after a comma. What it was stays on record.",
        "AM 47 P2, 8383 SANTA MONICA BL",
        ("call", "type"),
    ),
    Verb(
        "S",
        "set_status",
        ("S unit status", "S unit status, text"),
        "Unit, then status",
        "Sets a unit's status: available, report, break or out of service.",
        "S 12 MEAL",
        ("unit", "status"),
    ),
    Verb(
        "M",
        "move",
        ("M unit place",),
        "Unit, then place",
        "Says where a unit is going, without a call.",
        "M 12 PLUMMER PARK",
        ("unit",),
    ),
    Verb(
        "ON",
        "log_on",
        ("ON unit badge", "ON unit badge badge vehicle radio skills equipment; beat"),
        "Unit, then badge, then vehicle",
        "Logs a unit on with its crew, vehicle, radio, skills and equipment, and its beat.",
        "ON CSO-14 4417 UTV-1",
        ("unit",),
    ),
    Verb(
        "OFF",
        "log_off",
        ("OFF unit",),
        "Unit",
        "Logs a unit off.",
        "OFF CSO-14",
        ("unit",),
    ),
    Verb(
        "T",
        "text_unit",
        ("T unit, text", "T! unit, text"),
        "Unit, then a comma and the text",
        "Sends a text to a unit's radio. It keys a transmitter: T asks first, T! sends.",
        "T! 11, call the station",
        ("unit",),
    ),
    Verb(
        "REF",
        "refer",
        (
            "REF call reason, text",
            "REF call PHONED, name",
            "REF call ACCEPTED, name",
            "REF call DECLINED, reason",
            "REF call AGAIN",
            "REF call WITHDRAWN, reason",
        ),
        "Call, then reason",
        "Refers a call to deputies, with a reason; ours until they accept.",
        "REF 47 WEAPON, knife seen",
        ("call", "reason"),
    ),
    Verb(
        "RID",
        "assign_radio",
        ("RID unit identity", "RID identity unit"),
        "Unit, then the radio's identity",
        "Gives a radio to a unit: its traffic is the unit's from then on.",
        "RID 11 100-4011",
        ("unit",),
    ),
    *FLOOR_VERBS,
    *INVOLVED_VERBS,
    *FACILITY_VERBS,
    *SHIFT_VERBS,
    *RECURRING_VERBS,
    Verb(
        "K",
        "acknowledge_alarm",
        ("K alarm",),
        "The alarm's number",
        "Acknowledges an alarm: it is silent from then on.",
        "K 3",
        ("alarm",),
    ),
    Verb(
        "KS",
        "shelve_alarm",
        ("KS alarm minutes, reason",),
        "The alarm's number, minutes, then a comma and the reason",
        "Puts an alarm away for up to 60 minutes; an emergency never.",
        "KS 3 30, unit asked",
        ("alarm",),
    ),
    Verb(
        "KU",
        "unshelve_alarm",
        ("KU alarm",),
        "The alarm's number",
        "Brings a shelved alarm back before its time.",
        "KU 3",
        ("alarm",),
    ),
    Verb(
        "KX",
        "clear_alarm",
        ("KX alarm, reason",),
        "The alarm's number, then a comma and the reason",
        "Clears an alarm. An emergency is acknowledged first, and cleared after contact.",
        "KX 3, contact made",
        ("alarm",),
    ),
    Verb(
        "EM",
        "declare_emergency",
        ("EM unit", "EM unit, text"),
        "Unit",
        "Declares a unit's emergency, as its own button would.",
        "EM 11, shouted for help",
        ("unit",),
    ),
    Verb(
        "RTU",
        "check_unit",
        ("RTU unit",),
        "Unit",
        "The unit has answered how it is: its status checks begin anew.",
        "RTU 11",
        ("unit",),
    ),
    Verb(
        "CL",
        "close_street",
        (
            "CL street; cross-street, cross-street",
            "CL street; cross-street, cross-street; until whom, reason",
            "CL OUTLINE; until whom, reason",
            "CL event; until, reason",
        ),
        "Street, then a semicolon and its two cross-streets",
        "Closes a street between two cross-streets to cars, or to whom is said: CAR, BIKE, UTV, FOOT or ALL;"
        " EA leaves cars emergency access. Until is 2300 or +90 minutes. OUTLINE is what was drawn last.",
        "CL SANTA MONICA BL; LA CIENEGA, SAN VICENTE",
        ("street",),
    ),
    Verb(
        "OP",
        "open_street",
        ("OP closure", "OP street, reason", "OP event"),
        "The closure's number, or the street",
        "Opens a closed street again.",
        "OP 3",
        ("closure",),
    ),
    Verb(
        "?",
        "help",
        ("?", "? verb"),
        "",
        "Lists the verbs, or explains one.",
        "? D",
        ("verb",),
    ),
)

BY_TYPED = {verb.typed: verb for verb in VERBS}


def find_verb(typed: str) -> Verb | None:
    """The verb that is typed so, whatever its case."""
    return BY_TYPED.get(typed.upper())


def nearest_verb(typed: str) -> Verb:
    """The verb a wrong one was most likely meant to be: ACK is A, DIS is D; ? when nothing is like it."""
    upper = typed.upper()
    for verb in VERBS:
        if len(upper) > 1 and verb.name.replace("_", "").upper().startswith(upper.replace("-", "")):
            return verb
    near = nearest(upper, BY_TYPED)
    alike = len(upper) > 1 and difference(upper, near) < max(len(upper), len(near))
    return BY_TYPED[near if alike else "?"]


def help_text(verb: str | None = None) -> str:
    """One verb's forms and example, or all verbs, one a line; refused when there is no such verb."""
    if not verb:
        return "\n".join(f"{v.typed:<4}{v.help} {v.example}" for v in VERBS)
    known = find_verb(verb)
    if known is None:
        near = nearest_verb(verb)
        raise Refused(f"{verb} is not a verb.", instead=f"? {near.typed}", word=verb)
    return f"{known.help} {' · '.join(known.forms)}. Example: {known.example}"
