"""How far a unit is, in words."""

import pytest

from console.desk.recommend import Offer
from console.widgets.calls.offer_words import offer_words, short_offer_words


@pytest.mark.parametrize(
    ("metres", "said", "short"),
    [
        (283.0, "280 m, nearest free unit", "280 m"),
        (994.0, "990 m, nearest free unit", "990 m"),
        (996.0, "1.0 km, nearest free unit", "1.0 km"),
        (1440.0, "1.4 km, nearest free unit", "1.4 km"),
        (None, "free longest, distance unknown", "free longest"),
    ],
)
def test_a_distance_is_as_exact_as_a_fix(metres: float | None, said: str, short: str) -> None:
    offer = Offer("CSO-17", metres)
    assert (offer_words(offer), short_offer_words(offer)) == (said, short)
