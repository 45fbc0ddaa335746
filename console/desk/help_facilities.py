"""The verbs that write in the facility register."""

from console.desk.typed import Verb

FACILITY_VERBS = (
    Verb(
        "FAC",
        "note_facility",
        ("FAC facility; NAME, text", "FAC facility; PLACE, text", "FAC facility; CONTACT, text"),
        "Facility, a semicolon, NAME, PLACE or CONTACT, a comma and the text",
        "Notes a facility's name, place or contact; its name comes first. Ctrl+7 shows the register.",
        "FAC CITYHALL; CONTACT, facilities desk 323 555 0110",
        (),
    ),
    Verb(
        "FAR",
        "note_area",
        ("FAR facility area; NAME, text", "FAR facility area; LEVEL, 1 to 8 or NONE"),
        "Facility and the area's number, a semicolon, what is noted, a comma and the text",
        "Notes an area's NAME, LEVEL (UL 752), STATUS (planned, installed, tested, out of service), CAMERA,"
        " KEYS or HOURS; its name comes first.",
        "FAR CITYHALL 2; STATUS, out of service",
        (),
    ),
    Verb(
        "FAZ",
        "assign_zone",
        ("FAZ account; facility", "FAZ account zone; facility area", "FAZ account Ggroup; facility area"),
        "Account and zone, a semicolon, the facility and the area's number",
        "Says whose a receiver's account is, and in which area a zone or a group of it is.",
        "FAZ 1001 004; CITYHALL 3",
        (),
    ),
    Verb(
        "FAH",
        "set_hours",
        ("FAH account; days times", "FAH account; CLOSED", "FAH account; NONE"),
        "Account, a semicolon and the hours",
        "Says when people come and go: an opening at another time is an alarm. Without hours it is logged.",
        "FAH 1001; MO-FR 0630-2000, SA 0900-1300",
        (),
    ),
    Verb(
        "FAT",
        "expect_test",
        ("FAT account; minutes",),
        "Account, a semicolon and the minutes",
        "Says within how many minutes an account is heard again, or there is an alarm; 0 for never.",
        "FAT 1001; 1440",
        (),
    ),
    Verb(
        "FAL",
        "load_facilities",
        ("FAL file",),
        "The file's name",
        "Writes a file of facilities into the register; what the file does not name stays.",
        "FAL WEST-HOLLYWOOD",
        (),
    ),
)
