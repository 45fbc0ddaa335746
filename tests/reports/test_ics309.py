"""The communications log: who said what to whom, when at the station, and nothing that a program obeys."""

import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.radio_log import RadioLogRow
from console.reports.ics309 import COLUMNS, Heading, ics309, ics309_csv
from tests.reports.log_rows import AT, Page, row

ZONE = ZoneInfo("America/Los_Angeles")
HEADING = Heading(zone=ZONE)


def log(*rows: RadioLogRow, heading: Heading = HEADING) -> list[list[str]]:
    """The rows of the log's table, without its head."""
    every = Page(ics309(rows, heading)).rows
    return every[5:-1]


def cells(*rows: RadioLogRow, **options) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ics309_csv(rows, **options), newline="")))


def test_a_log_is_written_oldest_first_at_the_stations_time() -> None:
    newest, oldest = row(2, "status", "Status 13, On scene"), row(1, age=65)
    assert log(newest, oldest) == [
        ["Sat 14 Mar 2026, PDT"],
        ["19:19:00", "CSO-11 (100-4011)", "", "Dispatch", "1", "Text: Gate code 1122"],
        ["19:20:05", "CSO-11 (100-4011)", "", "Dispatch", "2", "Status 13, On scene"],
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (row(7, "outgoing", "call in", link=""), ["Dispatch", "7", "CSO-11 (100-4011)", "", "Text: call in"]),
        (row(7, "talk", "Talking", until=AT + timedelta(seconds=4)), ["Voice, 4 s"]),
        (row(7, "talk", "Talking"), ["Voice, end not heard"]),
        (row(7, "talk", "Transmission ended", until=AT), ["Voice"]),
        (row(7, "emergency", "Emergency button, 3 times"), ["Emergency button, 3 times"]),
        (
            row(7, "alarm", "Burglary, zone 3", unit="", radio_id="1234", link="Alarms"),
            ["Account 1234", "", "Dispatch", "7", "Alarm: Burglary, zone 3"],
        ),
        (
            row(7, "phone", "T. Alvarez", unit="", radio_id="+13105550188", link="Line 1"),
            ["+13105550188", "", "Dispatch", "7", "Telephone: T. Alvarez"],
        ),
        (
            row(7, "undecoded", "Not decoded: bad checksum", unit="", radio_id=""),
            ["Radio 1", "", "Dispatch", "7", "Not decoded: bad checksum"],
        ),
        (
            row(7, "text", "hello", unit="", radio_id="100-4999"),
            ["100-4999", "", "Dispatch", "7", "Text: hello"],
        ),
    ],
)
def test_every_kind_of_line_says_who_sent_what(line: RadioLogRow, said: list[str]) -> None:
    assert log(line)[-1][-len(said) :] == said


def test_a_new_day_and_an_hour_that_comes_twice_are_told_apart() -> None:
    first = datetime(2026, 11, 1, 6, 59, 59, tzinfo=UTC)
    hours = [first, first + timedelta(hours=1, seconds=1), first + timedelta(hours=3)]
    said = log(*(row(number, at=at) for number, at in enumerate(hours)))
    assert [cells[0] for cells in said] == [
        "Sat 31 Oct 2026, PDT",
        "23:59:59",
        "Sun 1 Nov 2026, PDT",
        "01:00:00",
        "Sun 1 Nov 2026, PST",
        "01:59:59",
    ]


def test_the_heading_has_the_fields_of_the_form() -> None:
    heading = Heading(
        zone=ZONE,
        incident="Street fair",
        number="2026-17",
        begins=AT,
        ends=AT + timedelta(hours=12),
        network="Tac 2",
        operator="R. Okafor",
        prepared_by="A. Reyes",
        prepared_at=AT + timedelta(hours=13),
    )
    every = Page(ics309([], heading)).rows
    assert [*every[:3], every[-1]] == [
        ["1 Incident nameStreet fair", "Incident number2026-17"],
        [
            "2 Operational period fromSat 14 Mar 2026 19:20 PDT",
            "Operational period toSun 15 Mar 2026 07:20 PDT",
        ],
        ["3 Radio networkTac 2", "4 Radio operatorR. Okafor"],
        ["6 Prepared byA. Reyes", "7 Date and time preparedSun 15 Mar 2026 08:20 PDT"],
    ]


def test_a_log_of_nothing_is_a_form_to_fill_in() -> None:
    page = ics309([], Heading())
    assert "0 messages" in page
    assert log() == []


def test_the_page_prints_with_its_head_on_every_sheet_and_their_numbers() -> None:
    page = ics309([row()], HEADING)
    assert "table-header-group" in page
    assert "counter(page)" in page
    assert "thead" in Page(page).tags
    assert "http://" not in page
    assert "https://" not in page


def test_training_can_be_taken_for_no_real_log() -> None:
    assert "TRAINING" not in ics309([row()], HEADING)
    assert "TRAINING" in ics309([row()], Heading(training=True))
    assert [cells(row(), training=mode)[0]["Mode"] for mode in (False, True)] == ["live", "training"]


ANY_TEXT = st.text(max_size=60) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</td></tr></table>",
        "&lt;b&gt;",
        "$body ${mark}",
        '" onload="x',
        "\udcff\0\r\n",
    ]
)


@given(text=ANY_TEXT, name=ANY_TEXT)
def test_no_text_can_become_markup(text: str, name: str) -> None:
    usual = Page(ics309([row(text="x")], Heading(incident="x", operator="x")))
    heading = Heading(incident=name, operator=name)
    html = ics309([row(text=text, radio_id=name, link=name)], heading)
    page = Page(html)
    assert page.tags == usual.tags
    assert [len(cells) for cells in page.rows] == [len(cells) for cells in usual.rows]
    assert html.encode()


def test_csv_has_the_columns_and_the_stations_time_with_its_offset() -> None:
    (line,) = cells(row(9), zone=ZONE)
    assert tuple(line) == COLUMNS
    assert line == {
        "Log time": "2026-03-14T19:20:05-07:00",
        "From": "CSO-11 (100-4011)",
        "From message no.": "",
        "To": "Dispatch",
        "To message no.": "9",
        "Message": "Text: Gate code 1122",
        "Channel": "Radio 1",
        "Kind": "text",
        "Mode": "live",
    }


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\r\n@x"])
def test_no_cell_is_a_formula(formula: str) -> None:
    (line,) = cells(row(kind="other", text=formula, unit="", radio_id=formula, link=formula))
    for column in ("From", "Message", "Channel"):
        assert line[column] == "'" + formula.strip()


@given(st.lists(ANY_TEXT, max_size=4))
def test_every_line_is_one_record_that_computes_nothing(texts: list[str]) -> None:
    rows = [row(number, "other", text, radio_id=text, unit="") for number, text in enumerate(texts)]
    lines = cells(*rows)
    assert len(lines) == len(texts)
    for line in lines:
        assert all(
            cell is not None and not cell.lstrip().startswith(("=", "+", "-", "@")) for cell in line.values()
        )
