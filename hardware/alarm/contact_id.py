"""Contact ID (SIA DC-05): what an event's three digits mean, in plain words, and the check digit.

A message is account (4), 18 or 98, qualifier (1), event (3), group (2), zone or user (3), check
digit. Receivers' automation output omits the check digit and writes the qualifier as E, R or P.
"""

from collections.abc import Mapping
from typing import NamedTuple

QUALIFIERS: Mapping[str, str] = {"1": "E", "3": "R", "6": "P", "E": "E", "R": "R", "P": "P"}
"""As they come on the wire: new or opening, restore or closing, still so."""

SUM_MODULUS = 15
ZERO_COUNTS = 10


class Event(NamedTuple):
    """`opens` says that a new event is an opening and its restore a closing."""

    words: str
    family: str
    opens: bool = False


MEDICAL = {
    "100": "Medical alarm",
    "101": "Personal emergency",
    "102": "Failed to report in",
}
FIRE = {
    "110": "Fire alarm",
    "111": "Smoke alarm",
    "112": "Combustion alarm",
    "113": "Waterflow alarm",
    "114": "Heat alarm",
    "115": "Fire pull station",
    "116": "Duct smoke alarm",
    "117": "Flame alarm",
    "118": "Fire near-alarm",
    "200": "Fire supervisory",
    "201": "Sprinkler water pressure low",
    "202": "Carbon dioxide extinguisher low",
    "203": "Sprinkler gate valve moved",
    "204": "Sprinkler water level low",
    "205": "Fire pump running",
    "206": "Fire pump failed",
}
PANIC = {
    "120": "Panic alarm",
    "121": "Duress alarm",
    "122": "Silent panic alarm",
    "123": "Audible panic alarm",
    "124": "Duress, access granted",
    "125": "Duress, exit granted",
}
BURGLARY = {
    "130": "Burglary alarm",
    "131": "Perimeter burglary alarm",
    "132": "Interior burglary alarm",
    "133": "24-hour burglary alarm",
    "134": "Entry/exit burglary alarm",
    "135": "Day/night burglary alarm",
    "136": "Outdoor burglary alarm",
    "137": "Tamper alarm",
    "138": "Burglary near-alarm",
    "139": "Verified burglary alarm",
    "146": "Silent burglary alarm",
}
GENERAL = {
    "140": "General alarm",
    "141": "Polling loop open, alarm",
    "142": "Polling loop short, alarm",
    "143": "Expansion module failed, alarm",
    "144": "Sensor tamper, alarm",
    "145": "Expansion module tamper, alarm",
    "147": "Sensor out of supervision, alarm",
}
ENVIRONMENT = {
    "150": "24-hour alarm, not burglary",
    "151": "Gas alarm",
    "152": "Refrigeration alarm",
    "153": "Loss of heat",
    "154": "Water leak",
    "155": "Foil break",
    "156": "Day trouble",
    "157": "Bottled gas low",
    "158": "High temperature",
    "159": "Low temperature",
    "161": "Loss of air flow",
    "162": "Carbon monoxide alarm",
    "163": "Tank level alarm",
}
POWER = {
    "300": "System trouble",
    "301": "Mains power lost",
    "302": "System battery low",
    "303": "Memory fault (RAM)",
    "304": "Memory fault (ROM)",
    "305": "System reset",
    "306": "Panel programming changed",
    "307": "Self-test failed",
    "308": "System shut down",
    "309": "Battery test failed",
    "310": "Ground fault",
    "311": "Battery missing or dead",
    "312": "Power supply overloaded",
    "313": "Engineer reset",
    "320": "Sounder or relay trouble",
    "321": "Bell 1 trouble",
    "322": "Bell 2 trouble",
    "323": "Alarm relay trouble",
    "324": "Trouble relay trouble",
    "325": "Reversing relay trouble",
    "330": "Peripheral trouble",
    "331": "Polling loop open",
    "332": "Polling loop short",
    "333": "Expansion module failed",
    "334": "Repeater failed",
    "335": "Printer out of paper",
    "336": "Printer failed",
    "337": "Expansion module power lost",
    "338": "Expansion module battery low",
    "339": "Expansion module reset",
    "341": "Expansion module tamper",
    "342": "Expansion module mains lost",
    "343": "Expansion module self-test failed",
}
COMMUNICATION = {
    "344": "Radio receiver jammed",
    "350": "Communication trouble",
    "351": "Telephone line 1 fault",
    "352": "Telephone line 2 fault",
    "353": "Radio transmitter fault",
    "354": "Failed to communicate",
    "355": "Radio supervision lost",
    "356": "Central polling lost",
    "357": "Radio antenna fault",
}
SENSOR = {
    "370": "Protection loop trouble",
    "371": "Protection loop open",
    "372": "Protection loop short",
    "373": "Fire loop trouble",
    "374": "Exit error",
    "375": "Panic zone trouble",
    "376": "Hold-up zone trouble",
    "377": "Swinger trouble",
    "378": "Cross-zone trouble",
    "380": "Sensor trouble",
    "381": "Radio sensor out of supervision",
    "382": "Wired sensor out of supervision",
    "383": "Sensor tamper",
    "384": "Radio sensor battery low",
    "385": "Smoke detector too sensitive",
    "386": "Smoke detector not sensitive enough",
    "387": "Intrusion detector too sensitive",
    "388": "Intrusion detector not sensitive enough",
    "389": "Sensor self-test failed",
    "391": "Sensor watch trouble",
    "392": "Detector drift",
    "393": "Detector needs maintenance",
}
OPENINGS = {
    "400": "",
    "401": "by user",
    "402": "by group",
    "403": "automatic",
    "404": "late",
    "405": "deferred",
    "407": "by remote command",
    "408": "quick arm",
    "409": "by key switch",
    "441": "armed stay",
    "442": "armed stay by key switch",
    "450": "at an exceptional time",
    "451": "early",
    "452": "late",
    "456": "partial arm",
}
"""Said behind "Opening:" or "Closing:"; nothing where the code itself says no more than that."""
OPEN_CLOSE = {
    "406": "Cancelled by user",
    "453": "Failed to open",
    "454": "Failed to close",
    "455": "Automatic arming failed",
    "457": "Exit error by user",
    "458": "User on the premises",
    "459": "Alarm soon after closing",
    "461": "Wrong code entered",
    "462": "Right code entered",
    "463": "Armed again after alarm",
    "464": "Automatic arming put off",
    "465": "Panic alarm reset",
    "466": "Service person on the premises",
}
ACCESS = {
    "411": "Callback requested",
    "412": "Remote access made",
    "413": "Remote access failed",
    "414": "System shutdown commanded",
    "415": "Dialer shutdown commanded",
    "416": "Upload made",
    "421": "Access denied",
    "422": "Access granted to user",
    "423": "Door forced",
    "424": "Exit denied",
    "425": "Exit granted",
    "426": "Door propped open",
    "427": "Door contact trouble",
    "428": "Exit button trouble",
    "429": "Access programming entered",
    "430": "Access programming left",
    "431": "Access threat level changed",
    "432": "Access relay failed",
    "433": "Exit button shunted",
    "434": "Door contact shunted",
    "501": "Access reader disabled",
}
BYPASS = {
    "520": "Sounder or relay disabled",
    "521": "Bell 1 disabled",
    "522": "Bell 2 disabled",
    "523": "Alarm relay disabled",
    "524": "Trouble relay disabled",
    "525": "Reversing relay disabled",
    "551": "Dialer disabled",
    "552": "Radio transmitter disabled",
    "553": "Remote access disabled",
    "570": "Zone bypassed",
    "571": "Fire zone bypassed",
    "572": "24-hour zone bypassed",
    "573": "Burglary zone bypassed",
    "574": "Group bypassed",
    "575": "Swinger bypassed",
    "576": "Access zone shunted",
    "577": "Access point bypassed",
}
TEST = {
    "601": "Manual test",
    "602": "Periodic test",
    "603": "Periodic radio test",
    "604": "Fire test",
    "605": "Status report follows",
    "606": "Listen-in follows",
    "607": "Walk test",
    "608": "Periodic test with trouble present",
    "609": "Video transmitter active",
    "611": "Point tested, good",
    "612": "Point not tested",
    "613": "Intrusion zone walk-tested",
    "614": "Fire zone walk-tested",
    "615": "Panic zone walk-tested",
    "616": "Service requested",
    "621": "Event log reset",
    "622": "Event log half full",
    "623": "Event log nearly full",
    "624": "Event log overflowed",
    "625": "Clock set",
    "626": "Clock is wrong",
    "627": "Programming entered",
    "628": "Programming left",
    "630": "Schedule changed",
    "631": "Exception schedule changed",
    "632": "Access schedule changed",
    "641": "No movement seen",
    "642": "Latch-key supervision",
    "654": "System inactive",
}
FAMILIES: Mapping[str, Mapping[str, str]] = {
    "medical": MEDICAL,
    "fire": FIRE,
    "panic": PANIC,
    "burglary": BURGLARY,
    "general": GENERAL,
    "gas/water/temperature": ENVIRONMENT,
    "power": POWER,
    "communication": COMMUNICATION,
    "sensor": SENSOR,
    "open/close": OPENINGS | OPEN_CLOSE,
    "access": ACCESS,
    "bypass": BYPASS,
    "test": TEST,
}
EVENTS: Mapping[str, Event] = {
    code: Event(said, family, code in OPENINGS)
    for family, codes in FAMILIES.items()
    for code, said in codes.items()
}
"""Every event that we have words for, by its three digits."""


