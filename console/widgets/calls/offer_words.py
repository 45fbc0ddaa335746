"""How an offered unit and its distance are said."""

from console.desk.recommend import Offer


def offer_words(offer: Offer) -> str:
    """`280 m, nearest free unit`, or why this unit when no distance is known."""
    if offer.distance_m is None:
        return "free longest, distance unknown"
    return f"{distance_words(offer.distance_m)}, nearest free unit"


def short_offer_words(offer: Offer) -> str:
    """The same where room is scarce."""
    return "free longest" if offer.distance_m is None else distance_words(offer.distance_m)


def distance_words(metres: float) -> str:
    """`450 m` under a kilometre, in steps of ten, then `1.4 km`."""
    rounded = round(metres, -1)
    return f"{rounded:.0f} m" if rounded < 1000 else f"{metres / 1000:.1f} km"
