"""Scripts of typed lines with what each of them has to be answered: `tests/journeys/desk/*.txt`.

The first line of a script says what it is about. A line that begins with `> ` is typed; what follows is what
has to be said: `! ` begins a refusal, with the line that would work. Besides the dispatcher's verbs there are
`wait SECONDS`, `at POSITION` and `as NAME` for another seat or person, `show LIST FIELDS`, `told CALL` and
`involved CALL`.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from console.desk import listing
from console.desk.help import VERBS
from console.desk.numbers import full_number
from console.desk.surroundings import Surroundings
from console.desk.watch import beginning, returning
from console.errors import Refused
from console.geo.training import training_geofile
from console.station.typed_lines import answer_line
from tests.desk.stations import ZONE, Bench, bench

NOT_MEANT_SO = {verb.example for verb in VERBS} | {"RID CSO-11"}
"""Examples name calls of their own; what a radio's identity is, nobody can guess."""
SCRIPTS = sorted((Path(__file__).parent / "desk").glob("*.txt"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that a station has just begun with."""
    path = tmp_path_factory.mktemp("desk") / "empty.sqlite3"
    with bench(path) as here:
        here.desk.answers()
    return path


class Floor:
    """The positions of one script on one store, with one clock."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._seats = {"1": Bench(store)}
        self.here = self._seats["1"]
        self._actor = "R. Okafor"
        self._around = Surroundings(
            geofile=training_geofile, now=lambda: self.here.clock.now().astimezone(ZONE)
        )

    def close(self) -> None:
        for seat in self._seats.values():
            seat.desk.close()

    def typed(self, line: str) -> list[str]:
        """What the line is answered."""
        word, _, rest = line.partition(" ")
        other = {"wait": self._wait, "at": self._at, "as": self._as, "show": self._show, "told": self._told}
        other["involved"] = self._involved
        if word in other:
            return other[word](rest)
        try:
            row = answer_line(line, self._today(), self._actor, self.here.desk, self.here.board, self._around)
        except Refused as refused:
            return [f"! {refused.reason}" + (f" Try: {refused.instead}" if refused.instead else "")]
        return str(row["done"]).splitlines()

    def _today(self) -> date:
        return self.here.clock.now().astimezone(ZONE).date()

    def _wait(self, seconds: str) -> list[str]:
        for seat in self._seats.values():
            seat.clock.advance(float(seconds))
        self._renew()
        said = []
        now = self.here.clock.now()
        for due in (*beginning(self.here.board.picture, now), *returning(self.here.board.picture, now)):
            said.append(self.here.desk.do(due.verb, due.args, actor="station", key=due.key).said)
            self._renew()
        return said

    def _at(self, position: str) -> list[str]:
        if position not in self._seats:
            now = self.here.clock.now()
            self._seats[position] = Bench(self._store, now, f"Position {position}")
        self.here = self._seats[position]
        self._renew()
        return []

    def _as(self, name: str) -> list[str]:
        self._actor = name
        return []

    def _show(self, rest: str) -> list[str]:
        self._renew()
        what, *fields = rest.split()
        rows = listing.LISTS[what](self.here.board.picture, self.here.clock.now())
        wanted = [{name: row.get(name) for name in fields} for row in rows if not _idle(row)]
        return [listing.in_words(row) for row in wanted]

    def _told(self, call: str) -> list[str]:
        self._renew()
        number = full_number(self._today(), int(call))
        return [f"{line.kind}: {line.text}" for line in self.here.call(number).timeline]

    def _involved(self, call: str) -> list[str]:
        found = self.here.desk.view_caller(full_number(self._today(), int(call)))
        return [f"{noted.number} {noted.kind}: {noted.said}" for noted in found.involved]

    def _renew(self) -> None:
        self.here.board.apply(self.here.desk.news())


def _idle(row: listing.Row) -> bool:
    """Units that nothing was done with tell nothing."""
    busy = ("calls", "next_calls", "reserved_for", "beat", "charge", "equipment")
    return "crew" in row and row["status"] in ("available", "off") and not any(row.get(n) for n in busy)


def steps(script: Path) -> Iterator[tuple[str, list[str]]]:
    """Each typed line with what is expected of it."""
    typed, said = "", list[str]()
    for line in script.read_text("utf-8").splitlines()[1:]:
        if line.startswith("> "):
            if typed:
                yield typed, said
            typed, said = line[2:], []
        elif line:
            said.append(line)
    yield typed, said


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_is_answered_as_it_says(
    script: Path, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Scripts name files from the project's own folder.
    monkeypatch.chdir(Path(__file__).parents[2])
    store = tmp_path / "station.sqlite3"
    shutil.copy(empty, store)
    floor = Floor(store)
    try:
        for typed, expected in steps(script):
            assert (typed, floor.typed(typed)) == (typed, expected)
        assert not floor.here.desk.verify().broken
    finally:
        floor.close()


def test_there_are_forty_of_them_with_every_verb_done_and_refused() -> None:
    done, refused = set[str](), set[str]()
    for script in SCRIPTS:
        for typed, said in steps(script):
            verb = typed.split()[0].rstrip("!").upper() if typed.strip() else ""
            (refused if said[:1] and said[0].startswith("! ") else done).add(verb)
    verbs = {verb.typed for verb in VERBS}
    assert len(SCRIPTS) >= 40
    assert verbs - done == set()
    assert verbs - refused == set()


def test_what_a_refusal_offers_can_be_typed(empty: Path, tmp_path: Path) -> None:
    """What a refusal offers is read by the desk, or told what it still needs until it is."""
    store = tmp_path / "station.sqlite3"
    shutil.copy(empty, store)
    with bench(store) as here:
        for n in range(1, 9):
            here.take(place=f"{n} SANTA MONICA BL")
            here.do("raise_alarm", kind="device", about=f"Radio {n}")
        here.do("close_street", street="Santa Monica Bl", first="N La Cienega Bl", second="N Doheny Dr")
        for script in SCRIPTS:
            for _, said in steps(script):
                _, offers, instead = (said or [""])[0].partition(" Try: ")
                if offers and instead not in NOT_MEANT_SO and "BADGE" not in instead:
                    assert _leads_on(instead, here), instead


def _leads_on(line: str, here: Bench) -> bool:
    for _ in range(4):
        try:
            here.read(line)
        except Refused as refused:
            if refused.instead == line:
                return False
            line = refused.instead or line
        else:
            return True
    return False
