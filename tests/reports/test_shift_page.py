"""The printed hand-over: every item on it, nothing in it obeyed."""

from pathlib import Path

import pytest

from console.errors import Refused
from console.reports.shift_page import ShiftPage
from tests.desk.hostile import HOSTILE
from tests.desk.stations import ZONE, Bench, bench
from tests.reports.log_rows import Page


@pytest.fixture
def here(tmp_path: Path):
    with bench(tmp_path / "station.sqlite3") as opened:
        yield opened


def page(here: Bench) -> str:
    number = here.board.picture.handovers[0].number
    return ShiftPage("West Hollywood", ZONE, training=True).of(here.desk.handover(number), here.clock.now())


def test_it_has_the_items_the_remark_and_both_signatures(here: Bench) -> None:
    number = here.take(place="8300 SANTA MONICA BL")
    here.do("dispatch", units=("CSO-11",), call=number)
    here.do("refer", call=number, reason="INJURY")
    here.do("draft_handover", remark="street fair until ten")
    key = here.board.picture.handovers[0].key
    here.do("sign_handover", handover=key)
    here.desk.do("take_handover", {"handover": key, "remark": "read"}, actor="D. Park")
    html = page(here)
    cells = [cell for row in Page(html).rows for cell in row]
    for wanted in (number, "8300 SANTA MONICA BL", "CSO-11", "drafted", "Beat 3", "Latent prints"):
        assert wanted in cells, wanted
    assert "street fair until ten" in html
    assert "Sat 14 Mar 2026 19:20" in html
    assert "D. Park, Sat 14 Mar 2026 19:20" in html
    assert "Signed by both" in html
    assert "TRAINING" in html
    assert here.board.picture.handovers[0].sheet_hash in html


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_was_typed_is_markup(here: Bench, words: str) -> None:
    try:
        here.take(place=f"x{words}", text=words)
        here.do("draft_handover", remark=f"y{words}")
    except Refused:
        return
    plain_tags = set(Page(page_of_nothing(here)).tags)
    assert set(Page(page(here)).tags) <= plain_tags | {"h2", "p", "table", "tr", "td", "th", "col"}
    assert "<script" not in page(here)


def page_of_nothing(here: Bench) -> str:
    here.do("draft_handover")
    return page(here)
