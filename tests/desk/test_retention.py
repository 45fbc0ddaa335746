"""Who called is taken out after its time: gone from rows and journal, while the chain still holds."""

import pytest
from sqlalchemy import select, update

from console.models import Call, JournalEntry, RadioEvent
from console.store.engine import make_engine
from tests.desk.stations import Bench

DAY = 86_400
WHO = {"caller": "Maria Estrada", "phone": "3235550100"}


@pytest.fixture
def number(here: Bench) -> str:
    """A call by somebody, closed 40 days ago."""
    here.do("phone_rang", link="Line 1", number=WHO["phone"], name=WHO["caller"], raw=b"3235550100")
    number = here.take(**WHO, text="blue van")
    here.do("close_call", call=number, disposition="01")
    here.clock.advance(40 * DAY)
    here.board.apply(here.desk.load())
    return number


def forge(store_url: str, number: int, **fields: object) -> None:
    engine = make_engine(store_url)
    with engine.begin() as connection:
        connection.execute(update(JournalEntry).where(JournalEntry.number == number).values(**fields))
    engine.dispose()


def everything(store_url: str) -> str:
    """All that the store holds of calls, telephone lines and journal, as text."""
    engine = make_engine(store_url)
    with engine.connect() as connection:
        rows = [
            row for table in (Call, RadioEvent, JournalEntry) for row in connection.execute(select(table))
        ]
    engine.dispose()
    return repr([tuple(row) for row in rows])


def test_the_caller_is_gone_everywhere_and_the_chain_holds(here: Bench, store_url: str, number: str) -> None:
    assert WHO["caller"] in everything(store_url)
    said = here.do("redact", days=30).said
    assert said == "Redacted: 1 calls, 1 telephone lines, 2 journal entries."
    left = everything(store_url)
    assert WHO["caller"] not in left
    assert WHO["phone"] not in left
    assert "8300 SANTA MONICA BL" in left
    assert not here.desk.verify().broken
    assert here.desk.view_caller(number).name == ""
    assert len(here.desk.journal()) == 4


def test_what_is_younger_or_open_stays(here: Bench, store_url: str, number: str) -> None:
    open_call = here.take(**WHO)
    here.board.apply(here.desk.load())
    assert "nothing" in here.refused("redact", days=41).reason
    here.clock.advance(400 * DAY)
    here.do("redact", days=30)
    here.board.apply(here.desk.load())
    assert here.desk.view_caller(open_call).name == WHO["caller"]
    assert "nothing" in here.refused("redact", days=30).reason
    assert "one day" in here.refused("redact", days=0).reason


GONE = {"args": "", "changes": "", "said": "", "salt": ""}


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        pytest.param(3, GONE, id="emptied without a redaction"),
        pytest.param(3, GONE | {"redacted_by": 4}, id="a redaction that did not touch it"),
        pytest.param(3, GONE | {"redacted_by": 1}, id="an earlier entry that is no redaction"),
        pytest.param(3, GONE | {"redacted_by": 99}, id="a redaction that is not there"),
        pytest.param(2, {"args": '{"caller":"nobody"}'}, id="something else put in"),
        pytest.param(2, {"redacted_by": None}, id="the redaction denied"),
        pytest.param(4, {"touched": '["entry:1","entry:2","entry:3"]'}, id="the redaction altered"),
    ],
)
def test_a_forged_redaction_is_an_alteration(
    here: Bench, store_url: str, number: str, entry: int, fields: dict[str, object]
) -> None:
    here.do("redact", days=30)
    forge(store_url, entry, **fields)
    verdict = here.desk.verify()
    assert verdict.broken == entry
    assert "altered" in verdict.why
