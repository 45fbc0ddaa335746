"""Which event's calls the queue shows: those of all, or one event's own queue."""

from dataclasses import replace

from console.board.views import Picture


class EventFilter:
    """The word of the event whose calls are shown, "" for all; an event that is over is no filter."""

    def __init__(self) -> None:
        self.code = ""

    def turn(self, picture: Picture) -> None:
        """Go on to the next event, and after the last one to all calls."""
        codes = ["", *(event.code for event in picture.events)]
        place = codes.index(self.code) if self.code in codes else 0
        self.code = codes[(place + 1) % len(codes)]

    def of(self, picture: Picture) -> Picture:
        """The picture with the calls that are shown."""
        event = next((each for each in picture.events if each.code == self.code), None)
        if event is None:
            self.code = ""
            return picture
        kept = {number: call for number, call in picture.calls.items() if number in event.calls}
        return replace(picture, calls=kept)

    def words(self, picture: Picture) -> str:
        """What the panel's header says of it, "" while all are shown."""
        event = next((each for each in picture.events if each.code == self.code), None)
        return f"Only {event.name}" if event is not None else ""
