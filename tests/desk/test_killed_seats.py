"""Server, seats and whoever leads killed at random: what was acknowledged is there, once, whoever died."""

from pathlib import Path

from tests.desk.killing import kill_for
from tests.store.servers import server


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(tmp_path: Path) -> None:
    with server() as own:
        url = own.new()
        judge = kill_for(15, own, url, tmp_path)
        lost, twice, whole = judge.verdict(url)
    assert len(judge.acknowledged) > 100
    assert (lost, twice, whole) == (set(), [], True)
    assert judge.refused == []
