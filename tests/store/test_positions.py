"""Positions: a server's partitions are there before they are needed, and what is old goes."""

from datetime import timedelta

from sqlalchemy import func, select, text

from console.board.views import FixView
from console.models import Fix
from console.store.store import Store
from tests.desk.stations import Bench, bench
from tests.store.servers import Server

DAY = timedelta(days=1)


def keep(here: Bench, count: int, age: timedelta = timedelta()) -> None:
    """Positions of one unit, a second apart, the newest so long ago."""
    newest = here.clock.now() - age
    here.desk.keep_fixes(
        [FixView("CSO-11", 34.09, -118.37, newest - timedelta(seconds=n)) for n in reversed(range(count))]
    )


def stored(url: str) -> int:
    store = Store.open(url)
    with store.read() as session:
        count = session.scalar(select(func.count()).select_from(Fix)) or 0
    store.close()
    return count


def test_what_is_old_goes_and_the_newest_of_all_stays(store_url: str) -> None:
    with bench(store_url) as here:
        keep(here, 5, 40 * DAY)
        if here.desk.shared:
            to_the_next_partition(store_url)
        keep(here, 3, 2 * DAY)

        assert here.do("drop_positions", days=30).said == "Taken out: 5 positions older than 30 days."
        assert "no positions" in here.refused("drop_positions", days=30).reason
        assert "one day" in here.refused("drop_positions", days=0).reason
        assert here.desk.load().fixes[0].unit == "CSO-11"
    assert stored(store_url) == 3


def test_readers_see_what_comes_after_a_deletion(store_url: str) -> None:
    with bench(store_url) as here:
        keep(here, 5, 40 * DAY)
        here.desk.load()
        if not here.desk.shared:
            here.do("drop_positions", days=30)
            here.desk.news()
        keep(here, 1)

        assert here.desk.news().fixes[0].at == here.clock.now()


def to_the_next_partition(url: str) -> None:
    """The next position is the second partition's."""
    store = Store.open(url)
    with store.write() as session:
        session.execute(text("SELECT setval('fix_id_seq', 9999999)"))
        session.commit()
    store.close()


def test_room_is_made_ahead_and_once(server: Server) -> None:
    url = server.new()
    with bench(url) as here:
        here.desk.make_room()
        assert partitions(url) == ["10000000", "20000000"]
        to_the_next_partition(url)
        keep(here, 3)
        here.desk.make_room()
        here.desk.make_room()

    assert stored(url) == 3
    assert partitions(url) == ["10000000", "20000000", "30000000"]
    server.drop(url)


def partitions(url: str) -> list[str]:
    store = Store.open(url)
    with store.read() as session:
        names = session.scalars(
            text("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'fix'::regclass")
        ).all()
    store.close()
    return sorted(name.removeprefix("fix_below_") for name in names)
