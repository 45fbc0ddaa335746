"""A server's store: dumped and restored, and brought back to a moment, with the server's own programs."""

import os
import pwd
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from console.board.views import Changes
from tests.desk.stations import bench
from tests.hardware.waiting import wait_until
from tests.store.servers import Server, server


@pytest.fixture
def durable() -> Iterator[Server]:
    """A server as a station would run it."""
    with server(durable=True) as made:
        yield made


@pytest.fixture
def tools(durable: Server) -> Path:
    """The folder of the server's own programs."""
    return Path(durable._server.bin_path)


@pytest.fixture
def place(durable: Server) -> Iterator[Path]:
    """A folder of the server's own user, whose paths are short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="cso-b-") as folder:
        owner = durable.folder.stat()
        os.chown(folder, owner.st_uid, owner.st_gid)
        yield Path(folder)


def run(owner: Server, *words: str | Path) -> None:
    """Run a program as the server's user and wait for it."""
    subprocess.run([str(word) for word in words], check=True, capture_output=True, user=user(owner), cwd="/")


def user(owner: Server) -> str | None:
    """Whom the server runs as, None for whoever runs the tests."""
    name = pwd.getpwuid(owner.folder.stat().st_uid).pw_name
    return name if os.geteuid() == 0 else None


def finished_log(url: str) -> str:
    """End the file of the write-ahead log that is being written, and return its name."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    assert found is not None
    return str(found[0])


def seen(url: str) -> Changes:
    with bench(url) as here:
        assert not here.desk.verify().broken
        return replace(here.desk.load(), entry=0)


def test_a_dump_is_restored_into_a_new_database(durable: Server, place: Path, tools: Path) -> None:
    url, dump = durable.new(), place / "station.dump"
    with bench(url) as here:
        here.do("dispatch", units=("CSO-11",), call=here.take(text="blue van"))
        before = replace(here.desk.load(), entry=0)
        run(durable, tools / "pg_dump", "--format=custom", f"--file={dump}", url)
        here.take()
    empty = durable.empty()
    run(durable, tools / "pg_restore", "--exit-on-error", "--no-owner", f"--dbname={empty}", dump)
    assert seen(empty) == before
    with bench(empty) as here:
        assert here.take() > before.calls[0].number
    durable.drop(url)


def test_a_moment_comes_back_from_a_base_backup_and_the_log(
    durable: Server, place: Path, tools: Path
) -> None:
    url = durable.new()
    name = url.partition("?")[0].rpartition("/")[2]
    base, log = place / "base", place / "log"
    all_databases = durable.url("postgres")
    log.mkdir()
    os.chown(log, place.stat().st_uid, place.stat().st_gid)
    receiver = subprocess.Popen(
        [tools / "pg_receivewal", f"--dbname={all_databases}", "--directory", log, "--synchronous"],
        user=user(durable),
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
    try:
        with bench(url) as here:
            here.take()
            run(
                durable,
                tools / "pg_basebackup",
                f"--dbname={all_databases}",
                "--pgdata",
                base,
                "--checkpoint=fast",
            )
            number = here.take(text="blue van")
            before = replace(here.desk.load(), entry=0)
            moment = datetime.now(UTC)
            here.do("remark", call=number, text="too late")
            here.take()
        wait_until((log / finished_log(all_databases)).exists)
    finally:
        receiver.send_signal(signal.SIGTERM)
        receiver.wait(10)
    with (base / "postgresql.auto.conf").open("a") as settings:
        settings.write(
            f"\nrestore_command = 'cp {log}/%f %p'\nrecovery_target_time = '{moment.isoformat()}'\n"
            "recovery_target_action = 'promote'\n"
            f"unix_socket_directories = '{place}'\nlisten_addresses = ''\n"
        )
    (base / "recovery.signal").touch()
    run(durable, tools / "pg_ctl", "--pgdata", base, "--log", place / "log.txt", "--wait", "start")
    try:
        again = f"postgresql://postgres@/{name}?host={place}"
        assert seen(again) == before
    finally:
        run(durable, tools / "pg_ctl", "--pgdata", base, "--mode=fast", "stop")
