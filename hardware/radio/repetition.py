"""How long a regular expression may take at worst, judged before it is ever used.

Python's engine tries, one after the other, the ways in which the repetitions of an expression can
share out a line. A repeated group that varies by itself doubles them with every character; any other
expression has at most as many as the ranges of its repetitions multiplied. A repetition that ends at a
character which it cannot take itself, as in `[^,]+,`, adds none.
"""

import re
from collections.abc import Sequence

WAYS_LIMIT = 2**20
"""About a quarter of a second; two unlimited repetitions over 256 characters are 66,049."""
TOKEN = re.compile(
    r"(?P<one>\\[dDwWsS]|\\\W|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\(){*+?|^$])|\\."
    r"|(?P<open>\()(?:\?(?:P<\w+>|P=\w+|<?[=!]|[aiLmsux-]*:|>|\(\w+\)|[aiLmsux]+(?=\))))?"
    r"|(?P<close>\))|(?P<or>\|)"
    r"|(?P<repeat>[*+?]|\{\d*,\d*\}|\{\d+\})[?+]?|.",
    re.DOTALL,
)
"""`one` is what takes one character: itself, a set of them, a class."""
NESTED = "It repeats a group that repeats or has alternatives itself"
TOO_MANY = "It has too many repetitions that do not end at a character which they cannot take, as [^,]+, does"
LITERAL = re.compile(r"\\?[^\w.\[]|\w", re.DOTALL)

Token = re.Match[str]


def why_too_slow(pattern: str, length: int) -> str:
    """One clause that says why an expression could take too long on `length` characters; "" if not.

    It is one that compiles, and is not written in the verbose way.
    """
    ways = 1
    varies = [False]  # whether each open group can match in more than one way
    varying = False  # whether it is the end of such a group that stands right before
    tokens = list(TOKEN.finditer(pattern))
    for at, token in enumerate(tokens):
        repeat = token["repeat"]
        if repeat and varying and not repeat.startswith("?"):
            return NESTED
        here = _ways(tokens, at, length)
        ways *= here
        varies[-1] |= here > 1
        varying = bool(token["close"]) and _close(varies)
        if token["open"]:
            varies.append(False)
    return TOO_MANY if ways > WAYS_LIMIT else ""


def _close(varies: list[bool]) -> bool:
    inner = varies.pop()
    varies[-1] |= inner
    return inner


def _ways(tokens: Sequence[Token], at: int, length: int) -> int:
    repeat = tokens[at]["repeat"]
    if tokens[at]["or"] or (repeat and repeat.startswith("?")):
        return 2
    if not repeat or _ends_by_itself(tokens, at):
        return 1
    least, comma, most = repeat.strip("{}*+").partition(",")
    if repeat.startswith("{") and not comma:
        return 1
    return max(0, min(length, int(most or length) - int(least or 0))) + 1


def _ends_by_itself(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is repeated here takes single characters, of which the next is none."""
    after = at + 1
    while after < len(tokens) and tokens[after]["close"] and not _is_repeated(tokens, after):
        after += 1
    if after == len(tokens) or _is_repeated(tokens, after) or not tokens[at - 1]["one"]:
        return False
    literal = LITERAL.fullmatch(tokens[after]["one"] or "")
    # Either case may be meant: a flag can stand anywhere.
    taken = re.compile(tokens[at - 1].group(), re.IGNORECASE | re.DOTALL)
    return literal is not None and not taken.fullmatch(literal.group()[-1])


def _is_repeated(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1]["repeat"] is not None