def words(event: str, qualifier: str = "E") -> str:
    """What an event says, in a few plain words; one that has none keeps its number ("Event 799").

    `qualifier` is E, R or P, or 1, 3 or 6 as on the wire; anything else counts as new.
    """
    known = EVENTS.get(event, Event(f"Event {event}", ""))
    said = QUALIFIERS.get(qualifier, "E")
    if known.opens:
        which = "Closing" if said == "R" else "Opening"
        known = Event(f"{which}: {known.words}" if known.words else which, known.family)
    elif said == "R":
        return f"Restored: {known.words}"
    return f"Still so: {known.words}" if said == "P" else known.words


def family(event: str) -> str:
    """Which of FAMILIES the event belongs to; "" when it is not known."""
    known = EVENTS.get(event)
    return known.family if known else ""


def opens(event: str) -> bool:
    """Whether the event says that somebody opens, or closes: its zone is then who did, and no zone."""
    known = EVENTS.get(event)
    return known is not None and known.opens


def check_digit(message: str) -> str:
    """The digit that brings the sum of a message's hexadecimal digits to a multiple of 15.

    Spaces are passed over; 0 counts as 10. Raises ValueError for what is no hexadecimal digit.
    """
    digits = (int(character, 16) for character in message if character != " ")
    missing = SUM_MODULUS - sum(digit or ZERO_COUNTS for digit in digits) % SUM_MODULUS
    return "0" if missing == ZERO_COUNTS else f"{missing:X}"
