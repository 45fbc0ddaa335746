"""Exports of a real store's radio log into real files."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from console.errors import Refused, Unavailable
from console.reports.files import write_whole
from console.reports.ics309 import Heading
from console.reports.radio_export import Wanted, export_radio, form_of
from tests.desk.stations import EVENING, ZONE, Bench, bench
from tests.reports.log_rows import Page

HEADING = Heading(zone=ZONE, prepared_at=EVENING)


@pytest.fixture
def here(tmp_path: Path):
    """A desk with two texts in its log."""
    with bench(tmp_path / "station.sqlite3") as opened:
        for words in ("gate code 1122", "=cmd|calc"):
            opened.do("radio_text", link="Radio 1", radio_id="100-4011", words=words)
        yield opened


def test_a_form_shows_the_lines_and_the_period_that_they_span(here: Bench, tmp_path: Path) -> None:
    wanted = Wanted(tmp_path / "log.html", "ics309")
    assert export_radio(here.desk, wanted, HEADING) == 2
    page = Page(wanted.file.read_text(encoding="utf-8"))
    assert [cells[-1] for cells in page.rows[6:-1]] == ["Text: gate code 1122", "Text: =cmd|calc"]
    assert page.rows[1][0].endswith("Sat 14 Mar 2026 19:20 PDT")


def test_a_csv_file_has_the_lines_with_the_words(here: Bench, tmp_path: Path) -> None:
    wanted = Wanted(tmp_path / "log.csv", "csv", words="GATE")
    assert export_radio(here.desk, wanted, HEADING) == 1
    with wanted.file.open(encoding="utf-8", newline="") as opened:
        (line,) = csv.DictReader(opened)
    assert line["Message"] == "Text: gate code 1122"


def test_a_period_without_lines_is_an_empty_form(here: Bench, tmp_path: Path) -> None:
    wanted = Wanted(tmp_path / "log.html", "ics309")
    assert export_radio(here.desk, wanted, replace(HEADING, ends=EVENING)) == 0


def test_what_is_there_is_kept_unless_it_is_forced(here: Bench, tmp_path: Path) -> None:
    wanted = Wanted(tmp_path / "log.csv", "csv")
    wanted.file.write_text("precious")
    with pytest.raises(Refused) as refused:
        export_radio(here.desk, wanted, HEADING)
    assert refused.value.instead == "--force"
    assert wanted.file.read_text() == "precious"
    assert export_radio(here.desk, replace(wanted, force=True), HEADING) == 2
    assert wanted.file.read_text().startswith("Log time")
    assert sorted(each.name for each in tmp_path.glob("*log.csv*")) == ["log.csv"]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_whole(tmp_path / "link.csv", "new", force=True)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


@pytest.mark.parametrize("name", ["nowhere/log.csv", "file/log.csv", "x" * 300 + ".csv"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="cannot be written"):
        write_whole(tmp_path / name, "text")


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "log.csv").mkdir()
    with pytest.raises(Unavailable, match="cannot be written"):
        write_whole(tmp_path / "log.csv", "text", force=True)
    assert [each.name for each in tmp_path.iterdir()] == ["log.csv"]


@pytest.mark.parametrize(
    ("name", "given", "form"),
    [("a.html", "", "ics309"), ("A.HTM", "", "ics309"), ("a.csv", "", "csv"), ("a.txt", "csv", "csv")],
)
def test_the_format_is_the_given_one_or_the_endings(name: str, given: str, form: str) -> None:
    assert form_of(Path(name), given) == form


@pytest.mark.parametrize(("name", "given"), [("a.txt", ""), ("a", ""), ("a.csv", "pdf")])
def test_no_format_is_guessed(name: str, given: str) -> None:
    with pytest.raises(ValueError, match="no format"):
        form_of(Path(name), given)
