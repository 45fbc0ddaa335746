"""Small cities for tests of travel: a grid with some blocks missing, one-way or shut to UTVs."""

from itertools import pairwise
from math import inf
from random import Random

import networkx
from hypothesis import strategies as st

from console.geo.city import City, Segment, StreetName
from console.geo.graph import Roads
from console.geo.measure import Point, between
from console.geo.spots import Spot

SOUTH, WEST, BLOCK = 34.0, -118.4, 0.001
Node = Point | Spot
KINDS = ("arterial", "collector", "local", "alley", "path")


def grid(side: int = 4, seed: int = 0, one_ways: float = 0.2, missing: float = 0.1) -> City:
    """A grid whose corners are somewhat off, with bends, so that no two ways are equally long."""
    chance = Random(seed)
    corner = {
        (row, column): (
            SOUTH + (row + chance.uniform(-0.2, 0.2)) * BLOCK,
            WEST + (column + chance.uniform(-0.2, 0.2)) * BLOCK,
        )
        for row in range(side)
        for column in range(side)
    }
    segments = []
    for n in range(side):
        for name, cells in (
            (f"East {n}", [(n, m) for m in range(side)]),
            (f"North {n}", [(m, n) for m in range(side)]),
        ):
            kind = chance.choice(KINDS)
            for a, b in pairwise(cells):
                if chance.random() >= missing:
                    segments.append(_piece(chance, name, kind, corner[a], corner[b], one_ways))
    return City("Grid", segments=tuple(segments) or (_piece(chance, "Only", "local", *corner.values(), 0.0),))


def _piece(chance: Random, name: str, kind: str, a: Point, b: Point, one_ways: float) -> Segment:
    bend = between(a, b, 0.5)
    bent = bend[0] + chance.uniform(-0.1, 0.1) * BLOCK, bend[1] + chance.uniform(-0.1, 0.1) * BLOCK
    one_way = chance.choice(("with", "against")) if chance.random() < one_ways else ""
    return Segment(
        StreetName(name, "St"), (a, bent, b), kind=kind, one_way=one_way, utv=chance.random() > 0.1
    )


CITIES = st.builds(grid, st.integers(2, 4), st.integers(0, 10_000), st.sampled_from((0.0, 0.3)))
OPEN_CITIES = st.builds(grid, st.integers(2, 4), st.integers(0, 10_000), st.just(0.2))
INSIDE = st.tuples(
    st.floats(SOUTH - BLOCK / 2, SOUTH + 3.5 * BLOCK), st.floats(WEST - BLOCK / 2, WEST + 3.5 * BLOCK)
)


def by_networkx(roads: Roads, a: Point, b: Point) -> float | None:
    """Seconds from a to b by the rules as they are written down, on a graph made anew for the two points."""
    segments, graph = roads.segments, networkx.DiGraph()
    start, goal = roads.nearest(a), roads.nearest(b)
    assert start is not None and goal is not None
    if (start.segment, start.share) == (goal.segment, goal.share):
        return 0.0
    graph.add_nodes_from((_node(segments, start), _node(segments, goal)))
    for index, segment in enumerate(segments):
        ways = [side for side in (0, 1) if roads.open_to[2 * index + side]]
        stops: dict[float, Node] = {0.0: segment.points[0], 1.0: segment.points[-1]}
        stops |= {spot.share: _node(segments, spot) for spot in (start, goal) if spot.segment == index}
        for (low, one), (high, other) in pairwise(sorted(stops.items())):
            for side in ways if roads.passable(index, low, high) else ():
                tail, head = (other, one) if side else (one, other)
                known = graph.get_edge_data(tail, head, {"weight": inf})["weight"]
                graph.add_edge(tail, head, weight=min(roads.seconds(index, low, high), known))
    try:
        return float(networkx.dijkstra_path_length(graph, _node(segments, start), _node(segments, goal)))
    except networkx.NetworkXNoPath:
        return None


def _node(segments: tuple[Segment, ...], spot: Spot) -> Node:
    """A spot by itself, or the corner that it is at."""
    points = segments[spot.segment].points
    return {0.0: points[0], 1.0: points[-1]}.get(spot.share, spot)
