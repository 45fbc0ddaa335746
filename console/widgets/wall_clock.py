"""How the time of day is written on the screen."""

from datetime import date, datetime, tzinfo


def time_of_day(moment: datetime, zone: tzinfo) -> str:
    """The wall clock in the station's zone, as 19:42:18."""
    return moment.astimezone(zone).strftime("%H:%M:%S")


def station_day(moment: datetime, zone: tzinfo) -> date:
    """The date in the station's zone: its midnight starts a new day of call numbers."""
    return moment.astimezone(zone).date()


def date_words(moment: datetime, zone: tzinfo) -> str:
    """The date in the station's zone, as Sat 14 Mar 2026."""
    local = moment.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y}"
