"""The verb that comes from the telephone: who is calling."""

from console.desk import radio
from console.desk.calls import tidy_phone
from console.desk.work import Work

NAME_LENGTH = 80
WITHHELD = {"private": "Private caller", "unavailable": "Number not available"}


def rang(
    work: Work, *, link: str, number: str = "", name: str = "", withheld: str = "", raw: bytes = b""
) -> None:
    """A call is ringing: the number and name that the line announced, or why it announced none."""
    words = name[:NAME_LENGTH] or WITHHELD.get(withheld, "Caller")
    event = radio.record(work, link, tidy_phone(number), "phone", words, raw)
    work.touch(f"phone:{event.id}")
