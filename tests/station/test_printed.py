"""The printed board: what stands in its files, when they are written, and what if they cannot be."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board.holder import Board
from console.board.views import (
    AssignmentView,
    CallView,
    Changes,
    Codes,
    LinkView,
    PriorityView,
    StatusView,
    TimelineLine,
    UnitView,
)
from console.clock import ManualClock, SystemClock
from console.settings import Settings
from console.station.printed import PrintedBoard
from tests.hardware.waiting import wait_until

NOW = datetime(2026, 3, 15, 2, 42, 18, tzinfo=UTC)
ZONE = ZoneInfo("America/Los_Angeles")
WAITING, ACTIVE = "20260314-0031", "20260314-0047"
CODES = Codes(
    priorities={number: PriorityView(number, name, 10) for number, name in enumerate(("Prompt", "Soon"), 1)},
    statuses={
        code: StatusView(code, name, (), True, 0, 0, "", "")
        for code, name in (("available", "Available"), ("onscene", "On scene"), ("off", "Off shift"))
    },
)
NASTY = "<script>alert(1)</script> & \"x\" $station \x1b[31m \u202e 'y'"


def call(number: str, *units: str, **fields: object) -> CallView:
    made = CallView(
        number=number,
        type_code="586",
        type_name="Illegal parking",
        priority=2,
        state="active" if units else "waiting",
        place="8300 Santa Monica Bl",
        lat=34.09,
        lon=-118.37,
        received_at=NOW - timedelta(minutes=5),
        due_at=NOW + timedelta(minutes=15),
        assignments=tuple(AssignmentView(number, unit, "onscene", NOW) for unit in units),
        timeline=(TimelineLine(NOW, "remark", "Blue van across the lane", "Rivera"),),
    )
    return replace(made, **fields)


def unit(call_sign: str, status: str = "available", **fields: object) -> UnitView:
    return replace(UnitView(call_sign, "cso", status, NOW - timedelta(minutes=3)), **fields)


SHIFT = (unit("CSO-12", "onscene", calls=(ACTIVE,), crew=("J. Hale",)), unit("CSO-17"), unit("CSO-20", "off"))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def board() -> Board:
    board = Board()
    board.apply(Changes(entry=1, calls=(call(WAITING), call(ACTIVE, "CSO-12")), units=SHIFT, codes=CODES))
    return board


def printer(board: Board, clock: ManualClock, folder: Path, *, training: bool = False) -> PrintedBoard:
    return PrintedBoard(
        board=board, clock=clock, folder=folder, zone=ZONE, station="West Hollywood", training=training
    )


class Page(HTMLParser):
    """The words of a page, and the tags that they stand in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(file: Path) -> Page:
    return Page(file.read_text("utf-8"))


def words(file: Path) -> str:
    return " ".join(" ".join(page(file).words).split())


def cards(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / "cards").iterdir())


def test_the_board_says_who_is_where_and_what_waits(board: Board, clock: ManualClock, tmp_path: Path) -> None:
    printer(board, clock, tmp_path).look()
    said = words(tmp_path / "board.html")
    assert "West Hollywood Printed Sat 14 Mar 2026 19:42:18" in said
    assert "CSO-12 On scene 19:39:18 47 J. Hale CSO-17 Available 19:39:18" in said
    assert "31 2 Soon Illegal parking 8300 Santa Monica Bl 19:37:18 19:57:18 Waiting" in said
    assert "CSO-12 On scene since 19:42:18" in said
    assert "CSO-20" not in said


def test_the_board_as_text_fits_any_printer(board: Board, clock: ManualClock, tmp_path: Path) -> None:
    board.apply(Changes(entry=2, calls=(call(WAITING, place="Melrose Ave " * 30),)))
    printer(board, clock, tmp_path).look()
    text = (tmp_path / "board.txt").read_text("utf-8")
    assert text.startswith("West Hollywood\nBoard, printed Sat 14 Mar 2026 19:42:18\n")
    assert "CSO-12  On scene since 19:39:18  call 47  crew J. Hale" in text
    assert "31  P2 Soon  Illegal parking" in text
    assert max(map(len, text.splitlines())) <= 78


