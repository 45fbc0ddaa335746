"""The dispatcher's verbs of work that comes back by itself."""

from console.desk.typed import Verb

RECURRING_VERBS = (
    Verb(
        "RT",
        "add_recurring",
        (
            "RT kind days times place; text",
            "RT kind days times LEAD minutes place",
            "RT kind days times FROM date UNTIL date place",
            "RT kind days times UNIT unit place",
        ),
        "Kind, days, times, then place",
        "Recurring task: PATROL, LOCKUP, CROSSING, ESCORT or MEETING. Days are DAILY, MO-FR or SA,SU; times"
        " 2200 or 2200,0200. A call is made of it LEAD minutes before each time.",
        "RT PATROL MO-FR 2200,0200 PLUMMER PARK; try the doors",
        ("recurring_kind", "days"),
    ),
    Verb(
        "RTX",
        "stop_recurring",
        ("RTX number, reason",),
        "The task's number, then a reason after a comma",
        "Stops a recurring task; calls that were made of it stay.",
        "RTX 3, school is out",
        ("recurring",),
    ),
    Verb(
        "RTS",
        "skip_recurring",
        ("RTS number date, reason",),
        "The task's number, the day, then a reason after a comma",
        "Leaves a recurring task out for one day: 1224, TODAY or TOMORROW.",
        "RTS 3 1225, Christmas Day",
        ("recurring", "recurring_day"),
    ),
)
