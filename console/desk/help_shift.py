"""The dispatcher's verbs of shifts and events: what is handed over, approved, planned and noted."""

from console.desk.typed import Verb

SHIFT_VERBS = (
    Verb(
        "EV",
        "plan_event",
        (
            "EV event time time",
            "EV event, note",
            "EV event POST unit post",
            "EV event LEAVE unit",
            "EV event TAG call",
            "EV event UNTAG call",
            "EV event OUTLINE",
            "EV event END, reason",
        ),
        "Event, then from when and until when",
        "Plans an event such as PRIDE, HALLOWEEN or CICLAVIA, says who stands at which post, notes in its log"
        " and ends it.",
        "EV HALLOWEEN NOW +8H",
        (),
    ),
    Verb(
        "HO",
        "draft_handover",
        ("HO", "HO, remark", "HO SIGN", "HO TAKE, remark", "HO DROP, reason"),
        "A remark after a comma, or SIGN, TAKE or DROP",
        "Drafts the hand-over to the coming shift, with all that is open; whoever goes signs it, then whoever"
        " comes.",
        "HO, street fair until 2200",
        (),
    ),
    Verb(
        "AO",
        "approve_override",
        ("AO unit call", "AO unit call, text"),
        "Unit, then call",
        "Approves why it was this unit: one that was sent with a reason. For the watch commander.",
        "AO 12 47",
        ("unit", "call"),
    ),
)
