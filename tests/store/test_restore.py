"""What comes back from backups: as they were made, at a moment, and from a store that is damaged."""

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.board.views import FixView
from console.errors import Refused, Unavailable
from console.models import Row
from console.store.backup import back_up
from tests.desk.stations import EVENING, Bench, bench
from tests.store.backups import WEEK, change_behind_its_back, damage, made, picture, put_back, shown


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite3"


def test_a_backup_is_put_in_the_store_s_place_which_is_kept(file: Path) -> None:
    with bench(file) as here:
        here.take()
        early = shown(here)
        backup = made(here, file)
        here.take()
        late = shown(here)
    done = put_back(file, backup.file)
    assert (done.entries, done.newest) == (1, EVENING)
    assert picture(file, EVENING) == early
    assert done.aside is not None
    assert picture(done.aside, EVENING) == late
    with bench(file) as here:
        last = here.desk.journal()[-1]
    assert (last.verb, last.actor) == ("restore", "R. Okafor")
    assert done.aside.name in last.said


def test_a_store_that_is_open_is_not_replaced(file: Path) -> None:
    with bench(file) as here:
        here.take()
        backup = made(here, file)
        with pytest.raises(Unavailable, match=r"in use.*Close the console"):
            put_back(file, backup.file)
        here.take()
        assert len(here.desk.journal()) == 2


def test_what_cannot_be_restored_leaves_everything_where_it_was(file: Path, tmp_path: Path) -> None:
    with bench(file) as here:
        here.take()
        backup = made(here, file)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear sirs, this is no backup." * 300)
    bad = backup.file.with_name("bad.sqlite3")
    bad.write_bytes(backup.file.read_bytes())
    damage(bad, "assignment")
    before = content(file)
    names = sorted(tmp_path.iterdir())
    for source in (letter, bad, tmp_path / "missing", file, tmp_path):
        with pytest.raises(Unavailable) as caught:
            put_back(file, source)
        assert "\n" not in str(caught.value)
    assert content(file) == before
    assert sorted(tmp_path.iterdir()) == names


def test_a_new_computer_has_no_store_yet(file: Path, tmp_path: Path) -> None:
    with bench(file) as here:
        here.take()
        before = shown(here)
        backup = made(here, file)
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    done = put_back(elsewhere / "station.sqlite3", backup.file)
    assert done.aside is None
    assert picture(elsewhere / "station.sqlite3", EVENING) == before


@pytest.mark.parametrize("header", [False, True])
def test_a_damaged_store_is_replaced_by_its_backup_and_kept(file: Path, header: bool) -> None:
    with bench(file) as here:
        here.take()
        before = shown(here)
        backup = made(here, file)
    if header:
        with file.open("r+b") as opened:
            opened.write(b"\xff" * 100)
    else:
        damage(file, "call")
    bytes_before = file.read_bytes()
    done = put_back(file, backup.file)
    assert picture(file, EVENING) == before
    assert done.aside is not None
    assert done.aside.read_bytes() == bytes_before


def test_what_was_done_since_the_backup_is_taken_from_a_damaged_store(file: Path) -> None:
    with bench(file) as here:
        here.take()
        backup = made(here, file)
        number = here.take(text="red car")
        here.do("dispatch", units=("CSO-11",), call=number)
        before = shown(here)
    damage(file, "assignment")
    with pytest.raises(Unavailable, match="damaged"):
        back_up(file, file.parent, WEEK)
    done = put_back(file, backup.file, WEEK)
    assert (done.entries, done.said) == (3, "")
    assert picture(file, EVENING) == before


def test_a_journal_that_breaks_off_is_followed_as_far_as_it_can_be_read(file: Path) -> None:
    with bench(file) as here:
        here.take()
        backup = made(here, file)
        here.take()
        middle = shown(here)
        here.take()
    change_behind_its_back(file, "UPDATE journal SET args = 'x' WHERE number = 3")
    done = put_back(file, backup.file, WEEK)
    assert done.entries == 2
    assert "Nothing after entry 2 can be read" in done.said
    assert picture(file, EVENING) == middle


def test_a_moment_beyond_a_redaction_is_refused(file: Path) -> None:
    with bench(file) as here:
        here.take()
        here.clock.advance(3600)
        here.take()
    change_behind_its_back(
        file, "UPDATE journal SET redacted_by = 2, changes = '', args = '' WHERE number = 2"
    )
    backup = back_up(file, file.parent / "backups", WEEK)
    with pytest.raises(Unavailable, match=r"Entry 2 was redacted.*older backup"):
        put_back(file, backup.file, EVENING)


