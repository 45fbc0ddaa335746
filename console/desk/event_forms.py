"""The form of EV: an event is planned, staffed, noted, and ended."""

from collections.abc import Callable, Mapping, Sequence

from console.board.event_view import EventView
from console.desk.command import Command
from console.desk.event_presets import event_presets
from console.desk.events import CODE, NOW
from console.desk.help import BY_TYPED
from console.desk.moments import FORMS as TIMES
from console.desk.moments import is_moment
from console.desk.resolve import Names
from console.desk.words import Line, Word
from console.errors import Refused

Step = Callable[[Line, Names, EventView, Sequence[Word], str], Command]


def event(line: Line, names: Names) -> Command:
    """EV event time time; EV event, note; EV event POST, LEAVE, TAG, UNTAG, OUTLINE or END."""
    found, text = line.head()
    if not found:
        raise _form(line)
    code, rest = found[0].text.upper(), found[1:]
    there = next((each for each in names.picture.events if each.code == code), None)
    if rest and _is_time(rest[0]):
        return _plan(line, code, rest)
    if there is None:
        raise _unknown(names, found[0])
    if not rest:
        if not text:
            raise _form(line)
        return Command("note_event", {"event": there.key, "text": text}, f"Note for {there.name}: {text}")
    if step := STEPS.get(rest[0].text.upper()):
        return step(line, names, there, rest[1:], text)
    raise Refused(
        f"EV {code} takes {', '.join(STEPS)}, or a note after a comma.",
        instead=f"EV {code}, note",
        word=rest[0].text,
    )


def _plan(line: Line, code: str, times: Sequence[Word]) -> Command:
    if len(times) != 2 or not _is_time(times[1]):
        raise Refused(f"From when until when? Type {TIMES}.", instead=f"EV {code} NOW +6H")
    if not CODE.fullmatch(code):
        raise Refused("An event's word has 2 to 16 letters and digits, a letter first.", word=code)
    preset = event_presets().get(code)
    args = {"code": code, "begins": times[0].text.upper(), "ends": times[1].text.upper()}
    named = {"name": preset.name, **preset.plan} if preset is not None else {}
    name = preset.name if preset is not None else code.capitalize()
    return Command("plan_event", {**args, **named}, f"Plan {name}, {times[0].text} to {times[1].text}.")


def _post(line: Line, names: Names, there: EventView, rest: Sequence[Word], text: str) -> Command:
    unit = _unit(line, names, there, rest, "POST")
    post = " ".join(word.text for word in rest[1:])
    if not post:
        first = (there.gaps or there.posts)[:1]
        instead = f"EV {there.code} POST {unit} {first[0].name}" if first else ""
        raise Refused("Which post?", instead=instead)
    args = {"event": there.key, "unit": unit, "post": post}
    return Command("staff_post", args, f"{unit} stands at {post}, {there.name}.")


def _leave(line: Line, names: Names, there: EventView, rest: Sequence[Word], text: str) -> Command:
    unit = _unit(line, names, there, rest, "LEAVE")
    return Command("leave_post", {"event": there.key, "unit": unit}, f"{unit} leaves its post, {there.name}.")


def _tag(line: Line, names: Names, there: EventView, rest: Sequence[Word], text: str) -> Command:
    call = _call(names, there, rest, "TAG")
    words = f"Call {names.short(call)} belongs to {there.name}."
    return Command("tag_call", {"event": there.key, "call": call}, words)


def _untag(line: Line, names: Names, there: EventView, rest: Sequence[Word], text: str) -> Command:
    call = _call(names, there, rest, "UNTAG")
    words = f"Call {names.short(call)} does not belong to {there.name}."
    return Command("untag_call", {"event": there.key, "call": call}, words)


def _outline(line: Line, names: Names, there: EventView, rest: Sequence[Word], text: str) -> Command:
    drawn = names.around.outline()
    if not drawn:
        raise Refused("No outline was drawn. Draw one on the map first.")
    args = {"event": there.key, "outline": [list(point) for point in drawn]}
    return Command("outline_event", args, f"What was drawn is the footprint of {there.name}.")


def _end(line: Line, names: Names, there: EventView, rest: Sequence[Word], text: str) -> Command:
    if not text:
        raise Refused("Why? The reason follows a comma.", instead=f"EV {there.code} END, reason")
    return Command("end_event", {"event": there.key, "reason": text}, f"{there.name} is over: {text}")


STEPS: Mapping[str, Step] = {
    "POST": _post,
    "LEAVE": _leave,
    "TAG": _tag,
    "UNTAG": _untag,
    "OUTLINE": _outline,
    "END": _end,
}


def _unit(line: Line, names: Names, there: EventView, rest: Sequence[Word], step: str) -> str:
    if not rest:
        raise Refused("Which unit?", instead=f"EV {there.code} {step} {names.ready_unit()}")
    return names.unit(rest[0]).call_sign


def _call(names: Names, there: EventView, rest: Sequence[Word], step: str) -> str:
    if len(rest) != 1:
        raise Refused("Which call?", instead=f"EV {there.code} {step} {names.likely('call')}".rstrip())
    return names.call(rest[0]).number


def _is_time(word: Word) -> bool:
    return word.text.upper() == NOW or is_moment(word.text)


def _form(line: Line) -> Refused:
    verb = BY_TYPED["EV"]
    return Refused(f"{verb.needs}: {verb.example}", instead=verb.example)


def _unknown(names: Names, word: Word) -> Refused:
    there = ", ".join(each.code for each in names.picture.events)
    planned = f"Planned: {there}." if there else "No event is planned."
    code = word.text.upper()
    instead = f"EV {code} NOW +6H" if CODE.fullmatch(code) else "EV PRIDE NOW +6H"
    return Refused(f"{word.shown} is no event. {planned}", instead=instead, word=word.text)


EVENT_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {"EV": event}
