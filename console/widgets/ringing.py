"""Says who rings, once for each telephone call."""

from console.board.views import Picture


class Ringing:
    """Remembers which call was told."""

    def __init__(self) -> None:
        self._told: int | None = None

    def news(self, picture: Picture, *, loaded: bool) -> str:
        """What to say of who rings, "" when that was said already or rang before the picture was there."""
        caller = picture.caller
        before, self._told = self._told, caller.id if caller is not None else self._told
        if caller is None or not loaded or before == caller.id:
            return ""
        number = f", {caller.number}" if caller.number else ""
        return f"{caller.line} rings: {caller.name}{number}. F2 opens a call and offers it."