def test_every_open_call_has_a_card_until_it_is_closed(
    board: Board, clock: ManualClock, tmp_path: Path
) -> None:
    printed = printer(board, clock, tmp_path)
    printed.look()
    assert cards(tmp_path) == [f"call-{WAITING}.html", f"call-{ACTIVE}.html"]
    said = words(tmp_path / "cards" / f"call-{ACTIVE}.html")
    assert "Call 47" in said and f"Number {ACTIVE}" in said
    assert "19:42:18 Blue van across the lane Rivera" in said
    board.apply(Changes(entry=2, calls=(call(ACTIVE, state="closed"),)))
    clock.advance(60)
    printed.look()
    assert cards(tmp_path) == [f"call-{WAITING}.html"]


def test_blank_cards_have_room_and_the_stations_own_words(
    board: Board, clock: ManualClock, tmp_path: Path
) -> None:
    printer(board, clock, tmp_path).look()
    blank = words(tmp_path / "blank-call.html")
    assert "Taken by" in blank and "[ ] 1 Prompt [ ] 2 Soon" in blank
    assert "Statuses: Available, On scene, Off shift." in words(tmp_path / "blank-unit.html")


def test_training_says_so_on_every_sheet(board: Board, clock: ManualClock, tmp_path: Path) -> None:
    printer(board, clock, tmp_path, training=True).look()
    sheets = [*tmp_path.rglob("*.html"), tmp_path / "board.txt"]
    assert len(sheets) == 6
    assert all("TRAINING" in sheet.read_text("utf-8") for sheet in sheets)


def test_an_empty_station_is_said_in_words(clock: ManualClock, tmp_path: Path) -> None:
    board = Board()
    board.apply(Changes(codes=CODES))
    printer(board, clock, tmp_path).look()
    said = words(tmp_path / "board.html")
    assert "No units on shift." in said and "No open calls." in said


def test_it_is_printed_once_the_board_is_loaded_then_each_minute(tmp_path: Path, clock: ManualClock) -> None:
    board = Board()
    printed = printer(board, clock, tmp_path)
    printed.look()
    assert not list(tmp_path.iterdir())
    board.apply(Changes(codes=CODES))
    shown = []
    for _ in range(4):
        printed.look()
        shown.append(re.search(r"\d\d:\d\d:\d\d", (tmp_path / "board.txt").read_text("utf-8")).group())
        clock.advance(30)
    assert shown == ["19:42:18", "19:42:18", "19:43:18", "19:43:18"]


def test_it_is_printed_as_the_server_goes(board: Board, clock: ManualClock, tmp_path: Path) -> None:
    printed = printer(board, clock, tmp_path)
    printed.look()
    clock.advance(5)
    board.report_downtime(clock.now())
    printed.look()
    assert "19:42:23" in (tmp_path / "board.txt").read_text("utf-8")


def test_a_sheet_of_another_day_has_its_date(board: Board, clock: ManualClock, tmp_path: Path) -> None:
    clock.advance(24 * 3600)
    printer(board, clock, tmp_path).look()
    said = words(tmp_path / "board.html")
    assert "14 Mar 19:37:18" in said and "0314-31" in said


def test_text_from_outside_is_never_markup(clock: ManualClock, tmp_path: Path) -> None:
    board = Board()
    nasty = call(
        WAITING,
        "CSO-12",
        place=NASTY,
        type_name=NASTY,
        flags=(NASTY,),
        timeline=(TimelineLine(NOW, "remark", NASTY, NASTY),),
    )
    units = (unit("CSO-12", NASTY, crew=(NASTY,), note=NASTY, vehicle=NASTY),)
    board.apply(Changes(calls=(nasty,), units=units, codes=CODES))
    printer(board, clock, tmp_path).look()
    for file in (tmp_path / "board.html", tmp_path / "cards" / f"call-{WAITING}.html"):
        assert "script" not in page(file).tags
        assert "<script>alert(1)</script> & \"x\" $station [31m 'y'" in words(file)
    assert "\x1b" not in (tmp_path / "board.txt").read_text("utf-8")


