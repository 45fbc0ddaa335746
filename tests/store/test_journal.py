"""The journal: whole, in one transaction with the rows, without a gap under racing writers, and checked."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from console.desk import verbs
from console.store.journal import append, verify
from console.store.store import Store
from tests.desk.stations import EVENING, Bench, bench

WRITERS, EACH = 4, 40


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with some entries in its journal."""
    path = tmp_path / "station.sqlite3"
    with bench(path) as here:
        for _ in range(5):
            here.do("dispatch", units=("CSO-11",), call=here.take())
            here.do("free", unit="CSO-11")
    return path


def verdict_after(file: Path, *statements: str) -> tuple[int, str]:
    """What `verify` says after somebody changed the file behind the program's back."""
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    store = Store.open(f"sqlite:///{file}")
    with store.read() as session:
        verdict = verify(session)
    store.close()
    return verdict.broken, verdict.why


def test_an_untouched_journal_is_whole(file: Path) -> None:
    assert verdict_after(file) == (0, "")


@pytest.mark.parametrize("column", ["actor", "seat", "verb", "touched", "args", "changes", "at", "hash"])
def test_an_altered_entry_is_named(file: Path, column: str) -> None:
    value = "'2026-03-15 02:20:00.000001'" if column == "at" else "'x'"
    broken, why = verdict_after(file, f"UPDATE journal SET {column} = {value} WHERE number = 7")
    assert (broken, "altered" in why) == (7, True)


def test_a_missing_entry_is_named(file: Path) -> None:
    broken, why = verdict_after(file, "DELETE FROM journal WHERE number = 4")
    assert (broken, "Entry 4 is missing" in why) == (4, True)


def test_an_entry_slipped_in_is_named(file: Path) -> None:
    broken, why = verdict_after(
        file,
        "UPDATE journal SET number = number + 1000 WHERE number > 4",
        "UPDATE journal SET number = number - 999 WHERE number > 1000",
        "INSERT INTO journal SELECT 5, at, actor, seat, verb, touched, args, changes, previous, hash, NULL,"
        " source, said, entered_at, salt, body, redacted_by"
        " FROM journal WHERE number = 4",
    )
    assert (broken, "does not follow" in why) == (5, True)


def test_swapped_entries_are_named(file: Path) -> None:
    broken, _ = verdict_after(
        file,
        "UPDATE journal SET number = 999 WHERE number = 5",
        "UPDATE journal SET number = 5 WHERE number = 6",
        "UPDATE journal SET number = 6 WHERE number = 999",
    )
    assert broken == 5


def test_an_entry_says_who_did_what_to_what_and_what_it_was_before(file: Path) -> None:
    with bench(file) as here:
        here.take(text="blue van", caller="<b>Jo</b>")
        here.do("set_status", unit="CSO-12", status="break")
        taken, rest = here.desk.journal()[-2:]
    assert (taken.actor, taken.seat, taken.verb) == ("R. Okafor", "Position 1", "take_call")
    assert json.loads(taken.args)["caller"] == "<b>Jo</b>"
    assert "unit:CSO-12" in rest.touched
    assert json.loads(rest.changes)["unit:CSO-12"]["duty"] == ["available", "break"]


def test_a_verb_that_fails_half_way_leaves_neither_rows_nor_entry(tmp_path: Path) -> None:
    with bench(tmp_path / "s.sqlite3") as here:
        number = here.take()
        entries = len(here.desk.journal())
        # The second unit does not exist: the first one was assigned already when that is found out.
        with pytest.raises(Exception, match="no unit CSO-99"):
            here.do("dispatch", units=("CSO-11", "CSO-99"), call=number)
        here.board.apply(here.desk.load())
        assert here.call(number).state == "waiting"
        assert here.unit("CSO-11").status == "available"
        assert len(here.desk.journal()) == entries


def test_racing_processes_leave_no_gap_and_no_lost_call(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    Bench(file).desk.close()
    lines = "".join(f"N 586 {7000 + n} FOUNTAIN AV\n" for n in range(EACH)).encode()
    command = [sys.executable, "-m", "console", "do", "--store", f"sqlite:///{file}", "-"]
    racing = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(WRITERS)
    ]
    for process in racing:
        assert process.stdin is not None
        process.stdin.write(lines)
        process.stdin.close()
    answers = []
    for process in racing:
        assert process.stdout is not None
        with process.stdout as said:
            answers.append(said.read().splitlines())
        assert process.wait(60) == 0
    with bench(file) as here:
        assert not here.desk.verify().broken
        assert len(here.desk.journal()) == WRITERS * EACH
        assert len(here.board.picture.calls) == WRITERS * EACH
    assert len({line for lines in answers for line in lines}) == WRITERS * EACH


def test_seats_that_make_the_same_new_store_at_once_all_get_it(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    command = [
        sys.executable,
        "-m",
        "console",
        "do",
        "--store",
        f"sqlite:///{file}",
        "N 586 7000 FOUNTAIN AV",
    ]
    racing = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(WRITERS)]
    assert [process.wait(60) for process in racing] == [0] * WRITERS
    with bench(file) as here:
        assert [call[-4:] for call in here.board.picture.calls] == ["0001", "0002", "0003", "0004"]
        assert len(here.board.picture.units) == len({u.radio_id for u in here.board.picture.units.values()})


def test_raw_bytes_stay_out_of_the_journal() -> None:
    assert verbs.known({"link": "Radio 1", "raw": b"\x02"}) == {"link": "Radio 1"}


def test_entries_of_one_transaction_and_of_one_session_follow_each_other(store_url: str) -> None:
    store = Store.open(store_url)

    def append_one(session: Session) -> int:
        return append(session, at=EVENING, actor="a", seat="s", verb="v", touched=(), args={}, changes={})

    with store.write() as session:
        numbers = [append_one(session), append_one(session)]
        session.commit()
        numbers.append(append_one(session))
        session.commit()
    with store.read() as session:
        assert (numbers, verify(session).broken) == ([1, 2, 3], 0)
    store.close()