def test_rows_that_the_journal_does_not_know_stop_the_way_back(file: Path) -> None:
    with bench(file) as here:
        number = here.take()
        here.clock.advance(3600)
        here.do("dispatch", units=("CSO-11",), call=number)
    change_behind_its_back(file, "UPDATE unit SET status = 'break' WHERE call_sign = 'CSO-11'")
    backup = back_up(file, file.parent / "backups", WEEK)
    with pytest.raises(Unavailable, match=r"do not agree.*without a moment"):
        put_back(file, backup.file, EVENING)


UNITS = st.sampled_from(["CSO-11", "CSO-12", "UTV-1"])
VERBS = st.one_of(
    st.tuples(st.just("take"), UNITS),
    st.tuples(st.just("dispatch"), UNITS),
    st.tuples(st.sampled_from(["acknowledge", "en_route", "on_scene", "free", "clear"]), UNITS),
    st.tuples(st.sampled_from(["remark", "close_call", "set_status", "log_off", "log_on", "move"]), UNITS),
    st.tuples(st.sampled_from(["radio_heard", "radio_ended", "alarm_received", "phone_rang"]), UNITS),
    st.tuples(st.sampled_from(["save_device", "assign_radio", "fix"]), UNITS),
)


def do(here: Bench, verb: str, unit: str) -> None:
    """One verb of a shift; what the rules refuse changes nothing."""
    calls = sorted(here.board.picture.calls)
    newest = {"call": calls[-1]} if calls else {"call": "20260314-0001"}
    radio = {"link": "Radio 1", "radio_id": "100-4011", "raw": b"\x02I110040021004002\x03"}
    alarm = {
        "link": "Alarms",
        "account": "1234",
        "event": "130",
        "qualifier": "E",
        "raw": b"5011 18123411300010\x14",
        "words": "Burglary",
        "place": "7377 SANTA MONICA BL",
        "family": "burglary",
    }
    known = {
        "dispatch": {"units": (unit,), **newest},
        "clear": {"unit": unit, "disposition": "01"},
        "remark": {**newest, "text": "seen again"},
        "close_call": {**newest, "disposition": "05"},
        "set_status": {"unit": unit, "status": "break"},
        "log_on": {"unit": unit, "crew": ("4413",)},
        "move": {"unit": unit, "place": "PLUMMER PARK"},
        "radio_heard": radio,
        "radio_ended": radio,
        "alarm_received": alarm,
        "phone_rang": {"link": "Phone", "number": "3235550100", "raw": b"\x80"},
        "save_device": {"name": "R1", "url": "sim://r", "driver": "kenwood", "unit": unit},
        "assign_radio": {"unit": unit, "radio_id": "100-4099"},
    }
    try:
        if verb == "take":
            here.take(text="blue van", phone="3235550100")
        elif verb == "fix":
            here.desk.keep_fixes([FixView(unit, 34.09, -118.37, here.clock.now(), True, 10.0, 90.0)])
        else:
            here.do(verb, **known.get(verb, {"unit": unit}))
    except Refused:
        pass


@given(
    shift=st.lists(VERBS, min_size=1, max_size=20),
    then=st.lists(VERBS, max_size=12),
    backed_up=st.floats(0, 1),
)
@settings(max_examples=max(8, settings().max_examples // 4))
def test_a_moment_comes_back_as_it_was(
    shift: list[tuple[str, str]], then: list[tuple[str, str]], backed_up: float
) -> None:
    """From a backup before it or after it, whichever verbs were done between and since."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "station.sqlite3"
        all_of_it = [*shift, *then]
        with bench(file) as here:
            for place, verb in enumerate(all_of_it, 1):
                do(here, *verb)
                if place == len(shift):
                    wanted, moment, rows = shown(here), here.clock.now(), content(file)
                if place == max(1, round(backed_up * len(all_of_it))):
                    backup = made(here, file)
                here.clock.advance(60)
        put_back(file, backup.file, moment)
        assert content(file) == rows
        assert picture(file, moment) == wanted


def content(file: Path) -> dict[str, list[object]]:
    """All rows but the journal's, in all their columns, bytes and positions too."""
    connection = sqlite3.connect(file)
    tables = [table for table in Row.metadata.tables if table != "journal"]
    found = {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in tables}
    # Of the words of the search what they lead to.
    found["call_words"] = connection.execute(
        "SELECT rowid FROM call_words WHERE call_words MATCH 'van OR seen' ORDER BY 1"
    ).fetchall()
    connection.close()
    return found
