"""The verbs that note who and what a call is about."""

from console.desk.typed import Verb

INVOLVED_VERBS = (
    Verb(
        "PER",
        "note_person",
        ("PER call role, description",),
        "Call, role, then a comma and the description",
        "Notes a person on a call: informant, complainant, witness, described, lost or owner. Shown to those"
        " who may see who called, and kept no longer than that.",
        "PER 47 DESC, man of 30, red jacket, on foot towards La Cienega",
        ("call", "role"),
    ),
    Verb(
        "VEH",
        "note_vehicle",
        ("VEH call plate, description", "VEH call, description"),
        "Call, plate, then a comma and the description",
        "Notes a vehicle on a call by its plate, its looks, or both.",
        "VEH 47 7ABC123, blue van, dent in the left door",
        ("call",),
    ),
    Verb(
        "ATT",
        "attach_file",
        ("ATT call, file",),
        "Call, then a comma and the file",
        "Attaches a photo (JPEG, PNG) or a PDF of up to 8 MiB, kept with its hash.",
        "ATT 47, C:\\photos\\gate.jpg",
        ("call",),
    ),
    Verb(
        "STR",
        "strike_involved",
        ("STR call number, reason",),
        "Call, the number of what is noted, then a comma and the reason",
        "Strikes a person, a vehicle or a file that was noted by mistake. It stays on record.",
        "STR 47 2, other call",
        ("call", "noted"),
    ),
    Verb(
        "SRC",
        "set_source",
        ("SRC call source",),
        "Call, then source",
        "Says where a call came from: phone, radio, counter, online, deputies, on-view, alarm or city.",
        "SRC 47 ONLINE",
        ("call", "source"),
    ),
    Verb(
        "911N",
        "set_contact",
        ("911N call",),
        "Call",
        "The informant is not to be contacted: nobody is asked to call back.",
        "911N 47",
        ("call",),
    ),
    Verb(
        "911A",
        "set_contact",
        ("911A call",),
        "Call",
        "The informant is to be contacted after all.",
        "911A 47",
        ("call",),
    ),
)
