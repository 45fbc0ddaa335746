"""Any sequence of verbs on calls and units: no state that there is not, nothing lost, undo exact."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)

from console.board.holder import Board
from console.board.life import ENDED, PUT_OFF
from console.board.views import CallView, UnitView
from console.desk.watch import returning
from console.errors import Refused
from console.models import life
from tests.desk.stations import Bench

UNITS = st.sampled_from(["CSO-11", "CSO-12", "UTV-1", "AMB-2"])
STEPS = st.sampled_from(["acknowledge", "en_route", "on_scene", "free"])
STOPS = st.sampled_from(["weapon", "injury"])
ON_A_CALL = st.sampled_from(["release_call", "cancel_call", "reopen_call", "unmerge_call", "take_over"])
ON_TWO = st.sampled_from([("merge_call", "into"), ("link_calls", "other"), ("unlink_calls", "other")])
ONTO = st.sampled_from(["pre_empt", "stack_call", "reserve_unit", "drop_plan"])
STEP_OF = {(a, b) for steps in life.LEADS.values() for a, b in steps.items()}
# Out of a merge a call is what it was; sent to a call that has ended, a unit opens it again at once.
STEP_OF |= {("merged", state) for state in ("active", *PUT_OFF)}


class AnyFloor(RuleBasedStateMachine):
    """Two dispatchers doing whatever they like."""

    calls = Bundle("calls")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.here = Bench(Path(self._folder.name) / "station.sqlite3")
        self._taken: list[str] = []

    def teardown(self) -> None:
        verdict = self.here.desk.verify()
        self.here.desk.close()
        self._folder.cleanup()
        assert not verdict.broken, verdict.why

    @initialize(target=calls)
    def begin(self) -> MultipleResults[str]:
        """A floor at work: three calls, units on two of them."""
        self._taken += [self.here.take() for _ in range(3)]
        self.here.do("dispatch", units=("CSO-11",), call=self._taken[0], then="onscene")
        self.here.do("dispatch", units=("CSO-12",), call=self._taken[1])
        return multiple(*self._taken)

    @rule(target=calls, kind=st.sampled_from(["586", "ASSIST", "602"]))
    def take(self, kind: str) -> str:
        self._taken.append(self.here.take(type=kind))
        return self._taken[-1]

    @rule(unit=UNITS)
    def on_view(self, unit: str) -> None:
        if receipt := self._try("on_view", unit=unit, type="586", place="8300 SUNSET BL"):
            self._taken += receipt

    @rule(call=calls, unit=UNITS, override=st.sampled_from(["", "no other"]))
    def dispatch(self, call: str, unit: str, override: str) -> None:
        self._try("dispatch", units=(unit,), call=call, override=override)

    @rule(step=STEPS, data=st.data())
    def step(self, step: str, data: st.DataObject) -> None:
        self._try(step, unit=self._busy(data))

    @rule(data=st.data())
    def clear(self, data: st.DataObject) -> None:
        self._try("clear", unit=self._busy(data), disposition="05")

    @rule(call=calls)
    def close(self, call: str) -> None:
        self._try("close_call", call=call, disposition="22")

    @rule(call=calls, verb=ON_A_CALL)
    def on_a_call(self, call: str, verb: str) -> None:
        self._try(verb, call=call)

    @rule(call=calls, minutes=st.integers(1, 90))
    def hold(self, call: str, minutes: int) -> None:
        self._try("hold_call", call=call, until=f"+{minutes}")

    @rule(call=calls, minutes=st.integers(1, 90))
    def schedule(self, call: str, minutes: int) -> None:
        self._try("schedule_call", call=call, at=f"+{minutes}")

    @rule(call=calls, other=calls, verb=ON_TWO)
    def on_two(self, call: str, other: str, verb: tuple[str, str]) -> None:
        self._try(verb[0], call=call, **{verb[1]: other})

    @rule(call=calls, other=calls)
    def merge_and_part(self, call: str, other: str) -> None:
        """A merge that is taken apart at once has changed nothing but what is told of it."""
        before = _bare(self.here)
        if self._try("merge_call", call=call, into=other) is not None:
            self.here.do("unmerge_call", call=call)
            assert _bare(self.here) == before

    @rule(call=calls, unit=UNITS, verb=ONTO)
    def onto(self, call: str, unit: str, verb: str) -> None:
        self._try(verb, unit=unit, call=call)

    @rule(one=UNITS, other=UNITS)
    def exchange(self, one: str, other: str) -> None:
        self._try("exchange", unit=one, other=other)

    @rule(call=calls, stop=STOPS)
    def flag(self, call: str, stop: str) -> None:
        self._try("flag_call", call=call, stop=stop)

    @rule(call=calls, stop=STOPS)
    def unflag(self, call: str, stop: str) -> None:
        self._try("unflag_call", call=call, stop=stop, text="a mistake")

    @rule(verb=st.sampled_from(["undo", "redo"]))
    def turn(self, verb: str) -> None:
        self._try(verb)

    @rule(
        data=st.data(),
        call=calls,
        verb=st.sampled_from(["dispatch", "pre_empt", "free", "on_scene", "clear"]),
    )
    def slip(self, data: st.DataObject, call: str, verb: str) -> None:
        """What was done and undone has changed nothing; done again it is done."""
        before = _bare(self.here)
        unit = data.draw(UNITS) if verb == "dispatch" else self._busy(data)
        args = {"dispatch": {"units": (unit,), "call": call}, "pre_empt": {"unit": unit, "call": call}}
        given = args.get(verb, {"unit": unit, **({"disposition": "05"} if verb == "clear" else {})})
        if self._try(verb, **given) is None:
            return
        after = _bare(self.here)
        self.here.do("undo")
        assert _bare(self.here) == before
        self.here.do("redo")
        assert _bare(self.here) == after

    @rule(seconds=st.integers(0, 3000))
    def wait(self, seconds: int) -> None:
        self.here.clock.advance(seconds)
        for due in returning(self.here.board.picture, self.here.clock.now()):
            self.here.do(due.verb, **due.args)

    @invariant()
    def nothing_is_lost(self) -> None:
        held = self.here.board.picture.calls
        assert set(self._taken) <= held.keys()

    @invariant()
    def the_picture_is_what_the_store_holds(self) -> None:
        fresh = Board()
        fresh.apply(self.here.desk.load())
        held = self.here.board.picture
        assert held.calls.items() >= fresh.picture.calls.items()
        assert all(held.calls[n].ended for n in held.calls.keys() - fresh.picture.calls.keys())
        assert held.units == fresh.picture.units

    @invariant()
    def calls_and_units_tell_the_same_story(self) -> None:
        picture = self.here.board.picture
        for call in picture.calls.values():
            assert call.state in life.STATES
            units = [assignment.unit for assignment in call.assignments]
            assert len(units) == len(set(units))
            assert (call.state == "active") == bool(units)
            assert all(call.number in picture.units[unit].calls for unit in units)
            assert (call.state in ENDED) == (call.closed_at is not None)
            assert (call.state == "merged") == bool(call.life.merged_into)
            if call.state in PUT_OFF:
                assert call.life.back_at is not None
            elif call.state != "merged":
                assert call.life.back_at is None
            assert not (call.eligible and call.life.stop_names)
            assert all(picture.calls[n].life.merged_into == call.number for n in call.life.merged)
            assert all(call.number in picture.calls[n].life.links for n in call.life.links)
        for unit in picture.units.values():
            assert all(not picture.calls[n].ended for n in (*unit.calls, *unit.outfit.next_calls))

    @invariant()
    def ambassadors_are_on_nothing_that_only_staff_may_take(self) -> None:
        for number in self.here.unit("AMB-2").calls:
            # What it came upon itself it is told to keep away from.
            call = self.here.call(number)
            assert call.type_code == "ASSIST" or "AMB-2" in call.life.hold_back or _merged_in(call)

    def _busy(self, data: st.DataObject) -> str:
        """A unit that is on a call, or any where none is."""
        busy = [unit.call_sign for unit in self.here.board.picture.units.values() if unit.calls]
        return data.draw(st.sampled_from(busy)) if busy else data.draw(UNITS)

    def _try(self, verb: str, **args: object) -> tuple[str, ...] | None:
        """The calls that were touched, None where it was refused and nothing has changed."""
        before = self.here.board.picture
        try:
            receipt = self.here.do(verb, **args)
        except Refused as refused:
            assert refused.reason.endswith(".")
            if refused.instead and "BADGE" not in refused.instead:
                self.here.read(refused.instead)
            assert self.here.board.picture == before
            return None
        for number, call in self.here.board.picture.calls.items():
            was = before.calls.get(number)
            if was is not None and was.state != call.state and verb not in ("undo", "redo"):
                assert (was.state, call.state) in STEP_OF, (verb, was.state, call.state)
        return receipt.calls


def _merged_in(call: CallView) -> bool:
    return any("merge" in line.text.lower() for line in call.timeline)


def _bare(here: Bench) -> tuple[dict[str, CallView], dict[str, UnitView]]:
    """The picture without what was told: a slip that was undone stands on the record."""
    calls = {number: _untold(call) for number, call in here.board.picture.calls.items()}
    return calls, dict(here.board.picture.units)


def _untold(call: CallView) -> CallView:
    """A referral that was withdrawn is none; a sheet that is written anew asks for the same."""
    asked = call.referral
    if asked is not None:
        asked = None if asked.state == "withdrawn" else replace(asked, sheet_hash="")
    return replace(call, timeline=(), referral=asked)


FLOORS = max(4, settings().max_examples // 4)
AnyFloor.TestCase.settings = settings(max_examples=FLOORS, stateful_step_count=30)
TestAnyFloor = AnyFloor.TestCase
