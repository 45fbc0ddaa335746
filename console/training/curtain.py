"""Raises the curtain on a simulated shift: the stage with its units, and the devices that play in it."""

from collections.abc import Callable, Iterable

from console.board.holder import Board
from console.geo.travel import Travel
from console.settings import DeviceSettings
from console.station.opening import Startup
from console.training.faults import port
from console.training.scenario import load_scenario
from console.training.stage import RADIOS, Player, Stage, gps_name, gps_title
from hardware.simulators.bench import Bench


def raise_stage(
    startup: Startup,
    *,
    bench: Bench,
    board: Board,
    travel: Callable[[], Travel | None],
    take: Callable[[str], None],
    players: Iterable[Player],
) -> tuple[Stage, list[DeviceSettings]]:
    """The stage of the start's scenario, not yet started, and its devices as the settings name them."""
    stage = Stage(
        bench=bench,
        board=board,
        clock=startup.clock,
        travel=travel,
        scenario=load_scenario(startup.scenario),
        take=take,
        seed=startup.seed,
        players=players,
    )
    units = [unit.call_sign for unit in board.picture.units.values()]
    stage.equip(units)
    return stage, [
        *(DeviceSettings(title, port(name), driver) for name, title, driver in RADIOS),
        *(DeviceSettings(gps_title(unit), port(gps_name(unit)), "nmea", unit) for unit in units),
    ]
