"""Each revision goes down and up again with data in it, on both engines; head is what the models are."""

from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from console.board.views import FixView
from console.models import Row
from console.store.engine import make_engine
from console.store.schema import HEAD, revision
from tests.desk.stations import Bench, bench
from tests.store.migrating import is_a_row_s, migrate, revisions

FIRST_WITH_SALTS = "0004"


def work(here: Bench, unit: str = "CSO-11") -> None:
    """Something in most tables."""
    number = here.take(caller="Maria Estrada", text="blue van")
    here.do("dispatch", units=(unit,), call=number)
    here.do("remark", call=number, text="plate 7ABC123")
    here.desk.keep_fixes([FixView(unit, 34.09, -118.37, here.clock.now())])


def counts(engine: Engine) -> dict[str, int]:
    """Rows of the tables that have been there from the first revision on."""
    tables = ("call", "unit", "assignment", "status_change", "remark", "fix", "journal")
    with engine.connect() as connection:
        return {t: connection.execute(text(f"SELECT count(*) FROM {t}")).scalar_one() for t in tables}


@pytest.fixture
def engine(store_url: str) -> Engine:
    with bench(store_url) as here:
        work(here)
    return make_engine(store_url)


def test_head_is_what_the_program_says_and_what_the_models_are(engine: Engine) -> None:
    assert revisions()[-1] == HEAD
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_a_row_s})
        assert compare_metadata(context, Row.metadata) == []
    engine.dispose()


@pytest.mark.parametrize("target", revisions())
def test_down_to_each_revision_and_up_again(engine: Engine, store_url: str, target: str) -> None:
    before = counts(engine)

    migrate(engine, "downgrade", target)
    assert counts(engine) == before
    migrate(engine, "upgrade", "head")

    assert revision(engine) == HEAD
    assert counts(engine) == before
    engine.dispose()
    with bench(store_url) as here:
        here.clock.advance(timedelta(minutes=5).total_seconds())
        work(here, "CSO-12")
        assert {fix.unit for fix in here.desk.load().fixes} == {"CSO-11", "CSO-12"}
        if target >= FIRST_WITH_SALTS:
            assert not here.desk.verify().broken


def test_down_to_nothing_and_up_again(engine: Engine, store_url: str) -> None:
    migrate(engine, "downgrade", "base")
    migrate(engine, "upgrade", "head")
    engine.dispose()
    with bench(store_url) as here:
        assert here.take().endswith("-0001")
