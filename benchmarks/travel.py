"""Travel times on grids of streets: one call and 60 units with 200 closed edges, against networkx.

Two cities are made, of 5,041 and 99,856 crossings: blocks of uneven length, every fifth street one-way. In
each 200 edges are closed. Then calls are timed, each from 60 units at new places: everything from the places
to the seconds, finding their streets included. The same is done with networkx as the one that searches, in
the same graph, reversed and without the closed edges, made beforehand. At last a closure is drawn around a
part of the smaller city, and the times of 60 units in three modes to ten calls are asked for anew.

`python -m benchmarks.travel` takes half a minute. It fails when a call in the smaller city takes over 3 ms
(p95), is not 5 times as fast as networkx, or takes over 100 ms in the larger one, or when a closure takes
over 200 ms.
"""

import random
import sys
import time
from collections.abc import Callable, Collection, Mapping
from itertools import pairwise
from statistics import median

import networkx

from benchmarks._figures import Limit, percentile, report
from console.geo.city import City, Segment, StreetName
from console.geo.closures import Closure
from console.geo.graph import Roads, StreetGraph
from console.geo.measure import Point
from console.geo.spots import Spot
from console.geo.travel import Start, Travel

SOUTH, WEST = 34.0, -118.4
STEP = 0.001
"""A block, in degrees."""
UNITS, CLOSED, CALLS = 60, 200, 10
KINDS = ("arterial", "collector", "local", "local", "local")
MIXED = ("car", "car", "car", "utv", "foot", "foot")


def grid(side: int, chance: random.Random) -> City:
    """A city of `side` by `side` crossings."""
    points = [
        [(SOUTH + (row + chance.uniform(-0.2, 0.2)) * STEP, WEST + column * STEP) for column in range(side)]
        for row in range(side)
    ]
    segments = []
    for across in range(side):
        for name, line in (
            (f"East {across}", points[across]),
            (f"North {across}", [row[across] for row in points]),
        ):
            street, kind = StreetName(name, "St"), KINDS[across % len(KINDS)]
            one_way = ("with", "against")[across // 5 % 2] if across % 5 == 4 else ""
            segments += [Segment(street, ends, kind=kind, one_way=one_way) for ends in pairwise(line)]
    return City("Grid", segments=tuple(segments))


def somewhere(side: int, chance: random.Random) -> Point:
    extent = (side - 1) * STEP
    return SOUTH + chance.uniform(0, extent), WEST + chance.uniform(0, extent)


def fleet(side: int, chance: random.Random, modes: tuple[str, ...]) -> dict[str, Start]:
    return {str(n): Start(somewhere(side, chance), modes[n % len(modes)]) for n in range(UNITS)}


def timed_ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def ours_ms(travel: Travel, side: int, rounds: int, modes: tuple[str, ...]) -> list[float]:
    chance, found = random.Random(3), []
    for _ in range(rounds):
        call, starts = somewhere(side, chance), fleet(side, chance, modes)
        found.append(timed_ms(lambda call=call, starts=starts: travel.times(call, starts)))
    return found


class ByNetworkx(Travel):
    """The same travel times with the search done by networkx, on the same edges."""

    def __init__(self, graph: StreetGraph, closures: Collection[Closure]) -> None:
        super().__init__(graph, closures)
        self._peer = networkx.DiGraph()
        self._peer.add_weighted_edges_from(self.roads("car").graph.weighted_edge_list())

    def search(self, roads: Roads, goal: Spot) -> Mapping[int, float]:
        ways = roads.ways(goal, out=False)
        lent = [(roads.goal, tail, seconds) for arc, seconds in ways for tail in roads.corners.tails[arc]]
        self._peer.add_weighted_edges_from(lent)
        found: dict[int, float] = networkx.single_source_dijkstra_path_length(self._peer, roads.goal)
        self._peer.remove_edges_from([edge[:2] for edge in lent])
        return found


def closed_city(side: int, chance: random.Random) -> tuple[StreetGraph, Closure, float]:
    city = grid(side, chance)
    began = time.perf_counter()
    graph = StreetGraph(city)
    built = time.perf_counter() - began
    return graph, Closure(segments=frozenset(chance.sample(range(len(city.segments)), CLOSED))), built


def closure_ms(graph: StreetGraph, closed: Closure, side: int, chance: random.Random) -> float:
    """From a drawn outline to the new times of every unit to ten calls."""
    starts = fleet(side, chance, MIXED)
    calls = [somewhere(side, chance) for _ in range(CALLS)]
    (lat, lon), size = somewhere(side // 2, chance), 8 * STEP
    outline = ((lat, lon), (lat + size, lon), (lat + size, lon + size), (lat, lon + size))

    def draw() -> None:
        travel = Travel(graph, (closed, Closure(outline=outline)))
        for call in calls:
            travel.times(call, starts)

    return timed_ms(draw)


def main() -> int:
    chance = random.Random(5)
    small, closed, built = closed_city(71, chance)
    travel = Travel(small, (closed,))
    ours_ms(travel, 71, 5, MIXED)
    ours = ours_ms(travel, 71, 200, ("car",))
    mixed = ours_ms(travel, 71, 100, MIXED)
    peer = ours_ms(ByNetworkx(small, (closed,)), 71, 60, ("car",))
    drawn = [closure_ms(small, closed, 71, chance) for _ in range(20)]
    large, many, large_built = closed_city(316, chance)
    travel = Travel(large, (many,))
    ours_ms(travel, 316, 1, ("car",))
    far = ours_ms(travel, 316, 20, ("car",))
    rows = [
        ("graph of 5,041 corners, 4 modes", f"{built * 1000:.0f} ms"),
        ("graph of 99,856 corners, 4 modes", f"{large_built:.1f} s"),
        ("one call, 60 cars, median", f"{median(ours):.2f} ms"),
        ("one call, cars, UTVs and foot", f"{median(mixed):.2f} ms, p95 {percentile(mixed, 0.95):.2f} ms"),
        ("one call, 60 cars by networkx, median", f"{median(peer):.2f} ms"),
        ("99,856 corners, median", f"{median(far):.1f} ms"),
    ]
    limits = [
        Limit("one call, 60 units, 200 closed edges, p95 in ms", percentile(ours, 0.95), 3.0),
        Limit("the same, times faster than networkx", median(peer) / median(ours), 5.0, least=True),
        Limit("99,856 corners, p95 in ms", percentile(far, 0.95), 100.0),
        Limit("closure drawn until 600 times are new, p95 in ms", percentile(drawn, 0.95), 200.0),
    ]
    return report(rows, limits)


if __name__ == "__main__":
    sys.exit(main())
