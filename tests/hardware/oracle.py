"""What another program, pynmeagps, reads in a sentence: the judge of our own driver."""

from pynmeagps import NMEAReader

SATELLITES_SAY = ("G2", "G3", "D2", "D3", "RK")
"""u-blox's states of a fix that is one."""


def oracle(sentence: bytes) -> tuple[float | None, float | None, bool] | None:
    """What pynmeagps has to say; None for the sentences that give no position."""
    message = NMEAReader.parse(sentence)
    if message is None:
        return None
    if message.identity == "PUBX00":
        valid = message.navStat in SATELLITES_SAY
    elif message.msgID == "GGA":
        valid = message.quality > 0
    elif message.msgID in ("RMC", "GLL"):
        valid = message.status == "A"
    else:
        return None
    return rounded(message.lat), rounded(message.lon), valid


def rounded(degrees: float | str | None, places: int = 6) -> float | None:
    """To six decimals by way of ten, as both pynmeagps and `as_json` do: else ties fall either way."""
    return round(round(degrees, 10), places) if isinstance(degrees, float) else None
