"""How the time of day is written on the screen."""

from datetime import datetime, tzinfo


def time_of_day(moment: datetime, zone: tzinfo) -> str:
    """The wall clock in the station's zone, as 19:42:18."""
    return moment.astimezone(zone).strftime("%H:%M:%S")


def date_words(moment: datetime, zone: tzinfo) -> str:
    """The date in the station's zone, as Sat 14 Mar 2026."""
    local = moment.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y}"
