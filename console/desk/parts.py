"""The parts that the forms share: units with their call in either order, what is missing, how it is said."""

from collections.abc import Sequence

from console.board.views import CallView, UnitView
from console.desk.help import BY_TYPED
from console.desk.resolve import Names
from console.desk.words import Line, Word
from console.errors import Refused


def units_and_call(line: Line, names: Names) -> tuple[list[UnitView], CallView, str]:
    """Units joined by commas and their call, in either order, and the free text that follows.

    A comma goes on with the units while no call was named, and after a call that came first as
    long as one more unit stands alone between commas; any other comma begins the text.
    """
    chunks, text = line.chunks()
    used = 1
    first = chunks[0]
    at_most(line, first, 2)
    if not first:
        raise missing(line, names, "unit", "call")
    if len(first) == 2:
        unit, call = unit_and_call(names, *first)
        units = [unit]
        call_first = not (names.is_unit(first[0]) and names.is_call(first[1]))
        while call_first and used < len(chunks) and _is_one_unit(names, chunks[used]):
            units.append(names.unit(chunks[used][0]))
            used += 1
    else:
        units, call, used = _units_then_call(line, names, chunks)
    return units, call, text_from(line, chunks, used) or text


def unit_and_call(names: Names, one: Word, other: Word) -> tuple[UnitView, CallView]:
    """A unit and a call in either order; where both orders fit, the unit stands first."""
    if names.is_unit(one) and names.is_call(other):
        return names.unit(one), names.call(other)
    other_is_unit = names.is_unit(other) and not names.is_call(other) and not names.is_unit(one)
    if other_is_unit or (names.is_call(one) and not names.is_unit(one)):
        return names.unit(other), names.call(one)
    return names.unit(one), names.call(other)


def only_unit(line: Line, names: Names, word: Word) -> UnitView:
    """The unit of a line that names no call; a call alone is told that its unit is missing."""
    if names.is_call(word) and not names.is_unit(word):
        sign = names.ready_unit()
        instead = line.corrected(word, f"{sign} {word.text}") if sign else ""
        raise Refused(f"Which unit? {word.shown} is a call.", instead=instead, word=word.text)
    return names.unit(word)


def at_most(line: Line, found: Sequence[Word], most: int) -> None:
    """Refuse words beyond the form, with the comma that makes them free text."""
    if len(found) > most:
        extra, last = found[most], found[most - 1]
        instead = f"{line.text[: last.end]}, {line.text[extra.start :]}"
        raise Refused(
            f"{extra.shown} is one part too many; text follows a comma.", instead=instead, word=extra.text
        )


def missing(line: Line, names: Names, *slots: str) -> Refused:
    """What the form still needs, with the line as it could go on."""
    verb = BY_TYPED[line.verb.text.upper()]
    found = line.head()[0]
    more = " ".join(filter(None, (names.likely(slot) for slot in slots)))
    last = found[-1] if found else Word("", line.rest, line.rest)
    instead = line.extended(last, more) if more else verb.example
    return Refused(f"{verb.needs}: {verb.example}", instead=instead)


def said_call(names: Names, call: CallView) -> str:
    """A call in words: its number and where it is."""
    return f"{names.short(call.number)}, {call.place}" if call.place else names.short(call.number)


def own_call(names: Names, unit: UnitView) -> str:
    """The call that a unit's step is about when none was typed."""
    call = names.picture.calls.get(unit.calls[0]) if unit.calls else None
    return said_call(names, call) if call else "its call"


def said_all(signs: Sequence[str]) -> str:
    """Names in one phrase."""
    return signs[0] if len(signs) == 1 else f"{', '.join(signs[:-1])} and {signs[-1]}"


def text_from(line: Line, chunks: Sequence[Sequence[Word]], used: int) -> str:
    """All that stands after the chunks that were used up, as it was typed."""
    commas = 0
    for place in range(line.rest, len(line.text)):
        if line.text[place] == ";":
            break
        if line.text[place] == ",":
            commas += 1
            if commas == used and used < len(chunks):
                return line.text[place + 1 :].strip()
    return ""


def _units_then_call(
    line: Line, names: Names, chunks: Sequence[Sequence[Word]]
) -> tuple[list[UnitView], CallView, int]:
    units = [only_unit(line, names, chunks[0][0])]
    for used, words in enumerate(chunks[1:], start=2):
        at_most(line, words, 2)
        if words:
            units.append(names.unit(words[0]))
        if len(words) == 2:
            return units, names.call(words[1]), used
    raise missing(line, names, "call")


def _is_one_unit(names: Names, words: Sequence[Word]) -> bool:
    # A call sign that does not exist is a slip of the key, not free text: a unit would stay behind unseen.
    return len(words) == 1 and (names.is_unit(words[0]) or names.is_like_a_call_sign(words[0]))
