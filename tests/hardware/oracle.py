"""What another program, pynmeagps, reads in a sentence: the judge of our own driver."""

from pynmeagps import NMEAReader


def oracle(sentence: bytes) -> tuple[float | None, float | None, bool] | None:
    """What pynmeagps has to say; None for the sentences that give no position."""
    message = NMEAReader.parse(sentence)
    if message.msgID not in ("RMC", "GGA", "GLL") or message.talker == "P":
        return None
    valid = message.quality > 0 if message.msgID == "GGA" else message.status == "A"
    return rounded(message.lat), rounded(message.lon), valid


def rounded(degrees: float | str | None) -> float | None:
    """To six decimals by way of ten, as both pynmeagps and `as_json` do: else ties fall either way."""
    return round(round(degrees, 10), 6) if isinstance(degrees, float) else None
