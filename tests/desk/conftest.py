"""Fixtures for the desk's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.stations import Bench, bench


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Bench]:
    """A desk on a new store."""
    with bench(tmp_path / "station.sqlite3") as opened:
        yield opened
