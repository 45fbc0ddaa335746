"""Seats that race on one store: no unit sent twice, no gap in the journal, all boards alike in the end."""

from pathlib import Path

from tests.desk.race import race


def test_seats_that_race_leave_one_truth(store_url: str, tmp_path: Path) -> None:
    outcome = race(store_url, tmp_path, seats=4, verbs=60)
    assert sum(seat["done"] for seat in outcome.seats) > 100
    assert outcome.doubled == []
    assert outcome.entries == outcome.newest
    assert not outcome.verdict.broken
    assert len(set(outcome.boards)) == 1
