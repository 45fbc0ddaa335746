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


def time_with_day(moment: datetime, zone: tzinfo, today: date) -> str:
    """The wall clock in the station's zone; of another day than `today` as 14 Mar 19:42:18."""
    clock, day = time_of_day(moment, zone), station_day(moment, zone)
    return clock if day == today else f"{day.day} {day:%b} {clock}"
