"""The forms of the verbs on a call's life: put off, brought back, ended, merged, flagged, promised."""

from collections.abc import Callable, Mapping, Sequence

from console.board.views import CallView
from console.desk.command import Command
from console.desk.help import BY_TYPED
from console.desk.moments import is_moment
from console.desk.parts import at_most, missing, said_call
from console.desk.resolve import Names
from console.desk.words import Line, Word
from console.errors import Refused

PLAIN = {
    "REL": "Release {}: it waits again.",
    "CAN": "Cancel {}.",
    "RO": "Open {} again.",
}
BOTH = {
    "DUP": "Merge {0} into {1}.",
    "LINK": "Link {0} with {1}.",
    "UNLINK": "Link {0} with {1} no longer.",
}
TIMED = {"H": "Hold {} {}.", "SC": "Schedule {} {}.", "PR": "Promise {} {}."}
WHEN = {"H": "until", "SC": "for", "PR": "by"}
WHOLE = {"YES": "yes", "NO": "no"}
LETTERS = {"Y": "yes", "N": "no", "?": "unknown", "U": "unknown", "-": ""}
MOST_ANSWERS = 12
ARGUMENT = {"H": "until", "SC": "at", "PR": "by"}


def put_off(line: Line, names: Names) -> Command:
    """H, SC or PR, then call, then when, and text."""
    typed = line.verb.text.upper()
    call, (when,), text = _call_and(line, names, 1)
    if not is_moment(when.text):
        raise Refused(f"{when.shown} is no time.", instead=line.corrected(when, "+20"), word=when.text)
    args = {"call": call.number, ARGUMENT[typed]: when.text.upper(), "text": text}
    spoken = f"{when.text} min" if when.text[1:].isdigit() and when.text[0] == "+" else when.text
    in_words = f"for {spoken[1:]}" if spoken[0] == "+" and typed == "H" else f"{WHEN[typed]} {spoken}"
    return Command(BY_TYPED[typed].name, args, TIMED[typed].format(said_call(names, call), in_words))


def plain(line: Line, names: Names) -> Command:
    """REL, CAN or RO, then call, and text."""
    typed = line.verb.text.upper()
    call, _, text = _call_and(line, names, 0)
    return Command(
        BY_TYPED[typed].name,
        {"call": call.number, "text": text},
        PLAIN[typed].format(said_call(names, call)),
    )


def whole(line: Line, names: Names) -> Command:
    """UNDUP or TO, then call, and nothing more."""
    typed = line.verb.text.upper()
    call, _, _ = _call_and(line, names, 0)
    words = "Take {} out of the call it is in." if typed == "UNDUP" else "{} is this position's from now on."
    return Command(BY_TYPED[typed].name, {"call": call.number}, words.format(said_call(names, call)))


def two_calls(line: Line, names: Names) -> Command:
    """DUP, LINK or UNLINK, then both calls."""
    typed = line.verb.text.upper()
    one, (word,), text = _call_and(line, names, 1)
    other = names.call(word)
    args = {"call": one.number, "into" if typed == "DUP" else "other": other.number}
    if typed == "DUP":
        args["text"] = text
    words = BOTH[typed].format(names.short(one.number), said_call(names, other))
    return Command(BY_TYPED[typed].name, args, words)


def flag(line: Line, names: Names) -> Command:
    """FLAG or UNFLAG, then call, then stop-condition, and text."""
    typed = line.verb.text.upper()
    call, (word,), text = _call_and(line, names, 1)
    stop = names.coded(word, names.picture.codes.floor.stops, "stop-condition")
    if typed == "UNFLAG" and not text:
        raise Refused("Why it is taken back follows a comma.", instead=f"{line.text.rstrip(' ,;')}, reason")
    args = {"call": call.number, "stop": stop.code, "text": text}
    said = said_call(names, call)
    words = (
        f"{stop.name} at {said}: for deputies only."
        if typed == "FLAG"
        else f"Take {stop.name} back from {said}."
    )
    return Command(BY_TYPED[typed].name, args, words)


def answers(line: Line, names: Names) -> Command:
    """Q, then call, then an answer for each question, apart or in one word, and text."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "call")
    call = names.call(found[0])
    if len(found) == 1:
        raise missing(line, names, "answer")
    given = [answer for word in found[1:] for answer in _answers(line, word)]
    args = {"call": call.number, "answers": given, "type": call.type_code, "text": text}
    said = ", ".join(answer or "not asked" for answer in given)
    return Command("answer_script", args, f"Answers for {said_call(names, call)}: {said}.")


def _answers(line: Line, word: Word) -> list[str]:
    typed = word.text.upper()
    if typed in WHOLE:
        return [WHOLE[typed]]
    if len(typed) <= MOST_ANSWERS and set(typed) <= LETTERS.keys():
        return [LETTERS[letter] for letter in typed]
    raise Refused(f"{word.shown} is no answer.", instead=line.corrected(word, "N"), word=word.text)


def turn(line: Line, names: Names) -> Command:
    """Z or Z-, and nothing more."""
    if extra := line.listed():
        raise Refused(
            f"{line.verb.text.upper()} takes nothing more.", instead=line.verb.text, word=extra[0].text
        )
    typed = line.verb.text.upper()
    words = "Undo my last status or assignment." if typed == "Z" else "Do again what I have just undone."
    return Command(BY_TYPED[typed].name, {}, words)


def _call_and(line: Line, names: Names, more: int) -> tuple[CallView, Sequence[Word], str]:
    """The call that comes first, as many more words, and the free text."""
    found, text = line.head()
    if not found:
        raise missing(line, names, *BY_TYPED[line.verb.text.upper()].slots[:1])
    at_most(line, found, 1 + more)
    call = names.call(found[0])
    if len(found) <= more:
        raise missing(line, names, *BY_TYPED[line.verb.text.upper()].slots[1:2])
    return call, found[1:], text


LIFE_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {
    "H": put_off,
    "SC": put_off,
    "PR": put_off,
    "REL": plain,
    "CAN": plain,
    "RO": plain,
    "UNDUP": whole,
    "TO": whole,
    "DUP": two_calls,
    "LINK": two_calls,
    "UNLINK": two_calls,
    "FLAG": flag,
    "UNFLAG": flag,
    "Q": answers,
    "Z": turn,
    "Z-": turn,
}
