"""The two kinds of failure a person is told about."""


class Refused(Exception):
    """The rules say no: nothing has changed.

    `reason` is one sentence for the dispatcher; `instead` is the nearest form that would
    work (empty when there is none); `word` is the part of the typed line that is wrong.
    """

    def __init__(self, reason: str, *, instead: str = "", word: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.instead = instead
        self.word = word

    def __str__(self) -> str:
        return f"{self.reason} Try: {self.instead}" if self.instead else self.reason


class Unavailable(Exception):
    """The world failed: a store or a port could not be used.

    The text is one sentence that says what happened and what to do.
    """
