"""Persons, vehicles and files on a call: for those who may see them, kept whole, taken out in time."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select, update

from console.board.involved_view import InvolvedView
from console.desk.involved import LARGEST_BYTES
from console.errors import Refused
from console.models import FileContent, Involved, JournalEntry
from console.store.engine import make_engine
from tests.desk.account_seats import AccountSeat, account_seat
from tests.desk.seats import seat
from tests.desk.stations import EVENING, Bench, bench
from tests.store.backups import WEEK, made, put_back
from tests.store.servers import server as new_server

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"
LOOKS = "man of 30, red jacket"


def noted(here: Bench, number: str) -> tuple[InvolvedView, ...]:
    return here.desk.view_caller(number).involved


def test_what_is_noted_is_numbered_and_told_only_when_asked_for(here: Bench) -> None:
    number = here.take()
    here.do("note_person", call=number, role="described", text=LOOKS)
    here.do("note_vehicle", call=number, plate="7abc123")
    here.do("attach_file", call=number, name="gate.png", raw=PNG, text="the gate")
    person, vehicle, file = noted(here, number)
    assert [each.number for each in (person, vehicle, file)] == [1, 2, 3]
    assert person.said == f"Described person, {LOOKS}"
    assert vehicle.said == "7ABC123"
    assert (file.media, file.said) == ("image/png", "gate.png, 1 KiB, the gate")
    assert here.call(number).life.involved == ("person", "vehicle", "file")
    assert LOOKS not in repr(here.board.picture)
    assert here.desk.attached_file(number, 3).raw == PNG


def test_what_was_struck_stays_on_record_and_no_longer_counts(here: Bench) -> None:
    number = here.take()
    here.do("note_vehicle", call=number, plate="7ABC123")
    here.do("strike_involved", call=number, number=1, reason="other call")
    here.do("note_person", call=number, role="witness", text=LOOKS)
    struck, stands = noted(here, number)
    assert (struck.struck_why, struck.struck_by) == ("other call", "R. Okafor")
    assert (stands.number, here.call(number).life.involved) == (2, ("person",))


@pytest.mark.parametrize(
    ("raw", "why"),
    [(b"", "none of them"), (b"MZ\x90", "none of them"), (PNG + bytes(LARGEST_BYTES), "8 is the most")],
)
def test_only_photos_and_pdfs_of_a_bounded_size_are_attached(here: Bench, raw: bytes, why: str) -> None:
    refused = here.refused("attach_file", call=here.take(), name="gate.png", raw=raw)
    assert why in refused.reason


def test_the_same_photo_on_two_calls_is_stored_once(here: Bench, store_url: str) -> None:
    for _ in range(2):
        here.do("attach_file", call=here.take(), name="gate.png", raw=PNG)
    assert len(stored(store_url)) == 1


def test_a_content_that_was_changed_is_neither_shown_nor_verified(here: Bench, store_url: str) -> None:
    number = here.take()
    entry = here.do("attach_file", call=number, name="gate.png", raw=PNG).entry
    assert not here.desk.verify().broken
    change(store_url, update(FileContent).values(raw=PNG[::-1]))
    assert here.desk.verify().broken == entry
    with pytest.raises(Refused, match="not what was attached"):
        here.desk.attached_file(number, 1)


def test_all_of_it_is_redacted_with_the_caller(here: Bench, store_url: str) -> None:
    number = here.take()
    here.do("note_person", call=number, role="witness", text=LOOKS)
    here.do("note_vehicle", call=number, plate="7ABC123", text="blue van")
    here.do("attach_file", call=number, name="gate.png", raw=PNG)
    here.do("strike_involved", call=number, number=2, reason="neighbour's, not the man's")
    here.do("close_call", call=number, disposition="01")
    young = here.take()
    here.do("attach_file", call=young, name="door.pdf", raw=PDF)
    here.clock.advance(40 * 86_400)
    here.do("redact", days=30)
    left = repr([*rows(store_url, Involved), *rows(store_url, JournalEntry)])
    assert [words for words in (LOOKS, "7ABC123", "gate.png", "blue van", "neighbour") if words in left] == []
    assert stored(store_url) == [PDF]
    assert here.desk.attached_file(young, 1).name == "door.pdf"
    assert not here.desk.verify().broken
    here.board.apply(here.desk.load())
    assert "nothing" in here.refused("redact", days=30).reason


def test_the_sheet_for_deputies_has_all_that_stands(here: Bench) -> None:
    number = here.take(caller="Maria Estrada", phone="3235550100", no_contact=True)
    here.do("note_person", call=number, role="described", text=LOOKS)
    here.do("note_vehicle", call=number, plate="7ABC123", text="blue van")
    here.do("strike_involved", call=number, number=2, reason="other call")
    here.do("attach_file", call=number, name="gate.png", raw=PNG)
    here.do("refer", call=number, reason="WEAPON", text="knife seen")
    notes = [
        each["notesActionComments"] for each in json.loads(here.desk.referral_sheet(number))["notesComponent"]
    ]
    assert notes[1] == "The informant is not to be contacted, 911N."
    assert f"Person 1: Described person, {LOOKS}" in notes
    assert not any("7ABC123" in note for note in notes)
    assert notes[-1].startswith("File 3: gate.png, 1 KiB, SHA-256 ")


def test_911n_asks_nobody_to_call_back(here: Bench) -> None:
    number = here.take(phone="3235550100")
    here.do("set_contact", call=number, contact=False)
    here.do("tell_overdue", call=number)
    told = [line.text for line in here.call(number).timeline]
    assert any("not to be contacted, 911N" in line for line in told)
    assert not any("call the informant back" in line for line in told)
    assert "do not contact" in here.call(number).flags


def test_where_a_call_came_from_is_known_without_being_typed(here: Bench) -> None:
    observed = here.do("on_view", unit="CSO-11", type="586", place="8300 SANTA MONICA BL").calls[0]
    alarm = here.do("alarm_received", link="A", account="1", event="130", family="burglary").calls[0]
    typed = here.take(source="online")
    assert [here.call(n).life.source for n in (observed, alarm, typed)] == ["onview", "alarm", "online"]
    assert "no source" in here.refused("take_call", type="586", place="1 A ST", source="moon").reason


def test_a_backup_brought_to_a_later_moment_has_the_photos_since(tmp_path: Path) -> None:
    file = tmp_path / "station.sqlite3"
    with bench(file) as here:
        number = here.take()
        backup = made(here, file)
        here.do("attach_file", call=number, name="gate.png", raw=PNG)
    put_back(file, backup.file, until=WEEK)
    with bench(file, EVENING) as here:
        assert here.desk.attached_file(number, 1).raw == PNG


def test_what_is_noted_without_the_server_is_brought_to_it(tmp_path: Path) -> None:
    with new_server() as own, seat(own.new(), tmp_path, "Position 1") as one:
        before = one.take("1 SANTA MONICA BL")
        one.do("note_person", call=before, role="witness", text="in the shop")
        with own.gone():
            one.do("remark", call=before, text="left on foot")
            one.wait_down()
            new = one.take("2 SANTA MONICA BL")
            one.do("attach_file", call=new, name="gate.png", raw=PNG)
            one.do("note_person", call=before, role="described", text=LOOKS)
            with pytest.raises(Refused, match="cannot be reached"):
                one.do("strike_involved", call=before, number=1, reason="other call")
        one.wait_up()
        assert one.picture.catch_up is not None
        assert one.picture.catch_up.conflicts == ()
        file = one.thread.order(lambda desk: desk.attached_file(new, 1)).result(20)
        assert file.raw == PNG
        told = one.thread.order(lambda desk: desk.view_caller(before)).result(20).involved
        assert [each.words for each in told] == ["in the shop", LOOKS]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory):
    with account_seat(tmp_path_factory.mktemp("involved") / "s.sqlite3") as opened:
        taker = opened.session_of("call_taker")
        number = opened.do("take_call", taker, type="586", place="Park").calls[0]
        opened.do("note_person", taker, call=number, role="witness", text=LOOKS)
        opened.do("attach_file", taker, call=number, name="gate.png", raw=PNG)
        yield opened, number


def test_who_may_not_see_callers_sees_none_of_it(guarded: tuple[AccountSeat, str]) -> None:
    opened, number = guarded
    opened.desk.sit(opened.session_of("viewer"))
    for ask in (opened.desk.view_caller, lambda call: opened.desk.attached_file(call, 2)):
        with pytest.raises(Refused):
            ask(number)
    assert opened.picture().calls[number].life.involved == ("person", "file")
    try:
        told = repr(opened.desk.journal())
    except Refused:
        told = ""
    assert LOOKS not in told
    assert "gate.png" not in told


def test_each_look_is_in_the_journal(guarded: tuple[AccountSeat, str]) -> None:
    opened, number = guarded
    opened.desk.sit(opened.session_of("lead"))
    opened.desk.view_caller(number)
    opened.desk.attached_file(number, 2)
    looked = [
        json.loads(entry.args)["record"] for entry in opened.desk.journal() if entry.verb == "record_viewed"
    ]
    assert looked[-2:] == [f"caller:{number}", f"file:{number}:2"]


def rows(store_url: str, table: type) -> list[tuple[object, ...]]:
    engine = make_engine(store_url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(select(table))]
    engine.dispose()
    return found


def stored(store_url: str) -> list[bytes]:
    return [row[2] for row in rows(store_url, FileContent)]


def change(store_url: str, statement) -> None:
    engine = make_engine(store_url)
    with engine.begin() as connection:
        connection.execute(statement)
    engine.dispose()
