"""What the short words of a line stand for: units, calls and codes of the picture."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from console.board.alarm_views import AlarmView, worst_first
from console.board.views import CallTypeView, CallView, DispositionView, Picture, StatusView, UnitView
from console.desk.nearest import difference, nearest
from console.desk.numbers import full_number, latest_year, short_number, short_numbers
from console.desk.referral_reasons import reasons
from console.desk.surroundings import NOTHING, Surroundings
from console.desk.words import Line, Word
from console.errors import Refused

NUMBER = re.compile(r"[0-9]{1,9}")
CALL = re.compile(r"(?:([0-9]{4})?([0-9]{4})-)?([0-9]{1,9})")
ENDING = re.compile(r"[0-9]{1,9}$")
LISTED = 8


class Coded(Protocol):
    """An entry of a code table."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def words(self) -> tuple[str, ...]: ...


Entry = TypeVar("Entry", bound=Coded)


class Names:
    """Finds what a word stands for, or refuses with the nearest word that stands for something."""

    def __init__(self, line: Line, picture: Picture, today: date, around: Surroundings = NOTHING) -> None:
        self.line = line
        self.picture = picture
        self.today = today
        self.around = around

    def unit(self, word: Word) -> UnitView:
        """The one unit that is called so: by call sign, or by number where only one fits."""
        found = self._units_called(word.text)
        if len(found) == 1:
            return found[0]
        if found:
            signs = sorted(unit.call_sign for unit in found)
            raise self._wrong(word, f"{word.shown} could be {_either(signs)}.", signs[0])
        raise self._wrong(
            word, f"There is no unit {word.shown}. {self._on_shift()}", self._near_unit(word.text)
        )

    def call(self, word: Word) -> CallView:
        """The call of this number: today's, else the newest earlier one that is not closed."""
        found = call_of(word.text, self.picture, self.today)
        if found is not None:
            return found
        near = self._near_call(word.text)
        raise self._wrong(word, f"There is no call {word.shown}.", near)

    def alarm(self, word: Word) -> AlarmView:
        """The open alarm of this number."""
        opened = sorted(self.picture.alarms.values(), key=worst_first)
        for alarm in opened:
            if str(alarm.number) == word.text.lstrip("0"):
                return alarm
        numbers = _either([str(alarm.number) for alarm in opened])
        there = f"Open: {numbers}." if opened else "No alarm is open."
        near = str(opened[0].number) if opened else ""
        raise self._wrong(word, f"There is no alarm {word.shown}. {there}", near)

    def is_unit(self, word: Word) -> bool:
        """Whether exactly one unit is called so."""
        return len(self._units_called(word.text)) == 1

    def is_like_a_call_sign(self, word: Word) -> bool:
        """Whether a word has letters that begin a call sign here, and a number: UTV9 where there is UTV-1."""
        plain = word.text.upper().replace("-", "")
        letters = ENDING.sub("", plain)
        return plain != letters != "" and any(ENDING.sub("", sign) == letters for sign in self._by_sign)

    def is_call(self, word: Word) -> bool:
        """Whether a call has this number."""
        return call_of(word.text, self.picture, self.today) is not None

    def call_type(self, word: Word) -> CallTypeView:
        """The call type of this code, word or beginning of a name."""
        return self._entry(word, self.picture.codes.call_types, "type", word.text)

    def disposition(self, word: Word) -> DispositionView:
        """The disposition of this code (5 is 05), word or beginning of a name."""
        table = self.picture.codes.dispositions
        return self._entry(word, table, "disposition", _two_digits(word.text))

    def is_disposition(self, word: Word) -> bool:
        """Whether exactly one disposition is called so."""
        table = self.picture.codes.dispositions
        return len(_entries_called(_two_digits(word.text), table.values())) == 1

    def status(self, word: Word) -> StatusView:
        """The status of this code, word or beginning of a name."""
        return self._entry(word, self.picture.codes.statuses, "status", word.text)

    def settable_status(self, word: Word) -> StatusView:
        """A status that S may set."""
        status = self.status(word)
        if not status.settable:
            codes = [s.code.upper() for s in self.picture.codes.statuses.values() if s.settable]
            reason = f"S cannot set {status.name}; it sets {_either(codes)}."
            raise self._wrong(word, reason, codes[0] if codes else "")
        return status

    def coded(self, word: Word, table: Mapping[str, Entry], kind: str) -> Entry:
        """The entry of another code table that has this code, word or beginning of a name."""
        return self._entry(word, table, kind, word.text)

    def short(self, number: str) -> str:
        """A call's number as it is said today."""
        return short_number(number, self.today)

    def ready_unit(self) -> str:
        """A unit that could be meant when none was typed: one that is available, else any on shift."""
        units = [unit for unit in self.picture.units.values() if unit.status != "off"]
        return min(units, key=lambda unit: unit.status != "available").call_sign if units else ""

    def likely(self, slot: str) -> str:
        """What could stand in a part that was not typed yet; empty when nothing could."""
        if slot == "unit":
            return self.ready_unit()
        if slot == "call":
            return pressing_call(self.picture, self.today)
        if slot == "reason":
            return next(iter(reasons()))
        if slot == "alarm":
            return next(alarm_numbers(self.picture), "")
        codes = self.picture.codes
        settable = (code for code, status in codes.statuses.items() if status.settable)
        table = {
            "disposition": codes.dispositions,
            "type": codes.call_types,
            "status": settable,
            "stop": codes.floor.stops,
            "role": codes.floor.roles,
            "source": codes.floor.sources,
            "noted": ("1",),
            "moment": ("+20",),
            "answer": ("N",),
        }.get(slot, ())
        return next((code.upper() for code in table), "")

    def _wrong(self, word: Word, reason: str, right: str) -> Refused:
        instead = self.line.corrected(word, right) if right else ""
        return Refused(reason, instead=instead, word=word.text)

    @cached_property
    def _by_sign(self) -> dict[str, UnitView]:
        return {sign.upper().replace("-", ""): unit for sign, unit in self.picture.units.items()}

    @cached_property
    def _by_number(self) -> Mapping[int, list[UnitView]]:
        found: defaultdict[int, list[UnitView]] = defaultdict(list)
        for sign, unit in self._by_sign.items():
            ending = ENDING.search(sign)
            if ending:
                found[int(ending.group())].append(unit)
        return found

    def _units_called(self, typed: str) -> list[UnitView]:
        exact = self._by_sign.get(typed.upper().replace("-", ""))
        if exact is not None:
            return [exact]
        if not NUMBER.fullmatch(typed):
            return []
        fits = self._by_number.get(int(typed), [])
        officers = [unit for unit in fits if unit.call_sign.upper().startswith("CSO")]
        return officers if len(officers) == 1 else fits

    def _entry(self, word: Word, table: Mapping[str, Entry], kind: str, typed: str) -> Entry:
        found = _entries_called(typed, table.values())
        if len(found) == 1:
            return found[0]
        if found:
            forms = [f"{entry.code.upper()} {entry.name}" for entry in found]
            raise self._wrong(word, f"{word.shown} could be {_either(forms)}.", found[0].code.upper())
        near = nearest(typed.upper(), _spellings(table.values()))
        raise self._wrong(word, f"There is no {kind} {word.shown}.", near)

    def _near_unit(self, typed: str) -> str:
        plain = typed.upper().replace("-", "")
        ready = sorted(self._by_sign.items(), key=lambda pair: pair[1].status != "available")
        pairs = [pair for pair in ready if pair[1].status != "off"] or ready
        if NUMBER.fullmatch(plain):
            pairs = [(sign.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), unit) for sign, unit in pairs]
        best = min(pairs, key=lambda pair: difference(plain, pair[0]), default=None)
        return best[1].call_sign if best else ""

    def _near_call(self, typed: str) -> str:
        opened = [n for n, call in self.picture.calls.items() if not call.ended]
        if not NUMBER.fullmatch(typed):
            return nearest(typed, short_numbers(opened, self.today))
        wanted = int(typed)
        near = min(opened, key=lambda n: abs(int(n.rpartition("-")[2]) - wanted), default="")
        return self.short(near) if near else ""

    def _on_shift(self) -> str:
        signs = [unit.call_sign for unit in self.picture.units.values() if unit.status != "off"]
        if not signs:
            return "No unit is on shift."
        more = f" and {len(signs) - LISTED} more" if len(signs) > LISTED else ""
        return f"On shift: {', '.join(sorted(signs)[:LISTED])}{more}."


