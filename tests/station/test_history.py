"""The curves of a device: frames a second and the share that failed."""

from console.station.history import SAMPLES, History
from hardware.health import LinkHealth


def health(readings: int, bad: int = 0) -> LinkHealth:
    return LinkHealth("open", readings=readings, bad_checksums=bad)


def test_a_sample_every_five_seconds() -> None:
    history = History(0.0)
    history.look(health(10), 4.9)
    assert list(history.rates) == []
    history.look(health(10), 5.0)
    history.look(health(30, bad=5), 10.0)
    assert list(history.rates) == [2.0, 4.0]
    assert list(history.error_shares) == [0.0, 0.25]
    assert (history.rate, history.error_share) == (4.0, 0.125)


def test_a_link_that_began_anew_counts_from_nothing_and_ten_minutes_are_kept() -> None:
    history = History(0.0)
    history.look(health(1000), 5.0)
    history.look(health(10), 10.0)
    assert history.rates[-1] == 2.0
    for second in range(15, 2000, 5):
        history.look(health(10), second)
    assert len(history.rates) == SAMPLES
    assert history.error_share == 0.0