@given(text=st.text(max_size=60))
def test_whatever_is_typed_adds_no_tag_and_no_control_character(text: str) -> None:
    board, clock = Board(), ManualClock(NOW)
    with TemporaryDirectory() as name:
        folder = Path(name)
        odd = call(WAITING, place=text, timeline=(TimelineLine(NOW, "remark", text, text),))
        board.apply(Changes(calls=(odd,), units=(unit("CSO-17", note=text),), codes=CODES))
        printer(board, clock, folder).look()
        card = (folder / "cards" / f"call-{WAITING}.html").read_text("utf-8")
        assert [card.count(mark) for mark in "<>"] == [_plain_card().count(mark) for mark in "<>"]
        assert "\x1b" not in card
        assert all(line.isprintable() for line in (folder / "board.txt").read_text("utf-8").split("\n"))


def _plain_card() -> str:
    board, clock = Board(), ManualClock(NOW)
    with TemporaryDirectory() as name:
        board.apply(Changes(calls=(call(WAITING),), codes=CODES))
        printer(board, clock, Path(name)).look()
        return (Path(name) / "cards" / f"call-{WAITING}.html").read_text("utf-8")


def test_a_number_that_is_a_path_stays_in_the_folder(clock: ManualClock, tmp_path: Path) -> None:
    board = Board()
    board.apply(Changes(calls=(call("../../x-1"),), codes=CODES))
    printer(board, clock, tmp_path / "a" / "b").look()
    assert cards(tmp_path / "a" / "b") == ["call-______x-1.html"]


def told(board: Board) -> Iterator[LinkView | None]:
    while True:
        yield board.picture.links.get("Printed board")


def test_a_folder_that_cannot_be_written_is_told_once_and_tried_again(
    board: Board, clock: ManualClock, tmp_path: Path
) -> None:
    folder = tmp_path / "printed"
    folder.write_text("a file where the folder should be")
    printed, link = printer(board, clock, folder), told(board)
    reports: list[LinkView | None] = []
    end = board.watch(lambda: reports.append(next(link)))
    for _ in range(3):
        printed.look()
        clock.advance(60)
    assert [(report.state, "not up to date" in report.text) for report in reports] == [("degraded", True)]
    folder.unlink()
    printed.look()
    end()
    assert (folder / "board.html").exists()
    assert [report.state for report in reports] == ["degraded", "good"]


def test_a_file_that_cannot_be_replaced_leaves_nothing_half_written(
    board: Board, clock: ManualClock, tmp_path: Path
) -> None:
    (tmp_path / "board.html").mkdir()
    printer(board, clock, tmp_path).look()
    assert next(told(board)).state == "degraded"
    assert not list(tmp_path.rglob("*.part"))


def test_who_opens_the_board_finds_all_of_it(board: Board, clock: ManualClock, tmp_path: Path) -> None:
    printed, done = printer(board, clock, tmp_path), threading.Event()
    printed.look()
    halves: list[str] = []

    def read() -> None:
        while not done.is_set():
            text = (tmp_path / "board.html").read_text("utf-8")
            if not text.endswith("</html>\n"):
                halves.append(text)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        clock.advance(60)
        printed.look()
    done.set()
    reader.join()
    assert not halves


def test_its_thread_prints_and_ends(board: Board, tmp_path: Path) -> None:
    printed = PrintedBoard(
        board=board, clock=SystemClock(), folder=tmp_path, zone=ZONE, station="West Hollywood"
    )
    printed.start()
    wait_until(lambda: cards_there(tmp_path), "for the first print")
    printed.stop()


def cards_there(folder: Path) -> bool:
    return (folder / "cards" / f"call-{ACTIVE}.html").exists()


def test_training_and_live_are_printed_into_folders_of_their_own() -> None:
    live, training = Settings(mode="live", position="Position 2"), Settings(position="Position 2")
    assert live.printed != training.printed
    assert live.printed.name == "Position-2"
