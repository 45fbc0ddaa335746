"""What a PostgreSQL server does to a transaction, in a sentence that a person can read."""

import psycopg
import pytest
from sqlalchemy import text

from console.errors import Unavailable
from console.store.store import Store
from tests.hardware.waiting import wait_until
from tests.store.servers import Server


def test_a_seat_that_was_asleep_in_the_middle_of_a_verb_finds_the_store_unavailable(server: Server) -> None:
    url = server.new()
    store = Store.open(url)
    try:
        # Whether the server's reason arrives before the end of the connection is the network's matter.
        with (
            pytest.raises(Unavailable, match=r"could not be used: .+ Nothing was changed\. Try"),
            store.write() as session,
        ):
            session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '1ms'"))
            pid = session.connection().connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
            wait_until(lambda: not is_connected(url, pid))
            session.execute(text("SELECT 1"))
        store.ping()
    finally:
        store.close()


def is_connected(url: str, pid: int) -> bool:
    with psycopg.connect(url, autocommit=True) as other:
        found = other.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchone()
    return found is not None and found[0] > 0
