"""What is found of a real server, and that its password is told to nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.station.server_doctor import examine_server
from console.store.postgres import warn_unless_guarded
from tests.store.servers import Server

SECRET = "gravel-otter-41"


def found(url: str, ahead: timedelta = timedelta()) -> dict[str, tuple[bool, str]]:
    now = datetime.now(UTC) - ahead
    return {each.check: (each.ok, each.text) for each in examine_server(url, now, now.date())}


def test_each_thing_is_looked_at_and_said_with_what_to_do(server: Server) -> None:
    url = server.new()
    told = found(url)
    assert told["server"][0]
    assert told["encryption"] == (True, "The server is on this machine")
    assert [check for check, (ok, _) in told.items() if not ok] == ["durability", "numbers"]
    assert "turn it on" in told["durability"][1]
    assert "open the console" in told["numbers"][1]
    server.drop(url)


def test_pages_that_a_power_cut_may_leave_half_written_are_told(qtbot: Any, server: Server) -> None:
    url = server.new()
    server.sql("ALTER SYSTEM SET fsync = on")
    server.sql("SELECT pg_reload_conf()")
    try:
        qtbot.waitUntil(lambda: "full_page_writes is off" in found(url)["durability"][1])
    finally:
        server.sql("ALTER SYSTEM SET fsync = off")
        server.sql("SELECT pg_reload_conf()")
        server.drop(url)


def test_a_clock_that_differs_is_said_with_its_side(server: Server) -> None:
    url = server.new()
    ok, text = found(url, timedelta(minutes=2))["clocks"]
    assert not ok
    assert "120 s ahead" in text
    assert "behind" in found(url, timedelta(minutes=-2))["clocks"][1]
    server.drop(url)


@pytest.mark.parametrize(
    "url",
    [f"postgresql://rosa:{SECRET}@127.0.0.1:1/none", f"postgresql://rosa:{SECRET}@nowhere.invalid/none"],
)
def test_a_server_that_is_gone_is_one_sentence_without_its_password(url: str) -> None:
    ((check, (ok, text)),) = found(url).items()
    assert (check, ok) == ("server", False)
    assert "does not answer" in text
    assert SECRET not in text


@pytest.mark.parametrize(
    ("url", "guarded"),
    [
        ("postgresql://rosa@db.example/station", False),
        ("postgresql://rosa@db.example/station?sslmode=require", False),
        ("postgresql://rosa@db.example/station?sslmode=verify-full", True),
        ("postgresql://rosa@localhost/station", True),
        ("postgresql://rosa@/station?host=/run/postgresql", True),
        ("postgresql://rosa@localhost,db.example/station", False),
    ],
)
def test_an_address_without_a_checked_certificate_is_warned_about(
    url: str, guarded: bool, caplog: pytest.LogCaptureFixture
) -> None:
    warn_unless_guarded(url)
    assert ("sslmode=verify-full" not in caplog.text) == guarded
