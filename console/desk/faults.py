"""A fault of ours as the log keeps it: where it happened, without the values that a database repeats."""

import traceback

DRIVERS = ("sqlite3", "psycopg")


def described(error: BaseException) -> str:
    """The traceback, causes first; of what a database said only the kind and the statement.

    A server's message quotes the row that it could not store, and so who called.
    """
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{described(earlier)}\n" if earlier is not None else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{before}{frames}{_words(error)}"


def _words(error: BaseException) -> str:
    from sqlalchemy.exc import DBAPIError

    kind = type(error).__name__
    if isinstance(error, DBAPIError):
        return f"{kind} at: {error.statement}"
    return kind if type(error).__module__.partition(".")[0] in DRIVERS else f"{kind}: {error}"
