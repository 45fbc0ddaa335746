"""The city for the shell, which has one thread: read when the first line needs it."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from console.desk.surroundings import Surroundings
from console.station.opening import make_city_keeper

if TYPE_CHECKING:
    from console.board.holder import Board
    from console.desk.desk import Desk
    from console.station.city_keeper import CityKeeper
    from console.station.opening import Startup


def keeper_now(startup: "Startup", desk: "Desk", board: "Board") -> "CityKeeper":
    """The keeper of this seat's city, which is read already."""
    keeper = make_city_keeper(startup, board, desk.edition_content)
    keeper.read_now()
    return keeper


def shell_surroundings(startup: "Startup", desk: "Desk", board: "Board") -> Surroundings:
    """What typed lines are read beside: nothing is read before a line asks for it."""
    keeper: Callable[[], CityKeeper] = cache(lambda: keeper_now(startup, desk, board))

    def recommended(call: str) -> str:
        if not board.picture.fixes:
            # Nobody can be called the closest: most scripts have no use for the streets.
            return ""
        keeper().recommend(call)
        return keeper().recommended(call)

    return Surroundings(
        geofile=lambda: keeper().geofile(),
        now=lambda: startup.clock.now().astimezone(startup.settings.time_zone),
        recommended=recommended,
    )