def alarm_numbers(picture: Picture) -> Iterator[str]:
    """The numbers of the open alarms, the one to see to first before the others."""
    return (str(alarm.number) for alarm in sorted(picture.alarms.values(), key=worst_first))


def call_of(typed: str, picture: Picture, today: date) -> CallView | None:
    """The call of a number as a dispatcher says it, None when the picture has none."""
    parts = CALL.fullmatch(typed)
    if parts is None:
        return None
    year, month_and_day, sequence = parts[1], parts[2], int(parts[3])
    if month_and_day is None:
        return _call_of_any_day(sequence, picture, today)
    day = f"{year or latest_year(month_and_day, today)}{month_and_day}"
    return picture.calls.get(f"{day}-{sequence:04d}")


def _call_of_any_day(sequence: int, picture: Picture, today: date) -> CallView | None:
    number = full_number(today, sequence)
    found = picture.calls.get(number)
    if found is not None:
        return found
    ending = number[8:]
    earlier = (n for n in picture.calls if n.endswith(ending) and n < number)
    opened = [n for n in earlier if not picture.calls[n].ended]
    return picture.calls[max(opened)] if opened else None


def pressing_call(picture: Picture, today: date) -> str:
    """The short number of the call to see to next: waiting before active, most urgent, oldest."""
    opened = [call for call in picture.calls.values() if not call.ended]
    return short_number(min(opened, key=_urgency).number, today) if opened else ""


def _urgency(call: CallView) -> tuple[bool, int, str]:
    return call.state != "waiting", call.priority, call.number


def _two_digits(typed: str) -> str:
    return typed.zfill(2) if NUMBER.fullmatch(typed) else typed


def _entries_called(typed: str, entries: Iterable[Entry]) -> list[Entry]:
    upper = typed.upper()
    found = list(entries)
    for entry in found:
        if entry.code.upper() == upper:
            return [entry]
    by_word = [entry for entry in found if upper in map(str.upper, entry.words)]
    by_name = [entry for entry in found if entry.name.upper().startswith(upper)]
    whole = [entry for entry in by_name if len(entry.name) == len(typed)]
    return by_word or whole or by_name


def _spellings(entries: Iterable[Coded]) -> Iterator[str]:
    for entry in entries:
        yield entry.code.upper()
        yield from map(str.upper, entry.words)


def _either(names: list[str]) -> str:
    shown = names[:LISTED]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}" if shown else "nothing"
