"""The forms that close streets and open them: CL and OP."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from console.board.closures import ClosureView
from console.desk.closures import MODES
from console.desk.command import Command
from console.desk.event_presets import EventPreset, event_presets
from console.desk.help import BY_TYPED
from console.desk.resolve import Names
from console.desk.words import Line
from console.errors import Refused
from console.geo.city import City, StreetName
from console.geo.closures import between_crossings, crossings
from console.geo.geofile import Geofile

CROSS = re.compile(r"\s*[,/&]\s*|\s+TO\s+", re.IGNORECASE)
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):?([0-5][0-9])")
LATER = re.compile(r"\+([0-9]{1,4})")
WHOM = {"ALL": MODES, "EA": (), **{mode.upper(): (mode,) for mode in MODES}}
LISTED = 6
OUTLINE = "OUTLINE"


def close_street(line: Line, names: Names) -> Command:
    """CL street; cross-street, cross-street; until and whom, reason."""
    parts = [part.strip(" .") for part in line.text[line.rest :].split(";", 2)]
    if preset := event_presets().get(parts[0].upper()):
        return _close_event(preset, ";".join(parts[1:]), names)
    if parts[0].upper() == OUTLINE:
        return _close_outline(";".join(parts[1:]), names)
    crossed = CROSS.split(parts[1]) if len(parts) > 1 else []
    if not parts[0] or len(crossed) != 2 or not all(crossed):
        verb = BY_TYPED["CL"]
        raise Refused(f"{verb.needs}: {verb.example}", instead=verb.example)
    geofile = _geofile(names)
    street, first, second = _on_one_street(geofile, parts[0], *crossed)
    when, _, reason = (parts[2] if len(parts) > 2 else "").partition(",")
    ends, stops = _when_and_whom(when, names)
    args = {
        "street": str(street),
        "first": str(first),
        "second": str(second),
        "stops": stops,
        "ends": ends.isoformat() if ends else "",
        "reason": reason.strip(),
    }
    return Command("close_street", args, f"Close {street} from {first} to {second}{_said(ends, stops)}.")


def _close_event(preset: EventPreset, typed: str, names: Names) -> Command:
    """CL event; until, reason: all streets of the event that this city has."""
    geofile = _geofile(names)
    when, _, reason = typed.partition(",")
    ends, _ = _when_and_whom(when, names)
    here, missing = [], []
    for each in preset.closures:
        try:
            street, first, second = _on_one_street(geofile, each.street, each.first, each.second)
        except Refused:
            missing.append(each.street)
            continue
        here.append({"street": str(street), "first": str(first), "second": str(second), "stops": each.stops})
    if not here:
        raise Refused(f"None of the streets of {preset.name} is in this city.")
    args = {"event": preset.name, "closures": here, "ends": ends.isoformat() if ends else ""}
    until = f" until {ends:%H:%M}" if ends else ""
    left_out = f" Not in this city: {', '.join(missing)}." if missing else ""
    words = f"Close {len(here)} streets for {preset.name}{until}.{left_out}"
    return Command("close_event", {**args, "reason": reason.strip()}, words)


def _geofile(names: Names) -> Geofile:
    geofile = names.around.geofile()
    if geofile is None:
        raise Refused("There are no streets to close: no city has been imported.")
    return geofile


def _close_outline(typed: str, names: Names) -> Command:
    """CL OUTLINE; until and whom, reason: what was drawn on the map last."""
    outline = names.around.outline()
    if not outline:
        raise Refused(
            "No outline was drawn. Draw one on the map, or close a street.", instead=BY_TYPED["CL"].example
        )
    when, _, reason = typed.partition(",")
    ends, stops = _when_and_whom(when, names)
    args = {
        "outline": [list(point) for point in outline],
        "stops": stops,
        "ends": ends.isoformat() if ends else "",
        "reason": reason.strip(),
    }
    return Command("close_street", args, f"Close what was drawn{_said(ends, stops)}.")


def _said(ends: datetime | None, stops: Sequence[str]) -> str:
    whom = f" to {', '.join(stops)}" if stops else ", with emergency access for cars"
    return whom + (f" until {ends:%H:%M}" if ends else "")


def open_street(line: Line, names: Names) -> Command:
    """OP and the closure's number or the beginning of its name, and a reason after a comma."""
    typed, _, reason = line.text[line.rest :].partition(",")
    if preset := event_presets().get(typed.strip(" .;").upper()):
        args = {"which": preset.name, "reason": reason.strip()}
        return Command("open_event", args, f"Open all streets of {preset.name}.")
    closure = _closure(names, typed.strip(" .;"))
    args = {"closure": closure.key, "reason": reason.strip()}
    return Command("open_street", args, f"Open {closure.name} (closure {closure.number}).")


