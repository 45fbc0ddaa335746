"""Fixtures for the desk's tests."""

from collections.abc import Iterator

import pytest

from tests.desk.stations import Bench, bench


@pytest.fixture
def here(store_url: str) -> Iterator[Bench]:
    """A desk on a new store."""
    with bench(store_url) as opened:
        yield opened
