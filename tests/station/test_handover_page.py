"""The page of a referral: what the sheet says, to print, and nothing in it is markup."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from console.station.handover_page import HandoverPage
from tests.desk.stations import ZONE, bench

PAGE = HandoverPage("West Hollywood", ZONE)


class Words(HTMLParser):
    """The words of a page, and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    words = "<script>two</script> men\u202e at the door"
    with bench(tmp_path / "station.sqlite3") as here:
        number = here.take(text=words, caller="Maria <b>Estrada", phone="3235550100")
        here.do("flag_call", call=number, stop="weapon", text="knife seen")
        return here.desk.referral_sheet(number)


def test_all_that_is_sent_stands_on_the_page(sheet: str) -> None:
    page = Words(PAGE.of(sheet))
    told = ("WEAPON", "Parking", "8300 SANTA MONICA BL", "34.09000, -118.37000", "3235550100", "knife seen")
    for said in told:
        assert any(said in word for word in page.words), said
    assert json.loads(sheet)["$id"] in page.words
    assert any("Sat 14 Mar 2026 19:20:00" in word for word in page.words)
    assert "Accepted by" in page.words


def test_nothing_that_was_typed_is_markup(sheet: str) -> None:
    page = PAGE.of(sheet)
    assert Words(page).tags.isdisjoint({"script", "b"})
    assert "<script>two</script> men at the door" in Words(page).words
    assert "Maria <b>Estrada" in Words(page).words
    assert "\u202e" not in page


def test_the_same_sheet_is_the_same_page(sheet: str) -> None:
    assert PAGE.of(sheet) == HandoverPage("West Hollywood", ZONE).of(sheet)


def test_in_training_it_says_so(sheet: str) -> None:
    assert "TRAINING" not in PAGE.of(sheet)
    assert "TRAINING" in HandoverPage("West Hollywood", ZONE, training=True).of(sheet)
