"""The life of a call in one table: what happens to it, from which states, and what it becomes."""

from collections.abc import Mapping

OPEN = ("waiting", "active", "held", "scheduled")
ENDED = ("closed", "cancelled", "merged")
STATES = OPEN + ENDED

LEADS: Mapping[str, Mapping[str, str]] = {
    "dispatch": {
        "waiting": "active",
        "active": "active",
        "held": "active",
        "scheduled": "active",
        "closed": "active",
        "cancelled": "active",
    },
    # Of these four it is the last unit that leaves; while others are on it the call stays active.
    "free": {"active": "waiting"},
    "clear": {"active": "closed"},
    "pre_empt": {"active": "waiting"},
    "exchange": {"active": "waiting"},
    "close_call": {"waiting": "closed", "held": "closed", "scheduled": "closed"},
    "cancel_call": {"waiting": "cancelled", "held": "cancelled", "scheduled": "cancelled"},
    "reopen_call": {"closed": "waiting", "cancelled": "waiting"},
    "hold_call": {"waiting": "held", "held": "held", "scheduled": "held"},
    "schedule_call": {"waiting": "scheduled", "held": "scheduled", "scheduled": "scheduled"},
    "release_call": {"held": "waiting", "scheduled": "waiting"},
    "merge_call": {"waiting": "merged", "active": "merged", "held": "merged", "scheduled": "merged"},
    # Back to what it was; with a unit on it, it is active at once.
    "unmerge_call": {"merged": "waiting"},
}
"""What leads from a state to which; what is not here cannot happen to a call in that state."""

CANNOT = {
    "dispatch": "sent to",
    "free": "freed",
    "clear": "cleared",
    "pre_empt": "left",
    "exchange": "taken over",
    "close_call": "closed",
    "cancel_call": "cancelled",
    "reopen_call": "reopened",
    "hold_call": "held",
    "schedule_call": "scheduled",
    "release_call": "released",
    "merge_call": "merged",
    "unmerge_call": "taken apart",
}


def may(happening: str, state: str) -> bool:
    """Whether that can happen to a call in that state."""
    return state in LEADS[happening]


def becomes(happening: str, state: str) -> str:
    """The state that follows; ask `may` first."""
    return LEADS[happening][state]


def why_not(happening: str, state: str, call: str = "The call") -> str:
    """The sentence for somebody who wanted what cannot happen; `call` is how the call is named in it."""
    if LEADS[happening].get("waiting") == state:
        return f"{call} is {state} already."
    return f"{call} is {state}: it cannot be {CANNOT[happening]}."
