"""Rows of the radio log for the tests of the reports."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from console.desk.radio_log import RadioLogRow

AT = datetime(2026, 3, 15, 2, 20, 5, tzinfo=UTC)


def row(
    number: int = 1, kind: str = "text", text: str = "Gate code 1122", age: float = 0, **fields
) -> RadioLogRow:
    """A line of CSO-11's radio, `age` seconds before AT."""
    at = AT - timedelta(seconds=age)
    made = RadioLogRow(number, at, "Radio 1", "CSO-11", "100-4011", kind, text, None, b"\x02\x03")
    return replace(made, **fields)


class Page(HTMLParser):
    """What a browser makes of a page: its tags in order, and the text of the cells of each row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.rows: list[list[str]] = []
        self._inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._inside = tag
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag in ("td", "th") else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside in ("td", "th", "b") and self.rows:
            self.rows[-1][-1] += data
