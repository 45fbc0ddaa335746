"""A server as a station's store: what there is to ask of it, one sentence each and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from console.errors import Unavailable
from console.station.doctor import Finding
from console.store.engine import shown
from console.store.postgres import connect, is_guarded

if TYPE_CHECKING:
    import psycopg

OLDEST = 150_000
LARGEST_GAP_S = 2.0
CONNECTIONS_A_SEAT = 2
SPARE_CONNECTIONS = 5
STATE = """
SELECT clock_timestamp() AS now, pg_is_in_recovery() AS standby,
    (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS sealed,
    current_setting('max_connections')::int AS most,
    (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS open,
    current_setting('fsync') AS fsync, current_setting('full_page_writes') AS whole_pages,
    current_setting('synchronous_commit') AS commit,
    (SELECT count(*) FROM pg_stat_replication) AS replicas,
    (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND state LIKE 'idle in transaction%' AND clock_timestamp() - state_change > interval '10 seconds')
        AS stuck
"""
BLOCKS = "SELECT seat, first, last FROM number_block WHERE day = %s ORDER BY first"


@dataclass(frozen=True, slots=True)
class State:
    """What STATE answers."""

    now: datetime
    standby: bool
    sealed: bool | None
    most: int
    open: int
    fsync: str
    whole_pages: str
    commit: str
    replicas: int
    stuck: int


def examine_server(url: str, now: datetime, today: date) -> Iterator[Finding]:
    """Ask the server at that address; `now` is this machine's time and `today` the station's date."""
    import psycopg

    try:
        with connect(url, autocommit=True) as connection:
            yield from _answers(connection, url, now, today)
    except Unavailable as error:
        yield Finding("server", False, str(error))
    except (psycopg.Error, OSError) as error:
        # libpq's own words can hold the address with its password.
        why = getattr(error, "sqlstate", None) or type(error).__name__
        yield Finding(
            "server", False, f"{shown(url)} does not answer ({why}): see that it runs and lets this user in."
        )


def _answers(
    connection: "psycopg.Connection[Any]", url: str, now: datetime, today: date
) -> Iterator[Finding]:
    from psycopg.rows import class_row

    state = connection.cursor(row_factory=class_row(State)).execute(STATE).fetchone()
    if state is None:
        raise Unavailable("The server answered nothing at all: look into its log.")
    yield _version(connection.info.server_version)
    yield _sealed(url, state.sealed)
    yield _clock((state.now.astimezone(UTC) - now).total_seconds())
    yield _connections(state.open, state.most)
    yield _durable(state)
    yield _replicas(state.standby, state.replicas)
    yield _stuck(state.stuck)
    yield _blocks(connection.execute(BLOCKS, (today,)).fetchall())


def _version(version: int) -> Finding:
    text = f"PostgreSQL {version // 10_000}.{version % 10_000}"
    if version < OLDEST:
        return Finding("server", False, f"{text} is no longer kept up: move to version 15 or newer.")
    return Finding("server", True, f"{text} answers")


def _sealed(url: str, sealed: bool | None) -> Finding:
    if is_guarded(url) and not sealed:
        return Finding("encryption", True, "The server is on this machine")
    if is_guarded(url):
        return Finding("encryption", True, "Encrypted, and the server's certificate is checked")
    how = "encrypted, but anybody could pretend to be the server" if sealed else "not encrypted"
    return Finding(
        "encryption", False, f"The connection is {how}: add sslmode=verify-full to the store's address."
    )


def _clock(ahead_s: float) -> Finding:
    if abs(ahead_s) <= LARGEST_GAP_S:
        return Finding("clocks", True, f"The server's differs by {abs(ahead_s):.1f} s")
    how = "ahead of" if ahead_s > 0 else "behind"
    text = f"The server's clock is {abs(ahead_s):.0f} s {how} this one: let NTP set both."
    return Finding("clocks", False, text)


def _connections(there: int, most: int) -> Finding:
    left = most - there
    if left >= SPARE_CONNECTIONS:
        return Finding("connections", True, f"{there} of {most} in use, {CONNECTIONS_A_SEAT} a position")
    return Finding("connections", False, f"Only {left} of {most} are left: raise max_connections.")


def _durable(state: State) -> Finding:
    for name, setting in (("fsync", state.fsync), ("full_page_writes", state.whole_pages)):
        if setting != "on":
            text = f"{name} is off, so a power cut can destroy the store: turn it on."
            return Finding("durability", False, text)
    if state.commit == "off":
        text = "synchronous_commit is off, so a power cut can lose answered entries: turn it on."
        return Finding("durability", False, text)
    return Finding("durability", True, f"Each commit is on the disk (synchronous_commit {state.commit})")


def _replicas(standby: bool, replicas: int) -> Finding:
    if standby:
        text = "This server is a standby and takes no changes: promote it, or name the primary as well."
        return Finding("replica", False, text)
    return Finding("replica", True, f"Primary, {replicas} connected replica{'' if replicas == 1 else 's'}")


def _stuck(transactions: int) -> Finding:
    if not transactions:
        return Finding("transactions", True, "None waits idle")
    text = f"{transactions} have been idle for 10 s or more and may hold others up: end their programs."
    return Finding("transactions", False, text)


def _blocks(blocks: list[tuple[str, int, int]]) -> Finding:
    if not blocks:
        text = "No position has numbers for a time without the server today: open the console on each."
        return Finding("numbers", False, text)
    return Finding("numbers", True, ", ".join(f"{seat} {first} to {last}" for seat, first, last in blocks))
