"""Any sequence of verbs: nothing but a refusal goes wrong; picture, store and journal agree."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from console.board.holder import Board
from console.errors import Refused
from console.models.assignment import PROGRESS
from tests.desk.stations import Bench

UNITS = st.sampled_from(["CSO-11", "CSO-12", "UTV-1", "CSO-13"])
THEN = st.sampled_from(["", "enroute", "onscene"])
STEPS = st.sampled_from(["acknowledge", "en_route", "on_scene", "free"])
DISPOSITIONS = st.sampled_from(["01", "05", "22"])


class AnyShift(RuleBasedStateMachine):
    """Dispatchers and radios doing whatever they like."""

    calls = Bundle("calls")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.here = Bench(Path(self._folder.name) / "station.sqlite3")

    def teardown(self) -> None:
        verdict = self.here.desk.verify()
        self.here.desk.close()
        self._folder.cleanup()
        assert not verdict.broken, verdict.why

    @rule(target=calls)
    def take(self) -> str:
        return self.here.take()

    @rule(call=calls, unit=UNITS, then=THEN, override=st.sampled_from(["", "no other"]))
    def dispatch(self, call: str, unit: str, then: str, override: str) -> None:
        self._try("dispatch", units=(unit,), call=call, then=then, override=override)

    @rule(call=calls, override=st.sampled_from(["", "all of them"]))
    def dispatch_two(self, call: str, override: str) -> None:
        self._try("dispatch", units=("CSO-12", "UTV-1"), call=call, override=override)

    @rule(step=STEPS, unit=UNITS)
    def step(self, step: str, unit: str) -> None:
        self._try(step, unit=unit)

    @rule(step=STEPS, unit=UNITS, call=calls)
    def step_on_a_call(self, step: str, unit: str, call: str) -> None:
        self._try(step, unit=unit, call=call)

    @rule(unit=UNITS, call=calls, disposition=DISPOSITIONS)
    def clear(self, unit: str, call: str, disposition: str) -> None:
        self._try("clear", unit=unit, call=call, disposition=disposition)

    @rule(unit=UNITS, disposition=DISPOSITIONS)
    def clear_its_call(self, unit: str, disposition: str) -> None:
        self._try("clear", unit=unit, disposition=disposition)

    @rule(call=calls, disposition=DISPOSITIONS)
    def close_call(self, call: str, disposition: str) -> None:
        self._try("close_call", call=call, disposition=disposition)

    @rule(unit=UNITS, status=st.sampled_from(["available", "break", "oos", "report"]))
    def set_status(self, unit: str, status: str) -> None:
        self._try("set_status", unit=unit, status=status)

    @rule(code=st.integers(10, 40), radio=st.sampled_from(["100-4011", "100-4012", "100-1"]))
    def radio_status(self, code: int, radio: str) -> None:
        self.here.do("radio_status", link="Radio 1", radio_id=radio, code=code)

    @rule(unit=UNITS)
    def off_and_on(self, unit: str) -> None:
        self._try("log_off", unit=unit)
        self._try("log_on", unit=unit, crew=("4413",))

    @rule(seconds=st.integers(0, 4000))
    def wait(self, seconds: int) -> None:
        self.here.clock.advance(seconds)

    @invariant()
    def the_picture_is_what_the_store_holds(self) -> None:
        fresh = Board()
        fresh.apply(self.here.desk.load())
        held = self.here.board.picture
        assert held.calls.items() >= fresh.picture.calls.items()
        # What was closed long ago is no longer loaded, and stays on a board that had it.
        assert all(held.calls[n].state == "closed" for n in held.calls.keys() - fresh.picture.calls.keys())
        assert held.units == fresh.picture.units
        assert held.radio == fresh.picture.radio

    @invariant()
    def calls_and_units_tell_the_same_story(self) -> None:
        picture = self.here.board.picture
        for call in picture.calls.values():
            units = [assignment.unit for assignment in call.assignments]
            assert len(units) == len(set(units))
            assert (call.state == "active") == bool(units)
            assert all(call.number in picture.units[unit].calls for unit in units)
        for unit in picture.units.values():
            states = [
                a.state for c in picture.calls.values() for a in c.assignments if a.unit == unit.call_sign
            ]
            assert len(states) == len(unit.calls)
            if states:
                assert unit.status == max(states, key=PROGRESS.index)
            else:
                assert unit.status in ("available", "report", "break", "oos", "off")

    def _try(self, verb: str, **args: object) -> None:
        try:
            self.here.do(verb, **args)
        except Refused as refused:
            assert refused.reason.endswith(".")
            if refused.instead and "BADGE" not in refused.instead:
                self.here.read(refused.instead)


# A shift takes as long as three examples of other properties.
SHIFTS = settings().max_examples // 3
AnyShift.TestCase.settings = settings(max_examples=SHIFTS, stateful_step_count=25)
TestAnyShift = AnyShift.TestCase
