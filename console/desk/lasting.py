"""Whether the cause lasts of an alarm that a verb has raised, by what the picture says now."""

from console.board.alarm_views import AlarmView
from console.board.views import Picture


def still_stopped(alarm: AlarmView, picture: Picture) -> bool:
    """Only deputies may take the call, or somebody is still to hold back from it."""
    call = picture.calls.get(alarm.about)
    return call is not None and not call.ended and not (call.eligible and not call.life.hold_back)


def still_held_back(alarm: AlarmView, picture: Picture) -> bool:
    """The unit is on a call from which it was told to hold back."""
    unit = picture.units.get(alarm.about)
    held = [picture.calls[number] for number in unit.calls if number in picture.calls] if unit else []
    return any(alarm.about in call.life.hold_back for call in held)


def still_waits(alarm: AlarmView, picture: Picture) -> bool:
    """The call waits for a unit."""
    call = picture.calls.get(alarm.about)
    return call is not None and call.state == "waiting"


def still_declined(alarm: AlarmView, picture: Picture) -> bool:
    """Deputies have declined the call, and nothing was done about it."""
    call = picture.calls.get(alarm.about)
    referral = call.referral if call is not None and not call.ended else None
    return referral is not None and referral.state == "declined"


def still_goes_on(alarm: AlarmView, picture: Picture) -> bool:
    """The call has not ended."""
    call = picture.calls.get(alarm.about)
    return call is not None and not call.ended