def _on_one_street(geofile: Geofile, *typed: str) -> tuple[StreetName, StreetName, StreetName]:
    """The street and its two cross-streets; Refused, with what is there, where they do not go together.

    Of several streets of one name the one is meant that makes the closure possible.
    """
    city, found = geofile.city, [_called(geofile, text) for text in typed]
    fitting = [
        (street, first, second)
        for street in found[0]
        for first in found[1]
        for second in found[2]
        if between_crossings(city, street, first, second)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        choice = " or ".join(sorted({str(street) for street, *_ in fitting}))
        raise Refused(f"Say which: {choice}.", word=typed[0])
    street = found[0][0]
    for text, names in zip(typed[1:], found[1:], strict=True):
        if not set(names) & set(crossings(city, street)):
            raise Refused(f"{names[0]} does not cross {street}. {_crossed_by(city, street)}", word=text)
    raise Refused(f"{street} has nothing between {typed[1]} and {typed[2]}.", word=typed[1])


def _called(geofile: Geofile, text: str) -> tuple[StreetName, ...]:
    found = geofile.streets(text)
    if not found:
        raise Refused(f"There is no street {text[:40]} here.", word=text)
    return found


def _crossed_by(city: City, street: StreetName) -> str:
    names = [str(name) for name in crossings(city, street)]
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"It is crossed by {', '.join(names[:LISTED])}{more}." if names else "Nothing crosses it."


def _when_and_whom(typed: str, names: Names) -> tuple[datetime | None, tuple[str, ...]]:
    ends: datetime | None = None
    stops: list[str] | None = None
    for word in typed.replace(".", " ").split():
        moment = _moment(word, names)
        if moment is not None:
            ends = moment
        elif word.upper() in WHOM:
            stops = [*(stops or ()), *WHOM[word.upper()]]
        elif word.upper() != "UNTIL":
            raise Refused(
                f"{word[:24]} is no time (2300 or +90) and nobody to stop ({', '.join(WHOM)}).", word=word
            )
    return ends, _ordered(stops)


def _ordered(stops: Sequence[str] | None) -> tuple[str, ...]:
    return ("car",) if stops is None else tuple(mode for mode in MODES if mode in stops)


def _moment(word: str, names: Names) -> datetime | None:
    """The next time that a clock shows so, or so many minutes from now."""
    if later := LATER.fullmatch(word):
        return names.around.now() + timedelta(minutes=int(later[1]))
    shown = CLOCK.fullmatch(word)
    if shown is None:
        return None
    now = names.around.now()
    moment = now.replace(hour=int(shown[1]), minute=int(shown[2]), second=0, microsecond=0)
    return moment if moment > now else moment + timedelta(days=1)


def _closure(names: Names, typed: str) -> ClosureView:
    there = names.picture.closures
    if not typed:
        verb = BY_TYPED["OP"]
        raise Refused(
            f"{verb.needs}: {verb.example}", instead=f"OP {there[0].number}" if there else verb.example
        )
    wanted = " ".join(typed.upper().split())
    found = [each for each in there if wanted == str(each.number)]
    found = found or [each for each in there if each.name.upper().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{each.number} {each.name}" for each in (found or there)[:LISTED])
    why = "could be" if found else "is not closed. Closed:"
    reason = f"{typed[:40]} {why} {listed}." if listed else "No street is closed."
    raise Refused(reason, instead=f"OP {(found or there)[0].number}" if listed else "", word=typed)
