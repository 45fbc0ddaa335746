"""What every test stands on: no screen, no leftovers, and property tests of a bounded size."""

import gc
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.store.servers import Server

# Qt reads it when it is first imported, so it is set before any test module is.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SECONDS_TO_END = 5.0

settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True, database=None)
settings.register_profile("thorough", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def server() -> "Iterator[Server]":
    """A PostgreSQL server of this session's own."""
    from tests.store.servers import server as running

    with running() as made:
        yield made


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store at HEAD in a file, to be copied: the migrations have tests of their own."""
    from console.store.store import Store

    file = tmp_path_factory.mktemp("ready") / "station.sqlite3"
    Store.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new store, of each kind in turn."""
    if request.param == "sqlite":
        file = tmp_path / "station.sqlite3"
        shutil.copyfile(request.getfixturevalue("ready_file"), file)
        yield f"sqlite:///{file}"
        return
    server: Server = request.getfixturevalue("server")
    url = server.new()
    yield url
    server.drop(url)


@pytest.fixture(autouse=True)
def no_thread_stays_behind() -> Iterator[None]:
    """Fail a test whose threads are still running a while after it has ended."""
    before = set(threading.enumerate())
    yield
    give_up_at = time.monotonic() + SECONDS_TO_END
    for thread in _started_since(before):
        thread.join(max(0.0, give_up_at - time.monotonic()))
    leaked = [thread.name for thread in _started_since(before)]
    if leaked:
        pytest.fail(f"Threads still running after the test: {', '.join(sorted(leaked))}")


@pytest.fixture(autouse=True)
def no_window_stays_behind() -> Iterator[None]:
    """Fail a test that leaves a top-level widget; a test without Qt does not import it for this."""
    before = _windows()
    yield
    if not _windows_since(before):
        return
    _finish_deletions()
    leaked = [_described(window) for window in _windows_since(before)]
    if leaked:
        pytest.fail(f"Windows left open by the test: {', '.join(sorted(leaked))}")


def _started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    # A thread that Python did not start has a stand-in that outlives it and cannot be joined.
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not thread.name.startswith("Dummy-")
    ]


def _windows() -> list[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return list(widgets.QApplication.topLevelWidgets())


def _windows_since(before: list[Any]) -> list[Any]:
    # A parent's own pop-ups and menus go with it.
    return [window for window in _windows() if window not in before and window.parent() is None]


def _finish_deletions() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _described(window: Any) -> str:
    return f"{type(window).__name__} {window.objectName()!r}"
