"""What was typed to be obeyed by a browser, a spreadsheet, a terminal or a file system, in every export."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.desk import listing
from console.reports.cells import FORMULA
from console.reports.ics309 import Heading
from console.reports.radio_export import Wanted, export_radio
from console.settings import DeviceSettings
from console.station.printed import PrintedBoard
from tests.desk.hostile import HOSTILE
from tests.desk.stations import EVENING, ZONE, Bench, bench
from tests.reports.log_rows import Page
from tests.station.test_devices import Bed

HEADING = Heading(zone=ZONE, prepared_at=EVENING)


@pytest.fixture
def here(store_url: str) -> Iterator[Bench]:
    """A desk to which everything hostile was said, in every way there is."""
    with bench(store_url) as opened:
        for words in HOSTILE.values():
            opened.take(place=words, text=words, caller=words)
            opened.do("radio_trouble", link=words, radio_id=words, words=words)
            opened.do("phone_rang", link="Line 1", number=words, name=words)
        opened.do("set_status", unit="CSO-11", status="break", text=HOSTILE["markup"])
        yield opened


def test_the_communications_log_has_no_markup_but_its_own(here: Bench, tmp_path: Path) -> None:
    heading = Heading(zone=ZONE, incident=" ".join(HOSTILE.values()), operator=HOSTILE["markup"])
    export_radio(here.desk, Wanted(tmp_path / "log.html", "ics309"), heading)
    text = (tmp_path / "log.html").read_text(encoding="utf-8")
    page = Page(text)
    assert "script" not in page.tags
    assert all(each.isprintable() or each == "\n" for each in text)
    assert any(HOSTILE["markup"] in cell for cells in page.rows for cell in cells)


def test_no_cell_of_the_table_is_a_formula(here: Bench, tmp_path: Path) -> None:
    export_radio(here.desk, Wanted(tmp_path / "log.csv", "csv"), HEADING)
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    assert len(rows) == 1 + 2 * len(HOSTILE)
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.strip().startswith(FORMULA)]
    assert all(cell.isprintable() for cell in cells)
    assert f"'{HOSTILE['equals']}" in cells


def test_the_printed_board_has_no_markup_but_its_own_and_stays_in_its_folder(
    here: Bench, tmp_path: Path
) -> None:
    folder = tmp_path / "printed"
    printer = PrintedBoard(
        board=here.board, clock=here.clock, folder=folder, zone=ZONE, station=HOSTILE["markup"]
    )
    printer.look()
    files = [each for each in tmp_path.rglob("*") if each.is_file() and "station." not in each.name]
    assert len(files) == 4 + len(HOSTILE)
    assert all(folder in each.parents for each in files)
    for each in files:
        text = each.read_text(encoding="utf-8")
        assert "<script" not in text or each.suffix == ".txt"
        assert all(character.isprintable() or character == "\n" for character in text)


def test_a_list_is_one_row_a_line_and_no_terminal_obeys_it(here: Bench) -> None:
    for name in ("calls", "units", "radio"):
        for row in listing.LISTS[name](here.board.picture, here.clock.now()):
            line, words = listing.in_json(row), listing.in_words(row)
            assert json.loads(line) == row
            assert line.isprintable()
            assert words.isprintable()


def test_a_capture_s_name_stays_in_its_folder(tmp_path: Path) -> None:
    bed, name = Bed(tmp_path), f"{HOSTILE['path']}\x1b"
    bed.devices.start([DeviceSettings(name, "sim://radio", "kenwood")])
    try:
        bed.wait_state(name, "running")
        bed.do("capture-start", name)
        bed.do("capture-stop", name)
    finally:
        bed.devices.stop()
        bed.inbox.close()
    (file,) = (tmp_path / "captures").iterdir()
    assert file.name == "------etc-passwd--20260315-022000.jsonl"
