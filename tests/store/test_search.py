"""The words of calls that a store keeps by itself: made for what is there, kept, and taken away."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from console.desk.past_calls import Sought
from console.models import Row
from console.store.engine import make_engine
from console.store.store import Store
from tests.desk.stations import Bench, bench
from tests.store.migrating import is_a_row_s, migrate

BEFORE = "0005-1"
OURS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE name LIKE 'call_words%' OR name IN ('call_text',"
    " 'ix_call_place')",
    "postgresql": "SELECT relname FROM pg_class WHERE relname LIKE '%call_words%'"
    " UNION ALL SELECT relname FROM pg_class WHERE relname = 'ix_call_place'"
    " UNION ALL SELECT tgname FROM pg_trigger WHERE tgname LIKE 'call_words%'"
    " UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE 'call~_%' ESCAPE '~'",
}


def change(url: str, *statements: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def has(here: Bench, words: str) -> bool:
    return bool(here.desk.past_calls(Sought(words=words)))


def test_what_was_there_before_is_found_after_and_down_and_up_again(store_url: str) -> None:
    with bench(store_url) as here:
        here.do("remark", call=here.take(text="blue van"), text="plate 7ABC123")
    engine = make_engine(store_url)
    for direction, target in (("downgrade", BEFORE), ("upgrade", "head")) * 2:
        migrate(engine, direction, target)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_a_row_s})
        assert compare_metadata(context, Row.metadata) == []
    engine.dispose()
    with bench(store_url) as here:
        assert has(here, "santa van 7abc123")
        here.do("remark", call=here.take(place="PLUMMER PARK"), text="scooters")
        assert has(here, "plummer scooters")


def test_nothing_of_it_is_left_behind(store_url: str) -> None:
    Store.open(store_url).close()
    engine = make_engine(store_url)
    assert ours(engine)
    migrate(engine, "downgrade", BEFORE)
    assert ours(engine) == []
    engine.dispose()


@pytest.fixture
def written(store_url: str) -> Iterator[Bench]:
    """A desk with one call, whose place and remark have words."""
    with bench(store_url) as here:
        here.take(text="blue van")
        yield here


@pytest.mark.parametrize(
    ("statement", "gone", "there"),
    [
        ("UPDATE remark SET text = 'redacted' WHERE text = 'blue van'", "van", "santa redacted"),
        ("UPDATE call SET place = 'PLUMMER PARK'", "santa", "plummer van"),
        ("DELETE FROM remark", "van", "santa"),
    ],
)
def test_words_follow_what_is_written(
    written: Bench, store_url: str, statement: str, gone: str, there: str
) -> None:
    change(store_url, statement)
    assert not has(written, gone)
    assert has(written, there)


def test_a_call_that_is_deleted_takes_its_words_along(written: Bench, store_url: str) -> None:
    change(store_url, "DELETE FROM remark", "DELETE FROM call")
    assert not has(written, "santa")


def test_a_remark_that_moves_to_another_call_is_found_there(written: Bench, store_url: str) -> None:
    other = written.take(place="PLUMMER PARK")
    change(store_url, f"UPDATE remark SET call_id = (SELECT id FROM call WHERE number = '{other}')")
    assert not has(written, "santa van")
    assert has(written, "plummer van")


def ours(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text(OURS[engine.dialect.name])).scalars())
